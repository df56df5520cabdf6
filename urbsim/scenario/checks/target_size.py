"""Whether the figure of a target can belong to its region at all, by its size a resident.

The ranges are wide: they tell a county's figure from a nation's and persons from ten thousands (万), not a
bold plan from a modest one. Levels of the nation, its provinces and its counties from 2000 to 2020 in the
statistical yearbooks lie well inside.
"""

from __future__ import annotations

from typing import Final

from urbsim.evidence.statistics import base_count
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.variables import variables

Range = tuple[float, float]

_A_HEAD: Final[dict[str, Range]] = {
    "population": (0.3, 5.0),
    "urban_population": (0.02, 5.0),
    "rural_population": (0.005, 3.0),
    "city_population": (0.0005, 5.0),
    "seat_population": (0.0005, 3.0),
    "town_population": (0.0005, 3.0),
    "dwellings": (0.01, 3.0),
    "jobs": (0.01, 5.0),
}
_KM2_A_HEAD: Final = (2e-6, 1.5e-3)
_SOME: Final = (2e-5, 5.0)
"""Persons, households, units and jobs of any other kind; of an increase, also of those named above."""

_UNITS: Final = frozenset(("persons", "households", "units", "jobs"))


def people_of(region: str | OwnFigures, year: int) -> float | None:
    """Residents at the end of a year, None where there is no count."""
    if isinstance(region, OwnFigures):
        return float(region.population)
    count = base_count(region, year) if region in regions() else None
    return None if count is None else float(count.population)


def size_fault(variable: str, value: float, people: float, *, change: bool) -> tuple[str, str] | None:
    """Problem and remedy of a figure in the variable's unit that fits no region of so many residents.

    ``change`` says that it is an increase, which may be small. None where the figure fits or has no size.
    """
    fits = _range(variable, change)
    if fits is None or not value:
        return None
    low, high = fits[0] * people, fits[1] * people
    if low <= value <= high:
        return None
    unit = variables()[variable].unit
    problem = f"{variable} of {value:,.12g} {unit} for a region of {people:,.0f} residents"
    likely = " It may be meant in ten thousands (万)." if low <= value * 1e4 <= high else ""
    size = "small" if value < low else "large"
    return problem, f"it is too {size} to be of this region: check region: and the unit.{likely}"


def _range(variable: str, change: bool) -> Range | None:
    unit = variables()[variable].unit
    if unit == "km2":
        return (1e-9 if change else _KM2_A_HEAD[0], _KM2_A_HEAD[1])
    if unit not in _UNITS:
        return None
    return _SOME if change else _A_HEAD.get(variable, _SOME)
