"""What job markets read: measures, parks as they fill, villagers near, and who came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from urbsim.model.setup import Array, Coefficients, Integers, Settlement
from urbsim.model.state import State
from urbsim.model.towns.labour import (
    Commuting,
    JobOffer,
    LabourMarket,
    park_filled,
    park_occupancy,
    pull_of_jobs,
)
from urbsim.model.towns.ways import way_to_a_large_city
from urbsim.policy.schedule import Schedule


class Industry(NamedTuple):
    """Some settlements (n,) by number, and their industrial jobs in the base year, (n,)."""

    places: Integers
    jobs: Array


class Firms:
    """What measures have firms bring to all settlements, jobs (J,): ``created`` outside parks and ``filled``.

    The latter stand in industrial parks, of whose room so many are still ``empty``.
    """

    def __init__(self, places: Sequence[Settlement], industry: Industry, p: Coefficients) -> None:
        self.places, self.p, self.industry = places, p, industry
        self.created = self.filled = self.empty = np.zeros(len(places))

    def come(self, levers: Schedule, t: int) -> None:
        """Jobs of all measures, and of all parks opened up to year ``t``."""
        kept = self.p["investor_realisation"]
        self.created = jobs_of_measures(levers, t, self.industry, kept)
        coming = realised(levers.park[: t + 1], levers.park_promised[: t + 1], kept)
        said, self.filled = levers.large_city[: t + 1].max(axis=0), np.zeros(len(self.places))
        for j in map(int, np.flatnonzero(coming.any(axis=0))):
            way = way_to_a_large_city(self.places[j], float(said[j]), self.p)
            self.filled[j] = in_parks(coming[:, j], park_occupancy(way, self.p), self.p)
        self.empty = np.maximum(0.0, levers.park[t] - self.filled)

    def at(self, j: int) -> tuple[float, float, float]:
        """Jobs of settlement ``j`` outside parks and in them, and the room that stands empty there."""
        return float(self.created[j]), float(self.filled[j]), float(self.empty[j])


def in_parks(coming: Array, most: float, p: Coefficients) -> float:
    """Jobs in a settlement's parks, for which there was room by year as ``coming`` (T + 1,) says.

    Each fills up to its occupancy, ``most``; where that is 0 there are none.

    Room that opened long ago is full up to ``most``; what opens this year starts at the foot of the logistic
    curve.
    """
    t = len(coming) - 1
    return float(np.diff(coming, prepend=0.0) @ [park_filled(t - s, most, p) for s in range(t + 1)])


def realised(jobs: Array, promised: Array, kept: float) -> Array:
    """Of ``jobs`` those that come, (...), where of the ``promised`` ones a share ``kept`` does.

    With nothing promised, or every promise kept, all of them come.
    """
    return jobs - (1 - kept) * promised


def jobs_of_measures(levers: Schedule, t: int, industry: Industry, kept: float) -> Array:
    """Jobs created outside parks until year ``t`` in some settlements, (n,).

    Those named by number, and as growth over industrial jobs. Of those that investors promised a share
    ``kept`` comes; where it is 1 all do.

    Growth counts over the base year's industrial jobs, at the highest that it has reached so far.
    """
    until, at = slice(t + 1), industry.places
    grown = realised(levers.jobs_growth[until, at], levers.jobs_growth_promised[until, at], kept).max(axis=0)
    named = realised(levers.jobs[until, at], levers.jobs_promised[until, at], kept)
    # Settlement by settlement, so that how many there are moves no last digit of a sum.
    return np.asarray(np.ascontiguousarray(named.T).sum(axis=1) + grown * industry.jobs)


def workers_moved(state: State, j: int) -> tuple[float, float]:
    """Workers who came to a settlement last year, from anywhere, and natives of it who left."""
    share = state.p["labour_participation"]
    return float(share * state.people.came[j]), float(share * state.people.left[j])


def villagers_near(state: State, place: Settlement) -> Commuting:
    """Who of the villagers near a settlement would take a new job there and go home every day.

    The willing of an area are shared by its settlements in proportion to their people.

    Rural residents, not households; whose village has become urban is counted no more.
    """
    people, p = state.people, state.p
    villagers = people.land.villages(people.count.home[:, 0])[place.area]
    near = villagers * place.population / max(1, state.setup.areas[place.area].urban)
    return Commuting(p[f"commuter_share_{place.tier}"], float(p["commuters_willing"] * near))


def pull_of_market(state: State, area: int, market: LabourMarket) -> float:
    """Times as many as with the usual jobs who come this year, with pay at the level of the base year.

    1 where measures have changed neither the chance of a job nor pay.
    """
    drivers, trend = state.drivers, state.real_wage(state.t) / state.real_wage(0)
    income = state.setup.areas[area].household_size * drivers.income[0]
    now = JobOffer(market.employment, market.wage / trend)
    usual = JobOffer(market.employment_at_base, market.usual_wage / trend)
    cost = state.p["living_cost_away"] * drivers.prices_since_2000
    return pull_of_jobs(now, usual, float(income), cost, state.p)
