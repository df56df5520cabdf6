"""Ages in the mean-field form: how many of a five-year band leave it in a year.

A constant fifth would smear the bands: cohorts of unlike size follow each other. So the people of every unit
are projected by single years of age, as if nobody moved; from that is read where people stand in a band.
"""

from __future__ import annotations

import numpy as np

from urbsim.analysis.panels.forecasts import Array
from urbsim.households.capacity import BANDS
from urbsim.model.demography import BAND_OF, CHILDBEARING, YOUNGEST

OLDEST = YOUNGEST[1:] - 1
"""The last single year of every band but the open one, (14,)."""


def by_band(people: Array) -> Array:
    """People by five-year band, (U, 15), of people by single years, (U, 71)."""
    return np.asarray(np.add.reduceat(people, YOUNGEST, axis=1))


def leaving(shares: Array, mortality: Array, births: Array, declines: Array) -> Array:
    """Shares of a band who turn to the next one, by year from the base year on, (T, U, 15).

    Units have ``shares`` (U, 15) of people and ``mortality`` (U, 15) by band in the base year; ``births``
    (T, U) are a person's at the base year's ages, and ``declines`` (T,) is mortality relative to it. The
    first two entries describe the base year. Where all single years are alike it is a fifth; nobody leaves
    the open band. In a year everybody turns, then some die and others are born.
    """
    chance = mortality[:, BAND_OF]
    people = shares[:, BAND_OF] / np.bincount(BAND_OF, minlength=BANDS)[BAND_OF]
    fertile = (shares * CHILDBEARING).sum(axis=1)
    turning = []
    for born, decline in zip(births[1:], declines[1:], strict=True):
        turning.append(np.column_stack([people[:, OLDEST] / by_band(people)[:, :-1], np.zeros(len(people))]))
        older = np.column_stack([0 * people[:, 0], people[:, :-2], people[:, -2:].sum(axis=1)])
        people = older * (1 - chance * decline)
        people[:, 0] = born / fertile * (by_band(older) * CHILDBEARING).sum(axis=1)
    return np.stack([turning[0], *turning])
