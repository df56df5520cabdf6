"""Strengths: how strong each measure is, as a multiple of what the file writes; and the mix that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from urbsim.policy.levers import levers
from urbsim.policy.measures import Measure
from urbsim.policy.mixes import PLAIN, Change, Mix
from urbsim.runs.setup.reached import reach_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.schedules import in_absolute_terms, urban_income
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import InputError

Array = NDArray[np.float64]

TWICE = 2.0
"""The strongest that is looked at: twice the written amount."""


@dataclass(frozen=True)
class Slider:
    """A measure whose strength can be chosen between 0 and ``most`` times the written one.

    ``value`` is in ``unit``, as runs know it; ``written`` in ``written_unit`` is what a file may say.
    """

    measure: str
    lever: str
    value: float
    unit: str
    written: float
    written_unit: str
    most: float
    start: int
    end: int


def sliders_of(scenario: Scenario) -> tuple[Slider, ...]:
    """The measures that have a strength, in the order of the file.

    Limits to what may be spent keep the written amount: none of a limit is no limit, so it has no zero.
    Raises InputError where nothing is left to choose.
    """
    written = {each.path: each for each in scenario.provenance}
    found = []
    for measure in scenario.measures:
        said = written.get(f"measures.{measure.name}.value")
        if measure.value == 0 or levers()[measure.lever].stage == "limit" or said is None:
            continue
        found.append(
            Slider(
                measure=measure.name, lever=measure.lever, value=measure.value, unit=measure.unit,
                written=said.value, written_unit=said.unit, most=most_of(measure), start=measure.start,
                end=measure.end,
            )
        )  # fmt: skip
    if not found:
        raise InputError((scenario.fault("measures", say("decide.no_strength"), say("decide.add_measure")),))
    return tuple(counted(scenario, slider) for slider in found)


def counted(scenario: Scenario, slider: Slider) -> Slider:
    """A slider whose written amount is one a head or in incomes, with that amount in the lever's own unit."""
    measure = next(each for each in scenario.measures if each.name == slider.measure)
    if measure.per is None:
        return slider
    ground, lever = resolve(scenario, scenario.runs.weight, (PLAIN,)).ground, levers()[measure.lever]
    reach = reach_of(measure, ground)
    whole = in_absolute_terms(measure, lever, reach, urban_income(scenario.base_year))
    return replace(slider, written=whole.value, written_unit=whole.unit)


def most_of(measure: Measure) -> float:
    """The largest multiple that the lever's bounds allow, at most twice the written amount."""
    lever = levers()[measure.lever]
    low, high = lever.low, lever.high
    if measure.unit in ("share", "share/yr"):
        low, high = max(-1.0, low), min(1.0, high)
    return min(TWICE, (high if measure.value > 0 else low) / measure.value)


def mix_at(sliders: Sequence[Slider], strengths: Array, name: str) -> Mix:
    """The mix of measures at these strengths (M,); what has none of its strength is left out."""
    pairs = list(zip(sliders, strengths, strict=True))
    gone = tuple(slider.measure for slider, strength in pairs if strength == 0)
    changes = tuple(
        Change(slider.measure, (("value", slider.value * float(strength)),))
        for slider, strength in pairs
        if strength not in (0, 1)
    )
    return Mix(name, without=gone, changes=changes)
