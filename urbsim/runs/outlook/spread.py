"""How far regions of a level depart from what households explain, and which of them depart together.

A departure lasts: a region keeps its quantile, and its distance from the middle grows with the root of years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.model.setup import Array, Coefficients
from urbsim.runs.outlook.deviates import normal, related, with_tails
from urbsim.runs.outlook.line import SLOPE
from urbsim.runs.outlook.past_people import DISTRICTS
from urbsim.runs.outlook.siblings import PEOPLE, RATE, together
from urbsim.vocabulary.regions import NATION, lineage, regions

DECADE = 10
HEAVY = ("prefecture", "county", "township")
LEAST, MOST = 0.1, 0.9
"""Points that a spread is divided by at least, and what two regions can share at most."""


@dataclass(frozen=True)
class Spread:
    """Standard deviations ten years after the base: of the rate on its line, and the logarithm of residents.

    ``freedom`` is that of Student's t for the rate, infinite for normal deviates. ``near`` is the correlation
    of two counties of a prefecture, ``far`` that of two regions of different prefectures of a province.
    """

    rate: float
    people: float
    freedom: float
    near: float
    far: float

    def line(self, deviates: Array, years: int) -> Array:
        """Departures (D, T + 1) of the rate on its line at normal deviates (D,)."""
        return self.rate * with_tails(deviates, self.freedom)[:, None] * growing(years)

    def log_people(self, deviates: Array, years: int) -> Array:
        """Departures (D, T + 1) of the logarithm of residents at normal deviates (D,)."""
        return self.people * deviates[:, None] * growing(years)


def growing(years: int) -> Array:
    """How a departure grows, (T + 1,): 0 in the base year, 1 after ten years."""
    return np.asarray(np.sqrt(np.arange(years + 1) / DECADE))


def spread_of(level: str, p: Coefficients) -> Spread:
    """What is known of regions of a level; nothing departs in the nation, which has its own national path."""
    if level == "nation":
        return Spread(0.0, 0.0, np.inf, 0.0, 0.0)
    return Spread(
        SLOPE * p[f"discrepancy_rate_{level}"] / 100,
        p[f"discrepancy_people_{level}"],
        p["discrepancy_freedom"] if level in HEAVY else np.inf,
        p["discrepancy_within_prefecture"] if level == "county" else 0.0,
        within_province(level, p),
    )


def within_province(level: str, p: Coefficients) -> float:
    """Correlation of two counties of different prefectures of a province, and of two prefectures.

    What a province's counties share is as many points for the prefectures that are made of them; of their
    smaller variance it is the larger part.
    """
    if level == "prefecture":
        wider = p["discrepancy_rate_county"] / max(p["discrepancy_rate_prefecture"], LEAST)
        return min(MOST, p["discrepancy_within_province"] * wider**2)
    return p["discrepancy_within_province"] if level == "county" else 0.0


def shares_as(key: str, level: str) -> str:
    """The level whose correlations a region of ``level`` has: districts together share as a county does.

    Their spread stays that of their own level.
    """
    return "county" if key.endswith(DISTRICTS) else level


def rate_deviates(key: str, spread: Spread, year: int, numbers: Sequence[int]) -> Array:
    """Normal deviates (D,) of a region's rate from a base year on.

    Those of provinces add up to nothing; counties and prefectures share some with regions around them.
    """
    of_province = together(RATE, key, year, numbers)
    if of_province is not None:
        return of_province
    return related({f"{RATE}/{name}": share for name, share in shares(key, spread).items()}, numbers)


def people_deviates(key: str, year: int, numbers: Sequence[int]) -> Array:
    """Normal deviates (D,) of a region's residents; those of provinces add up to nothing."""
    of_province = together(PEOPLE, key, year, numbers)
    return normal(f"{PEOPLE}/{key}", numbers) if of_province is None else of_province


def shares(key: str, spread: Spread) -> Mapping[str, float]:
    """Of which regions a deviate is made and how much of its variance each has: itself, and those around.

    Only of a region of the register is it known what is around it, and of the districts of a prefecture.
    Counties of a prefecture are counties of its province too, so they share at least what those do, also
    where a scenario states less: no share is negative, and all are 1 together.
    """
    around, near = around_of(key), max(spread.near, spread.far)
    if len(around) == len(("prefecture", "province", NATION)):
        return {key: 1 - spread.far, around[1]: spread.far}
    if len(around) == len(("county", "prefecture", "province", NATION)):
        return {key: 1 - near, around[1]: near - spread.far, around[2]: spread.far}
    return {key: 1.0}


def around_of(key: str) -> tuple[str, ...]:
    """A region and those around it, smallest first; nothing where that is not known."""
    whole = key.removesuffix(DISTRICTS)
    if whole not in regions():
        return ()
    return lineage(key) if whole == key else (key, *lineage(whole))
