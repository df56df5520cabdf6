"""From the measures in force to the schedule that a run reads: by year, settlement, area and service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from urbsim.model.setup import Coefficients
from urbsim.policy.lever import STAGES, Lever, Pull, Reach
from urbsim.policy.levers import levers
from urbsim.policy.measures import Measure, strength
from urbsim.policy.schedule import Schedule
from urbsim.runs.setup.drivers import URBAN, extrapolated, spliced
from urbsim.runs.setup.key_towns import number_of, told_apart
from urbsim.runs.setup.reached import reach_of
from urbsim.runs.setup.settlements import Ground


def with_key_towns(ground: Ground, measures: tuple[Measure, ...]) -> Ground:
    """The ground with the key towns that measures of the scenario designate, in every mix alike."""
    number = number_of(measures)
    return replace(ground, settlements=told_apart(ground.settlements, number)) if number else ground


def schedule_of(
    measures: Iterable[Measure],
    ground: Ground,
    years: tuple[int, ...],
    p: Coefficients,
    usual: Iterable[Measure] = (),
) -> Schedule:
    """All measures in force as numbers: added up, then redirected, then cut to limits.

    No measure and measures of zero strength give the same zeros, and the order of measures is nothing. Those
    that are part of the ``usual`` take it over whether or not they are in force.
    """
    schedule = empty(ground, years)
    for lever, pull in pulls(measures, ground, years, p):
        lever.apply(pull, schedule)
    for lever, pull in pulls(usual, ground, years, p):
        alone = empty(ground, years)
        lever.apply(pull, alone)
        taken = getattr(schedule, f"usual_{lever.usual}")
        taken += getattr(alone, lever.usual)
    return schedule


def empty(ground: Ground, years: tuple[int, ...]) -> Schedule:
    """The schedule of no measure."""
    return Schedule.none(len(years), len(ground.settlements), len(ground.areas))


def pulls(
    measures: Iterable[Measure], ground: Ground, years: tuple[int, ...], p: Coefficients
) -> Iterator[tuple[Lever, Pull]]:
    """Each measure with its lever, in the order in which they take effect.

    Growth of dwellings comes after amounts, so that newcomers' share of it counts where nothing else is
    built. Additions without strength in any year are left out.
    """
    known, income = levers(), urban_income(years[0])
    ordered = sorted(
        measures, key=lambda one: (STAGES.index(known[one.lever].stage), one.mode == "growth", one.name)
    )
    for measure in ordered:
        lever, reach = known[measure.lever], reach_of(measure, ground)
        amount = in_absolute_terms(measure, lever, reach, income)
        live = [year > years[0] and year in measure.years for year in years]
        path = np.array(
            [strength(amount, year) if now else 0.0 for year, now in zip(years, live, strict=True)]
        )
        if path.any() or lever.stage != "add":
            share = p["newcomer_share"]
            yield lever, Pull(amount, path, np.array(live), reach, newcomer_share=share, income=income)


def urban_income(year: int) -> float:
    """The nation's urban disposable income a person in a year, nominal yuan."""
    return float(extrapolated(spliced(URBAN), range(year, year + 1))[0])


def in_absolute_terms(measure: Measure, lever: Lever, reach: Reach, income: float) -> Measure:
    """A measure counted by residents as the same measure in the lever's own unit."""
    if measure.per is None:
        return measure
    counted = people_reached(lever, reach) * (income if measure.per == "income" else 1.0)
    return replace(measure, value=measure.value * counted, unit=lever.unit, per=None)


def people_reached(lever: Lever, reach: Reach) -> float:
    """Residents of the base year in the places that a measure reaches; rural ones where the lever says so."""
    if lever.per_rural_person:
        return float(reach.areas @ reach.rural)
    return float(reach.places @ reach.people)
