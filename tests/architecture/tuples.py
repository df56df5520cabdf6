"""How many values a type packs into one: the members of a tuple, also behind a name that stands for it."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.sources import Source, sources


def aliases(source: Source) -> Iterator[tuple[str, ast.expr]]:
    """Names of a file that may stand for types, as ``Pair = tuple[Array, Array]``, with what they mean."""
    for node in source.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp() as value):
                yield name, value


def tuple_names(root: Path) -> Mapping[str, ast.expr]:
    """Dotted names of a tree that stand for a tuple of a fixed length."""
    return {
        f"{source.module}.{name}": value
        for source in sources(root)
        for name, value in aliases(source)
        if members(value, {}) > 1
    }


def visible(source: Source, named: Mapping[str, ast.expr]) -> Mapping[str, ast.expr]:
    """Those of the dotted names that a file defines or imports, under the names it knows them by."""
    known = (
        *(found.name for found in source.imports),
        *(f"{source.module}.{name}" for name, _ in aliases(source)),
    )
    return {name.rpartition(".")[2]: named[name] for name in known if name in named}


def members(kind: ast.expr | None, named: Mapping[str, ast.expr]) -> int:
    """Values that a type packs: 1 for anything but a tuple of a fixed length.

    ``tuple[int, ...]`` is a list that cannot be changed, and counts as one; of ``A | B`` the larger counts.
    """
    match kind:
        case ast.Constant(value=str(text)):
            return members(ast.parse(text, mode="eval").body, named)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return max(members(left, named), members(right, named))
        case ast.Name(id=name) if name in named:
            return members(named[name], {})
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=inner)) if not _is_open(inner):
            return sum(members(each, named) for each in inner)
    return 1


def _is_open(inner: list[ast.expr]) -> bool:
    return any(isinstance(each, ast.Constant) and each.value is ... for each in inner)
