"""Numbers with their units as a clause lists them: ranges, rows and from-to (`2-3个`, `1.6和1万人`)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from urbsim.drafting.numerals.figures import Quantity, figures

_JOINTS: Final = re.compile(r"-{1,2}|至|到")
_TOWARDS: Final = re.compile(r"[^,\d]{0,14}[到至为](?:\d{4}年[末底]?的?)?")
LISTING: Final = re.compile(r"(?:左右|上下|以上|以内|以下)?(?:[、和与及]|以及)(?:约|近)?")
"""What stands between two numbers of one list."""


def quantities(clause: str, blocked: list[tuple[int, int]]) -> list[Quantity]:
    """Every number with a unit in the clause, outside the blocked stretches."""
    return _merged(clause, figures(clause, blocked))


def _merged(clause: str, atoms: list[Quantity]) -> list[Quantity]:
    """Atoms joined into ranges, and with the unit that a later one of a row spells out."""
    shared = _with_shared_units(clause, atoms)
    result: list[Quantity] = []
    for atom in shared:
        before = result[-1] if result else None
        gap = clause[before.end : atom.start] if before is not None else ""
        if before is not None and _from(clause, before):
            result[-1] = replace(before, origin=bool(_TOWARDS.fullmatch(gap)))
        elif before is not None and _JOINTS.fullmatch(gap) and _same(before, atom):
            result[-1] = replace(atom, start=before.start, values=(*before.values[:1], *atom.values))
            continue
        result.append(atom)
    return [atom for atom in result if atom.unit is not None]


def _with_shared_units(clause: str, atoms: list[Quantity]) -> list[Quantity]:
    shared: list[Quantity] = []
    for atom in reversed(atoms):
        after = shared[-1] if shared else None
        elided = after is not None and atom.word in {"", "个" if after.family == "points" else ""}
        if after is not None and elided and after.unit is not None:
            gap = clause[atom.end : after.start]
            if _JOINTS.fullmatch(gap) or (LISTING.fullmatch(gap) and (not atom.chinese or after.chinese)):
                own = atom.scale or ("" if atom.values[0] >= 1000 > after.values[0] else after.scale)
                shared.append(replace(atom, unit=after.unit, scale=own, word=after.word, per=after.per))
                continue
        shared.append(atom)
    return shared[::-1]


def _same(first: Quantity, second: Quantity) -> bool:
    return first.unit == second.unit and first.scale == second.scale


def _from(clause: str, first: Quantity) -> bool:
    return bool(re.search(r"[从由自][^,、从由自]{0,20}$", clause[: first.start]))
