"""Reported figures: simulated people with the discrepancy of their region, still whole and adding up.

Runs stay what they are in the store. Of every draw, urban people are the rounded product of rate and
residents, and rural people the rest; people of settlements and tiers follow the urban people of their area.
What was simulated stands beside as ``simulated_...`` and alone obeys the accounts: the flows of a year are of
simulated people.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from urbsim.model.setup import Array, Setup
from urbsim.model.year.ranges import assert_in_range
from urbsim.model.year.record import TIER_POPULATION, may_lack, region_keys
from urbsim.runs.outlook.correction import Correction
from urbsim.runs.outlook.line import rate_at
from urbsim.runs.outlook.residents import AreaPeople, Recorded, area_rows, residents_of

PEOPLE = ("population", "urban_population", "rural_population", "resident_urbanization_rate")
REPORTED = (*PEOPLE, *TIER_POPULATION)
"""Variables that are reported with the discrepancy; all others are as simulated."""
SIMULATED = "simulated_"


def reported_names(recorded: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the variables that are reported of recorded ones: these first."""
    return (*recorded, *(SIMULATED + name for name in REPORTED))


def reported(simulated: Recorded, setup: Setup, correction: Correction) -> Recorded:
    """Draws (D, V, R, T) with people as reported, and the simulated ones beside.

    Raises RangeError where a value lies outside what its variable can be, or is none.
    """
    found = Recorded(simulated.names, simulated.values.copy())
    before = residents_of(simulated, setup)
    after = corrected(before, correction)
    write_settlements(found, setup, before, after)
    write_areas(found, setup, after, unallocated(simulated, before))
    beside = np.stack([simulated.of(name) for name in REPORTED], axis=1)
    both = Recorded(reported_names(found.names), np.concatenate([found.values, beside], axis=1))
    assert_reported(both, np.isnan(np.concatenate([simulated.values, beside], axis=1)), setup)
    return both


def assert_reported(found: Recorded, absent: NDArray[np.bool_], setup: Setup) -> None:
    """RangeError where a reported value (D, V, R, T) lies outside what its variable can be, or is none.

    Only what was ``absent`` from the simulated ones may be, where a variable may lack a value.
    """
    years = range(absent.shape[-1])
    lacking = np.stack([may_lack(setup, found.names, base=t == 0) for t in years], axis=-1) & absent
    values = np.swapaxes(found.values, 0, 1)
    assert_in_range("reported", found.names, values, np.swapaxes(lacking, 0, 1))


def corrected(simulated: AreaPeople, correction: Correction) -> AreaPeople:
    """Whole people by area with the correction: urban ones are the rounded product of rate and residents.

    Raises RangeError where they are no number.
    """
    people = np.rint(simulated.people * correction.people)
    urban = np.rint(people * rate_at(simulated.line + correction.line))
    counted = ("population", "urban_population")
    assert_in_range("with the discrepancy", counted, np.stack([people, urban]), np.zeros(1, bool))
    return AreaPeople(people, urban)


def unallocated(simulated: Recorded, areas: AreaPeople) -> AreaPeople:
    """People that the base of a region allocates to no area, (D, T) each, who stay as simulated."""
    region = (simulated.of(name)[:, 0] for name in ("population", "urban_population"))
    people, urban = (
        whole - parts.sum(axis=1) for whole, parts in zip(region, (areas.people, areas.urban), strict=True)
    )
    return AreaPeople(people, urban)


def write_areas(found: Recorded, setup: Setup, areas: AreaPeople, rest: AreaPeople) -> None:
    """Write people and rates of the areas, and of the region as their sum with the ``rest`` (D, T)."""
    rows = area_rows(setup)
    for name, parts, spare in (
        ("population", areas.people, rest.people),
        ("urban_population", areas.urban, rest.urban),
        ("rural_population", areas.people - areas.urban, rest.people - rest.urban),
    ):
        found.of(name)[:, rows] = parts
        found.of(name)[:, 0] = parts.sum(axis=1) + spare
    urban, people = (found.of(name)[:, : rows.stop] for name in ("urban_population", "population"))
    found.of("resident_urbanization_rate")[:, : rows.stop] = urban / np.maximum(1.0, people)


def write_settlements(found: Recorded, setup: Setup, before: AreaPeople, after: AreaPeople) -> None:
    """Write people of settlements and tiers, each with its part of the urban people of its area."""
    rows = area_rows(setup)
    ratio = np.divide(after.urban, before.urban, out=np.zeros_like(after.urban), where=before.urban > 0)
    for a in range(len(setup.areas)):
        places = places_of(setup, a)
        people = whole_parts(found.of("population")[:, places] * ratio[:, [a]])
        for name in ("population", "urban_population"):
            found.of(name)[:, places] = people
        for name in TIER_POPULATION:
            write_tier(found.of(name), rows.start + a, places, people)
    for name in TIER_POPULATION:
        found.of(name)[:, 0] = found.of(name)[:, rows].sum(axis=1)


def write_tier(tier: Array, area: int, places: list[int], people: Array) -> None:
    """Write people of a tier (D, R, T): of its settlements, which alone hold numbers, and of their area."""
    counted = np.where(np.isnan(tier[:, places]), np.nan, people)
    tier[:, places] = counted
    tier[:, area] = np.nansum(counted, axis=1)


def places_of(setup: Setup, area: int) -> list[int]:
    """Rows of the settlements of an area among the recorded places."""
    before = len(region_keys(setup)) - int(setup.inside.sum())
    inside = [place for place in setup.settlements if place.area >= 0]
    return [before + n for n, place in enumerate(inside) if place.area == area]


def whole_parts(parts: Array) -> Array:
    """Whole numbers (D, J, T) within one of the parts, whose running sums are the rounded ones."""
    sums = np.rint(np.cumsum(parts, axis=1))
    return np.diff(sums, axis=1, prepend=0.0)
