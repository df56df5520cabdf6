"""Families from elsewhere whose workers live in the region's towns alone, and what homes for migrants do.

They are no rows: their workers are natives of the cohorts, counted apart by the account of who came. A
programme's home brings the rest of the family, who arrive from elsewhere like others.
"""

from __future__ import annotations

import numpy as np

from urbsim.model.event_numbers import YearAddress, binomial_quantile, uniforms
from urbsim.model.founding.origins import strangers
from urbsim.model.founding.plan import WORKERS_AWAY
from urbsim.model.people.natives import FETCHED
from urbsim.model.setup import Addresses, Array, Coefficients, Integers, Setup


class Guests:
    """Families by settlement, (J,): ``apart`` those whose workers lodge alone, ``housed`` by a programme.

    ``kept`` are the persons who followed their workers into such homes and are still there. All three fall
    as natives leave. ``ever`` are families housed since the base year, ``moved`` the persons of this year's,
    workers and who followed them.
    """

    def __init__(self, setup: Setup, natives: Integers, p: Coefficients) -> None:
        home = np.array([place.area for place in setup.settlements])
        sizes = np.array([*(area.household_size for area in setup.areas), 0.0])
        self.followers = np.maximum(0.0, sizes[home] - WORKERS_AWAY)
        self.a_person = families_a_person(self.followers, p["whole_family_share"])
        people = np.minimum(natives, strangers(setup, p))
        self.apart = self.a_person * people
        self.housed, self.kept = np.zeros((2, len(home)))
        self.ever, self.moved = np.zeros((2, len(home)), np.int64)

    def pass_through(self, arrivals: Integers, departures: Integers, natives: Integers) -> None:
        """A year of coming and leaving, (J,) each; ``natives`` are those of its beginning."""
        stay = 1 - departures / np.maximum(1, natives)
        self.apart = stay * self.apart + self.a_person * arrivals
        self.housed, self.kept = stay * self.housed, stay * self.kept

    def accepting(self, address: YearAddress, keys: Addresses, willing: Array, reach: float) -> Integers:
        """Families who would take a home this year, (J,): those ``willing``, for life, whom the word reaches.

        Who would have taken one has it, so that none is left to ask once all who would are housed.
        """
        left = willing * (self.apart + self.housed) - self.housed
        luck = uniforms(address.seed, keys, address.year, FETCHED, 0)
        return binomial_quantile(luck, np.floor(np.maximum(0.0, left)).astype(np.int64), reach)

    def dwellings(self, j: int, size: float) -> int:
        """Dwellings of ``size`` persons that who followed a worker into a programme's home takes up."""
        return round(float(self.kept[j] / size))

    def fetch(self, families: Integers) -> Integers:
        """House so many families, (J,), and return the persons who come for it, whole in the long run."""
        before, self.ever = self.ever, self.ever + families
        self.apart, self.housed = self.apart - families, self.housed + families
        workers, followers = (
            whole(size, self.ever) - whole(size, before) for size in (WORKERS_AWAY, self.followers)
        )
        self.kept, self.moved = self.kept + followers, workers + followers
        return np.asarray(followers)


def whole(size: Array | float, families: Integers) -> Integers:
    """Persons of so many families, (J,), each of a mean ``size``."""
    return np.floor(size * families).astype(np.int64)


def families_a_person(followers: Array, whole: float) -> Array:
    """Families whose workers are alone for each person who has come from elsewhere, (J,).

    A share ``whole`` of the workers came with all of their family, whose ``followers`` are counted too.

    With ``whole`` 1 nobody's family is left behind and it is 0.
    """
    return np.asarray((1 - whole) / (WORKERS_AWAY + whole * followers))
