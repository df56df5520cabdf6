"""How fast regions urbanized before the origin: own growth, that of the province, the nation, or all units.

Growth is yearly on a scale (points of the rate, logits, or the line of a logistic curve). A region without a
record of its own takes its province's, and the nation's where that has none either.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.analysis.panels.forecasts import Array, Scale
from urbsim.analysis.panels.panels import Panel, PanelUnit
from urbsim.runs.setup.growth import SPAN, window
from urbsim.runs.setup.histories import Rates

LEAST_STEPS = 3
"""Yearly steps from which the spread of a series can be told."""


@dataclass(frozen=True)
class Growth:
    """Past growth on one scale: of each unit (U,), the nation, and the mean unit; with what spread.

    ``own`` is inherited where ``inherited`` says so. ``step_sd`` (U,) is the spread of yearly steps, NaN
    where no series tells it; ``unit_sd`` the spread of yearly growth between regions; ``span`` (U,) in years.
    """

    own: Array
    inherited: Array
    nation: float
    pooled: float
    step_sd: Array
    unit_sd: float
    span: Array

    def sd_ahead(self, horizons: Array) -> Array:
        """Standard deviation on the scale by unit and horizon, (U, T).

        With a yearly series: random steps and the error of their mean, step_sd sqrt(h + h²/n). Without one,
        regions of the past differed in growth by unit_sd a year, and a trend once missed stays missed.
        """
        h = horizons[None, :]
        walk = self.step_sd[:, None] * np.sqrt(h + h**2 / np.maximum(1.0, self.span[:, None]))
        return np.asarray(np.where(np.isnan(walk), self.unit_sd * h, walk))


def growth_of(history: Rates, origin: int, scale: Scale) -> float:
    """Mean yearly growth on the scale over the window, NaN without one."""
    known = window(history, origin)
    if not known:
        return float("nan")
    first, last = min(known), max(known)
    ends = scale.line(np.array([known[first], known[last]]))
    return float((ends[1] - ends[0]) / (last - first))


def step_sd(history: Rates, origin: int, scale: Scale) -> float:
    """Spread of the yearly steps on the scale, NaN unless the window has a figure in (nearly) every year."""
    known = window(history, origin)
    years = sorted(known)
    if len(years) <= LEAST_STEPS or max(np.diff(years)) > 2:
        return float("nan")
    steps = np.diff(scale.line(np.array([known[year] for year in years]))) / np.diff(years)
    return float(steps.std(ddof=1))


def past_growth(panel: Panel, scale: Scale) -> Growth:
    """Everything the simple rules need of the past, read from the panel's histories alone."""
    origin = panel.origin
    nation = growth_of(panel.nation, origin, scale)
    provinces = {code: growth_of(rates, origin, scale) for code, rates in panel.provinces.items()}
    alone = np.array([growth_of(unit.history, origin, scale) for unit in panel.units])
    around = np.array([provinces.get(unit.province or "", nation) for unit in panel.units])
    own = np.where(np.isnan(alone), np.where(np.isnan(around), nation, around), alone)
    known = alone[~np.isnan(alone)]
    reference = known if len(known) >= SPAN else np.array(list(provinces.values()))
    reference = reference[~np.isnan(reference)]
    told = len(reference) >= LEAST_STEPS
    return Growth(
        own=own,
        inherited=np.isnan(alone),
        nation=nation,
        pooled=float(reference.mean()) if told else nation,
        step_sd=np.array([step_sd(unit.history, origin, scale) for unit in panel.units]),
        # Without regions to compare, growth may as well stop or double.
        unit_sd=float(reference.std(ddof=1)) if told else abs(nation) / 2,
        span=np.array([_span(unit, origin) for unit in panel.units]),
    )


def _span(unit: PanelUnit, origin: int) -> float:
    known = window(unit.history, origin)
    return float(max(known) - min(known)) if known else float(SPAN)
