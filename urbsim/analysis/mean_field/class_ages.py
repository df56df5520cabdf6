"""Ages in the mean-field form: how many of a broad age class leave it in a year, and how many of it die.

A constant share would smear the classes: after 15 years a sixth too many were 15-29 and a quarter too many
over 65. So the people of every unit are projected by single years of age, as if nobody moved; where its
people stand within the classes is read from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from urbsim.analysis.mean_field.unit_inputs import Inputs
from urbsim.analysis.panels.forecasts import Array
from urbsim.households.capacity import BANDS
from urbsim.model.demography import BAND_OF, CHILDBEARING, YOUNGEST, mortality

FIRST_BAND = np.array([0, 3, 6, 9, 13])
"""The first five-year band of each age class: children, three classes of adults, elders."""
CLASS_STARTS = YOUNGEST[FIRST_BAND]
OLDEST = CLASS_STARTS[1:] - 1
"""The last single year of every class but the open one, (4,)."""
FERTILE = np.add.reduceat(CHILDBEARING, FIRST_BAND)
"""Births of a person by age class, relative to each other."""


class Ageing(NamedTuple):
    """Shares by year from the base year on and unit: ``leaving`` (T, U, 4), ``dying`` (T, U, 5).

    Those of the living who leave their class for the next one, and those of a class who die, before mortality
    declines.
    """

    leaving: Array
    dying: Array


def by_class(people: Array) -> Array:
    """People by age class, (U, 5), of people by single years, (U, 71)."""
    return np.asarray(np.add.reduceat(people, CLASS_STARTS, axis=1))


def ageing_of(inputs: Inputs, p: Mapping[str, Array]) -> Ageing:
    """The ages of units under the first of the draws ``p`` (D,)."""
    first = {name: float(values[0]) for name, values in p.items()}
    declines = np.float_power(1 - first["mortality_decline"], np.arange(inputs.inflow.shape[1]))
    return ageing(inputs.ages, mortality(inputs.deaths, inputs.ages, first), inputs.births, declines)


def ageing(shares: Array, mortality: Array, births: Array, declines: Array) -> Ageing:
    """Ages of units with ``shares`` (U, 15) of people and ``mortality`` (U, 15) by band in the base year.

    ``births`` (U,) are those of the base year a person; ``declines`` (T,) is mortality relative to the base
    year's. The first two entries describe the base year. Where all single years are alike and nobody dies,
    one in as many leaves a class as it has years.
    """
    chance = mortality[:, BAND_OF]
    people = shares[:, BAND_OF] / np.bincount(BAND_OF, minlength=BANDS)[BAND_OF]
    bearing = births / (by_class(people) @ FERTILE)
    leaving, dying = [], []
    for decline in declines[1:]:
        living, born = people * (1 - chance * decline), bearing * (by_class(people) @ FERTILE)
        leaving.append(living[:, OLDEST] / by_class(living)[:, :-1])
        dying.append(by_class(people * chance) / by_class(people))
        people = np.column_stack([born, living[:, :-2], living[:, -2:].sum(axis=1)])
    return Ageing(np.stack([leaving[0], *leaving]), np.stack([dying[0], *dying]))
