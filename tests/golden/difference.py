"""What differs between kept and new figures, in words."""

from __future__ import annotations

import math

from tests.golden.figures import Figures, cell

TOLERANCE = 1e-9
MOST = 40
"""Lines shown; the number of the others is told."""

ADVICE = """\
If this change of results is meant:
  1. .venv/bin/python -m tests.golden.refresh {name}
  2. add a line under "Results change" in CHANGELOG.md: what moved, by how much, and why."""


def same(before: float | None, now: float | None) -> bool:
    """Whole numbers must be equal, others within a relative 1e-9."""
    if before is None or now is None:
        return before is now
    if before == int(before):
        return before == now
    return math.isclose(before, now, rel_tol=TOLERANCE)


def differences(before: Figures, now: Figures) -> list[str]:
    """One line for every figure that moved, came or went."""
    keys = sorted(before.keys() | now.keys())
    return [
        f"{variable} {year}: {shown(before.get((variable, year)))} -> {shown(now.get((variable, year)))}"
        f"{change(before.get((variable, year)), now.get((variable, year)))}"
        for variable, year in keys
        if not same(before.get((variable, year)), now.get((variable, year)))
    ]


def shown(value: float | None) -> str:
    return "nothing" if value is None else cell(value)


def change(before: float | None, now: float | None) -> str:
    """The relative change in brackets, where there is one."""
    return f" ({now / before - 1:+.3g})" if before and now is not None else ""


def report(name: str, lines: list[str]) -> str:
    """The message of a failing golden."""
    more = [f"... and {len(lines) - MOST} more"] if len(lines) > MOST else []
    head = f"{len(lines)} figures of {name} are not those kept in tests/golden/{name}.csv:"
    return "\n".join(["", head, *lines[:MOST], *more, ADVICE.format(name=name)])
