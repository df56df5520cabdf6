"""What a run records: for every variable one number per region, area and settlement, each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from urbsim.households.counting import SETTLED_PERSONS
from urbsim.model.books import urban_of
from urbsim.model.ranges import assert_in_range
from urbsim.model.setup import Array, Setup
from urbsim.vocabulary.kinds import SERVICES

if TYPE_CHECKING:
    from urbsim.model.town import Town
    from urbsim.model.urbanization import UrbanizationModel

FLOWS = {
    "moves_to_urban": "moves_to_urban",
    "moves_away": "moves_away",
    "returns": "returns",
    "arrivals": "arrivals",
    "departures": "departures",
    "growth_migration": "migration",
    "growth_reclassification": "reclassification",
    "growth_natural": "natural",
    "births": "births",
    "deaths": "deaths",
}
TIER_POPULATION = {"town_population": "town", "seat_population": "seat", "city_population": "city"}
MONEY = {"public_revenue": "revenue", "public_spending": "spending", "funding_gap": "gap"}
COVERAGES = {
    "road": "road_area_per_capita",
    **{service: f"{service}_coverage" for service in SERVICES if service != "road"},
}
CUMULATIVE = {"cumulative_moves_to_urban": "moves_to_urban", "reclassified_population": "reclassification"}


def prices(town: Town) -> float:
    """The price index of the year that is being lived."""
    return float(town.model.drivers.prices[town.model.t])


def invested(service: int, town: Town) -> float:
    """Nominal yuan invested in a service this year."""
    return float(town.works.invested[service]) * prices(town)


def covered(service: int, town: Town) -> float:
    """Coverage of a service, in its own unit."""
    return float(town.works.coverage[service])


TOWNS: Mapping[str, Callable[[Town], float]] = {
    "dwellings": lambda town: town.homes.stock,
    "dwellings_completed": lambda town: town.homes.completed,
    "housing_queue": lambda town: town.model.people.queue(town.index),
    "jobs": lambda town: town.market.jobs,
    "built_up_area": lambda town: town.built_up_m2 / 1e6,
    "relocated_population": lambda town: float(town.model.relocated_so_far[:, town.index].sum()),
    "infrastructure_investment": lambda town: float(town.works.invested.sum()) * prices(town),
    **{f"investment_{service}": partial(invested, s) for s, service in enumerate(SERVICES)},
}
"""Values of a settlement that add up to areas and the region."""

AVERAGES: Mapping[str, Callable[[Town], float]] = {
    "vacancy_rate": lambda town: town.homes.vacancy,
    "housing_price": lambda town: town.price,
    "service_index": lambda town: town.works.services,
    "employment_probability": lambda town: town.market.employment,
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


def keep(model: UrbanizationModel) -> None:
    """Record the year; RangeError where a number of it lies outside what its variable can be."""
    model.datacollector.collect(model)
    recorded = dict(model.datacollector.model_vars)
    if model.flows is None:
        recorded = {name: series for name, series in recorded.items() if name not in FLOWS}
    wholes = len(region_keys(model.setup)) - int(model.setup.inside.sum())
    assert_in_range(model.year, recorded, wholes)


def reporters(setup: Setup) -> dict[str, Callable[[UrbanizationModel], Array]]:
    """One reporter a variable for the data collector; each gives the values of all recorded regions."""
    makers: dict[str, Callable[[str, UrbanizationModel], Array]] = {
        "population": people,
        "urban_population": people,
        "rural_population": people,
        "resident_urbanization_rate": urban_rate,
        "away_population": away,
        "settled_population": settled,
        "rural_households": households,
        **dict.fromkeys(TIER_POPULATION, tier_people),
        **dict.fromkeys(FLOWS, flow),
        **dict.fromkeys(CUMULATIVE, cumulative),
        **dict.fromkeys(MONEY, money),
        **dict.fromkeys(TOWNS, summed),
        **dict.fromkeys(AVERAGES, averaged),
    }
    return {name: partial(maker, name) for name, maker in makers.items()}


def arranged(
    model: UrbanizationModel, areas: Array, towns: Array | None = None, total: float | None = None
) -> Array:
    """Region, areas, settlements from values by area (A,) and by settlement (J,); the region is the sum."""
    inside = model.setup.inside
    between = len(areas) if len(areas) > 1 else 0
    out = np.empty(1 + between + np.count_nonzero(inside))
    out[0] = areas.sum() if total is None else total
    out[1 : 1 + between] = areas[:between]
    out[1 + between :] = np.nan if towns is None else towns[inside]
    return out


def town_people(model: UrbanizationModel) -> Array:
    """Residents of each settlement with the villages that became urban beside it, (J,)."""
    towns = model.people.inhabitants().astype(float)
    in_place = model.people.count.home[:, 1] * model.setup.weight + model.people.remainder_urban
    return np.asarray(towns + np.bincount(model.reclassification.joins, in_place, len(towns)))


def people(name: str, model: UrbanizationModel) -> Array:
    """Residents: all, urban or rural; the region includes what its base allocates to no area."""
    rural, urban = model.stocks.rural.astype(float), urban_of(model.stocks, model.people.land).astype(float)
    spare = model.setup.unallocated
    if name == "rural_population":
        return arranged(model, rural, total=rural.sum() + spare[0])
    if name == "urban_population":
        return arranged(model, urban, model.townspeople, urban.sum() + spare[1])
    return arranged(model, rural + urban, model.townspeople, (rural + urban).sum() + sum(spare))


def urban_rate(name: str, model: UrbanizationModel) -> Array:
    """Urban residents over residents; not a thing of single settlements."""
    urban, everybody = people("urban_population", model), people("population", model)
    inside = int(model.setup.inside.sum())
    rate = urban / np.maximum(1, everybody)
    rate[len(rate) - inside :] = np.nan
    return np.asarray(rate)


def tier_people(name: str, model: UrbanizationModel) -> Array:
    """Residents of towns, county seats or cities."""
    chosen = model.setup.tier(TIER_POPULATION[name]) & model.setup.inside
    towns = np.where(chosen, model.townspeople, 0.0)
    return arranged(model, area_sums(model, towns), np.where(chosen, towns, np.nan))


def away(name: str, model: UrbanizationModel) -> Array:
    """People of the region's rural origin who live outside it, by area of origin."""
    outside = model.people.count.kin[:, ~model.setup.inside].sum(axis=1)
    return arranged(model, model.people.land.villages(outside).astype(float))


