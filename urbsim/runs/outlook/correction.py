"""What is added to simulated people: a region's own discrepancy, so that its parts add up to it.

Areas of one region depart each by its own deviate. A common factor of their residents and a common step of
their rates on the line of departures then bring them to what the region as a whole departs by. Both are
solved for every draw on the middle path (the central run without measures), and are the same for every mix: a
measure changes nothing where it does not reach, and nothing of what it does is smoothed away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.runs.outlook.discrepancy import province_steps
from urbsim.runs.outlook.line import rate_at
from urbsim.runs.outlook.past_people import past_growth
from urbsim.runs.outlook.residents import AreaPeople
from urbsim.runs.outlook.spread import people_deviates, rate_deviates, shares_as, spread_of
from urbsim.vocabulary.regions import regions

FARTHEST, ROUNDS = 8.0, 50
"""The first step on the line, and how often it is halved in search of the common one."""
NEAR = 1e-3
"""Persons by which areas may miss their region before they are rounded."""


@dataclass(frozen=True, eq=False)
class Correction:
    """Factors of residents and steps of the rate on its line, each (D, A, T); 1 and 0 in the base year."""

    people: Array
    line: Array


@dataclass(frozen=True)
class RegionPart:
    """A region or one of its areas: what it is called, of what level it is, and its base year."""

    key: str
    level: str
    year: int

    def log_people(self, residents: Array, numbers: Sequence[int], p: Coefficients) -> Array:
        """What is added to the logarithm of residents, (D, T), where the middle path has so many (T,)."""
        deviates = people_deviates(self.key, self.year, numbers)
        path = spread_of(self.level, p).log_people(deviates, len(residents) - 1)
        past = past_growth(self.key, self.year)
        if past is None:
            return path
        simulated = np.log(np.maximum(1.0, residents) / max(1.0, residents[0]))
        known = past * np.arange(len(residents))
        return np.asarray(path + p["past_people_weight"] * (known - simulated))

    def line(self, years: int, numbers: Sequence[int], p: Coefficients) -> Array:
        """What is added to its rate on the line, (D, T)."""
        related = spread_of(shares_as(self.key, self.level), p)
        deviates = rate_deviates(self.key, related, self.year, numbers)
        return spread_of(self.level, p).line(deviates, years - 1)


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


def correction_of(
    setup: Setup,
    middle: AreaPeople,
    numbers: Sequence[int],
    p: Coefficients,
    lived: Sequence[int] | None = None,
) -> Correction:
    """The correction of every draw; ``middle`` are the people (A, T) of the middle path.

    ``lived`` are the draws that were simulated, where they depart by other ``numbers`` than their own.
    """
    together = steps_of(setup, numbers if lived is None else lived)[:, None]
    parts, years = parts_of(setup), middle.people.shape[-1]
    steps = np.stack([part.line(years, numbers, p) for part in parts], axis=1)
    grown = [part.log_people(middle.people[a], numbers, p) for a, part in enumerate(parts)]
    factors = np.exp(np.stack(grown, axis=1))
    if len(parts) == 1:
        return Correction(factors, steps + together)
    region, whole = region_of(setup), middle.together
    wanted = whole.people * np.exp(region.log_people(whole.people[0], numbers, p))[:, None]
    factors = factors * wanted / (middle.people * factors).sum(axis=1, keepdims=True)
    rate = rate_at(whole.line + region.line(years, numbers, p)[:, None] + together)
    found = common_step(middle.line + steps, middle.people * factors, wanted * rate)
    return Correction(factors, steps + found)


def steps_of(setup: Setup, lived: Sequence[int]) -> Array:
    """What all provinces take alike so that they add up to the nation's path, (D, T); 0 for other regions."""
    if setup.level == "province" and setup.key in regions():
        return province_steps(setup.base_year, lived, len(setup.years))
    return np.zeros((len(lived), len(setup.years)))


def common_step(line: Array, people: Array, urban: Array) -> Array:
    """The step (D, 1, T) that, added to all areas on the line (D, A, T), gives so many ``urban`` in all.

    Limiting case: 0 where they are as many already. Nothing is added where nobody can be on the move.
    """
    found = np.zeros_like(urban)
    step = np.where(np.isfinite(line).any(axis=1, keepdims=True), FARTHEST, 0.0)
    for _ in range(ROUNDS):
        missing = urban - (people * rate_at(line + found)).sum(axis=1, keepdims=True)
        # What is found stays, so that no draw hangs on how long another takes.
        step = np.where(np.abs(missing) < NEAR, 0.0, step)
        if not step.any():
            break
        found, step = found + step * np.sign(missing), step / 2
    return found
