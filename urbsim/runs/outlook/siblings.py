"""Departures of provinces within the nation, which has a path and none of its own: together they are nothing.

Each province knows the deviates of all others by their codes. So it departs in a run of its own as it does
beside them, and the provinces of a draw add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np

from urbsim.evidence.figures import BaseCount
from urbsim.evidence.statistics import base_count
from urbsim.model.setup import Array
from urbsim.runs.outlook.deviates import normal
from urbsim.runs.outlook.line import SLOPE
from urbsim.vocabulary.regions import NATION, children

EARLIEST = 2000
RATE, PEOPLE = "rate", "people"


def together(of: str, key: str, year: int, numbers: Sequence[int]) -> Array | None:
    """Normal deviates (D,) of a province that add up to nothing; None for other regions and without counts.

    ``of`` is what departs, the rate or people.
    """
    return deviates_together(of, year, tuple(numbers)).get(key)


@lru_cache(maxsize=8)
def deviates_together(of: str, year: int, numbers: tuple[int, ...]) -> Mapping[str, Array]:
    """Deviates (D,) of all provinces; empty before there is a count of all."""
    known = counts(year)
    if not known:
        return {}
    weights = np.array([weights_of(of, count) for count in known.values()]).T
    alone = np.array([normal(f"{of}/{code}", numbers) for code in known])
    return dict(zip(known, adding_to_nothing(alone, weights), strict=True))


def adding_to_nothing(deviates: Array, weights: Array) -> Array:
    """Independent normal deviates (P, D), on condition that by weights (C, P) they add up to nothing."""
    shares = np.linalg.solve(weights @ weights.T, weights)
    return np.asarray(deviates - shares.T @ (weights @ deviates))


def weights_of(of: str, count: BaseCount) -> tuple[float, ...]:
    """How many people a province moves with its deviate: all and urban ones, or those a step makes urban.

    Were people to add up alone, the nation's rate would move where urban provinces gain them.
    """
    if of == PEOPLE:
        return float(count.population), float(count.urban)
    rate = count.urban / count.population
    return (count.population * (1 / SLOPE if rate > 0.5 else rate * (1 - rate)),)


@cache
def counts(year: int) -> Mapping[str, BaseCount]:
    """The provinces as last counted all together up to a year; empty where they were not."""
    for each in range(year, EARLIEST - 1, -1):
        known = {province.code: base_count(province.code, each) for province in children(NATION)}
        found = {code: count for code, count in known.items() if count is not None}
        if len(found) == len(known):
            return found
    return {}
