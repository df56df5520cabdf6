"""CRPS in closed form and of ensembles (Gneiting & Raftery 2007; Ferro 2014), as oracles of the scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Array = NDArray[np.float64]


def crps_ensemble(draws: Array, observed: Array) -> Array:
    """Fair CRPS (...) of ensembles (D, ...) against observations (...): unbiased for any number of draws.

    E|X - y| - E|X - X'| / 2 with pairs of different members only. One draw gives the absolute error.
    """
    n = len(draws)
    distance = np.abs(draws - observed).mean(axis=0)
    if n == 1:
        return np.asarray(distance)
    ranked = np.sort(draws, axis=0)
    weight = (2 * np.arange(1, n + 1) - n - 1).reshape(-1, *([1] * (draws.ndim - 1)))
    spread = (weight * ranked).sum(axis=0) / (n * (n - 1))
    return np.asarray(distance - spread)


def crps_gaussian(centre: Array, sd: Array, observed: Array) -> Array:
    """CRPS (...) of normal forecasts (...), in closed form; sd 0 is not allowed."""
    z = (observed - centre) / sd
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(sd * (z * (2 * ndtr(z) - 1) + 2 * density - 1 / np.sqrt(np.pi)))
