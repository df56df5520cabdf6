"""Natives of towns and cities: integer cohorts by single years of age, whose events are quantiles of draws.

Everybody is a year older every year; chances, and what others read, are by five-year band. One uniform draw
at the address (seed, settlement, year, event, band) gives one number of events, so the same number meets the
same cohort under every policy.
"""

from __future__ import annotations

import numpy as np

from urbsim.households.apportioning import apportion
from urbsim.households.capacity import BANDS
from urbsim.model.demography import BAND_OF, YOUNGEST
from urbsim.model.event_numbers import binomial_quantile, uniforms
from urbsim.model.setup import Addresses, Array, Integers

DEATH, BIRTH, ARRIVAL, DEPARTURE, FETCHED = range(5)
NEWCOMERS = np.concatenate(
    [np.full(3, 0.22 / 3), 0.63 * np.array([0.19, 0.27, 0.2, 0.14, 0.11, 0.09]), np.full(5, 0.03), [0.0]]
)
"""Shares by age band of who comes and who leaves, (15,): families come along.

Where jobs drew people into 1,351 counties from 2010 to 2020, 22 % were under 15 at first, 63 % 15 to 44 and
15 % 45 to 69; within these a shape around 20 to 24, by judgement.
"""
FIRST = np.append(YOUNGEST, len(BAND_OF))
"""The first age of each band, and one more than the last age, (16,)."""
EVENLY = np.ones((1, len(BAND_OF)), np.int64)


def by_band(ages: Integers) -> Integers:
    """People by five-year band, (J, 15), of people by single years of age, (J, 71).

    The columns of a row add up to the people of the settlement.
    """
    return np.asarray(np.add.reduceat(ages, YOUNGEST, axis=1))


def shared_out(number: Integers, ages: Integers) -> Integers:
    """Each band's ``number`` (J, 15) by single years, in whole people in proportion to ``ages`` (J, 71).

    The shares add up to the number, which is 0 where the band is empty. None is larger than its year where no
    number is larger than its band.
    """
    shares = np.empty((len(number), len(BAND_OF)), np.int64)
    apportion(number, ages, FIRST, shares)
    return shares


class Cohorts:
    """The natives of J settlements by single years of age, ``ages`` (J, 71), advanced one year at a time.

    In the base year the single years of a band are alike. ``people`` (J, 15) are the same by five-year band.
    """

    def __init__(self, people: Integers, shares: Array, keys: Addresses) -> None:
        self.keys = keys
        bands = np.floor(people[:, None] * shares).astype(np.int64)
        bands[:, 6] += people - bands.sum(axis=1)
        self.ages = shared_out(bands, EVENLY)
        self.people = bands

    def draws(self, seed: int, year: int, event: int) -> Array:
        """Uniform draws (J, 15) of one event.

        The same numbers under every policy of a draw.
        """
        bands = np.arange(BANDS, dtype=np.uint64)
        return uniforms(seed, self.keys[:, None], year, event, bands)

    def grow_older(self) -> None:
        """Everybody is a year older; the last year of age is open."""
        self.ages[:, -1] += self.ages[:, -2]
        self.ages[:, 1:-1] = self.ages[:, :-2]
        self.ages[:, 0] = 0
        self.people = by_band(self.ages)

    def change(self, by: Integers) -> None:
        """Add to the people of every single year of age, (J, 71)."""
        self.ages += by
        self.people = by_band(self.ages)

    def live(self, seed: int, year: int, dying: Array, bearing: Array) -> tuple[Integers, Integers]:
        """A year of age, then deaths and births; returns births and deaths by settlement, (J,).

        ``dying`` and ``bearing`` (15,) are yearly chances by band. Everybody is a year older first, so who is
        born this year is 0 at its end.
        """
        self.grow_older()
        people = self.people
        deaths = binomial_quantile(self.draws(seed, year, DEATH), people, dying)
        births = binomial_quantile(self.draws(seed, year, BIRTH), people, bearing).sum(axis=1)
        changed = -shared_out(deaths, self.ages)
        changed[:, 0] += births
        self.change(changed)
        return births, deaths.sum(axis=1)

    def welcome(self, arrivals: Integers) -> None:
        """Add people from outside the region, (J,), families among them; every arrival has an age.

        Rounding goes to the band of 20–24.
        """
        added = np.floor(arrivals[:, None] * NEWCOMERS).astype(np.int64)
        added[:, 4] += arrivals - added.sum(axis=1)
        self.change(shared_out(added, EVENLY))

    def part(self, departures: Integers) -> Integers:
        """Take away people who leave, families among them; returns how many could leave, (J,).

        Nobody leaves a band that is empty; so fewer may leave than are asked for.
        """
        people = self.people
        leaving = np.minimum(np.floor(departures[:, None] * NEWCOMERS).astype(np.int64), people)
        leaving[:, 4] += np.minimum(departures - leaving.sum(axis=1), people[:, 4] - leaving[:, 4])
        self.change(-shared_out(leaving, self.ages))
        return np.asarray(leaving.sum(axis=1))
