"""What a comparator asks of a run: which quantity it looks at, and which numbers meet it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from urbsim.runs.results.target import RunTarget
from urbsim.vocabulary.variables import variables

ABOUT_POINTS = 0.01
"""Half width of "about" for shares: one percentage point. An assumption."""
ABOUT_RELATIVE = 0.02
"""Half width of "about" otherwise: two percent of the value. An assumption."""
EXACT_POINTS = 0.0005
"""Half width of an exact share: what rounds to the same tenth of a percent. An assumption."""
EXACT_COUNT = 0.5
"""Half width of any other exact number: what rounds to the same whole number. An assumption."""

Numbers = NDArray[np.float64]
Quantity = Callable[[Numbers, int, int], Numbers]
"""From values [..., year], the position of the base and of the target year: the compared number [...]."""


def baseline_year(target: RunTarget, base_year: int) -> int:
    """The year an increase counts from: the document's, or the base year of the run."""
    return base_year if target.baseline_year is None else target.baseline_year


def due_year(target: RunTarget, base_year: int) -> int:
    """The year in which the target is due; `within_years` counts it from its baseline."""
    if target.comparator == "within_years" and isinstance(target.value, tuple) and target.unit != "years":
        return baseline_year(target, base_year) + round(target.value[1])
    return target.year


def is_bare_deadline(target: RunTarget) -> bool:
    """Whether the target names years only, without a number that a run could reach."""
    within = target.comparator == "within_years"
    return target.comparator == "deadline" or (
        within and (target.unit == "years" or not isinstance(target.value, tuple))
    )


def compared(target: RunTarget, values: Numbers, base: int, year: int) -> Numbers:
    """The compared quantity (...) from values (..., T); base and year are positions.

    A share that has to rise by so many points a year cannot rise above 1: a place that got there has met it.
    """
    numbers = quantity_of(target)(values, base, year)
    if target.comparator == "increase_per_year_at_least" and target.unit == "share":
        full = np.asarray(values[..., year]) >= 1.0 - 1e-9
        return np.where(full, np.maximum(numbers, bounds(target)[0]), numbers)
    return numbers


def worst(target: RunTarget, numbers: Numbers) -> Numbers:
    """The number of the place that is furthest from the target, (D,) of (D, K)."""
    if target.comparator == "at_most":
        return np.asarray(numbers.max(axis=-1))
    low, high = bounds(target)
    if not np.isfinite(high):
        return np.asarray(numbers.min(axis=-1))
    furthest = np.abs(numbers - (low + high) / 2.0).argmax(axis=-1)
    return np.take_along_axis(numbers, furthest[..., None], axis=-1)[..., 0]


def bounds(target: RunTarget) -> tuple[float, float]:
    """Closed range of the compared quantity that meets the target (`exceed`: open at its lower end)."""
    if isinstance(target.value, tuple):
        return (target.value[0], np.inf) if target.comparator == "within_years" else target.value
    if target.comparator == "at_most":
        return -np.inf, target.value
    if target.comparator == "about":
        width = ABOUT_POINTS if target.unit == "share" else ABOUT_RELATIVE * abs(target.value)
        return target.value - width, target.value + width
    if target.comparator == "exact":
        half = EXACT_POINTS if target.unit == "share" else EXACT_COUNT
        return target.value - half, target.value + half
    return target.value, np.inf


def meets(target: RunTarget, numbers: Numbers) -> NDArray[np.bool_]:
    """Whether each number (...) of the compared quantity meets the target; NaN never does.

    A slack of 1e-12 (relative above one) gives a number on the bound the same answer whatever its last bit.
    """
    low, high = bounds(target)
    slack = 1e-12 * max(1.0, *(abs(bound) for bound in (low, high) if np.isfinite(bound)))
    above = numbers > low + slack if target.comparator == "exceed" else numbers >= low - slack
    answer: NDArray[np.bool_] = above & (numbers <= high + slack)
    return answer


def is_level(target: RunTarget) -> bool:
    """Whether the target speaks of the state in its year, not of a change since the baseline."""
    return quantity_of(target) is _level


def quantity_of(target: RunTarget) -> Quantity:
    """How the number to compare is made from the values of a run."""
    quantity = _QUANTITIES.get(target.comparator, _level)
    return _relative_increase if quantity is _increase and _is_relative(target) else quantity


def quantity_unit(target: RunTarget) -> str:
    """Unit of the compared quantity: the target's, per year where the comparator asks for a yearly change."""
    quantity = quantity_of(target)
    if quantity is _yearly_growth:
        return "share/yr"
    return f"{target.unit}/yr" if quantity is _yearly_increase else target.unit


def level_asked(target: RunTarget, start: float, years: int) -> float:
    """The level that just meets a target when the baseline was `start`, `years` before the target year.

    For a level the start does not matter; the lower end of a closed range, the upper end of `at_most`.

    For an increase of 0.1 from a start of 0.4 it is 0.5; for a yearly one of 0.01 over ten years as well.
    """
    low, high = bounds(target)
    value = low if np.isfinite(low) else high
    quantity = quantity_of(target)
    if quantity is _increase:
        return start + value
    if quantity is _yearly_increase:
        return start + value * years
    if quantity is _relative_increase:
        return start * (1.0 + value)
    return float(start * (1.0 + value) ** years) if quantity is _yearly_growth else value


def _is_relative(target: RunTarget) -> bool:
    known = variables().get(target.variable)
    return target.unit == "share" and known is not None and known.unit != "share"


def _level(values: Numbers, base: int, year: int) -> Numbers:
    return np.asarray(values[..., year])


def _increase(values: Numbers, base: int, year: int) -> Numbers:
    return np.asarray(values[..., year] - values[..., base])


def _relative_increase(values: Numbers, base: int, year: int) -> Numbers:
    return _growth_factor(values, base, year) - 1.0


def _yearly_increase(values: Numbers, base: int, year: int) -> Numbers:
    return _increase(values, base, year) / max(1, year - base)


def _yearly_growth(values: Numbers, base: int, year: int) -> Numbers:
    return _growth_factor(values, base, year) ** (1.0 / max(1, year - base)) - 1.0


def _growth_factor(values: Numbers, base: int, year: int) -> Numbers:
    start, end = np.asarray(values[..., base]), np.asarray(values[..., year])
    factor: Numbers = np.divide(end, start, out=np.full(end.shape, np.nan), where=start > 0.0)
    return factor


_QUANTITIES: Mapping[str, Quantity] = {
    "increase_of": _increase,
    "increase_of_at_least": _increase,
    "within_years": _increase,
    "increase_per_year_at_least": _yearly_increase,
    "grow_per_year": _yearly_growth,
    "grow_per_year_at_least": _yearly_growth,
}
