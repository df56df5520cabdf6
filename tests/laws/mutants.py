"""Mutants of a module: one constant or one sign changed at a time, and whether the checks notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

from tests.laws.closed_forms import Check

SWAPPED: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.Div(), ast.Div: ast.Mult(), ast.Pow: ast.Mult(),
}  # fmt: skip


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """The node with another constant, operator or sign."""
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    ):
        yield ast.Constant(node.value * 1.1 if node.value else 1)
    elif isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        yield ast.BinOp(node.left, SWAPPED[type(node.op)], node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand


def is_a_law(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.Assign)


def mutants(module: ModuleType) -> Iterator[tuple[str, ast.Module]]:
    """Every mutant of the module's functions and constants, with its line in words."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for s, statement in enumerate(tree.body):
        if not is_a_law(statement):
            continue
        for n, node in enumerate(ast.walk(statement)):
            for other in changed(node):
                mutant = copy.deepcopy(tree)
                target = list(ast.walk(mutant.body[s]))[n]
                place(mutant, target, other)
                yield f"{module.__name__}:{getattr(node, 'lineno', 0)} {ast.unparse(other)}", mutant


def place(tree: ast.Module, target: ast.AST, other: ast.AST) -> None:
    """Put a node in another's place."""

    class Replace(ast.NodeTransformer):
        def generic_visit(self, node: ast.AST) -> ast.AST:
            return ast.copy_location(other, node) if node is target else super().generic_visit(node)

    Replace().visit(tree)
    ast.fix_missing_locations(tree)


def survives(mutant: ast.Module, checks: Sequence[Check]) -> bool:
    """Whether no check notices that the module is another."""
    names: dict[str, object] = {"__name__": "mutant"}
    try:
        exec(compile(mutant, "mutant", "exec"), names)
        for check in checks:
            check(SimpleNamespace(**names))
    except Exception:  # noqa: BLE001  whatever goes wrong, the mutant was noticed
        return False
    return True


def survivors(module: ModuleType, checks: Sequence[Check]) -> tuple[int, list[str]]:
    """How many mutants there are, and those that no check notices."""
    every = list(mutants(module))
    return len(every), [words for words, mutant in every if survives(mutant, checks)]
