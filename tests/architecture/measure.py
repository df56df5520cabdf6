"""Figures of the house: ``python -m tests.architecture.measure [FOLDER OF THE PACKAGE]``."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import urbsim
from tests.architecture.folder_rules import circles_of_wings, import_circles, modules_a_folder, public_classes
from tests.architecture.shape_rules import anonymous_tuples, arrays_without_shape, many_positional_arguments
from tests.architecture.size_rules import code_lines, functions, many_parameters, parameters
from tests.architecture.sources import Function, sources

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOUCHED = re.compile(r"^(?:New file|In) `(.+?)`", re.M)


def figures(root: Path) -> Iterator[tuple[str, str]]:
    """What is counted in a tree, and the figure, in the order in which they are printed."""
    files = sources(root)
    lines = [len(source.text.splitlines()) for source in files]
    yield "files, their median length", f"{len(files)}, {median(lines):g}"
    yield "lines", f"{sum(lines)}"
    yield "functions: median / p90 / max", _function_lengths(root)
    written = sum(bool(line.strip()) for source in files for line in source.text.splitlines())
    yield "docstrings, share of lines that are not blank", f"{docstring_lines(root) / written:.1%}"
    yield "the same with texts below constants", f"{explained_lines(root) / written:.1%}"
    yield "import statements per 100 lines", f"{100 * import_statements(root) / sum(lines):.1f}"
    yield from _folders(root)
    yield "tuples without names as parameters", f"{len(anonymous_tuples(root))}"
    yield "functions over the limit of parameters", f"{len(many_parameters(root))}"
    yield "calls over the limit of positional arguments", f"{len(many_positional_arguments(root))}"
    shared = [name for name, homes in public_classes(root).items() if len(homes) > 1]
    yield "class names that stand twice", f"{len(shared)}"
    yield "circles of modules, of wings", f"{len(import_circles(root))}, {len(circles_of_wings(root))}"
    yield "array functions without a shape", f"{len(arrays_without_shape(root))}"
    for name in ("lang", "draws", "amount"):
        taken = sum(_takes(function, name) for _, function in functions(root))
        yield f"`{name}` in signatures", f"{taken}"
    chinese = [source for source in files if source.package != "drafting" and CHINESE.search(source.text)]
    yield "Python files with Chinese letters outside drafting", f"{len(chinese)}"
    yield from ((f"files to touch to {change}", f"{number}") for change, number in files_to_touch(root))


def _function_lengths(root: Path) -> str:
    lengths = sorted(code_lines(source, function) for source, function in functions(root))
    return f"{median(lengths):g} / {quantiles(lengths, n=10)[-1]:g} / {lengths[-1]}"


def docstring_lines(root: Path) -> int:
    """Lines of the docstrings of modules, classes and functions, as other projects are measured too."""
    return sum(
        _lines(node.body[0])
        for source in sources(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Module | ast.ClassDef | Function) and ast.get_docstring(node) is not None
    )


def explained_lines(root: Path) -> int:
    """Lines of docstrings and of the texts below constants and fields."""
    return sum(
        _lines(node)
        for source in sources(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Expr)
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def import_statements(root: Path) -> int:
    """Statements that import when a module is read; those inside functions keep the start light."""
    return sum(isinstance(node, ast.Import | ast.ImportFrom) for s in sources(root) for node in s.tree.body)


def _folders(root: Path) -> Iterator[tuple[str, str]]:
    largest = modules_a_folder(root).most_common(8)
    yield "folders with modules", f"{len(modules_a_folder(root))}"
    yield "modules a folder, the largest", ", ".join(f"{place} {count}" for place, count in largest)


def _takes(function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    return any(argument.arg == name for argument in parameters(function))


def files_to_touch(root: Path) -> Iterator[tuple[str, int]]:
    """Files that each recipe beside a tree makes or changes; the recipes are followed in tests."""
    recipes = root.parent / "docs" / "recipes.md"
    for recipe in recipes.read_text(encoding="utf-8").split("\n## ")[1:] if recipes.is_file() else ():
        yield recipe.partition("\n")[0].lower(), len(set(TOUCHED.findall(recipe)))


def main(arguments: list[str]) -> None:
    """Print a table of the tree given, or of the package that is installed."""
    root = Path(arguments[0]) if arguments else Path(urbsim.__file__).parent
    rows = list(figures(root.resolve()))
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"{name:<{width}}  {figure}")


if __name__ == "__main__":
    main(sys.argv[1:])
