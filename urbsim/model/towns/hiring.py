"""What a settlement's job market reads: measures, parks as they fill, villagers near, and who came."""

from __future__ import annotations

import numpy as np

from urbsim.model.setup import Array, Coefficients, Settlement
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


class Parks:
    """The industrial parks of one settlement: jobs that firms have brought, and room that stands empty."""

    def __init__(self, place: Settlement, index: int, p: Coefficients) -> None:
        self.place, self.index, self.p = place, index, p
        self.filled = self.empty = 0.0

    def open(self, levers: Schedule, t: int) -> None:
        """Jobs of all parks opened up to year ``t``."""
        kept = self.p["investor_realisation"]
        coming = realised(levers.park, levers.park_promised, kept)[: t + 1, self.index]
        opened = np.diff(coming, prepend=0.0)
        said = float(levers.large_city[: t + 1, self.index].max())
        most = park_occupancy(way_to_a_large_city(self.place, said, self.p), self.p)
        self.filled = float(opened @ [park_filled(t - s, most, self.p) for s in range(t + 1)])
        self.empty = max(0.0, float(levers.park[t, self.index]) - self.filled)


def realised(jobs: Array, promised: Array, kept: float) -> Array:
    """Of ``jobs`` those that come, (...), where of the ``promised`` ones a share ``kept`` does.

    With nothing promised, or every promise kept, all of them come.
    """
    return jobs - (1 - kept) * promised


def jobs_of_measures(levers: Schedule, until: tuple[int, int], industrial: float, kept: float) -> float:
    """Jobs created outside parks ``until`` (year, settlement): by number, and as growth over ``industrial``.

    Of those that investors promised a share ``kept`` comes; where it is 1 all do.
    """
    t, j = until
    grown = realised(levers.jobs_growth, levers.jobs_growth_promised, kept)[: t + 1, j].max()
    number = realised(levers.jobs, levers.jobs_promised, kept)[: t + 1, j].sum()
    return float(number + grown * industrial)


def workers_moved(state: State, j: int) -> tuple[float, float]:
    """Workers who came to a settlement last year, from anywhere, and natives of it who left."""
    share = state.p["labour_participation"]
    return float(share * state.people.came[j]), float(share * state.people.left[j])


def villagers_near(state: State, place: Settlement) -> Commuting:
    """Who of the villagers near a settlement would take a new job there and go home every day.

    The willing of an area are shared by its settlements in proportion to their people.
    """
    people, p = state.people, state.p
    villagers = people.land.villages(people.count.home[:, 0])[place.area]
    near = villagers * place.population / max(1, state.setup.areas[place.area].urban)
    return Commuting(p[f"commuter_share_{place.tier}"], float(p["commuters_willing"] * near))


def pull_of_market(state: State, area: int, market: LabourMarket) -> float:
    """Times as many as with the usual jobs who come this year, with pay at the level of the base year."""
    drivers, trend = state.drivers, state.real_wage(state.t) / state.real_wage(0)
    income = state.setup.areas[area].household_size * drivers.income[0]
    now = JobOffer(market.employment, market.wage / trend)
    usual = JobOffer(market.employment_at_base, market.usual_wage / trend)
    cost = state.p["living_cost_away"] * drivers.prices_since_2000
    return pull_of_jobs(now, usual, float(income), cost, state.p)
