"""How sure a score is of the draws it rests on, and whether bands hold for low and high rates alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from urbsim.analysis.hindcast.scores import Scored, score
from urbsim.analysis.panels.forecasts import Array, Forecast

GROUPS = 8
"""Groups of worlds that are left out by turns."""
SIXTHS = 6
MEASURES = ("mae", "bias", "crps", "cover50", "cover90")


def monte_carlo_error(
    without: Callable[[list[int]], Forecast], worlds: int, observed: Array
) -> dict[str, float]:
    """Standard error of each score for having so few worlds, by the jackknife; ``observed`` is (U, T).

    ``without`` gives the forecast from some of the worlds, by position. As worlds are spread evenly, leaving
    some out disturbs more than drawing others would: the error is an upper one. NaN for too few worlds.
    """
    if worlds < 2 * GROUPS:
        return dict.fromkeys(MEASURES, float("nan"))
    left = []
    for group in range(GROUPS):
        kept = [world for world in range(worlds) if world % GROUPS != group]
        left.append(list(means(score(without(kept), observed)).values()))
    spread = np.std(np.array(left), axis=0) * np.sqrt(GROUPS - 1)
    return dict(zip(MEASURES, spread.tolist(), strict=True))


def means(scored: Scored) -> dict[str, float]:
    """The mean of each measure over all that is known; points and shares."""
    found = (scored.miss, scored.error, scored.crps, scored.cover50, scored.cover90)
    return {name: mean(values) for name, values in zip(MEASURES, found, strict=True)}


def mean(values: Array) -> float:
    """The mean of what is known of ``values`` (...), NaN where nothing is."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def by_sixths(base: Array, scored: Scored) -> list[dict[str, float]]:
    """Scores by sixth of the rates (U,) at the origin, lowest first; none below two units a sixth."""
    if len(base) < 2 * SIXTHS:
        return []
    rows = []
    for number, units in enumerate(np.array_split(np.argsort(base, kind="stable"), SIXTHS), start=1):
        found = (
            values[units]
            for values in (scored.miss, scored.error, scored.crps, scored.cover50, scored.cover90)
        )
        ends = {"from": float(base[units].min()), "to": float(base[units].max())}
        row = {"sixth": number, **ends, "n": int((~np.isnan(scored.error[units])).sum())}
        rows.append(row | {name: mean(part) for name, part in zip(MEASURES, found, strict=True)})
    return rows