def settled(name: str, model: UrbanizationModel) -> Array:
    """People of rural origin with the local urban hukou."""
    persons = model.people.count.places[:, SETTLED_PERSONS].astype(float) * model.setup.weight
    return arranged(model, area_sums(model, persons), persons)


def households(name: str, model: UrbanizationModel) -> Array:
    """Households that live in villages, in whole or in part."""
    return arranged(model, model.people.land.villages(model.people.count.households).astype(float))


def flow(name: str, model: UrbanizationModel) -> Array:
    """Persons in the year; the base year has no flows."""
    if model.flows is None:
        return np.full(len(region_keys(model.setup)), np.nan)
    return arranged(model, getattr(model.flows, FLOWS[name]).astype(float))


def cumulative(name: str, model: UrbanizationModel) -> Array:
    """Persons since the base year."""
    return arranged(model, model.cumulated[CUMULATIVE[name]].astype(float))


def money(name: str, model: UrbanizationModel) -> Array:
    """Nominal yuan of the governments in the year."""
    return arranged(model, np.array([getattr(g, MONEY[name]) for g in model.governments], float))


def summed(name: str, model: UrbanizationModel) -> Array:
    """Sums over settlements."""
    towns = np.array([TOWNS[name](town) for town in model.towns], float)
    return arranged(model, area_sums(model, towns), towns)


def averaged(name: str, model: UrbanizationModel) -> Array:
    """Means over townspeople."""
    towns = np.array([AVERAGES[name](town) for town in model.towns], float)
    weights = np.array([float(town.people) if town.inside else 0.0 for town in model.towns])
    by_area = area_sums(model, towns * weights) / np.maximum(1.0, area_sums(model, weights))
    total = float((towns * weights).sum() / max(1.0, weights.sum()))
    return arranged(model, by_area, towns, total)


def area_sums(model: UrbanizationModel, towns: Array) -> Array:
    """Sums of settlement values by area, (A,)."""
    inside = model.setup.inside
    home = model.people.land.settlement[inside]
    return np.asarray(np.bincount(home, towns[inside], len(model.setup.areas)), float)
