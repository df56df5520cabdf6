"""What a run records: for every variable one number per region, area and settlement, each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from urbsim.households.columns.counting import SETTLED_PERSONS
from urbsim.model.people.accounts import urban_of
from urbsim.model.setup import Array, Setup
from urbsim.model.towns.town import Town
from urbsim.model.year.ledger import Ledger
from urbsim.model.year.ranges import assert_in_range
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
PLANNED = {f"planned_{item}": n for n, item in enumerate(COSTS)}
REALISED = {f"realised_{item}": n for n, item in enumerate(COSTS)}
PROGRAMMES = {"programme_places_unfilled": "unfilled", "programme_families_unready": "unready"}
COVERAGES = {
    "road": "road_area_per_capita",
    **{service: f"{service}_coverage" for service in SERVICES if service != "road"},
}
CUMULATIVE = {"cumulative_moves_to_urban": "moves_to_urban", "reclassified_population": "reclassification"}


def prices(town: Town) -> float:
    """The price index of the year that is being simulated."""
    return town.state.prices


def invested(service: int, town: Town) -> float:
    """Nominal yuan invested in a service this year."""
    return float(town.works.invested[service]) * prices(town)


def covered(service: int, town: Town) -> float:
    """Coverage of a service, in its own unit."""
    return float(town.works.coverage[service])


TOWNS: Mapping[str, Callable[[Town], float]] = {
    "dwellings": lambda town: town.homes.stock,
    "homes_held_back": lambda town: town.homes.held_back,
    "dwellings_completed": lambda town: town.homes.completed,
    "housing_queue": lambda town: town.state.people.queue(town.index),
    "jobs": lambda town: town.market.jobs,
    "openings_unfilled": lambda town: town.market.unfilled,
    "park_jobs_empty": lambda town: town.parks.empty,
    "commuters": lambda town: town.market.commuters,
    "built_up_area": lambda town: town.land.built_up / 1e6,
    "relocated_population": lambda town: float(town.state.programme.relocated_so_far[:, town.index].sum()),
    "programme_moves": lambda town: float(town.state.programme.moved[:, town.index].sum()),
    "programme_anyway": lambda town: float(town.state.programme.anyway[:, town.index].sum()),
    "programme_households": lambda town: float(town.state.programme.still_there[town.index]),
    "programme_households_placed": lambda town: float(town.state.programme.placed_so_far[town.index]),
    "programme_homes_empty": lambda town: float(town.homes.reserved.sum()),
    "infrastructure_investment": lambda town: float(town.works.invested.sum()) * prices(town),
    **{f"investment_{service}": partial(invested, s) for s, service in enumerate(SERVICES)},
}
"""Values of a settlement that add up to areas and the region."""

AVERAGES: Mapping[str, Callable[[Town], float]] = {
    "vacancy_rate": lambda town: town.homes.vacancy,
    "housing_price": lambda town: town.price,
    "service_index": lambda town: town.works.services,
    "employment_probability": lambda town: town.market.employed,
    "wage": lambda town: town.market.wage * prices(town),
    "hukou_barrier": lambda town: town.barrier,
    **{name: partial(covered, SERVICES.index(service)) for service, name in COVERAGES.items()},
}
"""Values of a settlement of which areas and the region have the mean over townspeople."""


def region_keys(setup: Setup) -> tuple[str, ...]:
    """Names of what is recorded: the region, its areas where there are several, its settlements."""
    areas = [f"{setup.key}/{area.key}" for area in setup.areas] if len(setup.areas) > 1 else []
    places = [f"{setup.key}/{place.key}" for place in setup.settlements if place.area >= 0]
    return (setup.key, *areas, *places)


def assert_recorded(ledger: Ledger, recorded: Mapping[str, list[Array]]) -> None:
    """RangeError where a number of the year lies outside what its variable can be.

    ``recorded`` holds each variable's values by year; the base year has no flows.
    """
    known = recorded if ledger.flows else {k: series for k, series in recorded.items() if k not in FLOWS}
    wholes = len(region_keys(ledger.setup)) - int(ledger.setup.inside.sum())
    assert_in_range(ledger.state.year, known, wholes)


def reporters(setup: Setup) -> dict[str, Callable[[Ledger], Array]]:
    """One reporter a variable for the data collector; each gives the values of all recorded regions."""
    makers: dict[str, Callable[[str, Ledger], Array]] = {
        "population": people,
        "urban_population": people,
        "rural_population": people,
        "resident_urbanization_rate": urban_rate,
        "away_population": away,
        "settled_population": settled,
        "rural_households": households,
        "growth_at_floor": at_floor,
        **dict.fromkeys(PROGRAMMES, of_programmes),
        **dict.fromkeys(TIER_POPULATION, tier_people),
        **dict.fromkeys(FLOWS, flow),
        **dict.fromkeys(CUMULATIVE, cumulative),
        **dict.fromkeys(MONEY, money),
        **dict.fromkeys((*PLANNED, *REALISED), cost),
        **dict.fromkeys(TOWNS, summed),
        **dict.fromkeys(AVERAGES, averaged),
    }
    return {name: partial(maker, name) for name, maker in makers.items()}


def arranged(ledger: Ledger, areas: Array, towns: Array | None = None, total: float | None = None) -> Array:
    """Region, areas, settlements from values by area (A,) and by settlement (J,); the region is the sum."""
    inside = ledger.setup.inside
    between = len(areas) if len(areas) > 1 else 0
    out = np.empty(1 + between + np.count_nonzero(inside))
    out[0] = areas.sum() if total is None else total
    out[1 : 1 + between] = areas[:between]
    out[1 + between :] = np.nan if towns is None else towns[inside]
    return out


def people(name: str, ledger: Ledger) -> Array:
    """Residents: all, urban or rural; the region includes what its base allocates to no area."""
    rural = ledger.stocks.rural.astype(float)
    urban = urban_of(ledger.stocks, ledger.people.land).astype(float)
    spare = ledger.setup.unallocated
    if name == "rural_population":
        return arranged(ledger, rural, total=rural.sum() + spare[0])
    if name == "urban_population":
        return arranged(ledger, urban, ledger.townspeople, urban.sum() + spare[1])
    return arranged(ledger, rural + urban, ledger.townspeople, (rural + urban).sum() + sum(spare))


def urban_rate(name: str, ledger: Ledger) -> Array:
    """Urban residents over residents; not a thing of single settlements."""
    urban, everybody = people("urban_population", ledger), people("population", ledger)
    inside = int(ledger.setup.inside.sum())
    rate = urban / np.maximum(1, everybody)
    rate[len(rate) - inside :] = np.nan
    return np.asarray(rate)


def tier_people(name: str, ledger: Ledger) -> Array:
    """Residents of towns, county seats or cities."""
    chosen = ledger.setup.tier(TIER_POPULATION[name]) & ledger.setup.inside
    towns = np.where(chosen, ledger.townspeople, 0.0)
    return arranged(ledger, area_sums(ledger, towns), np.where(chosen, towns, np.nan))


def away(name: str, ledger: Ledger) -> Array:
    """People of the region's rural origin who live outside it, by area of origin."""
    outside = ledger.people.count.kin[:, ~ledger.setup.inside].sum(axis=1)
    return arranged(ledger, ledger.people.land.villages(outside).astype(float))


