"""Trust: how far an emulator is from runs that it has not seen, and when it asks for more of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from urbsim.analysis.emulator.outputs import Output
from urbsim.analysis.emulator.strengths import Array

POINTS = 0.001
"""Error of a rate above which more runs are asked for: 0.1 points."""
CHANCE = 0.03
"""Error of a probability above which more runs are asked for: 3 points."""


@dataclass(frozen=True)
class Trust:
    """Error of one output on unseen settings, in its unit, of the median over the draws.

    ``middle`` and ``worst`` are over settings; ``chance`` and ``chance_worst`` those of a target's
    probability, 0 for other outputs. ``explained`` is the share of the variance that is foretold.
    """

    key: str
    kind: str
    unit: str
    middle: float
    worst: float
    chance: float
    chance_worst: float
    explained: float

    @property
    def too_large(self) -> bool:
        """Whether more runs are asked for."""
        return self.chance > CHANCE or (self.unit == "share" and self.middle > POINTS)


def trust_of(output: Output, foretold: Array, simulated: Array) -> Trust:
    """The error of foretold against simulated values, (U, D) both."""
    apart = np.abs(np.median(foretold, axis=1) - np.median(simulated, axis=1))
    chance = np.zeros(len(apart))
    if output.kind == "target":
        chance = np.abs(output.met(foretold).mean(axis=1) - output.met(simulated).mean(axis=1))
    spread = float(((simulated - simulated.mean()) ** 2).sum())
    missed = float(((foretold - simulated) ** 2).sum())
    return Trust(
        key=output.key, kind=output.kind, unit=output.unit, middle=float(np.median(apart)),
        worst=float(apart.max()), chance=float(np.median(chance)), chance_worst=float(chance.max()),
        explained=1.0 - missed / spread if spread > 0 else 1.0,
    )  # fmt: skip


def asks_for_more(errors: Iterable[Trust]) -> tuple[Trust, ...]:
    """Outputs whose error is too large to rely on."""
    return tuple(each for each in errors if each.too_large)
