"""Rules on sizes, names and docstrings. Each takes the root of a tree and returns what breaks it."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.house import (
    FORBIDDEN_WORDS,
    MAX_FILE_LINES,
    MAX_FUNCTION_LINES,
    MAX_METHODS,
    MAX_PARAMETERS,
)
from tests.architecture.sources import Function, Source, sources
from tests.architecture.tuples import members, tuple_names, visible


def long_files(root: Path) -> list[str]:
    """A file of more lines wants to be two."""
    return [
        source.at(1, f"{lines} lines, more than {MAX_FILE_LINES}")
        for source in sources(root)
        if (lines := len(source.text.splitlines())) > MAX_FILE_LINES
    ]


def long_functions(root: Path) -> list[str]:
    """Blank lines and the docstring are free, so that nobody saves on them."""
    return [
        source.at(function.lineno, f"{function.name} has {lines} lines, more than {MAX_FUNCTION_LINES}")
        for source, function in functions(root)
        if (lines := code_lines(source, function)) > MAX_FUNCTION_LINES
    ]


def code_lines(source: Source, function: Function) -> int:
    """Lines of a function without blank ones and its docstring."""
    spoken = _docstring_lines(function)
    numbered = enumerate(source.text.splitlines(), start=1)
    body = range(function.lineno, (function.end_lineno or function.lineno) + 1)
    return sum(1 for number, line in numbered if number in body and number not in spoken and line.strip())


def _docstring_lines(function: Function) -> range:
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return range(0)
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)


def many_parameters(root: Path) -> list[str]:
    """`self` and `cls` are free; `**options` counts as one, and a tuple as many as it has members."""
    named = tuple_names(root)
    return [
        source.at(function.lineno, f"{function.name} has {count} parameters, more than {MAX_PARAMETERS}")
        for source, function in functions(root)
        if (count := _values_taken(function, visible(source, named))) > MAX_PARAMETERS
    ]


def _values_taken(function: Function, named: Mapping[str, ast.expr]) -> int:
    return sum(members(each.annotation, named) for each in parameters(function))


def parameters(function: Function) -> list[ast.arg]:
    """What a function takes, `self` and `cls` left out."""
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    packed = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    return [argument for argument in (*plain, *packed) if argument.arg not in {"self", "cls"}]


def large_classes(root: Path) -> list[str]:
    """Private methods and properties count too."""
    return [
        source.at(node.lineno, f"{node.name} has {count} methods, more than {MAX_METHODS}")
        for source in sources(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        if (count := sum(isinstance(child, Function) for child in node.body)) > MAX_METHODS
    ]


def empty_words(root: Path) -> list[str]:
    """Names that say nothing: see `FORBIDDEN_WORDS`. What a library calls its own things does not count."""
    return [
        source.at(line, f"the name {name!r} says nothing")
        for source in sources(root)
        for name, line in _names_given(source)
        if FORBIDDEN_WORDS & set(_words(name))
    ]


def _names_given(source: Source) -> Iterator[tuple[str, int]]:
    yield from ((part.removesuffix(".py"), 1) for part in source.path.relative_to(source.root).parts)
    for node in ast.walk(source.tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno
            case ast.arg():
                yield node.arg, node.lineno
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr, node.lineno


def _words(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def missing_docstrings(root: Path) -> list[str]:
    """Every module, and every public function, method and class, says what it is."""
    return [
        source.at(getattr(node, "lineno", 1), f"{getattr(node, 'name', 'the module')} has no docstring")
        for source in sources(root)
        for node in (source.tree, *public(source.tree))
        if ast.get_docstring(node) is None
    ]


def public(scope: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """Functions, classes and their methods whose names do not begin with an underscore."""
    for node in scope.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def functions(root: Path) -> Iterator[tuple[Source, Function]]:
    """Every function and method of a tree, nested ones too."""
    for source in sources(root):
        yield from ((source, node) for node in ast.walk(source.tree) if isinstance(node, Function))


SIZE_RULES = (long_files, long_functions, many_parameters, large_classes, empty_words)
