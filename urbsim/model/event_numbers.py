"""Numbers of events at random numbers by address: the same number under every policy."""

from __future__ import annotations

import numpy as np
from scipy.special import bdtrik, ndtri

from urbsim.households.draws import uniforms_at
from urbsim.model.setup import Addresses, Array, Integers

ENOUGH = 25.0
"""Variance from which a binomial is taken as normal."""


def uniforms(*address: Addresses | int) -> Array:
    """Uniform draws in (0, 1) at broadcast integer addresses, by the same hash as households."""
    shape = np.broadcast_shapes(*(np.shape(part) for part in address))
    parts, out = np.empty((len(address), *shape), np.uint64), np.empty(shape)
    for part, given in zip(parts, address, strict=True):
        part[...] = given
    uniforms_at(parts.reshape(len(address), -1), out.reshape(-1))
    return out


def binomial_quantile(u: Array, n: Integers, p: Array | float) -> Integers:
    """The number of events among ``n`` at quantile ``u``; exact when few are expected, normal when many.

    p = 0 gives 0 and p = 1 gives n; more people or a higher p never give fewer events.
    """
    p = np.broadcast_to(np.clip(p, 0.0, 1.0), n.shape)
    mean, variance = n * p, n * p * (1 - p)
    drawn: Array = np.rint(mean + np.sqrt(variance) * ndtri(u))
    few = (variance < ENOUGH) & (p > 0) & (p < 1) & (n > 0)
    drawn[few] = np.ceil(bdtrik(u[few], n[few], p[few]))
    return np.clip(np.nan_to_num(drawn), 0, n).astype(np.int64)
