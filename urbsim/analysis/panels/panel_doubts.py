"""Rows of a panel that cannot be meant: other units, one place under two spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from urbsim.analysis.panels.panel_rows import PanelRow
from urbsim.evidence.statistics import base_years
from urbsim.policy.plausibility import (
    IN_TEN_THOUSANDS,
    Doubt,
    Span,
    doubt,
    doubt_of_residents,
    doubt_of_urban,
    may_be,
    people_of,
)
from urbsim.text import say
from urbsim.vocabulary.errors import Fault
from urbsim.vocabulary.names import find_region
from urbsim.vocabulary.regions import Region
from urbsim.vocabulary.sheets.words import level_of_name
from urbsim.vocabulary.spelling import short_forms, spelled

NEAR_A_COUNT: Final = Span(0.25, 4.0)
"""Residents over those of the nearest census or yearbook, in which boundaries may have changed."""
NEAR_ANOTHER_ROW: Final = Span(0.2, 5.0)
"""Residents over those of the row before: less than a digit too many or too few."""
AROUND: Final = ("province", "prefecture")
WHOLE_FROM: Final = 1e5
"""Fewer residents than this are counted one by one; a fraction of one is of another unit."""


def doubtful_rows(rows: Sequence[PanelRow]) -> list[Fault]:
    """Faults of all rows that are not said to be unusual, each with its line and what is likely meant."""
    found = [*_sizes(rows), *_jumps(rows), *_spellings(rows)]
    return [Fault(row.file, row.line, *why) for row, why in found if not row.unusual]


class _Doubted(NamedTuple):
    row: PanelRow
    doubt: Doubt


def _sizes(rows: Sequence[PanelRow]) -> Iterator[_Doubted]:
    for row in rows:
        found = _of_residents(row) or doubt_of_urban(row.urban, row.population)
        if found is not None:
            yield _Doubted(row, found)


def _of_residents(row: PanelRow) -> Doubt | None:
    region = find_region(row.region)
    counted = None if region is None else _counted(region, row.year)
    if region is not None and counted:
        what = f"population of {region.name}"
        return doubt(what, row.population, "persons", NEAR_A_COUNT, counted)
    if row.population < WHOLE_FROM and row.population != round(row.population):
        problem = say("analysis.population_persons_no_whole", population=row.population)
        return Doubt(problem, say("doubts.say_in_head", remedy=may_be([IN_TEN_THOUSANDS])))
    return doubt_of_residents(row.population, level_of_name(row.region) if region is None else region.level)


def _counted(region: Region, year: int) -> float | None:
    """Residents of a region in the counted year nearest to a year."""
    years = base_years(region.code)
    return people_of(region.code, min(years, key=lambda known: abs(known - year))) if years else None


def _jumps(rows: Sequence[PanelRow]) -> Iterator[_Doubted]:
    """Rows of a region of which one is in another unit than the next."""
    ordered = sorted(rows, key=lambda row: (row.region, row.year))
    for before, row in pairwise(ordered):
        if before.region != row.region or NEAR_ANOTHER_ROW.holds(row.population / before.population):
            continue
        small = min(before, row, key=lambda each: each.population)
        large = before if small is row else row
        problem = say(
            "analysis.residents_here_line",
            region=row.region,
            population=small.population,
            population2=large.population,
            line=large.line,
        )
        yield _Doubted(small, Doubt(problem, say("doubts.one_of_them", unit=IN_TEN_THOUSANDS)))


def _spellings(rows: Sequence[PanelRow]) -> Iterator[_Doubted]:
    """Rows of a place that stands under another spelling in the file: by its code, or short beside whole."""
    first: dict[str, PanelRow] = {}
    for row in rows:
        first.setdefault(_key(row.region), row)
    for row in rows:
        bare = _without_region_around(row.region)
        names = (_key(row.region), _key(bare), *(spelled(short) for short in short_forms(row.region)))
        others = (first[name] for name in names if name in first)
        other = next((each for each in others if each.region != row.region), None)
        if other is not None:
            problem = say("analysis.written_line", region=row.region, region2=other.region, line=other.line)
            yield _Doubted(row, Doubt(problem, say("doubts.write_one_way")))


def _without_region_around(name: str) -> str:
    """The name of a place that no register knows without the province or prefecture written before it."""
    if find_region(name) is not None:
        return name
    around = (end for end in range(2, len(name) - 1) if find_region(name[:end], AROUND) is not None)
    return name[max(around, default=0) :]


def _key(name: str) -> str:
    """What tells a place apart: its code, else its name."""
    region = find_region(name)
    return spelled(name) if region is None else region.code
