"""What a year reads and writes: the state of a region that its institutions and its record share.

Modules of the year are handed the state and what else they need; none of them knows the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from urbsim.households.capacity import NEIGHBOURHOODS
from urbsim.model.event_numbers import YearAddress
from urbsim.model.founding.founding import Foundation
from urbsim.model.people.people import People, VitalScale
from urbsim.model.setup import Addresses, Array, Coefficients, Drivers, Integers, Setup
from urbsim.policy.schedule import Schedule


@dataclass(frozen=True)
class Draw:
    """What one run draws: coefficients, the seed of all random numbers, the common shock, and the growth.

    ``shock`` (T + 1,) moves the mover intercept by year; ``growth`` is what the rate (0–1) grows by in
    the base year, to which the run is anchored.

    What two policies share so that they can be compared: only the schedule differs between them.
    """

    coefficients: Coefficients
    seed: int
    shock: Array
    growth: float


KINDS_OF_HOMES = 3
"""Homes for villagers who ask, for families of listed villages, and for workers who lodge in the town."""


@dataclass
class Programme:
    """Whom programmes have placed, and what nobody took; in persons and households, not in rows.

    This year: ``relocated`` persons under a quota (A, J), ``moved`` persons under any programme (A, J) and
    those of them who had applied by themselves, ``anyway`` (A, J); ``relocated_homes`` built to order and
    ``taken`` programme homes, (J,) and (J, 3) households; ``unfilled`` persons' places of a quota (A,).
    So far: ``relocated_so_far`` (A, J), ``placed_so_far`` households (J,), of whom ``still_there`` (J,), and
    persons ``moved_so_far`` and ``anyway_so_far`` (J,).
    ``listed`` (V,) is the neighbourhood from which on a village is on a
    list, ``carried`` (2 A,) the persons' places of quotas too few for a family, brought to the next year,
    ``reached`` whether anybody was ever placed, ``unready`` the families (A,) whom the year's lists called
    for beyond those whose villages could be made ready.
    """

    relocated: Integers
    moved: Integers
    anyway: Integers
    relocated_homes: Integers
    taken: Integers
    unfilled: Integers
    relocated_so_far: Integers
    placed_so_far: Integers
    still_there: Integers
    moved_so_far: Integers
    anyway_so_far: Integers
    listed: Addresses
    carried: Array
    unready: Integers
    reached: bool = False

    @classmethod
    def none(cls, areas: int, settlements: int, villages: int) -> Programme:
        """Nobody has been placed and no village is on a list."""
        nobody = np.zeros((areas, settlements), np.int64)
        homes = np.zeros((settlements, KINDS_OF_HOMES), np.int64)
        listed = np.full(villages, NEIGHBOURHOODS, np.uint64)
        families, unfilled, carried = homes[:, 0], np.zeros(areas, np.int64), np.zeros(2 * areas)
        this_year = (nobody, nobody, nobody, families, homes, unfilled)
        so_far = (nobody, families, families, families, families)
        return cls(*this_year, *so_far, listed, carried, unfilled)

    @property
    def placed(self) -> Integers:
        """Households placed this year by settlement, (J,)."""
        return np.asarray(self.relocated_homes + self.taken.sum(axis=1))

    def brought(self, j: int) -> int:
        """Households still there in settlement ``j`` that would not have come by themselves.

        ``placed`` families who had applied for a dwelling there by themselves would have come anyway.
        """
        share = self.anyway_so_far[j] / max(1, self.moved_so_far[j])
        return round(float(self.still_there[j] * (1 - share)))


@dataclass
class State:
    """A region in year ``t`` since its base: who lives where, under which rules, prices and coefficients.

    ``commuting`` (V,) is the share of a village's households from which somebody commutes, ``levers`` what
    governments do: what is planned, and where money binds what of it can be paid for.
    """

    setup: Setup
    foundation: Foundation
    draw: Draw
    people: People
    programme: Programme
    p: Coefficients
    commuting: Array
    t: int = 0
    levers: Schedule = field(init=False)

    def __post_init__(self) -> None:
        """Where money binds, what is put off changes the policy of this run alone."""
        self.levers = self.setup.levers.own() if self.setup.binding else self.setup.levers

    @property
    def year(self) -> int:
        """The year that is being simulated."""
        return self.setup.years[self.t]

    @property
    def drivers(self) -> Drivers:
        """What nobody in the region decides."""
        return self.setup.drivers

    @property
    def prices(self) -> float:
        """Consumer prices of the year, base year 1."""
        return float(self.drivers.prices[self.t])

    @property
    def address(self) -> YearAddress:
        """Where the year's random numbers are found."""
        return YearAddress(self.draw.seed, self.year)

    @property
    def trend(self) -> float:
        """Growth of urban people in the base year, a year, from the recorded growth of the rate.

        The rate's points a year over the rate: a town of half the people that gains a point grows by 2 %. The
        rate is taken as 5 % at least.
        """
        return self.draw.growth / max(0.05, self.setup.urban / self.setup.population)

    def real_wage(self, t: int) -> float:
        """The nation's urban pay in constant yuan of the base year.

        Before the tier's factor, the size of the town and its labour market (eq. 9).
        """
        return float(self.drivers.wage[t] / self.drivers.prices[t])

    def vital_rates(self) -> VitalScale:
        """Births and deaths of the year relative to the base year: drivers, and mortality's decline.

        Where drivers say no change and mortality does not decline, both are 1.
        """
        deaths = self.drivers.deaths[self.t] * (1 - self.p["mortality_decline"]) ** self.t
        return VitalScale(float(self.drivers.births[self.t]), float(deaths))
