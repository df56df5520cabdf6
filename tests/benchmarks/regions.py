"""A county with all its measures at work, as large as wanted: the same place, more of it."""

from __future__ import annotations

from dataclasses import replace

from tests.scenarios.doubling import with_every_lever
from tests.scenarios.editing import scenario_of
from urbsim.model.founding.founding import Foundation
from urbsim.model.setup import Area, Coefficients, Settlement, Setup
from urbsim.model.urbanization import Draw
from urbsim.policy.schedule import Schedule
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of

COUNTY = "jingtai-2012"
JOBS = ("park", "park_promised", "jobs", "jobs_promised")
TOTALS = ("investment", "dwellings", "land", *JOBS, "quota", "redesignated")
"""Schedule that are amounts and grow with the place; the others are shares."""


def sized(households: int) -> tuple[Setup, Coefficients, Draw]:
    """Jingtai county, with every lever in force, scaled to so many rural households at weight 1."""
    scenario = scenario_of(with_every_lever(COUNTY, 2011, 2015))
    resolved = resolve(scenario, 1)
    setup = resolved.setups["policy"]
    rural = sum((area.population - area.urban) / area.household_size for area in setup.areas)
    factor = households / rural
    draw = draw_of(1, scenario.runs.seed, setup.years, setup.record, scenario.coefficients)
    return scaled(setup, factor), resolved.coefficients, draw


def scaled(setup: Setup, factor: float) -> Setup:
    """The same region with ``factor`` times the people, villages, towns and amounts."""
    settlements = tuple(larger_settlement(place, factor) for place in setup.settlements)
    areas = tuple(larger_area(area, a, settlements, factor) for a, area in enumerate(setup.areas))
    return replace(setup, areas=areas, settlements=settlements, levers=larger_levers(setup.levers, factor))


def larger_settlement(place: Settlement, factor: float) -> Settlement:
    members = max(1, round(place.members * factor)) if place.tier == "town" else place.members
    return replace(place, population=round(place.population * factor), members=members)


def larger_area(area: Area, number: int, settlements: tuple[Settlement, ...], factor: float) -> Area:
    urban = sum(place.population for place in settlements if place.area == number)
    rural = round((area.population - area.urban) * factor)
    villages = max(1, round(area.villages * factor))
    return replace(area, population=rural + urban, urban=urban, villages=villages)


def larger_levers(levers: Schedule, factor: float) -> Schedule:
    return replace(levers, **{name: getattr(levers, name) * factor for name in TOTALS})


def rows_in_use(foundation: Foundation) -> int:
    return int((foundation.rows.used - foundation.rows.start[:-1]).sum())


def column_bytes(foundation: Foundation) -> int:
    rows = foundation.rows
    return sum(column.itemsize for column in (rows.life, rows.place, rows.key, rows.traits))
