"""A unit of a panel as the model reads it: its people in areas and settlements, and no policy."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from urbsim.analysis.mean_field.unit_inputs import Figures, around_unit
from urbsim.analysis.panels.panels import Panel, PanelUnit
from urbsim.evidence.statistics import base_count, not_allocated
from urbsim.model.setup import Area, Record, Settlement, Setup
from urbsim.policy.schedule import Schedule
from urbsim.runs.setup.own_census import inherited_census
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.runs.setup.settlements import as_counted, counted_area, known_areas, reservoirs, settlements_of
from urbsim.vocabulary.regions import NATION, regions

ROWS = 10_000
"""Households of a unit, or of each of its areas, that are simulated, where there are as many."""
LEAST_RURAL = 10
"""A region with fewer rural people is not simulated."""
CHILDREN, ELDERS = slice(0, 3), slice(13, 15)


class UnitAreas(NamedTuple):
    """Areas, and the rural and urban people of no area."""

    areas: tuple[Area, ...]
    unallocated: tuple[int, int]


def setup_of(panel: Panel, u: int, inputs: Figures) -> Setup:
    """A unit as the model reads it: its people in settlements by the nation's shares, and no policy."""
    return setup_with(areas_of(panel, u, inputs), panel, u, inputs)


def setup_with(people: UnitAreas, panel: Panel, u: int, inputs: Figures) -> Setup:
    """As `setup_of`, with these ``people`` in the place of the unit's."""
    p, unit = central_coefficients({}, panel.origin), panel.units[u]
    areas, unallocated = people
    places: list[Settlement] = []
    for a, area in enumerate(areas):
        places += settlements_of(a, area, p)
    places += reservoirs(unit.level)
    years = panel.span
    births, deaths = float(inputs.births[u]), float(inputs.deaths[u])
    households = sum((area.population - area.urban) / area.household_size for area in areas)
    return Setup(
        key=unit.key,
        level=unit.level,
        years=years,
        areas=areas,
        settlements=tuple(places),
        drivers=replace(inputs.drivers, birth_rate=births, death_rate=deaths, inflow=inputs.inflow[u]),
        levers=Schedule.none(len(years), len(places), len(areas)),
        record=Record(float(inputs.growth[u]), float(inputs.growth_sd[u])),
        away=inputs.away,
        away_growth=inputs.away_growth,
        weight=max(1, int(households / (ROWS * len(areas)))),
        unallocated=unallocated,
    )


def areas_of(panel: Panel, u: int, inputs: Figures) -> UnitAreas:
    """The nation by its provinces where their counts are those of the origin, any other unit as one area.

    Beside the areas the rural and urban people of no area.
    """
    unit = panel.units[u]
    p, year = central_coefficients({}, panel.origin), panel.origin
    count = base_count(NATION, year)
    if unit.code == NATION and count is not None and not panel.drifts:
        areas = known_areas(regions()[NATION], count, year, p)
        if len(areas) > 1:
            people, urban = not_allocated(year)
            return UnitAreas(areas, (people - urban, urban))
    ages = inputs.ages[u]
    people, urban = unit.people
    children, elders = float(ages[CHILDREN].sum()), float(ages[ELDERS].sum())
    size = float(inputs.size[u])
    # Villages of one person: that whole villages turn urban by luck is part of the band, as is all luck.
    villages = max(1, people - urban)
    plain = Area(
        key=unit.key,
        level=unit.level,
        population=people,
        urban=urban,
        household_size=size,
        share_0_14=children,
        share_65plus=elders,
        villages=villages,
    )
    founded = counted_area if is_as_counted(unit, year) else as_counted
    return UnitAreas((founded(plain, inherited_census(around_unit(unit), year)),), (0, 0))


def is_as_counted(unit: PanelUnit, year: int) -> bool:
    """Whether a unit has the household size and the share of elders of its own census."""
    count = None if unit.code is None else base_count(unit.code, year)
    if count is None:
        return False
    return (unit.household_size, unit.share_65plus) == (count.household_size, count.share_65plus)
