"""What is added to simulated people: a region's own discrepancy, so that its parts add up to it.

Areas of one region depart each by its own deviate. A common factor of their residents and a common logit of
their rates then bring them to what the region as a whole departs by. Both are solved for every draw on the
middle path (the central run without measures), and are the same for every mix: a measure changes nothing
where it does not reach, and nothing of what it does is smoothed away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.runs.outlook.past_people import past_growth
from urbsim.runs.outlook.residents import AreaPeople
from urbsim.runs.outlook.spread import people_deviates, rate_deviates, spread_of

ROUNDS = 50
"""Newton steps at most; a handful finds a common logit."""
NEAR = 1e-3
"""Persons by which areas may miss their region before they are rounded."""


@dataclass(frozen=True, eq=False)
class Correction:
    """Factors of residents and logits of the rate, each (D, A, T); 1 and 0 in the base year."""

    people: Array
    logits: Array


@dataclass(frozen=True)
class RegionPart:
    """A region or one of its areas: what it is called, of what level it is, and its base year."""

    key: str
    level: str
    year: int

    def log_people(self, residents: Array, numbers: Sequence[int], p: Coefficients) -> Array:
        """What is added to the logarithm of residents, (D, T), where the middle path has so many (T,)."""
        deviates = people_deviates(self.key, numbers)
        path = spread_of(self.level, p).log_people(deviates, len(residents) - 1)
        past = past_growth(self.key, self.year)
        if past is None:
            return path
        simulated = np.log(np.maximum(1.0, residents) / max(1.0, residents[0]))
        known = past * np.arange(len(residents))
        return np.asarray(path + p["past_people_weight"] * (known - simulated))

    def logits(self, years: int, numbers: Sequence[int], p: Coefficients) -> Array:
        """What is added to the log odds of its rate, (D, T)."""
        spread = spread_of(self.level, p)
        return spread.logits(rate_deviates(self.key, spread, numbers), years - 1)


def region_of(setup: Setup) -> RegionPart:
    """The region as a whole."""
    return RegionPart(setup.key, setup.level, setup.base_year)


def parts_of(setup: Setup) -> tuple[RegionPart, ...]:
    """The region where it is one area, else its areas; the districts of a prefecture are named after it."""
    if len(setup.areas) == 1:
        return (region_of(setup),)
    return tuple(
        RegionPart(f"{setup.key}/rest" if area.key == "rest" else area.key, area.level, setup.base_year)
        for area in setup.areas
    )


def correction_of(setup: Setup, middle: AreaPeople, numbers: Sequence[int], p: Coefficients) -> Correction:
    """The correction of every draw; ``middle`` are the people (A, T) of the middle path."""
    parts, years = parts_of(setup), middle.people.shape[-1]
    odds = np.stack([part.logits(years, numbers, p) for part in parts], axis=1)
    grown = [part.log_people(middle.people[a], numbers, p) for a, part in enumerate(parts)]
    factors = np.exp(np.stack(grown, axis=1))
    if len(parts) == 1:
        return Correction(factors, odds)
    region, together = region_of(setup), middle.together
    wanted = together.people * np.exp(region.log_people(together.people[0], numbers, p))[:, None]
    factors = factors * wanted / (middle.people * factors).sum(axis=1, keepdims=True)
    rate = expit(together.logits + region.logits(years, numbers, p)[:, None])
    found = common_logit(middle.logits + odds, middle.people * factors, wanted * rate)
    return Correction(factors, odds + found)


def common_logit(log_odds: Array, people: Array, urban: Array) -> Array:
    """The logit (D, 1, T) that, added to the log odds of all areas (D, A, T), gives so many ``urban`` in all.

    Limiting case: 0 where they are as many already. Nothing is added where nobody is on the move.
    """
    found = np.zeros_like(urban)
    for _ in range(ROUNDS):
        rate = expit(log_odds + found)
        slope = (people * rate * (1 - rate)).sum(axis=1, keepdims=True)
        missing = urban - (people * rate).sum(axis=1, keepdims=True)
        # What is found stays, so that no draw hangs on how long another takes.
        left = (slope > 0) & (np.abs(missing) >= NEAR)
        if not left.any():
            break
        found += np.clip(np.divide(missing, slope, out=np.zeros_like(missing), where=left), -1.0, 1.0)
    return found
