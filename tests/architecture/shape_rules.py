"""Rules on the shapes of values: tuples, positional arguments, arrays. Each returns what breaks it."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.house import MAX_POSITIONAL
from tests.architecture.size_rules import functions, parameters, public
from tests.architecture.sources import Function, sources
from tests.architecture.tuples import aliases, members, tuple_names, visible

_SIZE = r"(?:(?:\d+ )?(?:[A-Z0-9]\w*|[nmk]\b)(?:\s*[-+*/]\s*\w+)*|\.\.\.|…)"
SHAPE = re.compile(rf"\((?:\.\.\.|{_SIZE},|{_SIZE}(?:,\s*{_SIZE})+)\)")
"""A shape as docstrings write it: `(V,)`, `(n, 2 J)`, `(Y + 1, V)`, `(..., T)`, `(...)`."""


def anonymous_tuples(root: Path) -> list[str]:
    """A parameter that is several values at once is a record whose fields have names."""
    named = tuple_names(root)
    return [
        source.at(argument.lineno, f"{function.name}: {argument.arg} is a tuple of {count} without names")
        for source, function in functions(root)
        for argument in parameters(function)
        if (count := members(argument.annotation, visible(source, named))) > 1
    ]


def many_positional_arguments(root: Path) -> list[str]:
    """Who reads a call sees what the first few arguments are; from the sixth on they need their names."""
    return [
        source.at(
            node.lineno, f"{ast.unparse(node.func)} is called with {len(node.args)} positional arguments"
        )
        for source in sources(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and len(node.args) > MAX_POSITIONAL
    ]


def arrays_without_shape(root: Path) -> list[str]:
    """A public function that takes or returns an array says a shape in its docstring."""
    named = _array_names(root)
    return [
        source.at(function.lineno, f"{function.name} {verb} an array and does not say of what shape")
        for source in sources(root)
        for function in public(source.tree)
        if isinstance(function, Function)
        if not SHAPE.search(ast.get_docstring(function) or "")
        if (verb := _does_with_arrays(function, NUMPY | visible(source, named).keys()))
    ]


def _does_with_arrays(function: Function, named: frozenset[str]) -> str | None:
    if _is_array(function.returns, named):
        return "returns"
    return "takes" if any(_is_array(each.annotation, named) for each in parameters(function)) else None


NUMPY = frozenset({"NDArray", "ndarray"})
"""How numpy calls its arrays."""


def _array_names(root: Path) -> Mapping[str, ast.expr]:
    """Dotted names under which the files of a tree speak of arrays."""
    return {
        f"{source.module}.{name}": value
        for source in sources(root)
        for name, value in aliases(source)
        if _is_array(value, NUMPY)
    }


def _is_array(kind: ast.expr | None, named: frozenset[str]) -> bool:
    """Whether a type is an array, a tuple with arrays in it, or either of them or None."""
    return any(name in named for name in _outer_names(kind))


def _outer_names(kind: ast.expr | None) -> Iterator[str]:
    match kind:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name
        case ast.Constant(value=str(text)):
            yield from _outer_names(ast.parse(text, mode="eval").body)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from (*_outer_names(left), *_outer_names(right))
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=inner)):
            yield from (name for each in inner for name in _outer_names(each))
        case ast.Subscript(value=value):
            yield from _outer_names(value)


SHAPE_RULES = (anonymous_tuples, many_positional_arguments, arrays_without_shape)
