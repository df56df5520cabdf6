"""What a year reads and writes: the state of a region that its institutions and its record share.

Modules of the year are handed the state and what else they need; none of them knows the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.households.population import Admission
from urbsim.model.founding.founding import Foundation
from urbsim.model.people.people import People
from urbsim.model.setup import Array, Coefficients, Drivers, Integers, Setup
from urbsim.policy.schedule import Schedule


@dataclass(frozen=True)
class Draw:
    """What one run draws: coefficients, the seed of all random numbers, the common shock, and the growth.

    ``shock`` (T + 1,) moves the mover intercept by year; ``growth`` is what the rate (0–1) grows by in
    the base year, to which the run is anchored.
    """

    coefficients: Coefficients
    seed: int
    shock: Array
    growth: float


@dataclass
class Programme:
    """Relocation in persons: served this year and so far (A, J), and those who applied this year (A,)."""

    relocated: Integers
    relocated_so_far: Integers
    applied: Integers

    @classmethod
    def none(cls, areas: int, settlements: int) -> Programme:
        """Nobody has been relocated and nobody has applied."""
        nobody = np.zeros((areas, settlements), np.int64)
        return cls(nobody, nobody, np.zeros(areas, np.int64))

    def serve(self, admission: Admission, weight: int) -> None:
        """Take over what the year's admission gave, in rows of ``weight`` households."""
        self.relocated = admission.relocated * weight
        self.relocated_so_far = self.relocated_so_far + self.relocated
        self.applied = admission.applied * weight


@dataclass
class State:
    """A region in year ``t`` since its base: who lives where, under which rules, prices and coefficients."""

    setup: Setup
    foundation: Foundation
    draw: Draw
    people: People
    programme: Programme
    p: Coefficients
    t: int = 0

    @property
    def year(self) -> int:
        """The year that is being simulated."""
        return self.setup.years[self.t]

    @property
    def drivers(self) -> Drivers:
        """What nobody in the region decides."""
        return self.setup.drivers

    @property
    def levers(self) -> Schedule:
        """What governments do."""
        return self.setup.levers

    @property
    def prices(self) -> float:
        """Consumer prices of the year, base year 1."""
        return float(self.drivers.prices[self.t])

    @property
    def address(self) -> tuple[int, int]:
        """(seed, year): where the year's random numbers are found."""
        return self.draw.seed, self.year

    @property
    def trend(self) -> float:
        """Growth of urban people in the base year, a year, from the recorded growth of the rate."""
        return self.draw.growth / max(0.05, self.setup.urban / self.setup.population)

    def real_wage(self, t: int) -> float:
        """The nation's urban pay in constant yuan of the base year."""
        return float(self.drivers.wage[t] / self.drivers.prices[t])

    def vital_rates(self) -> tuple[float, float]:
        """Births and deaths of the year relative to the base year: drivers, and mortality's decline."""
        deaths = self.drivers.deaths[self.t] * (1 - self.p["mortality_decline"]) ** self.t
        return float(self.drivers.births[self.t]), float(deaths)

    def relocated_households(self, area: int, j: int) -> float:
        """Households served under an area's relocation programme in a settlement this year."""
        return float(self.programme.relocated[area, j] / self.setup.areas[area].household_size)
