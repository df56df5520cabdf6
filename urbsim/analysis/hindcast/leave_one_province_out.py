"""What the own forecast would be had it seen how it did elsewhere: provinces left out by turns.

It shows what somebody who forecasts from the last census would get, and is no rival of a forecast: it reads
outcomes after the origin, of other provinces. For each sixth of the provinces the errors of all others, in
points a year, are fitted by a line in the base rate; the forecast is moved by it, and its band is scaled to
what the line leaves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from urbsim.analysis.panels.forecasts import EDGE, MEDIAN, Array, Forecast
from urbsim.analysis.panels.panels import Panel

FOLDS = 6
LEAST_TAUGHT = 10
"""Fewer regions than this teach nothing."""
ONE_SD = (0.16, 0.84)
MEDIAN_OF_A_NORMAL = 0.6745
"""Median distance of a standard normal from its mean: a scale that a single odd region does not move."""


class Lesson(NamedTuple):
    """Yearly error at a base rate of nothing, its slope on the base rate, and the scale of the band."""

    intercept: float
    slope: float
    scale: float


def leave_one_province_out(panel: Panel, own: Forecast) -> Forecast | None:
    """The own forecast moved and scaled by what other provinces' outcomes teach; None for too few regions."""
    observed = panel.observed()
    known = ~np.isnan(observed)
    if known.any(axis=1).sum() < 2 * LEAST_TAUGHT:
        return None
    fold = folds(panel)
    quantiles = np.full(own.quantiles.shape, np.nan)
    for number in range(FOLDS):
        here, others = fold == number, (fold != number) & known.any(axis=1)
        if here.any() and others.sum() >= LEAST_TAUGHT:
            lesson = learnt(panel, own.quantiles, observed, others)
            quantiles[here] = applied(own.quantiles[here], panel.base[here], panel.horizons, lesson)
    return Forecast(quantiles)


def folds(panel: Panel) -> Array:
    """The fold of every unit, (U,): provinces in the order of their codes, dealt out in turn.

    Codes run by part of the country, so every fold has some of each.
    """
    provinces = [unit.province or unit.key for unit in panel.units]
    place = {province: n % FOLDS for n, province in enumerate(sorted(set(provinces)))}
    return np.array([place[province] for province in provinces], float)


def learnt(panel: Panel, line: Array, observed: Array, others: Array) -> Lesson:
    """What the errors of ``others`` (U,) teach: a line in the base rate, and what it leaves to the band.

    ``line`` are quantiles (U, T, Q), ``observed`` rates (U, T).
    """
    chosen = np.flatnonzero(others)
    observed, line = observed[chosen], line[chosen]
    last = [int(np.flatnonzero(~np.isnan(row))[-1]) for row in observed]
    rows = np.arange(len(last))
    ahead = panel.horizons[last]
    error = observed[rows, last] - line[rows, last, MEDIAN]
    features = np.column_stack([np.ones(len(rows)), panel.base[chosen]])
    fitted = np.linalg.lstsq(features, error / ahead, rcond=None)[0]
    left = error - (features @ fitted) * ahead
    low, high = (line[rows, last, round(100 * share) - 1] for share in ONE_SD)
    scale = np.median(np.abs(2 * left / np.maximum(high - low, EDGE))) / MEDIAN_OF_A_NORMAL
    return Lesson(float(fitted[0]), float(fitted[1]), float(scale))


def applied(line: Array, base: Array, horizons: Array, lesson: Lesson) -> Array:
    """Quantiles (U, T, Q) moved by what was learnt, more with every year, and scaled around their median."""
    shift = (lesson.intercept + lesson.slope * base)[:, None] * horizons
    median = line[:, :, [MEDIAN]]
    moved = median + shift[:, :, None] + lesson.scale * (line - median)
    return np.asarray(np.clip(moved, 0.0, 1.0))
