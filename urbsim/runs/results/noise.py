"""Taking the sampling noise of weighted households out of published quantiles (model equation 13)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from urbsim.runs.results.ensemble_result import Ensemble

LEAST_SEEDS = 8


def seed_variance(replicates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Variance between runs of equal parameters and different seeds.

    `replicates` is (S, V, R, T); the answer is (V, R, T) in squared units.
    Raises ValueError for fewer than 8 seeds.
    """
    if replicates.shape[0] < LEAST_SEEDS:
        raise ValueError(f"the variance between seeds needs {LEAST_SEEDS} seeds, got {replicates.shape[0]}")
    variance: NDArray[np.float64] = np.var(replicates, axis=0, ddof=1)
    return variance


def at_unit_weight(ensemble: Ensemble, weight: int, between_seeds: NDArray[np.float64] | None) -> Ensemble:
    """The ensemble with its idiosyncratic spread brought from `weight` to one household per row.

    Equation 13 shrinks what differs by the seed alone by sqrt(weight). With one seed per parameter draw
    the seed's part is known by its pooled variance s2 only, so each draw is moved towards the ensemble mean
    until the total variance V becomes V - s2 (1 - 1/weight): the factor is sqrt(1 - s2 (1 - 1/weight) / V).
    Means stay, order of draws stays. Limiting cases: weight 1 or s2 = 0 changes nothing; s2 = V (seed
    noise only) gives the factor 1/sqrt(weight) of equation 13. A single draw has no spread to shrink.
    ``between_seeds`` is s2 (V, R, T). Raises ValueError for a weight below 1.
    """
    if between_seeds is None or weight == 1 or len(ensemble.draws) == 1:
        return ensemble
    if weight < 1:
        raise ValueError(f"a row stands for at least one household, got the weight {weight}")
    mean = ensemble.values.mean(axis=0)
    total = ensemble.values.var(axis=0, ddof=1)
    # The estimate of s2 may exceed V by chance; more than all of V cannot be noise.
    noise = np.minimum(between_seeds, total) * (1.0 - 1.0 / weight)
    ratio = np.divide(noise, total, out=np.zeros_like(total), where=total > 0.0)
    return replace(ensemble, values=mean + (ensemble.values - mean) * np.sqrt(1.0 - ratio))
