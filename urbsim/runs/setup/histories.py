"""Rates as they were known at the end of a year: which vintage of a figure a planner then had."""

from __future__ import annotations

from collections.abc import Mapping

from urbsim.evidence.figures import Figure, Vintage
from urbsim.evidence.statistics import rate_series
from urbsim.vocabulary.regions import NATION

CENSUS_OF_2010 = 2010

Rates = Mapping[int, float]


def values(figures: Mapping[int, Figure], last: int, *, remembered: bool = False) -> dict[int, float]:
    """Values up to a year, remembered figures only where asked for."""
    kept = {y: f.value for y, f in figures.items() if remembered or f.confidence != "memory"}
    return {year: value for year, value in sorted(kept.items()) if year <= last}


def last_census(origin: int) -> int:
    """The year of the last census whose figures had reached the yearly series at the origin, or 2000."""
    return max((year for year in (2000, 2010, 2020) if year <= origin), default=2000)


def history(code: str, origin: int, *, remembered: bool = False) -> dict[int, float]:
    """Rates of a region by year as known at the origin; of a prefecture or county those of its censuses."""
    if code == NATION:
        return _national(origin)
    census = values(rate_series(code, "census"), origin, remembered=remembered)
    if origin == CENSUS_OF_2010:
        return census
    vintage: Vintage = "revised" if origin >= 2020 else "published"
    yearly = values(rate_series(code, vintage), origin)
    if origin < CENSUS_OF_2010:
        return census | yearly
    known = {year: rate for year, rate in yearly.items() if year > CENSUS_OF_2010}
    base = values(rate_series(code, "revised"), CENSUS_OF_2010)
    return dict(sorted(({y: r for y, r in census.items() if y < CENSUS_OF_2010} | base | known).items()))


def national_history(origin: int) -> tuple[dict[int, float], bool]:
    """The nation's rates from 2000 on as a planner knew them after the origin's year, and whether they drift.

    Figures of 2000-2010 are used as revised after the census of 2010 from that origin on, and those of
    2011-2019 from the origin 2020 on; before that, as first published.
    """
    known = {year: rate for year, rate in _national(origin).items() if year >= 2000}
    return known, last_census(origin) < origin < 2020


def _national(origin: int) -> dict[int, float]:
    revised, published = (values(rate_series(NATION, v), origin) for v in ("revised", "published"))
    census = last_census(origin)
    known = {year: rate for year, rate in revised.items() if year <= census}
    return dict(sorted((known | {y: rate for y, rate in published.items() if y > census}).items()))
