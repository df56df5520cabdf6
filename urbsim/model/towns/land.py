"""Land of a settlement: what is built up, what is released in a year, and what a quota leaves room for."""

from __future__ import annotations

import math

from urbsim.model.setup import Coefficients
from urbsim.policy.schedule import Schedule

HECTARE = 1e4
"""Square metres."""


def usual_release(people: float, trend: float, per_person: float) -> float:
    """Land that a settlement growing by ``trend`` a year needs in the base year, m²; none without growth."""
    return people * max(0.0, trend) * per_person


def allowed(usual: float, growth: float, quota: float, released: float) -> float | None:
    """m² that may be built on in a year, None where no quota is in force.

    A quota is in force where a measure states one, ``quota`` m², or cuts the usual release, ``growth`` below
    0; what other measures release, ``released`` m², comes on top. Half the usual is allowed at −0.5.
    """
    if quota <= 0 and growth >= 0:
        return None
    return (quota if quota > 0 else usual * max(0.0, 1 + growth)) + released


def homes_on(land: float, per_home: float) -> int:
    """Homes that ``land`` m² has room for at ``per_home`` m² of town each: streets and works included."""
    return math.floor(max(0.0, land) / per_home) if per_home > 0 else 0


class Land:
    """The land of one settlement in m²: built up, released beyond the usual, and ``left`` under a quota.

    Under a quota homes need land: each takes what a home of the base year stands on. What is not used is kept
    for later years, and in the first a reserve of ``land_reserve`` usual years is there.
    """

    def __init__(self, people: int, per_person: float, trend: float, p: Coefficients) -> None:
        self.per_person, self.built_up = per_person, people * per_person
        self.usual = usual_release(people, trend, per_person)
        self.left, self.released = p["land_reserve"] * self.usual, 0.0
        self.limited, self.per_home = False, 0.0

    def release(self, levers: Schedule, t: int, j: int, people: int) -> None:
        """The year's release; the built-up area grows with it, and with the people it cannot do without."""
        extra = float(levers.land[t, j]) * HECTARE
        growth, quota = float(levers.land_growth[t, j]), float(levers.land_quota[t, j]) * HECTARE
        self.released = extra + growth * self.usual
        self.built_up = max(self.built_up + self.released, people * self.per_person)
        more = allowed(self.usual, growth, quota, extra)
        self.limited = more is not None
        self.left += more or 0.0

    @property
    def homes(self) -> float:
        """Homes that there is land for this year; no limit without a quota."""
        return homes_on(self.left, self.per_home) if self.limited else math.inf

    def use(self, homes: int) -> None:
        """Homes built on new land."""
        if self.limited:
            self.left = max(0.0, self.left - max(0, homes) * self.per_home)
