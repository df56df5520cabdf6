"""History matching: which part of the priors the window does not rule out.

Points that fill the space of the priors evenly are compared with every moment; one whose worst distance is
three errors or more is implausible (Craig et al. 1997; McCulloch et al. 2022).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats.qmc import Sobol

from urbsim.analysis.calibration.calibration import FITTED, moments_at
from urbsim.analysis.calibration.window import Window
from urbsim.analysis.panels.forecasts import Array

POWER = 13
IMPLAUSIBLE = 3.0
CHUNK = 500
EDGE = 1e-4


@dataclass(frozen=True)
class Screened:
    """Points (n, k) of deviates, growth last, and the implausibility (n,) of each.

    A point is ruled out by its worst moment, so each more moment can only rule out more.
    """

    points: Array
    implausibility: Array

    @property
    def kept(self) -> Array:
        """The points that are not ruled out, (M, K)."""
        return np.asarray(self.points[self.implausibility < IMPLAUSIBLE])

    @property
    def share(self) -> float:
        """The share of the priors that is not ruled out."""
        return len(self.kept) / len(self.points)


def match_history(window: Window, power: int = POWER, seed: int = 1) -> Screened:
    """Hold 2^``power`` evenly spread points of the priors against the window.

    A window whose errors are without bounds rules nothing out.
    """
    filling = Sobol(len(FITTED) + 1, seed=seed).random_base2(power)
    z = np.asarray(ndtri(np.clip(filling, EDGE, 1 - EDGE)))
    sd = np.sqrt((window.error**2).sum(axis=1))
    worst = [
        np.abs((moments_at(window, part) - window.observed) / sd).max(axis=1)
        for part in np.array_split(z, -(-len(z) // CHUNK))
    ]
    return Screened(z, np.concatenate(worst))
