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
from urbsim.runs.outlook.siblings import PEOPLE, RATE, together
from urbsim.vocabulary.regions import lineage, regions

DECADE = 10
HEAVY = ("prefecture", "county", "township")


@dataclass(frozen=True)
class Spread:
    """Standard deviations ten years after the base: of the rate on its line, and the logarithm of residents.

    ``freedom`` is that of Student's t for the rate, infinite for normal deviates. ``near`` is the correlation
    of two counties of a prefecture, ``far`` that of two of its province.
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
    of_county = level == "county"
    return Spread(
        SLOPE * p[f"discrepancy_rate_{level}"] / 100,
        p[f"discrepancy_people_{level}"],
        p["discrepancy_freedom"] if level in HEAVY else np.inf,
        p["discrepancy_within_prefecture"] if of_county else 0.0,
        p["discrepancy_within_province"] if of_county else 0.0,
    )


def rate_deviates(key: str, spread: Spread, year: int, numbers: Sequence[int]) -> Array:
    """Normal deviates (D,) of a region's rate from a base year on.

    Those of provinces add up to nothing; a county shares some of its own with regions around it.
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

    Only of a region of the register is it known what is around it.
    """
    around = lineage(key) if key in regions() else ()
    if len(around) < 4:
        return {key: 1.0}
    _, prefecture, province, _ = around
    return {key: 1 - spread.near, prefecture: spread.near - spread.far, province: spread.far}
