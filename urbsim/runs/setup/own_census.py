"""What a region's own census says of its people, and what it inherits where that is silent.

Ages, schooling, who is away, who came from where, farm work, piped water, tenure and hukou are those of the
last county table up to the base year, of the region or else of the nearest one around it. How many are away
and how many stay near are ratios to the nation's, so that the surveys of migrants keep their level. Nothing
dated after the base year is read: before 2010 all of it is the nation's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from urbsim.evidence.census import CENSUSES, Census, census_of
from urbsim.evidence.statistics import base_count, base_years, demography
from urbsim.runs.setup.drivers import VitalRates
from urbsim.vocabulary.regions import NATION, children, lineage, regions

Origin = tuple[str, int]
BANDS = 15
COMMUTERS = (0.4, 2.0)
"""The same for non-farm workers in villages: as farmers live in towns, too, few of them is a lower bound."""
RATIOS = (0.1, 3.0)
"""A region's ratio to the nation is taken within these: beyond lie cities whose own people moved house."""
MOST_SHIFT = 1.5
"""In log odds: by so much at most a region's share of migrants who stay near differs from the nation's."""
UNKNOWN = (NATION, 0)
DISTRICTS = "rest"
"""Whose figures are those of all districts of a prefecture together."""


@dataclass(frozen=True)
class OwnCensus:
    """A region's people at the last census up to the base year.

    `ages` (15,) are shares by five-year band, empty where no census is as old. `away` is how often people of
    the region live outside it and `came` how often residents of its towns come from outside, both relative to
    the nation; `near` is how much more of those who left a township stay in the region, in log odds;
    `schooling` how many years more people were at school; `registered` are the shares of the people who are
    registered in another township of the county, another county of the province, and beyond, empty where no
    census is as old; `commuting` is how many of the workers in villages do not farm, relative to the nation.
    The rest are shares, None where nothing is known:
    of workers who live in villages and do not farm, households with piped water and in rented, self-built and
    bought homes, and registered people with non-farm hukou. `origins` says by name whose census of which year
    each is from.
    """

    ages: tuple[float, ...] = ()
    away: float = 1.0
    came: float = 1.0
    near: float = 0.0
    schooling: float = 0.0
    registered: tuple[float, ...] = ()
    commuting: float = 1.0
    nonfarm_in_villages: float | None = None
    piped_water: float | None = None
    rented: float | None = None
    selfbuilt: float | None = None
    bought: float | None = None
    nonfarm_hukou: float | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)


STOCKS = ("nonfarm_in_villages", "piped_water", "rented", "selfbuilt", "bought", "nonfarm_hukou")


def own_census(code: str, year: int) -> OwnCensus:
    """The census of a region up to the end of `year`, and of those around it where it is silent."""
    return inherited_census((code, *lineage(code)[1:]), year)


@cache
def inherited_census(around: tuple[str, ...], year: int) -> OwnCensus:
    """As `own_census`, of a place within the regions `around`, smallest first."""
    rows = tuple(rows_of(around, year))
    found, origins = dict[str, object](), dict[str, Origin]()
    for name, read in READERS.items():
        origin, value = first_known(rows, read)
        if value is not None:
            found[name], origins[name] = value, origin
    return OwnCensus(**found, origins=origins)  # type: ignore[arg-type]


def rows_of(around: Iterable[str], year: int) -> Iterable[Census]:
    """The census rows of the regions, each region's latest first, none from after the end of `year`."""
    for code in around:
        for census in sorted(CENSUSES, reverse=True):
            row = census_of(code, census) if census <= year else None
            if row is not None:
                yield row


def first_known(rows: Iterable[Census], read: Callable[[Census], object]) -> tuple[Origin, object]:
    """The first figure that a row has, and whose it is."""
    for row in rows:
        value = read(row)
        if value is not None:
            return (row.code, row.year), value
    return UNKNOWN, None


def bands(row: Census) -> tuple[float, ...]:
    """Shares of the people by the model's bands: five years each, the last 70 and over, (15,)."""
    return (*row.ages[: BANDS - 1], sum(row.ages[BANDS - 1 :]))


def away_of(row: Census) -> float | None:
    """People registered here who live in another county, as a share of all registered; not below 0."""
    if row.hukou_population is None or row.came is None:
        return None
    came = row.population * sum(row.came[1:])
    return max(0.0, row.hukou_population - row.population + came) / row.hukou_population


def near_of(row: Census) -> float | None:
    """Of the people who left their township, the share that stays in the county; None where nobody left."""
    away = away_of(row)
    if away is None or row.came is None or row.hukou_population is None:
        return None
    near, left = row.population * row.came[0], away * row.hukou_population
    return near / (near + left) if near > 0 and left > 0 else None


def came_of(row: Census) -> float | None:
    """Residents who are registered in another county, per urban resident."""
    if row.came is None or not row.urban_population:
        return None
    return row.population * sum(row.came[1:]) / row.urban_population


def nonfarm_in_villages(row: Census) -> float | None:
    """Of the workers in villages, the share that does not farm, if all farmers live in villages."""
    rural = 1 - row.urban_population / row.population
    if row.farming is None or rural <= 0:
        return None
    return max(0.0, 1 - row.farming / rural)


@cache
def nation_mean(name: str, year: int) -> float:
    """The mean over the provinces of one of `MEASURED` at a census, weighted by residents."""
    rows = [row for code in children(NATION) if (row := census_of(code.code, year)) is not None]
    known = [(row.population, value) for row in rows if (value := MEASURED[name](row)) is not None]
    return sum(people * value for people, value in known) / sum(people for people, _ in known)


