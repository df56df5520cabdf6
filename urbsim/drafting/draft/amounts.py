"""What a statement's number comes to in the units of variables and measures, and when it is due."""

from __future__ import annotations

from typing import Final

from urbsim.drafting.numerals.figures import SCALES
from urbsim.drafting.register import Indicator, WrittenUnit, register
from urbsim.drafting.statements import Statement

_FAMILY: Final = {
    "share": "share",
    "persons": "persons",
    "jobs": "persons",
    "km2": "area",
    "m2/person": "area",
    "yuan": "money",
}
_SUFFIXES: Final = ("_increase", "_change", "_growth_rate", "_growth")
_SQUARE_METRES: Final = 1e6


def indicator_of(statement: Statement) -> Indicator | None:
    """The indicator of the register that a statement is about, also where it says how that changes."""
    if not statement.known:
        return None
    names = [statement.variable, *(statement.variable.removesuffix(each) for each in _SUFFIXES)]
    return next((each for each in register().indicators if each.variable in names), None)


def is_growth(statement: Statement) -> bool:
    """Whether the number is a relative change (增长 8 %), not one in the variable's unit."""
    return statement.variable.endswith(("_growth_rate", "_growth"))


def unit_of(statement: Statement) -> tuple[WrittenUnit | None, float]:
    """The unit of a statement and the scale (万, 亿) it is counted in; None for one that is not known."""
    name = statement.unit.removesuffix("_per_person").removesuffix("_per_year")
    scale = next((each for each in ("wan_yi", "wan", "yi") if name.startswith(f"{each}_")), "")
    name = name.removeprefix(f"{scale}_") if scale else name
    return next((each for each in register().units if each.name == name), None), SCALES[scale]


def converted(statement: Statement, wanted: str) -> float | tuple[float, float] | None:
    """The number, or the ends of a range, in a variable's unit; None where it cannot be told."""
    unit, scale = unit_of(statement)
    if unit is None or isinstance(statement.value, str):
        return None
    points = unit.family == "points" and wanted == "share"
    if unit.family != _FAMILY.get(wanted) and not points:
        return None
    factor = scale * unit.plain / (_SQUARE_METRES if wanted == "km2" else 1.0)
    if isinstance(statement.value, tuple):
        low, high = statement.value[0] * factor, statement.value[-1] * factor
        return round(low, 9), round(high, 9)
    return round(statement.value * factor, 9)
