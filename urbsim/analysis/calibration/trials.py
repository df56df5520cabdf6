"""The experiments that studies made, on coarse plain places: what the model answers at given coefficients.

Every candidate is simulated under the same few seeds, with central shocks and growth, so that two of them
differ by their coefficients alone. What is read off is read off means over the seeds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from urbsim.analysis.levers.levers import seen_by
from urbsim.analysis.levers.outcomes.register import OUTCOMES
from urbsim.analysis.levers.worlds.probes import probed
from urbsim.analysis.levers.worlds.simulated_arms import SimulatedArms
from urbsim.analysis.levers.worlds.sites import Site, plain_ground
from urbsim.evidence.experiments import ArmAt, Experiment, Moments, experiments, moments
from urbsim.model.setup import Array
from urbsim.runs.setup.sampling import CENTRAL

MEAN = 0
"""Number under which the mean over the seeds stands, which no draw has."""
Coefficients = Mapping[str, float]


@dataclass(frozen=True)
class Answer:
    """What the model gives for a row, and the standard error that the few seeds leave."""

    value: float
    error: float


@dataclass
class Trials:
    """The experiments of some findings, and every run made of them so far."""

    findings: Moments = field(default_factory=moments)
    runs: dict[tuple[str, int, tuple[float, ...]], Array] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Mapping[str, Experiment]:
        """The experiment of every finding."""
        return {row.id: row for row in experiments().rows if row.id in {m.row for m in self.findings.found}}

    @cached_property
    def arms(self) -> SimulatedArms:
        """The arms of all experiments with their setups, none simulated."""
        grounds = {place.ground for row in self.rows.values() for place in row.arms.values()}
        made = SimulatedArms(
            {name: coarse(name, self.findings) for name in sorted(grounds)}, experiments().arms, 1
        )
        made.prepare(place for row in self.rows.values() for place in row.arms.values())
        return made

    def answer(self, row: str, at: Coefficients) -> Answer:
        """What a row gives where all coefficients are as said; its error by leaving out a seed at a time."""
        one, seeds = self.rows[row], range(1, self.findings.seeds + 1)
        whole = self.read(one, at, seeds)
        parts = np.array([self.read(one, at, [n for n in seeds if n != left]) for left in seeds])
        spread = (len(seeds) - 1) * np.mean((parts - parts.mean()) ** 2)
        return Answer(whole, float(np.sqrt(spread)))

    def read(self, row: Experiment, at: Coefficients, seeds: Sequence[int]) -> float:
        """A row's outcome of means over some seeds."""
        values = {
            (place.name, MEAN): np.mean([self.run(place, at, seed) for seed in seeds], axis=0)
            for place in row.arms.values()
        }
        seen = seen_by(row, replace(self.arms, values=values), (MEAN,))
        return float(OUTCOMES[row.outcome](seen)[0])

    def run(self, place: ArmAt, at: Coefficients, seed: int) -> Array:
        """Probes (P, T + 1) of an arm under a seed, simulated once."""
        key = (place.name, seed, tuple(at.values()))
        if key not in self.runs:
            job = self.arms.job(place, CENTRAL, seed)
            job = replace(job, draw=replace(job.draw, coefficients=dict(at)))
            self.runs[key] = probed(job, {place.name: self.arms.arms[place.arm].change})
        return self.runs[key]


def coarse(ground: str, findings: Moments) -> Site:
    """A plain place at the weight that trials are simulated at."""
    known = experiments()
    return plain_ground(replace(known.grounds[ground], weight=findings.weights[ground]), known)
