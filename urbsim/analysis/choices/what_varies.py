"""What varies between draws: coefficients, the growth before the base year, and the common shock."""

from __future__ import annotations

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
    scenario, result = emulator.scenario, emulator.result
    setup = resolve(scenario, result.weight, (PLAIN,)).setup
    draws = [drawn(scenario, setup, int(number), result.seed) for number in emulator.learned.draws]
    columns = {name: [draw.coefficients[name] for draw in draws] for name in draws[0].coefficients}
    columns[GROWTH] = [draw.growth for draw in draws]
    columns[SHOCK] = [float(np.sum(draw.shock)) for draw in draws]
    kept = {name: column for name, column in columns.items() if np.ptp(column) > 0}
    return Varied(tuple(kept), np.array(list(kept.values()), dtype=float).reshape(len(kept), len(draws)).T)
