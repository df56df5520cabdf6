"""What a run records: for every variable one number per region, area and settlement, each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from urbsim.households.columns.counting import SETTLED_PERSONS
from urbsim.model.mesa_core import DataCollector
from urbsim.model.people.accounts import urban_of
from urbsim.model.setup import Array, Flags, Setup
from urbsim.model.year.ledger import Ledger
from urbsim.model.year.ranges import assert_in_range
from urbsim.model.year.readers import AVERAGES, TOWNS, invested
from urbsim.vocabulary.kinds import COSTS, SERVICES

FLOWS = {
    "moves_to_urban": "moves_to_urban",
    "moves_local": "moves_local",
    "returned_to_town": "returnees",
    "moves_away": "moves_away",
    "returns": "returns",
    "arrivals": "arrivals",
    "departures": "departures",
    "growth_migration": "migration",
    "growth_local": "local",
    "growth_returnees": "returnees",
    "growth_elsewhere": "elsewhere",
    "growth_reclassification": "reclassification",
    "growth_natural": "natural",
    "births": "births",
    "deaths": "deaths",
}
TIER_POPULATION = {"town_population": "town", "seat_population": "seat", "city_population": "city"}
MONEY = {"public_revenue": "revenue", "public_spending": "spending", "funding_gap": "gap"}
PLANNED = tuple(f"planned_{item}" for item in COSTS)
REALISED = tuple(f"realised_{item}" for item in COSTS)
PROGRAMMES = {"programme_places_unfilled": "unfilled", "programme_families_unready": "unready"}
COVERAGES = {
    "road": "road_area_per_capita",
    **{service: f"{service}_coverage" for service in SERVICES if service != "road"},
}
CUMULATIVE = {"cumulative_moves_to_urban": "moves_to_urban", "reclassified_population": "reclassification"}


def region_keys(setup: Setup) -> tuple[str, ...]:
    """Names of what is recorded: the region, its areas where there are several, its settlements."""
    areas = [f"{setup.key}/{area.key}" for area in setup.areas] if len(setup.areas) > 1 else []
    places = [f"{setup.key}/{place.key}" for place in setup.settlements if place.area >= 0]
    return (setup.key, *areas, *places)


class YearlyRecord(DataCollector):
    """Mesa's collector, handed all values of a year at once: ``years`` are tables (V, R) in their order."""

    def __init__(self) -> None:
        self.years: list[Array] = []
        super().__init__(model_reporters={name: name for name in recorded_names()})

    @property
    def model_vars(self) -> dict[str, list[Array]]:
        """Values (R,) by variable and year, as Mesa's tables read them, taken from the years when asked.

        Mesa's collector asks at once for each of its reporters, when there is no year yet.
        """
        if not self.years:
            return {}
        return {name: [year[v] for year in self.years] for v, name in enumerate(recorded_names())}

    @model_vars.setter
    def model_vars(self, empty: dict[str, list[Array]]) -> None:
        """Mesa's collector begins with an empty table, as ``years`` does."""

    def collect(self, model: Any) -> None:
        """Take in the year that the model's ledger has closed."""
        self.years.append(year_values(model.ledger))

    def by_name(self) -> Array:
        """All values, (V, R, T), by the variables' names in alphabetical order."""
        return np.ascontiguousarray(np.stack(self.years, axis=2)[np.argsort(recorded_names())])


def assert_recorded(ledger: Ledger, values: Array) -> None:
    """RangeError where one of the year's ``values`` (V, R) lies outside what its variable can be."""
    names = recorded_names()
    lacking = may_lack(ledger.setup, names, base=ledger.flows is None)
    assert_in_range(ledger.state.year, names, values, lacking)


def may_lack(setup: Setup, names: tuple[str, ...], *, base: bool) -> NDArray[np.bool_]:
    """Where variables may have no value in the base year, or in one after it, (V, R).

    The region and its areas have one of everything but flows of the base year; a settlement may lack any.
    """
    lacking = np.zeros((len(names), len(region_keys(setup))), bool)
    lacking[:, lacking.shape[1] - int(setup.inside.sum()) :] = True
    if base:
        lacking[[name in FLOWS for name in names]] = True
    return lacking


