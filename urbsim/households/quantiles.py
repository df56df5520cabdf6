"""Numbers of events at quantiles, exactly: the binomial distribution summed term by term."""

from __future__ import annotations

import math

from urbsim.households.compiling import kernel


@kernel(error_model="numpy")
def fewest_events(u, n, p, out):  # type: ignore[no-untyped-def]
    """The quantile ``u`` of how many of ``n`` events of chance ``p`` happen, into ``out``; all are (m,).

    Chances lie between 0 and 1, and some dozens of events are expected at most. Of one event at half a chance
    none happens up to u = ½. Beyond half a chance what does not happen is counted.
    """
    for m in range(len(u)):
        rare = p[m] <= 0.5
        chance = p[m] if rare else 1.0 - p[m]
        odds = chance / (1.0 - chance)
        term = math.exp(n[m] * math.log1p(-chance))
        reached, k = term, 0
        while k < n[m] and (reached < u[m] if rare else reached <= 1.0 - u[m]):
            k += 1
            term *= odds * (n[m] - k + 1) / k
            reached += term
        out[m] = k if rare else n[m] - k