MEASURED: Mapping[str, Callable[[Census], float | None]] = {
    "away": away_of,
    "near": near_of,
    "came": came_of,
    "schooling": lambda row: row.schooling_years,
    "commuting": nonfarm_in_villages,
}


def relative(name: str) -> Callable[[Census], float | None]:
    """A measure of a row over the nation's at the same census, within its bounds."""
    least, most = COMMUTERS if name == "commuting" else RATIOS

    def ratio(row: Census) -> float | None:
        value = MEASURED[name](row)
        return None if value is None else min(max(value / nation_mean(name, row.year), least), most)

    return ratio


def near_shift(row: Census) -> float | None:
    """The share who stay near against the nation's, in log odds, within `MOST_SHIFT`."""
    share = near_of(row)
    if share is None:
        return None
    shift = log_odds(share) - log_odds(nation_mean("near", row.year))
    return min(max(shift, -MOST_SHIFT), MOST_SHIFT)


def more_schooling(row: Census) -> float | None:
    """Years of schooling above the nation's mean."""
    return None if row.schooling_years is None else row.schooling_years - nation_mean("schooling", row.year)


def log_odds(share: float) -> float:
    """ln(share / (1 − share)), finite for 0 and 1."""
    inner = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(inner / (1 - inner))


READERS: Mapping[str, Callable[[Census], object]] = {
    "ages": bands,
    "away": relative("away"),
    "came": relative("came"),
    "near": near_shift,
    "schooling": more_schooling,
    "registered": lambda row: row.came,
    "commuting": relative("commuting"),
    "nonfarm_in_villages": nonfarm_in_villages,
    "piped_water": lambda row: row.piped_water,
    "rented": lambda row: row.rented,
    "selfbuilt": lambda row: row.selfbuilt,
    "bought": lambda row: row.bought,
    "nonfarm_hukou": lambda row: row.nonfarm_hukou,
}


LISTED = ("ages", "registered")
"""Names of figures that are several numbers."""


def with_shares(ages: tuple[float, ...], young: float, old: float) -> tuple[float, ...]:
    """The age shares (15,) scaled to the given shares under 15 and over 64; empty for empty ones."""
    if not ages:
        return ()
    parts = ((ages[:3], young), (ages[3:13], 1 - young - old), (ages[13:], old))
    return tuple(age * share / sum(group) for group, share in parts for age in group)


@dataclass(frozen=True)
class Merged:
    """Several regions counted as one."""

    household_size: float
    census: OwnCensus


def merged(codes: Iterable[str], year: int) -> Merged | None:
    """Several regions as one at the last census up to ``year``.

    Figures are means weighted by people; None where no region has a row of that census.
    """
    census = max((known for known in CENSUSES if known <= year), default=0)
    rows = [row for code in codes if (row := census_of(code, census)) is not None]
    if not rows:
        return None
    found = {name: mean_of(rows, read) for name, read in READERS.items() if name not in LISTED}
    kept: dict[str, Any] = {name: value for name, value in found.items() if value is not None}
    people = sum(row.population for row in rows)
    if all(row.came is not None for row in rows):
        kept["registered"] = tuple(
            sum(row.population * row.came[n] for row in rows if row.came is not None) / people
            for n in range(3)
        )
    ages = tuple(sum(row.population * bands(row)[b] for row in rows) / people for b in range(BANDS))
    homes = sum(row.population / row.household_size for row in rows if row.household_size)
    housed = sum(row.population for row in rows if row.household_size)
    origins = dict.fromkeys(("ages", *kept), (DISTRICTS, census))
    return Merged(housed / homes, OwnCensus(ages=ages, **kept, origins=origins))


def mean_of(rows: Iterable[Census], read: Callable[[Census], object]) -> float | None:
    """The mean of a figure over the rows that have it, weighted by people."""
    known = [(row.population, float(value)) for row in rows if isinstance(value := read(row), float)]
    people = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / people if people else None


def is_own(code: str, found: OwnCensus, name: str) -> bool:
    """Whether a figure is from the region's own census and not from one around it."""
    return found.origins.get(name, UNKNOWN)[0] == code and code in regions()


def inherited_names(code: str, found: OwnCensus) -> tuple[str, ...]:
    """Names of the figures that a region takes from one around it, or from the nation's usual values."""
    return tuple(name for name in READERS if not is_own(code, found, name))


def inherited(around: tuple[str, ...], year: int, name: str) -> float:
    """A figure of structure up to ``year``, of the first region of ``around`` that has one; else KeyError."""
    for region in around:
        for known in years_up_to(region, year):
            value = getattr(base_count(region, known), name)
            if value is not None:
                return float(value)
    raise KeyError(f"{name} is known for no region around {around[0]} up to {year}")


def years_up_to(code: str, year: int) -> list[int]:
    """Years up to ``year`` with a count of the region, the latest first."""
    return sorted((known for known in base_years(code) if known <= year), reverse=True)


def vital_rates(around: tuple[str, ...], year: int) -> VitalRates:
    """Births and deaths in the base year.

    The latest rates up to the base year of the region, or of the nearest one around it that has any, brought
    to the base year by the change of the nation's.
    """
    return VitalRates(*(vital_rate(around, year, name) for name in ("birth_rate", "death_rate")))


def vital_rate(around: tuple[str, ...], year: int, name: str) -> float:
    """One vital rate in the base year; KeyError where none of the regions has any up to then."""
    national = demography(name)
    for region in around:
        for known in years_up_to(region, year):
            value = getattr(base_count(region, known), name)
            if value is not None:
                return float(value * national[year].value / national[known].value)
    raise KeyError(f"{name} is known for no region around {around[0]} up to {year}")