@cache
def recorded_names() -> tuple[str, ...]:
    """Names of all variables, in the order in which a year's values are put together."""
    return tuple(name for names in PARTS for name in names)


class Values(NamedTuple):
    """Values of n variables by area (n, A), by settlement (n, J) where they have any, and in all (n,).

    In all they are the sum of the areas unless it is told.
    """

    areas: Array
    towns: Array | None = None
    total: Array | None = None


def year_values(ledger: Ledger) -> Array:
    """All values of the year, (V, R), by variable: the region, its areas, its settlements."""
    return arranged(ledger.setup.inside, [values_of(ledger) for values_of in PARTS.values()])


def arranged(inside: Flags, parts: Sequence[Values]) -> Array:
    """Region, areas where there are several, and settlements ``inside`` (J,), one below the other, (V, R)."""
    areas = np.concatenate([part.areas for part in parts])
    between = areas.shape[1] if areas.shape[1] > 1 else 0
    out = np.full((len(areas), 1 + between + np.count_nonzero(inside)), np.nan)
    out[:, 0] = areas.sum(axis=1)
    out[:, 1 : 1 + between] = areas[:, :between]
    first = 0
    for part in parts:
        rows = slice(first, first + len(part.areas))
        if part.total is not None:
            out[rows, 0] = part.total
        if part.towns is not None:
            out[rows, 1 + between :] = part.towns[:, inside]
        first = rows.stop
    return out


def area_sums(ledger: Ledger, towns: Array) -> Array:
    """Sums of settlement values (n, J) by area, (n, A)."""
    inside, areas = ledger.setup.inside, len(ledger.setup.areas)
    cells = np.arange(len(towns))[:, None] * areas + ledger.people.land.settlement[inside]
    sums = np.bincount(cells.ravel(), towns[:, inside].ravel(), len(towns) * areas)
    return np.asarray(sums, float).reshape(len(towns), areas)


def residents(ledger: Ledger) -> Values:
    """Residents: all, urban and rural, then the rate.

    The region includes what its base allocates to no area. The rate is urban residents over residents;
    neither it nor rural people are a thing of single settlements.
    """
    rural = ledger.stocks.rural.astype(float)
    urban = urban_of(ledger.stocks, ledger.people.land).astype(float)
    spare, townspeople = ledger.setup.unallocated, ledger.townspeople
    areas = np.stack([rural + urban, urban, rural])
    total = np.array([areas[0].sum() + sum(spare), urban.sum() + spare[1], rural.sum() + spare[0]])
    unknown = np.full(len(townspeople), np.nan)
    towns = np.stack([townspeople, townspeople, unknown, unknown])
    return Values(with_rate(areas), towns, with_rate(total))


def with_rate(people: Array) -> Array:
    """Residents, urban and rural ones, (3, ...), and the rate below them, (4, ...)."""
    return np.concatenate([people, people[1:2] / np.maximum(1, people[0:1])])


def tier_people(ledger: Ledger) -> Values:
    """Residents of towns, county seats and cities."""
    tiers = [ledger.setup.tier(tier) & ledger.setup.inside for tier in TIER_POPULATION.values()]
    towns = np.where(tiers, ledger.townspeople, 0.0)
    return Values(area_sums(ledger, towns), np.where(tiers, towns, np.nan))


def of_villages(ledger: Ledger) -> Values:
    """People of rural origin outside the region, and households that live in its villages."""
    count, land = ledger.people.count, ledger.people.land
    outside = land.villages(count.kin[:, ~ledger.setup.inside].sum(axis=1))
    return Values(np.array([outside, land.villages(count.households)], float))


def settled(ledger: Ledger) -> Values:
    """People of rural origin with the local urban hukou."""
    persons = ledger.people.count.places[None, :, SETTLED_PERSONS].astype(float) * ledger.setup.weight
    return Values(area_sums(ledger, persons), persons)


