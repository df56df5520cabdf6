"""What varies between draws: coefficients, the growth before the base year, and the common shock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.strengths import Array
from urbsim.policy.mixes import PLAIN
from urbsim.runs.ensembles.ensemble import drawn
from urbsim.runs.setup.resolve import resolve

GROWTH, SHOCK = "growth_of_the_record", "common_shock"


@dataclass(frozen=True, eq=False)
class Varied:
    """Names of what differs between the draws, and its values (D, K)."""

    names: tuple[str, ...]
    values: Array

    @property
    def scaled(self) -> Array:
        """Values by rank, from just above -1 to just below 1, (D, K)."""
        ranks = self.values.argsort(axis=0).argsort(axis=0)
        return np.asarray(2.0 * (ranks + 0.5) / len(self.values) - 1.0)


def varied(emulator: Emulator) -> Varied:
    """What varied between the draws that the emulator learned from."""
    columns = columns_of(emulator, emulator.learned.draws.tolist())
    kept = {name: column for name, column in columns.items() if np.ptp(column) > 0}
    return Varied(tuple(kept), stacked(kept, tuple(kept), len(emulator.learned.draws)))


def values_in(emulator: Emulator, numbers: Sequence[int], names: tuple[str, ...]) -> Array:
    """What these names were in draws of these numbers, (D, K)."""
    return stacked(columns_of(emulator, numbers), names, len(numbers))


def stacked(columns: Mapping[str, list[float]], names: tuple[str, ...], draws: int) -> Array:
    """Columns side by side, (D, K)."""
    return np.array([columns[name] for name in names], dtype=float).reshape(len(names), draws).T


def columns_of(emulator: Emulator, numbers: Sequence[int]) -> dict[str, list[float]]:
    """Everything that may differ between draws of these numbers."""
    scenario, result = emulator.scenario, emulator.result
    setup = resolve(scenario, result.weight, (PLAIN,)).setup
    draws = [drawn(scenario, setup, number, result.seed) for number in numbers]
    if not draws:
        return defaultdict(list)
    columns = {name: [draw.coefficients[name] for draw in draws] for name in draws[0].coefficients}
    columns[GROWTH] = [draw.growth for draw in draws]
    columns[SHOCK] = [float(np.sum(draw.shock)) for draw in draws]
    return columns
