"""From measures in force to the plain numbers the model reads: by year, settlement, area and service."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from urbsim.model.setup import SERVICES, Array, Levers
from urbsim.model.town import FLOOR, INDUSTRY, SITE
from urbsim.policy.measures import Measure, strength
from urbsim.runs.regions import Ground

TIER_OF = {"towns": "town", "seats": "seat", "cities": "city"}
LEVELS = {"hukou": "barrier", "price_support": "price_support"}
GROWN = {"dwellings": FLOOR, "land": SITE, "jobs": INDUSTRY}


def levers_of(measures: Iterable[Measure], ground: Ground, years: tuple[int, ...]) -> Levers:
    """All measures added up. No measure and measures of zero strength give the same zeros."""
    levers = Levers.none(len(years), len(ground.settlements), len(ground.areas))
    for measure in sorted(measures, key=lambda each: each.name):
        path = np.array([strength(measure, year) if year > years[0] else 0.0 for year in years])
        if np.any(path):
            apply(measure, path, ground, levers)
    return levers


def apply(measure: Measure, path: Array, ground: Ground, levers: Levers) -> None:
    """Add one measure's yearly strength (T + 1,) to what it moves."""
    places = chosen(measure, ground)
    shares = by_people(ground, places)
    if measure.lever == "investment":
        service = SERVICES.index(str(measure.service))
        target = levers.growth if measure.mode == "growth" else levers.investment
        target[:, :, service] += path[:, None] * (places if measure.mode == "growth" else shares)
    elif measure.mode == "growth":
        levers.building_growth[:, :, GROWN[measure.lever]] += path[:, None] * places
    elif measure.lever in LEVELS:
        getattr(levers, LEVELS[measure.lever])[...] += path[:, None] * places
    elif measure.lever in ("relocation", "redesignation"):
        apply_to_areas(measure, path, ground, levers)
    else:
        apply_building(measure, path, shares, levers)


def apply_building(measure: Measure, path: Array, shares: Array, levers: Levers) -> None:
    """Dwellings, land, parks and jobs: a total shared by people."""
    added = path[:, None] * shares
    if measure.lever == "dwellings":
        newcomers = 1.0 if measure.newcomers is None else measure.newcomers
        total = levers.dwellings + added
        mixed = (levers.dwellings * levers.newcomers + added * newcomers) / np.where(total > 0, total, 1)
        levers.newcomers[...] = np.where(added > 0, mixed, levers.newcomers)
        levers.dwellings[...] = total
    elif measure.lever == "industrial_park":
        levers.park[...] += added * float(measure.density or 0.0)
    else:
        getattr(levers, measure.lever)[...] += added


def apply_to_areas(measure: Measure, path: Array, ground: Ground, levers: Levers) -> None:
    """Relocation quotas and redesignation, shared over areas by their rural people."""
    here = np.array([bool(chosen_areas(measure, ground)[a]) for a in range(len(ground.areas))])
    rural = np.array([float(area.population - area.urban) for area in ground.areas]) * here
    shares = rural / max(1.0, rural.sum())
    if measure.lever == "redesignation":
        if measure.unit == "share":
            levers.redesignated_share[...] += path[:, None] * here
        else:
            levers.redesignated[...] += path[:, None] * shares
        return
    levers.quota[...] += path[:, None] * shares
    subsidy = float(measure.subsidy or 0.0) * (path > 0)
    levers.subsidy[...] = np.maximum(levers.subsidy, subsidy[:, None] * here)


def chosen(measure: Measure, ground: Ground) -> Array:
    """1 for every settlement of the region that the measure speaks of, (J,)."""
    wanted = set(measure.where)
    tiers = {TIER_OF[name] for name in wanted & set(TIER_OF)}
    chosen = [
        place.area >= 0
        and (
            "all" in wanted or place.tier in tiers or bool(wanted & {place.key, ground.areas[place.area].key})
        )
        for place in ground.settlements
    ]
    return np.array(chosen, float)


def chosen_areas(measure: Measure, ground: Ground) -> Array:
    """1 for every area in which the measure speaks of a settlement, (A,)."""
    places = chosen(measure, ground)
    home = np.array([place.area for place in ground.settlements])
    return np.array([float(places[home == a].any()) for a in range(len(ground.areas))])


def by_people(ground: Ground, places: Array) -> Array:
    """Shares of a total over the chosen settlements, by their people at the base year, (J,)."""
    people = places * np.array([float(place.population) for place in ground.settlements])
    if people.sum() == 0:
        people = places
    return np.asarray(people / max(1e-12, people.sum()))
