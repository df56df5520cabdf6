"""Land of a settlement: what is built up, what is released in a year, and what a quota leaves room for."""

from __future__ import annotations

import math

from urbsim.model.setup import Coefficients
from urbsim.policy.schedule import Schedule

HECTARE = 1e4
"""Square metres."""


def usual_release(people: float, trend: float, per_person: float) -> float:
    """Land that a settlement growing by ``trend`` a year needs in the base year, m²; none without growth.

    1,000 people, growing by 2 % a year at 200 m² each, need 4,000 m².
    """
    return people * max(0.0, trend) * per_person


def in_force(growth: float, quota: float) -> bool:
    """Whether land limits building: a measure states a quota, or cuts what is usually released."""
    return quota > 0 or growth < 0


def share_allowed(growth: float, quota: float) -> float:
    """Share of what the market would add this year that usual releases have room for: half at a cut of 0.5.

    None of it where a quota says how much there is.
    """
    return 0.0 if quota > 0 else min(1.0, max(0.0, 1 + growth))


def homes_on(land: float, per_home: float) -> int:
    """Homes that ``land`` m² has room for at ``per_home`` m² of town each: streets and works included.

    Whole homes; a size of 0 m² (a town without people) is taken as none.
    """
    return math.floor(max(0.0, land) / per_home) if per_home > 0 else 0


class Land:
    """The land of one settlement in m²: built up, released beyond the usual, and ``left`` under a limit.

    Under a limit homes need land: each takes what a home of the base year stands on. What is not used is kept
    for later years, and when it begins ``land_reserve`` of the built-up area stands ready.

    In m². Land is never given back: ``built_up`` only grows. Without a limit ``room`` is endless.
    """

    def __init__(self, people: int, per_person: float, trend: float, p: Coefficients) -> None:
        self.per_person, self.built_up = per_person, people * per_person
        self.usual = usual_release(people, trend, per_person)
        self.left, self.released = p["land_reserve"] * self.built_up, 0.0
        self.limited, self.share, self.per_home = False, 1.0, 0.0

    def release(self, levers: Schedule, t: int, j: int, people: int) -> None:
        """The year's release; the built-up area grows with it, and with the people it cannot do without.

        What measures take over of the usual (`usual_land`) is not released twice.
        """
        taken = min(self.usual, float(levers.usual_land[t, j]) * HECTARE)
        extra = max(0.0, float(levers.land[t, j]) * HECTARE - taken)
        growth, quota = float(levers.land_growth[t, j]), float(levers.land_quota[t, j]) * HECTARE
        self.released = max(0.0, extra + growth * self.usual)
        self.built_up = max(self.built_up + self.released, people * self.per_person)
        self.limited, self.share = in_force(growth, quota), share_allowed(growth, quota)
        self.left += (quota + extra) * self.limited

    @property
    def room(self) -> tuple[float, float]:
        """Homes that land is ready for, and the share of what the market would add that comes on top."""
        return (homes_on(self.left, self.per_home), self.share) if self.limited else (math.inf, 0.0)

    def use(self, homes: float) -> None:
        """Homes built on land that stood ready."""
        if self.limited:
            self.left = max(0.0, self.left - max(0.0, homes) * self.per_home)
