"""Python files of a tree, as parsed sources with the imports they make."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT_PACKAGE = "urbsim"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One module named by an import statement or by a literal `import_module(...)`."""

    name: str
    line: int


@dataclass(frozen=True)
class Source:
    """A parsed file below `root`, the folder that holds the package or the tests."""

    path: Path
    root: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def place(self) -> str:
        return self.path.relative_to(self.root.parent).as_posix()

    @property
    def module(self) -> str:
        """The dotted name under which the file is imported."""
        parts = self.path.relative_to(self.root).with_suffix("").parts
        return ".".join((ROOT_PACKAGE, *(part for part in parts if part != "__init__")))

    @property
    def package(self) -> str:
        """The package of the house this file belongs to; the file's own name when it stands on top."""
        return self.path.relative_to(self.root).parts[0].removesuffix(".py")

    @property
    def parents(self) -> tuple[str, ...]:
        """The dotted parts against which a relative import is resolved."""
        return (ROOT_PACKAGE, *self.path.relative_to(self.root).parent.parts)

    def at(self, line: int, problem: str) -> str:
        return f"{self.place}:{line}: {problem}"

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(found for node in ast.walk(self.tree) for found in self._imports_of(node))

    def _imports_of(self, node: ast.AST) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = self._absolute(node)
            yield from (Import(f"{base}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and is_import_call(node) and isinstance(node.args[0], ast.Constant):
            yield Import(str(node.args[0].value), node.lineno)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        kept = self.parents[: len(self.parents) - node.level + 1]
        return ".".join((*kept, *([node.module] if node.module else [])))


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def is_import_call(call: ast.Call) -> bool:
    """Whether the call is `import_module(name)` or `__import__(name)`, from wherever it was taken."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return called in {"import_module", "__import__"} and bool(call.args)


def sources(root: Path) -> list[Source]:
    """All Python files below `root`, in the order of their names."""
    return [Source(path, root) for path in sorted(root.rglob("*.py"))]


def has_code(source: Source) -> bool:
    """Whether the file holds a statement beside its docstring."""
    return any(
        not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in source.tree.body
    )