def at_floor(ledger: Ledger) -> Values:
    """1 where the growth recorded for the base year is out of reach of the draw, else 0."""
    told = float(ledger.at_floor)
    return Values(np.full((1, len(ledger.setup.areas)), told), total=np.array([told]))


def of_programmes(ledger: Ledger) -> Values:
    """Places of the year's quotas that nobody took, and families that could not be made ready."""
    return Values(by_name(ledger.state.programme, PROGRAMMES))


def flow(ledger: Ledger) -> Values:
    """Persons in the year; the base year has no flows."""
    if ledger.flows is None:
        return Values(np.full((len(FLOWS), len(ledger.setup.areas)), np.nan))
    return Values(by_name(ledger.flows, FLOWS))


def by_name(holder: object, names: Mapping[str, str]) -> Array:
    """The holder's arrays (A,) of these names, one below the other, (n, A)."""
    return np.array([getattr(holder, name) for name in names.values()], float)


def cumulative(ledger: Ledger) -> Values:
    """Persons since the base year."""
    return Values(np.array([ledger.cumulated[name] for name in CUMULATIVE.values()], float))


def money(ledger: Ledger) -> Values:
    """Nominal yuan of the governments in the year."""
    read = [[getattr(each, name) for each in ledger.governments] for name in MONEY.values()]
    return Values(np.array(read, float))


def costs(ledger: Ledger) -> Values:
    """Nominal yuan that items cost measures in the year, planned and then done, whoever pays."""
    books = [np.hstack([each.planned, each.realised]) for each in ledger.governments]
    return Values(np.ascontiguousarray(np.array(books).T))


def summed(ledger: Ledger) -> Values:
    """Sums over settlements."""
    return added(ledger, np.array([read(ledger) for read in TOWNS.values()], float))


def investments(ledger: Ledger) -> Values:
    """Nominal yuan invested in each service this year."""
    return added(ledger, np.ascontiguousarray(invested(ledger).T) * ledger.state.prices)


def added(ledger: Ledger, towns: Array) -> Values:
    """Values of settlements (n, J) with their sums."""
    return Values(area_sums(ledger, towns), towns)


def averaged(ledger: Ledger) -> Values:
    """Means over townspeople."""
    return weighted(ledger, np.array([read(ledger) for read in AVERAGES.values()], float))


def coverages(ledger: Ledger) -> Values:
    """Coverage of every service in its own unit."""
    covered = np.array([town.works.coverage for town in ledger.towns])
    return weighted(ledger, np.ascontiguousarray(covered.T))


def weighted(ledger: Ledger, towns: Array) -> Values:
    """Values of settlements (n, J) with their means over townspeople."""
    weights = np.array([[float(town.people) if town.inside else 0.0 for town in ledger.towns]])
    by_area = area_sums(ledger, towns * weights) / np.maximum(1.0, area_sums(ledger, weights))
    total = (towns * weights).sum(axis=1) / max(1.0, weights.sum())
    return Values(by_area, towns, total)


PARTS: Mapping[tuple[str, ...], Callable[[Ledger], Values]] = {
    ("population", "urban_population", "rural_population", "resident_urbanization_rate"): residents,
    tuple(TIER_POPULATION): tier_people,
    ("away_population", "rural_households"): of_villages,
    ("settled_population",): settled,
    ("growth_at_floor",): at_floor,
    tuple(PROGRAMMES): of_programmes,
    tuple(FLOWS): flow,
    tuple(CUMULATIVE): cumulative,
    tuple(MONEY): money,
    (*PLANNED, *REALISED): costs,
    tuple(TOWNS): summed,
    tuple(f"investment_{service}" for service in SERVICES): investments,
    tuple(AVERAGES): averaged,
    tuple(COVERAGES[service] for service in SERVICES): coverages,
}
"""What is recorded: names of variables, and what gives their values, one row for each."""
