"""Places like another one: what became of those that had its size, rate, growth and elders in 2010."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from urbsim.evidence.census import FIRST, LAST, cells_of, counted_codes, people_2000_2010, prefecture_at
from urbsim.evidence.figures import BaseCount
from urbsim.vocabulary.regions import Region, regions

MOST = 40
FEWEST = 10
SAME_BOUNDARY = (2 / 3, 3 / 2)
"""A total that changes by more in ten years is a boundary, not people."""
ELDERS = ("age_65_69", "age_70_74", "age_75_79", "age_80_84", "age_85_over")
Array = NDArray[np.float64]
Kind = str


@dataclass(frozen=True)
class Place:
    """What places are likened by: people, urban share, share over 64, and ln growth of people in ten years.

    `kind` is county, district or prefecture; a share or a growth that is not known is None.
    """

    kind: Kind
    population: int
    rate: float
    share_65plus: float | None
    growth: float | None

    def features(self) -> tuple[float, ...]:
        """Ln people, log odds of the rate, share over 64 and growth; NaN where not known, (4,)."""
        rate = min(max(self.rate, 0.005), 0.995)
        known = (math.nan if value is None else value for value in (self.share_65plus, self.growth))
        return (math.log(self.population), math.log(rate / (1 - rate)), *known)


@dataclass(frozen=True)
class Peers:
    """What became of the places most like one, as quartiles (low, middle, high).

    `points` are changes of the urban share (fractions) and `people` relative changes of residents, both from
    the census of 2010 to that of 2020; `codes` are the places, the most alike first.
    """

    kind: Kind
    codes: tuple[str, ...]
    points: tuple[float, float, float]
    people: tuple[float, float, float]


@dataclass(frozen=True)
class _Pair:
    """A place at the census of 2010 and what it was ten years later."""

    code: str
    before: Place
    points: float
    people: float


def kind_of(region: Region) -> Kind:
    """The kind of a region: districts are likened to districts, not to counties."""
    return "district" if region.is_district else region.level


def place_of(count: BaseCount) -> Place:
    """A region of the register at its base count, with its growth in the ten years before where known."""
    kind, rate = kind_of(regions()[count.region]), count.urban / count.population
    growth = _growth_before(count.region, count.year)
    return Place(kind, count.population, rate, count.share_65plus, growth)


def _growth_before(code: str, year: int) -> float | None:
    """Ln growth of people between the two censuses before the end of `year`."""
    if year >= LAST:
        pair = [cells_of(code, census, ("population",))[0] for census in (FIRST, LAST)]
        return None if None in pair else math.log(float(pair[1] or 0) / float(pair[0] or 0))
    known = people_2000_2010(code)
    return None if known is None else math.log(known[1] / known[0])


def peers_of(place: Place, without: str | None = None) -> Peers | None:
    """The forty places most like one, itself left out; None where fewer than ten are of its kind.

    Differences count in standard deviations of the kind; what is not known of either place does not count.
    """
    pairs = [pair for pair in _pairs().get(place.kind, ()) if pair.code != without]
    if len(pairs) < FEWEST:
        return None
    nearest = np.argsort(_apart(place, pairs), kind="stable")[:MOST]
    like = [pairs[n] for n in nearest]
    points, people = (np.array([getattr(pair, name) for pair in like]) for name in ("points", "people"))
    return Peers(place.kind, tuple(pair.code for pair in like), _quartiles(points), _quartiles(people))


def _apart(place: Place, pairs: Sequence[_Pair]) -> Array:
    """How far each pair's place is from another in the mean square, (n,)."""
    features, own = np.array([pair.before.features() for pair in pairs]), np.array(place.features())
    known = ~np.isnan(features).all(axis=0) & ~np.isnan(own)
    spread = np.nanstd(features[:, known], axis=0)
    return np.asarray(np.nanmean(((features[:, known] - own[known]) / spread) ** 2, axis=1))


def _quartiles(values: Array) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)


@cache
def _pairs() -> Mapping[Kind, tuple[_Pair, ...]]:
    found: dict[Kind, list[_Pair]] = {}
    for pair in (*_county_pairs(), *_prefecture_pairs()):
        found.setdefault(pair.before.kind, []).append(pair)
    return {kind: tuple(pairs) for kind, pairs in found.items()}


def _county_pairs() -> Iterator[_Pair]:
    later = set(counted_codes(LAST))
    for code in counted_codes(FIRST):
        region = regions()[code]
        if code not in later or region.level != "county":
            continue
        people, urban, *elders = cells_of(code, FIRST, ("population", "urban_population", *ELDERS))
        then, now = (people, urban), cells_of(code, LAST, ("population", "urban_population"))
        if people is None or urban is None:
            continue
        old = sum(count or 0 for count in elders) / people
        growth = _growth_before(code, FIRST)
        before = Place(kind_of(region), round(people), urban / people, old, growth)
        yield from _steady(code, before, (*then, *now))


def _prefecture_pairs() -> Iterator[_Pair]:
    for code, region in regions().items():
        if region.level != "prefecture":
            continue
        then, now = prefecture_at(code, FIRST), prefecture_at(code, LAST)
        if not then or not now:
            continue
        people, urban = then["population"], then["urban_population"]
        before = Place("prefecture", round(people), urban / people, then.get("share_65plus"), None)
        yield from _steady(code, before, (people, urban, now["population"], now["urban_population"]))


def _steady(code: str, before: Place, counts: tuple[float | None, ...]) -> Iterator[_Pair]:
    """The pair, if its boundary stayed and both counts are whole."""
    people, urban, later, later_urban = counts
    if people is None or urban is None or later is None or later_urban is None:
        return
    if SAME_BOUNDARY[0] < later / people < SAME_BOUNDARY[1]:
        yield _Pair(code, before, later_urban / later - urban / people, later / people - 1)
