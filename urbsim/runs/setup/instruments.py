"""Levers that act through others: amounts a head, support that brings jobs, key towns, spending limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from urbsim.model.setup import Array, Coefficients, Levers
from urbsim.policy.levers import ENVIRONMENT, levers
from urbsim.policy.measures import Measure, strength
from urbsim.runs.setup.drivers import URBAN, extrapolated, spliced
from urbsim.runs.setup.key_towns import number_of, told_apart
from urbsim.runs.setup.settlements import Ground
from urbsim.runs.setup.yearly_numbers import by_people, chosen, chosen_areas, levers_of

ACROSS = ("key_towns", "spending_limit")
"""Levers that change what other measures do, applied when those are added up."""

REDIRECTED = ("investment", "dwellings", "land")
"""What a designation of key towns can redirect: money, homes and land; jobs follow by themselves."""


def with_key_towns(ground: Ground, measures: tuple[Measure, ...]) -> Ground:
    """The ground with the key towns that measures of the scenario designate, in every mix alike."""
    number = number_of(measures)
    return replace(ground, settlements=told_apart(ground.settlements, number)) if number else ground


def pulled(measures: Iterable[Measure], ground: Ground, years: tuple[int, ...], p: Coefficients) -> Levers:
    """All measures as numbers for the model: plain ones added up, then redirected, then held to limits."""
    each = tuple(measures)
    income = urban_income(years[0])
    plain = [
        part for measure in each if measure.lever not in ACROSS for part in plainly(measure, ground, income)
    ]
    found = levers_of(plain, ground, years, p)
    for measure in sorted(each, key=lambda one: one.name):
        if measure.lever == "key_towns":
            redirect(measure, ground, years, found)
    for measure in sorted(each, key=lambda one: one.name):
        if measure.lever == "spending_limit":
            hold(absolute(measure, ground, income), ground, years, found)
    return found


def urban_income(year: int) -> float:
    """The nation's urban disposable income a person in a year, nominal yuan."""
    return float(extrapolated(spliced(URBAN), range(year, year + 1))[0])


def plainly(measure: Measure, ground: Ground, income: float) -> tuple[Measure, ...]:
    """A measure as one or two of those that the model knows."""
    amount = absolute(measure, ground, income)
    if measure.lever == "environment":
        return tuple(
            replace(amount, name=f"{measure.name}.{service}", lever="investment", service=service,
                    value=amount.value / len(ENVIRONMENT))
            for service in ENVIRONMENT
        )  # fmt: skip
    if measure.lever in ("employment_support", "tax_relief"):
        jobs = amount.value * jobs_per_yuan(measure, income)
        return (replace(amount, lever="jobs", unit="jobs/yr", value=jobs),)
    return (amount,)


def jobs_per_yuan(measure: Measure, income: float) -> float:
    """Lasting jobs for one yuan: support over its cost a job, or relief times the jobs that follow it."""
    if measure.lever == "tax_relief":
        return float(measure.leverage or 0.0) / 1e6
    return 1.0 / (float(measure.cost or np.inf) * income)


def absolute(measure: Measure, ground: Ground, income: float) -> Measure:
    """A measure counted by residents as the same measure in the lever's own unit."""
    if measure.per is None:
        return measure
    counted = people_reached(measure, ground) * (income if measure.per == "income" else 1.0)
    unit = levers()[measure.lever].unit
    return replace(measure, value=measure.value * counted, unit=unit, per=None)


def people_reached(measure: Measure, ground: Ground) -> float:
    """Residents at the base year of the settlements that a measure speaks of; rural ones for relocation."""
    if measure.lever == "relocation":
        areas = chosen_areas(measure, ground)
        return float(
            sum(on * (area.population - area.urban) for on, area in zip(areas, ground.areas, strict=True))
        )
    return float(chosen(measure, ground) @ np.array([place.population for place in ground.settlements]))


def strengths_of(measure: Measure, years: tuple[int, ...]) -> Array:
    """Strength by year, (T + 1,); nothing in the base year."""
    return np.array([strength(measure, year) if year > years[0] else 0.0 for year in years])


def redirect(measure: Measure, ground: Ground, years: tuple[int, ...], found: Levers) -> None:
    """Take a share of money, homes and land from other settlements and give it to the key towns, by people.

    Totals of a year stay what they were.
    """
    key = chosen(measure, ground)
    inside = np.array([float(place.area >= 0) for place in ground.settlements])
    shares, path = by_people(ground, key), strengths_of(measure, years)
    blend_newcomers(found, key, (inside - key, path))
    for name in REDIRECTED:
        flow = getattr(found, name)
        extra = (1,) * (flow.ndim - 2)
        taken = flow * (inside - key).reshape(1, -1, *extra) * path.reshape(-1, 1, *extra)
        flow += taken.sum(axis=1, keepdims=True) * shares.reshape(1, -1, *extra) - taken


def blend_newcomers(found: Levers, key: Array, how: tuple[Array, Array]) -> None:
    """Homes that are redirected keep their share for newcomers."""
    others, path = how
    moved = found.dwellings * others * path[:, None]
    total = moved.sum(axis=1, keepdims=True) + found.dwellings * key
    kept = (moved * found.newcomers).sum(axis=1, keepdims=True) + found.dwellings * key * found.newcomers
    mean = kept / np.where(total > 0, total, 1.0)
    found.newcomers[...] = np.where((key > 0) & (total > 0), mean, found.newcomers)


def hold(measure: Measure, ground: Ground, years: tuple[int, ...], found: Levers) -> None:
    """Scale the measures' public investment of a year down to the limit, in the places it speaks of."""
    places, path = chosen(measure, ground), strengths_of(measure, years)
    planned = (found.investment * places[None, :, None]).sum(axis=(1, 2))
    bound = np.array([year in measure.years for year in years])
    scale = np.where(bound & (planned > path), path / np.maximum(planned, 1.0), 1.0)
    found.investment[...] *= np.where(places > 0, scale[:, None], 1.0)[:, :, None]
