"""Every coefficient of data/behaviour moves something: the model or the runs read it by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import urbsim
from urbsim.evidence.coefficients import coefficients
from urbsim.vocabulary.kinds import LEVELS, SERVICES, TIERS

ROOT = Path(urbsim.__file__).parent
WORDS = "|".join((*SERVICES, *TIERS, *LEVELS, *"123456"))
HOLDERS = {"p", "values"}
"""Names under which coefficients are passed around."""


def patterns(source: str) -> Iterator[str]:
    """Patterns of the coefficients that a source reads, as ``p["name"]`` or ``p[f"family_{tier}"]``."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Subscript) or holder(node.value) not in HOLDERS:
            continue
        parts = node.slice.values if isinstance(node.slice, ast.JoinedStr) else [node.slice]
        if all(isinstance(part, ast.FormattedValue) or is_text(part) for part in parts):
            yield "".join(re.escape(part.value) if is_text(part) else f"(?:{WORDS})" for part in parts)


def is_text(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str)


def holder(value: ast.expr) -> str:
    """The last name of ``p``, ``self.p`` or ``model.p``."""
    return value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")


@pytest.fixture(scope="module")
def read() -> set[str]:
    files = [path for part in ("model", "runs") for path in sorted((ROOT / part).rglob("*.py"))]
    return {pattern for path in files for pattern in patterns(path.read_text(encoding="utf-8"))}


def test_names_and_families_are_found() -> None:
    source = 'x = p["network"] + self.p[f"barrier_{tier}"]; y = model.p[name]; z = TIERS["town"]'
    assert [bool(re.fullmatch(pattern, "barrier_seat")) for pattern in patterns(source)] == [False, True]
    assert not any(re.fullmatch(pattern, "barrier_to_entry") for pattern in patterns(source))


@pytest.mark.parametrize("name", coefficients())
def test_the_model_or_the_runs_read_it(name: str, read: set[str]) -> None:
    assert any(re.fullmatch(pattern, name) for pattern in read), f"nothing reads {name}: wire it or remove it"


def test_nothing_reads_a_coefficient_that_there_is_not(read: set[str]) -> None:
    assert [p for p in sorted(read) if not any(re.fullmatch(p, name) for name in coefficients())] == []
