"""Heads of a panel's columns: their names, and the unit that stands beside a name: ``population(万人)``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from urbsim.text import say
from urbsim.vocabulary.errors import Fault

PERSONS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "人": 1.0, "persons": 1.0, "people": 1.0, "千人": 1e3, "thousand": 1e3, "thousands": 1e3,
        "万": 1e4, "万人": 1e4, "wan": 1e4, "wan_persons": 1e4, "10,000 persons": 1e4, "10000": 1e4,
        "百万人": 1e6, "million": 1e6, "millions": 1e6, "亿": 1e8, "亿人": 1e8,
    }
)  # fmt: skip
OTHERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "share_65plus": frozenset({"%", "percent", "％"}),
        "household_size": frozenset({"人", "人/户", "persons"}),
    }
)
COUNTS: Final = ("population", "urban_population")
HEAD: Final = re.compile(r"(?P<name>[a-z0-9_]+?)\s*[(（\[/／:：]\s*(?P<unit>[^)）\]]+?)\s*[)）\]]?")


class HeadUnit(NamedTuple):
    """A unit as the head has it, and how many persons it is; None for one that is not known."""

    words: str
    factor: float | None

    @property
    def persons(self) -> float:
        """How many persons it is; ValueError for an unknown unit."""
        if self.factor is None:
            raise ValueError(self.words)
        return self.factor


def headed(heads: Iterable[str]) -> tuple[list[str], dict[str, HeadUnit]]:
    """The plain names of columns, and the units that stand beside them."""
    names, units = [], {}
    for head in heads:
        plain = head.strip().lower()
        found = HEAD.fullmatch(plain)
        name = found["name"] if found else plain
        names.append(name)
        if found:
            units[name] = HeadUnit(found["unit"], _factor(name, found["unit"]))
    return names, units


def _factor(name: str, words: str) -> float | None:
    if name in COUNTS:
        return PERSONS.get(words)
    return 1.0 if words in OTHERS.get(name, ()) else None


def unit_faults(file: str, units: Mapping[str, HeadUnit]) -> list[Fault]:
    """Faults of heads whose unit is not known."""
    return [
        Fault(file, 1, say("analysis.which_not_known_here", name=name, words=unit.words), _remedy(name))
        for name, unit in units.items()
        if unit.factor is None
    ]


def _remedy(name: str) -> str:
    known = PERSONS if name in COUNTS else OTHERS.get(name, ())
    return (
        say("analysis.known", knowns=", ".join(known)) if known else say("analysis.write_name_column_alone")
    )


def notes_of(units: Mapping[str, HeadUnit]) -> tuple[str, ...]:
    """What a head's units were taken for, to be said with the results."""
    return tuple(
        f"{name} is read in {unit.words}, {unit.persons:,.0f} persons each"
        for name, unit in units.items()
        if name in COUNTS
    )
