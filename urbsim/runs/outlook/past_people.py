"""How fast a region's residents grew in the ten years before its base, as the censuses known by then tell."""

from __future__ import annotations

import math
from collections.abc import Iterable

from urbsim.evidence.census import FIRST, LAST, cells_of, people_2000_2010, prefecture_at
from urbsim.evidence.peers import SAME_BOUNDARY
from urbsim.evidence.statistics import series
from urbsim.vocabulary.regions import children, regions

People = tuple[float, float]
"""Residents at an older and a newer count within one boundary."""
BEFORE = 2000
DISTRICTS = "/rest"


def past_growth(code: str, year: int) -> float | None:
    """Growth of the logarithm of residents, a year, between the two censuses before the end of ``year``.

    None for places that are not in the register, before 2010, and where a count is not known or a boundary
    moved. Districts are known together under the code of their prefecture and ``/rest``.
    """
    if year < FIRST:
        return None
    counts = districts_of(code, year) if code.endswith(DISTRICTS) else people_of(code, year)
    if counts is None or not SAME_BOUNDARY[0] < counts[1] / counts[0] < SAME_BOUNDARY[1]:
        return None
    return math.log(counts[1] / counts[0]) / 10


def people_of(code: str, year: int) -> People | None:
    """Residents of a region of the register at the two censuses before the end of ``year``."""
    region = regions().get(code)
    if region is None or region.level == "nation":
        return None
    if region.level == "province":
        return of_province(code, year)
    if region.level == "prefecture":
        return of_prefecture(code, year)
    return of_county(code, year)


def of_county(code: str, year: int) -> People | None:
    """Residents of a county or district; None where one count is not known."""
    if year < LAST:
        return people_2000_2010(code)
    (older,), (newer,) = (cells_of(code, census, ("population",)) for census in (FIRST, LAST))
    return None if older is None or newer is None else (older, newer)


def of_prefecture(code: str, year: int) -> People | None:
    """Residents of a prefecture, before 2020 as the sum of its counties and districts."""
    if year < LAST:
        return added(of_county(child.code, year) for child in children(code) if not child.successors)
    pair = [prefecture_at(code, census).get("population") for census in (FIRST, LAST)]
    return None if pair[0] is None or pair[1] is None else (pair[0], pair[1])


def of_province(code: str, year: int) -> People | None:
    """Residents of a province; those of 2000 as published at the time."""
    counted, published = series(code, "population", "census"), series(code, "population", "published")
    older, newer = (counted.get(FIRST), counted.get(LAST)) if year >= LAST else (
        published.get(BEFORE), counted.get(FIRST)
    )  # fmt: skip
    return None if older is None or newer is None else (older.value, newer.value)


def districts_of(key: str, year: int) -> People | None:
    """Residents of all districts of a prefecture; None where one of them is not known."""
    around = key.removesuffix(DISTRICTS)
    return added(of_county(child.code, year) for child in children(around) if child.is_district)


def added(counts: Iterable[People | None]) -> People | None:
    """Both counts added up; None where one is not known, or there is none."""
    known = tuple(counts)
    whole = [count for count in known if count is not None]
    if not whole or len(whole) < len(known):
        return None
    return sum(older for older, _ in whole), sum(newer for _, newer in whole)
