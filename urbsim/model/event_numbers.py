"""Numbers of events at random numbers by address: the same number under every policy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from urbsim.households.draws import uniforms_at
from urbsim.households.quantiles import fewest_events
from urbsim.model.setup import Addresses, Array, Integers

ENOUGH = 25.0
"""Variance from which a binomial is taken as normal."""


class YearAddress(NamedTuple):
    """Where the random numbers of a year are found: those of a run's ``seed``, in a calendar ``year``."""

    seed: int
    year: int


def uniforms(*address: Addresses | int) -> Array:
    """Uniform draws in (0, 1) at broadcast integer addresses, by the same hash as households."""
    shape = np.broadcast_shapes(*(np.shape(part) for part in address))
    parts, out = np.empty((len(address), *shape), np.uint64), np.empty(shape)
    for part, given in zip(parts, address, strict=True):
        part[...] = given
    uniforms_at(parts.reshape(len(address), -1), out.reshape(-1))
    return out


def binomial_quantile(u: Array, n: Integers, p: Array | float) -> Integers:
    """The number of events among ``n`` at quantile ``u``, (...); exact when few are expected, else normal.

    p = 0 gives 0 and p = 1 gives n; more people or a higher p never give fewer events.
    """
    p = np.minimum(np.maximum(p, 0.0), 1.0)
    mean = n * p
    variance = mean * (1 - p)
    drawn = np.rint(mean + np.sqrt(variance) * ndtri(u))
    few = (variance < ENOUGH) & (variance > 0)
    if few.any():
        events = np.empty(np.count_nonzero(few))
        fewest_events(u[few], n[few], np.broadcast_to(p, n.shape)[few], events)
        drawn[few] = events
    return np.asarray(np.minimum(np.maximum(drawn, 0.0), n), np.int64)
