"""How good forecasts were: errors, CRPS, intervals, coverage, PIT, and paired differences between methods.

Errors and scores are in the unit of what is scored; the table gives them in percentage points. Smaller is
better for all of them. References: Gneiting & Raftery (2007) for CRPS and interval score; Ferro (2014) for
the fair form of the ensemble CRPS.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from urbsim.analysis.panels.forecasts import LEVELS, Array, Forecast

HORIZONS = (("all", 1, 10**6), ("1-5", 1, 5), ("6-10", 6, 10), ("11-15", 11, 15))
POINTS = 100.0
RESAMPLES = 10_000


def crps_quantiles(quantiles: Array, observed: Array) -> Array:
    """CRPS (...) of forecasts given as quantiles (..., Q): twice the mean pinball loss over all levels.

    Trapezoids between the levels; beyond the outer levels the outer quantiles stand for the tails. A point
    forecast gives the absolute error exactly.

    The continuous ranked probability score in its quantile form (Gneiting & Raftery 2007), in the unit of
    what is scored. A normal forecast whose mean comes true scores 0.23 of its standard deviation.
    """
    gap = observed[..., None] - quantiles
    loss = np.where(gap >= 0, LEVELS, LEVELS - 1) * gap
    first, last = np.maximum(-gap[..., :1], 0.0), np.maximum(gap[..., -1:], 0.0)
    padded = np.concatenate([first, loss, last], axis=-1)
    levels = np.concatenate([[0.0], LEVELS, [1.0]])
    return np.asarray(((padded[..., 1:] + padded[..., :-1]) * np.diff(levels)).sum(axis=-1))


def interval_score(low: Array, high: Array, observed: Array, share: float) -> Array:
    """Width (...) of a central interval of ``share``, plus 2 / (1 - share) for every unit missed.

    Gneiting & Raftery (2007): the least is expected for the true quantiles, so neither wide nor narrow bands
    pay. A point that is right scores 0; at a ``share`` of 0.9 a point that misses by d scores 20 d.
    """
    penalty = 2 / (1 - share)
    missed = np.maximum(low - observed, 0) + np.maximum(observed - high, 0)
    return np.asarray(high - low + penalty * missed)


def inside(low: Array, high: Array, observed: Array) -> Array:
    """1 where an interval (...) holds the observation, its ends included, else 0.

    Its mean over many forecasts should be the share that the interval claims.
    """
    return ((observed >= low) & (observed <= high)).astype(float)


def pit(quantiles: Array, observed: Array) -> Array:
    """The level at which the observation stands in its forecast, (...), to the next quantile.

    Even over 0–1 where forecasts are calibrated (Dawid 1984); all above the outer quantile give 1.
    """
    below = (quantiles < observed[..., None]).sum(axis=-1)
    upto = (quantiles <= observed[..., None]).sum(axis=-1)
    return np.asarray((below + upto) / 2 / len(LEVELS))


@dataclass(frozen=True)
class Scored:
    """Scores of one method for every unit and year with truth, [unit, year] in points, else NaN.

    Arrays are (U, T). ``error`` is median less observed; the mean of it is the bias, of its size the MAE.
    """

    error: Array
    crps: Array
    interval90: Array
    width50: Array
    width90: Array
    cover50: Array
    cover90: Array
    pit: Array

    @property
    def miss(self) -> Array:
        """The absolute error by unit and year, (U, T)."""
        return np.asarray(np.abs(self.error))


def score(forecast: Forecast, observed: Array) -> Scored:
    """Score a forecast against observed rates, shares (U, T); NaN is not scored.

    A point forecast has its absolute error as CRPS and neither widths nor coverage.
    """
    known = np.where(np.isnan(observed), np.nan, 0.0) + 0 * forecast.median
    low50, high50, low90, high90 = (forecast.at(level) for level in (0.25, 0.75, 0.05, 0.95))
    nothing = known if forecast.banded else known * np.nan
    return Scored(
        error=POINTS * (forecast.median - observed),
        crps=POINTS * crps_quantiles(forecast.quantiles, observed) + known,
        interval90=POINTS * interval_score(low90, high90, observed, 0.9) + nothing,
        width50=POINTS * (high50 - low50) + nothing,
        width90=POINTS * (high90 - low90) + nothing,
        cover50=inside(low50, high50, observed) + nothing,
        cover90=inside(low90, high90, observed) + nothing,
        pit=pit(forecast.quantiles, observed) + nothing,
    )


def skill(own: Array, reference: Array) -> float:
    """1 − mean score over mean reference score, (...) each, on what both scored.

    1 is perfect, 0 as good as the reference; NaN where the reference is perfect.
    """
    both = ~(np.isnan(own) | np.isnan(reference))
    if not both.any() or reference[both].mean() == 0:
        return float("nan")
    return float(1 - own[both].mean() / reference[both].mean())


@dataclass(frozen=True)
class PairedDifference:
    """Mean of own minus reference score over regions (negative: own is better) with a 90 % interval."""

    mean: float
    low: float
    high: float
    better: float


def paired_difference(
    own: Array, reference: Array, seed: int, resamples: int = RESAMPLES
) -> PairedDifference:
    """Bootstrap over regions of the paired difference of scores, (U, T) each.

    Each region's years are averaged first; ``better`` is the share of resamples in which own is smaller. The
    regions are drawn from a generator of the given seed, so the answer repeats. NaN for fewer than 2 regions.

    Regions, not years, are drawn again, since the years of one region are not independent of one another.
    """
    known = ~np.isnan(own - reference)
    count = known.sum(axis=1)
    gap = np.where(known, own - reference, 0).sum(axis=1)[count > 0] / count[count > 0]
    if len(gap) < 2:
        mean = float(gap.mean()) if len(gap) else float("nan")
        return PairedDifference(mean, float("nan"), float("nan"), float("nan"))
    random = np.random.default_rng(seed)
    means = gap[random.integers(0, len(gap), (resamples, len(gap)))].mean(axis=1)
    low, high = np.quantile(means, (0.05, 0.95))
    return PairedDifference(float(gap.mean()), float(low), float(high), float((means < 0).mean()))


def summary(scored: Scored, horizons: Array) -> list[dict[str, object]]:
    """One row a horizon group that has anything: n, MAE, RMSE, bias, CRPS, coverage, widths; points.

    ``horizons`` (T,) are the years ahead of the origin.
    """
    rows: list[dict[str, object]] = []
    for name, first, last in HORIZONS:
        chosen = (horizons >= first) & (horizons <= last)
        error = scored.error[:, chosen]
        error = error[~np.isnan(error)]
        if len(error):
            rows.append({"horizon": name, **_of_errors(error), **_means(scored, chosen)})
    return rows


def _of_errors(error: Array) -> dict[str, object]:
    return {
        "n": len(error),
        "mae": float(np.abs(error).mean()),
        "rmse": float(np.sqrt((error**2).mean())),
        "bias": float(error.mean()),
    }


def _means(scored: Scored, chosen: NDArray[np.bool_]) -> dict[str, object]:
    names = ("crps", "cover50", "cover90", "interval90", "width50", "width90")
    return {name: _mean(getattr(scored, name)[:, chosen]) for name in names}


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")
