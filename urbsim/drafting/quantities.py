"""Numbers with their units: `1.6和1万人`, `2-3个`, `百分之六十`, `两千亩`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from urbsim.drafting.numerals import DIGITS, NUMERALS, numeral, plain_number
from urbsim.drafting.register import Unit, register

_ARABIC: Final = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15})(?:\.\d{1,6})?"
_CHINESE: Final = rf"(?:[{NUMERALS}]|(?<=[{NUMERALS}])[万亿](?=[{NUMERALS}])){{1,16}}(?:点[{DIGITS}]{{1,4}})?"
_NUMBER: Final = re.compile(rf"(?P<share>[百千]分之)?(?:(?P<arabic>{_ARABIC})|(?P<chinese>{_CHINESE}))")
_MULTIPLIERS: Final = {"万亿": "wan_yi", "亿": "yi", "万": "wan"}
_PLAIN_MULTIPLIERS: Final = {
    "千万": (1000, "wan"),
    "百万": (100, "wan"),
    "十万": (10, "wan"),
    "千": (1000, ""),
    "百": (100, ""),
}
SCALES: Final = {"": 1.0, "wan": 1e4, "yi": 1e8, "wan_yi": 1e12}
_PEOPLE: Final = (
    "名|农村|贫困|城镇|农业|转移|建档立卡|常住|城乡|富余|返乡|失地|"
    "困难|务工|适龄|残疾|老年|低收入|搬迁|脱贫|外来|进城|新"
)
_JOINTS: Final = re.compile(r"-{1,2}|至|到")
_TOWARDS: Final = re.compile(r"[^,\d]{0,14}[到至为]")
_LISTING: Final = re.compile(r"[、和与及]|以及")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, or a range, with its unit. ``start`` and ``end`` count from the start of the clause.

    ``scale`` is the multiplier written before the unit (wan, yi or none); ``origin`` marks the first number
    of a from-to; ``word`` is the unit as written, ``bare`` a multiplier without a digit (百万人口).
    """

    start: int
    end: int
    values: tuple[float, ...]
    unit: Unit | None
    scale: str
    word: str
    chinese: bool
    bare: bool = False
    roughly: bool = False
    per: str | None = None
    origin: bool = False

    @property
    def family(self) -> str:
        """What its unit measures."""
        return self.unit.family if self.unit else ""

    @property
    def unit_name(self) -> str:
        """Name of the unit in statements, with multiplier and denominator."""
        name = self.unit.name if self.unit else ""
        name = f"{self.scale}_{name}" if self.scale else name
        return f"{name}_per_{self.per}" if self.per else name

    def plain(self) -> float:
        """Largest of its values in the plain unit of its family."""
        return max(self.values) * SCALES[self.scale] * (self.unit.plain if self.unit else 1.0)


@cache
def _tail() -> re.Pattern[str]:
    known = sorted({*register().by_word, *register().ignored}, key=len, reverse=True)
    units = "|".join(map(re.escape, known))
    per = "|".join(sorted(register().per, key=len, reverse=True))
    return re.compile(
        rf"(?P<more>多|余|来)?(?P<times>万亿|千万|百万|十万|亿|万|千(?!瓦|克|米)|百)?(?P<more2>多|余)?"
        rf"(?P<unit>{units}|(?:{_PEOPLE}){{1,4}}(?P<people>贫困人口|人口|人员|劳动力|农民工|农民|居民|群众|人|户))?"
        rf"(?:(?:/|每)(?P<per>{per}))?"
    )


def quantities(clause: str, blocked: list[tuple[int, int]]) -> list[Quantity]:
    """Every number with a unit in the clause, outside the blocked stretches."""
    return _merged(clause, [atom for atom in _atoms(clause, blocked) if atom is not None])


def _atoms(clause: str, blocked: list[tuple[int, int]]) -> list[Quantity | None]:
    found: list[Quantity | None] = []
    place = 0
    while match := _NUMBER.search(clause, place):
        over = next((end for start, end in blocked if start < match.end() and match.start() < end), None)
        if over is not None:
            place = max(over, match.start() + 1)
            continue
        atom = None if _part_of_a_name(clause, match) else _atom(clause, match)
        found.append(atom)
        place = max(match.end(), atom.end if atom else 0)
    return found


def _part_of_a_name(clause: str, match: re.Match[str]) -> bool:
    before, after = clause[: match.start()][-1:], clause[match.end() :][:1]
    latin = before.isascii() and (before.isalpha() or before in set("_./#"))
    return latin or (after.isascii() and after.isalpha() and after not in "kmhu") or before == "第"


def _atom(clause: str, match: re.Match[str]) -> Quantity | None:
    text = match["arabic"] or match["chinese"]
    value = plain_number(text) if match["arabic"] else numeral(text)
    if value is None:
        return None
    if match["share"]:
        unit = register().by_word["%" if match["share"][0] == "百" else "‰"]
        return Quantity(match.start(), match.end(), (value,), unit, "", match["share"], not match["arabic"])
    tail = _tail().match(clause, match.end())
    assert tail is not None
    factor, scale = _PLAIN_MULTIPLIERS.get(
        tail["times"] or "", (1, _MULTIPLIERS.get(tail["times"] or "", ""))
    )
    word = tail["people"] or tail["unit"] or ""
    return Quantity(
        match.start(), tail.end() if word or tail["times"] else match.end(), (value * factor,),
        register().by_word.get(word), scale, word, not match["arabic"],
        bare=bool(match["chinese"]) and text[0] in "百千" and text in "百千",
        roughly=bool(tail["more"] or tail["more2"]), per=register().per.get(tail["per"] or ""),
    )  # fmt: skip


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
        if after is not None and atom.word == "" and after.unit is not None:
            gap = clause[atom.end : after.start]
            if _JOINTS.fullmatch(gap) or (_LISTING.fullmatch(gap) and (not atom.chinese or after.chinese)):
                own = atom.scale or ("" if atom.values[0] >= 1000 > after.values[0] else after.scale)
                shared.append(replace(atom, unit=after.unit, scale=own, word=after.word, per=after.per))
                continue
        shared.append(atom)
    return shared[::-1]


def _same(first: Quantity, second: Quantity) -> bool:
    return first.unit == second.unit and first.scale == second.scale


def _from(clause: str, first: Quantity) -> bool:
    return bool(re.search(r"[从由自][^,、从由自]{0,20}$", clause[: first.start]))
