"""Made-up places with figures, and what a table of them holds: sheets of cells, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

PLACES = ("石坝县", "云岭坪县", "沙湾口市", "新柳营县", "白杨渡区")
YEARS = (2010, 2015, 2020)
Cell = str | float | int
Rows = list[list[Cell]]
Merges = list[tuple[int, int, int, int]]
"""First row, first column, last row, last column."""


@dataclass(frozen=True)
class People:
    """Residents and urban ones of a place in a year."""

    all: int
    urban: int

    @property
    def rate(self) -> float:
        return self.urban / self.all


World = Mapping[tuple[str, int], People]


def world(seed: int, places: Sequence[str] = PLACES, years: Sequence[int] = YEARS) -> World:
    """Figures of places and years, in whole hundreds of persons so that two decimals of 万 hold them."""
    rng = np.random.default_rng(seed)
    found = {}
    for place in places:
        people, rate = int(rng.integers(1_500, 9_000)), rng.uniform(0.25, 0.5)
        for step, year in enumerate(years):
            residents = round(people * (1 + rng.uniform(-0.04, 0.03) * step)) * 100
            found[place, year] = People(residents, round(residents * min(0.9, rate + 0.06 * step), -2))
    return {key: People(each.all, int(each.urban)) for key, each in found.items()}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, rows and merged ranges."""

    rows: Rows
    name: str = "Sheet1"
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Table:
    """Sheets and what they say; ``loose`` is how far urban residents may be off where a rate tells them."""

    sheets: tuple[Sheet, ...]
    says: World
    loose: float = 0.0


def wan(persons: int) -> float:
    return round(persons / 1e4, 2)


def apart(persons: int) -> str:
    return f"{persons:,}"


def percent(people: People) -> float:
    return round(100 * people.rate, 2)


def one(rows: Rows, says: World, merges: Merges | None = None, loose: float = 0.0) -> Table:
    return Table((Sheet(rows, merges=tuple(merges or ())),), says, loose)
