"""Numbers of events at quantiles of the binomial distribution: summed term by term where few are expected.

The same ``u`` gives more events where ``n`` or ``p`` is larger, so two policies under one draw differ by what
they change and by nothing else.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from urbsim.households.compiling import kernel

ENOUGH = 25.0
"""Variance from which a binomial is taken as normal."""


@kernel(error_model="numpy")
def events_at(u, normal, n, p, out):  # type: ignore[no-untyped-def]
    """The quantile ``u`` of how many of ``n`` events happen, into ``out``, whole numbers; all are (m,).

    ``normal`` is that quantile of the normal distribution. The chances ``p`` are repeated as often as it
    takes. None happens at a chance of 0, all do at 1.

    Where the variance is `ENOUGH` or more the quantile of the normal distribution is rounded. Chances outside
    0–1 are cut to it; the result lies within 0 … ``n``.
    """
    for m in range(len(out)):
        chance = min(max(p[m % len(p)], 0.0), 1.0)
        mean = n[m] * chance
        variance = mean * (1.0 - chance)
        events = np.rint(mean + math.sqrt(variance) * normal[m])
        if 0.0 < variance < ENOUGH:
            events = float(fewest_events(u[m], n[m], chance))
        out[m] = np.int64(min(max(events, 0.0), float(n[m])))


@njit(error_model="numpy")
def fewest_events(u, n, p):  # type: ignore[no-untyped-def]
    """The quantile ``u`` of how many of ``n`` events of chance ``p`` happen.

    Chances lie between 0 and 1, and some dozens of events are expected at most. Of one event at half a chance
    none happens up to u = ½. Beyond half a chance what does not happen is counted.

    The smallest k with P(X ≤ k) ≥ u, found by adding the terms of the distribution from the rare end, in
    about as many steps as there are events.
    """
    rare = p <= 0.5
    chance = p if rare else 1.0 - p
    odds = chance / (1.0 - chance)
    term = math.exp(n * math.log1p(-chance))
    reached, k = term, 0
    while k < n and (reached < u if rare else reached <= 1.0 - u):
        k += 1
        term *= odds * (n - k + 1) / k
        reached += term
    return k if rare else n - k
