"""From measures in force to the plain numbers the model reads: by year, settlement, area and service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from urbsim.model.setup import SERVICES, Array, Coefficients, Levers
from urbsim.model.town import FLOOR, INDUSTRY, SITE
from urbsim.policy.measures import Measure, strength
from urbsim.runs.setup.key_towns import is_key_town
from urbsim.runs.setup.settlements import Ground

TIER_OF = {"towns": "town", "seats": "seat", "cities": "city"}
LEVELS = {"hukou": "barrier", "price_support": "price_support"}
GROWN = {"dwellings": FLOOR, "land": SITE, "jobs": INDUSTRY}


def levers_of(measures: Iterable[Measure], ground: Ground, years: tuple[int, ...], p: Coefficients) -> Levers:
    """All measures added up. No measure and measures of zero strength give the same zeros.

    Growth of dwellings comes after amounts, so that newcomers' share of it counts where nothing else is
    built; ``newcomer_share`` stands in where a measure says nothing of newcomers.
    """
    levers = Levers.none(len(years), len(ground.settlements), len(ground.areas))
    for measure in sorted(measures, key=lambda each: (each.mode == "growth", each.name)):
        path = np.array([strength(measure, year) if year > years[0] else 0.0 for year in years])
        if np.any(path):
            apply(with_newcomers(measure, p), path, ground, levers)
    return levers


def with_newcomers(measure: Measure, p: Coefficients) -> Measure:
    """The measure with a share of its dwellings for newcomers."""
    if measure.lever != "dwellings" or measure.newcomers is not None:
        return measure
    return replace(measure, newcomers=p["newcomer_share"])


def apply(measure: Measure, path: Array, ground: Ground, levers: Levers) -> None:
    """Add one measure's yearly strength (T + 1,) to what it moves."""
    places = chosen(measure, ground)
    shares = by_people(ground, places)
    if measure.lever == "investment":
        service = SERVICES.index(str(measure.service))
        target = levers.growth if measure.mode == "growth" else levers.investment
        target[:, :, service] += path[:, None] * (places if measure.mode == "growth" else shares)
    elif measure.mode == "growth":
        apply_growth(measure, path[:, None] * places, levers)
    elif measure.lever in LEVELS:
        getattr(levers, LEVELS[measure.lever])[...] += path[:, None] * places
    elif measure.lever in ("relocation", "redesignation"):
        apply_to_areas(measure, path, ground, levers)
    else:
        apply_building(measure, path, shares, levers)


def apply_growth(measure: Measure, added: Array, levers: Levers) -> None:
    """Growth of dwellings, land or jobs over business as usual, (T + 1, J)."""
    grown = levers.building_growth[:, :, GROWN[measure.lever]]
    if measure.lever == "dwellings":
        share = mixed(levers.newcomers, grown, float(measure.newcomers or 0.0), added)
        levers.newcomers[...] = np.where(levers.dwellings > 0, levers.newcomers, share)
    grown += added


def mixed(share: Array, before: Array, added_share: float, added: Array) -> Array:
    """Newcomers' share of two programmes together: the mean by size, ``share`` where nothing is added."""
    total = before + added
    mean = (before * share + added * added_share) / np.where(total > 0, total, 1)
    return np.where(added > 0, mean, share)


def apply_building(measure: Measure, path: Array, shares: Array, levers: Levers) -> None:
    """Dwellings, land, parks and jobs: a total shared by people."""
    added = path[:, None] * shares
    if measure.lever == "dwellings":
        share = float(measure.newcomers or 0.0)
        levers.newcomers[...] = mixed(levers.newcomers, levers.dwellings, share, added)
        levers.dwellings[...] += added
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
    return named(measure.where, ground)


def named(places: Iterable[str], ground: Ground) -> Array:
    """1 for every settlement of the region that a name means: all, a tier, an area or a town, (J,)."""
    wanted = set(places)
    tiers = {TIER_OF[name] for name in wanted & set(TIER_OF)}
    key_towns = "key-towns" in wanted
    chosen = [
        place.area >= 0
        and (
            "all" in wanted
            or place.tier in tiers
            or (key_towns and is_key_town(place.key))
            or bool(wanted & {place.key, ground.areas[place.area].key})
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