def settled(name: str, ledger: Ledger) -> Array:
    """People of rural origin with the local urban hukou."""
    persons = ledger.people.count.places[:, SETTLED_PERSONS].astype(float) * ledger.setup.weight
    return arranged(ledger, area_sums(ledger, persons), persons)


def households(name: str, ledger: Ledger) -> Array:
    """Households that live in villages, in whole or in part."""
    return arranged(ledger, ledger.people.land.villages(ledger.people.count.households).astype(float))


def at_floor(name: str, ledger: Ledger) -> Array:
    """1 where the growth recorded for the base year is out of reach of the draw, else 0."""
    areas = np.full(len(ledger.setup.areas), float(ledger.at_floor))
    return arranged(ledger, areas, total=float(ledger.at_floor))


def of_programmes(name: str, ledger: Ledger) -> Array:
    """Persons' places of the year's quotas that nobody took, and families that could not be made ready."""
    return arranged(ledger, getattr(ledger.state.programme, PROGRAMMES[name]).astype(float))


def flow(name: str, ledger: Ledger) -> Array:
    """Persons in the year; the base year has no flows."""
    if ledger.flows is None:
        return np.full(len(region_keys(ledger.setup)), np.nan)
    return arranged(ledger, getattr(ledger.flows, FLOWS[name]).astype(float))


def cumulative(name: str, ledger: Ledger) -> Array:
    """Persons since the base year."""
    return arranged(ledger, ledger.cumulated[CUMULATIVE[name]].astype(float))


def money(name: str, ledger: Ledger) -> Array:
    """Nominal yuan of the governments in the year."""
    return arranged(ledger, np.array([getattr(g, MONEY[name]) for g in ledger.governments], float))


def cost(name: str, ledger: Ledger) -> Array:
    """Nominal yuan that one item cost measures in the year, as planned or as done, whoever pays."""
    kind, books = ("planned", PLANNED) if name in PLANNED else ("realised", REALISED)
    return arranged(ledger, np.array([getattr(g, kind)[books[name]] for g in ledger.governments], float))


def summed(name: str, ledger: Ledger) -> Array:
    """Sums over settlements."""
    towns = np.array([TOWNS[name](town) for town in ledger.towns], float)
    return arranged(ledger, area_sums(ledger, towns), towns)


def averaged(name: str, ledger: Ledger) -> Array:
    """Means over townspeople."""
    towns = np.array([AVERAGES[name](town) for town in ledger.towns], float)
    weights = np.array([float(town.people) if town.inside else 0.0 for town in ledger.towns])
    by_area = area_sums(ledger, towns * weights) / np.maximum(1.0, area_sums(ledger, weights))
    total = float((towns * weights).sum() / max(1.0, weights.sum()))
    return arranged(ledger, by_area, towns, total)


def area_sums(ledger: Ledger, towns: Array) -> Array:
    """Sums of settlement values by area, (A,)."""
    inside = ledger.setup.inside
    home = ledger.people.land.settlement[inside]
    return np.asarray(np.bincount(home, towns[inside], len(ledger.setup.areas)), float)
