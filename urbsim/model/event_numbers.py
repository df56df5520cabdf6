"""Numbers of events at random numbers by address: the same number under every policy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from urbsim.households.draws import uniforms_at
from urbsim.households.quantiles import events_at
from urbsim.model.setup import Addresses, Array, Integers


class YearAddress(NamedTuple):
    """Where the random numbers of a year are found: those of a run's ``seed``, in a calendar ``year``."""

    seed: int
    year: int


def uniforms(*address: Addresses | int) -> Array:
    """Uniform draws in (0, 1) at broadcast integer addresses, by the same hash as households.

    Broadcasts like numpy: an address of (J, 1) and (15,) parts gives (J, 15). Any part may be an integer.
    """
    shape = np.broadcast(*address).shape
    parts, out = np.empty((len(address), *shape), np.uint64), np.empty(shape)
    for part, given in zip(parts, address, strict=True):
        part[...] = given
    uniforms_at(parts.reshape(len(address), -1), out.reshape(-1))
    return out


def binomial_quantile(u: Array, n: Integers, p: Array | float) -> Integers:
    """How many events happen among ``n`` (...) at quantile ``u`` (...); exact when few are expected.

    p = 0 gives 0 and p = 1 gives n; more people or a higher p never give fewer events. The chances ``p`` are
    of the last axes of ``n``, or one for all.

    ``u`` lies in (0, 1). The mean over even ``u`` is n p; half a chance and one event give 0 up to u = ½ and
    1 above.
    """
    chances, events = np.ascontiguousarray(p, float).reshape(-1), np.empty(n.shape, np.int64)
    events_at(u.reshape(-1), ndtri(u).reshape(-1), n.reshape(-1), chances, events.reshape(-1))
    return events
