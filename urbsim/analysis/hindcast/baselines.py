"""The forecasts to beat: simple rules, each with a band, for any panel and any horizon.

"Own" growth is that of the region over up to ten years before the origin, or of its province where the
region has no record. A constant urban-rural growth difference (URGD) is a straight line in the logit, so
``urgd_own`` is the logit extrapolation of a region by its own growth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from scipy.optimize import curve_fit

from urbsim.analysis.hindcast.published import published
from urbsim.analysis.panels.forecasts import LINEAR, LOGIT, Array, Forecast, Scale, gaussian, logistic
from urbsim.analysis.panels.panels import Panel
from urbsim.analysis.panels.past_growth import past_growth
from urbsim.runs.setup.growth import window
from urbsim.runs.setup.histories import Rates

Method = Callable[[Panel], Forecast | None]

UN_INTERCEPT, UN_SLOPE = 0.037623, -0.02604
"""World norm of the growth difference by the rate, from memory, unverified."""
DEPARTURE_KEPT = 0.3
"""Of its past departure from the rule a region keeps so much."""
UN_CONVERGENCE = 25
"""Years over which the UN rule leads a country to the world norm."""
LEAST_POINTS = 8
"""Yearly figures from which a free ceiling of a logistic curve is looked for."""


class Weights(NamedTuple):
    """Weights of own, pooled and national growth; they add up to 1."""

    own: float = 0.0
    pooled: float = 0.0
    nation: float = 0.0


def straight(panel: Panel, scale: Scale, weights: Weights) -> Forecast:
    """From the base along a line on a scale, by weighted growth of the past.

    With all weight on own growth and the logit scale it is ``urgd_own``.
    """
    past = past_growth(panel, scale)
    growth = weights.own * past.own + weights.pooled * past.pooled + weights.nation * past.nation
    centre = scale.line(panel.base)[:, None] + growth[:, None] * panel.horizons
    return gaussian(centre, past.sd_ahead(panel.horizons), scale)


def persistence(panel: Panel) -> Forecast:
    """The base rate for ever; the band takes all past growth for chance.

    The band is that of the past's yearly growth, as if its sign were unknown; it widens with the horizon.
    """
    past, h = past_growth(panel, LINEAR), panel.horizons[None, :]
    centre = np.repeat(panel.base[:, None], len(panel.years), axis=1)
    walk = np.sqrt(past.step_sd[:, None] ** 2 + past.own[:, None] ** 2) * np.sqrt(h)
    trend = np.sqrt(past.unit_sd**2 + past.pooled**2) * h
    return gaussian(centre, np.where(np.isnan(walk), trend, walk), LINEAR)


def linear(panel: Panel) -> Forecast:
    """The least-squares line through each unit's window, with its error of prediction; else own growth."""
    past = past_growth(panel, LINEAR)
    centre = panel.base[:, None] + past.own[:, None] * panel.horizons
    sd = past.sd_ahead(panel.horizons)
    for u, unit in enumerate(panel.units):
        known = window(unit.history, panel.origin)
        if len(known) > 2:
            centre[u], sd[u] = _regression(known, np.array(panel.years, float))
    return gaussian(centre, sd, LINEAR)


def _regression(known: Rates, years: Array) -> tuple[Array, Array]:
    x, y = np.array(list(known), float), np.array(list(known.values()))
    slope, level = np.polyfit(x - x.mean(), y, 1)
    residual = y - level - slope * (x - x.mean())
    s = np.sqrt((residual**2).sum() / (len(x) - 2))
    spread = 1 + 1 / len(x) + (years - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()
    return level + slope * (years - x.mean()), s * np.sqrt(spread)


def un_rule(panel: Panel) -> Forecast:
    """The United Nations' rule: own growth difference led to a world norm of the rate within 25 years.

    The norm's coefficients are from memory, unverified; on China's series they give the published WUP 2014
    within a point.

    The norm is a function of the rate, so regions of one rate have one; its weight grows evenly to 1 in 25
    years.
    """
    past = past_growth(panel, LOGIT)
    line, path = LOGIT.line(panel.base), []
    for h in panel.horizons:
        share = min(1.0, h / UN_CONVERGENCE)
        norm = UN_INTERCEPT + UN_SLOPE * LOGIT.rate(line)
        line = line + (1 - share) * past.own + share * norm
        path.append(line)
    return gaussian(np.stack(path, axis=1), past.sd_ahead(panel.horizons), LOGIT)


def half_convergence(panel: Panel) -> Forecast:
    """A region half by the nation's logit growth, half by its exit of rural people, and its departure.

    The nation goes on by its growth difference; the departure is 0.3 of the past one from this rule, of
    the province where a region has no record. A region of the nation's rate and past goes with it.
    """
    past, nation = past_growth(panel, LOGIT), LOGIT.line(np.array(panel.nation[panel.origin]))
    line, path = LOGIT.line(panel.base), []
    apart = past.own - past.nation * leaning(LOGIT.line(recorded(panel)), nation)
    for _ in panel.horizons:
        line = line + past.nation * leaning(line, nation) + DEPARTURE_KEPT * apart
        nation = nation + past.nation
        path.append(line)
    return gaussian(np.stack(path, axis=1), past.sd_ahead(panel.horizons), LOGIT)


def recorded(panel: Panel) -> Array:
    """The rate of each unit, or of what is around it where the unit has no record of growth, (U,)."""
    rates = panel.base.copy()
    for u in np.flatnonzero(past_growth(panel, LOGIT).inherited):
        around = panel.provinces.get(panel.units[u].province or "") or panel.nation
        rates[u] = around[max(around)]
    return rates


def leaning(line: Array, nation: Array) -> Array:
    """Logit growth relative to the nation's, (U,), half of it equal, half an equal exit of rural people.

    An exit of the same share of rural people moves the rate by that of the nation over the own one.
    """
    return np.asarray((1 + LOGIT.rate(nation) / LOGIT.rate(line)) / 2)


def saturating(ceiling: float) -> Method:
    """A logistic curve with a given ceiling through the ends of the window; units above it stay.

    The band is that of the logit line.

    A ceiling below the base rate leaves that rate unchanged for ever.
    """

    def method(panel: Panel) -> Forecast:
        scale, still = logistic(ceiling), panel.base[:, None]
        growth = past_growth(panel, scale).own[:, None]
        curve = scale.rate(scale.line(panel.base)[:, None] + growth * panel.horizons)
        path = np.where(still < ceiling - 0.005, curve, still)
        return gaussian(LOGIT.line(path), past_growth(panel, LOGIT).sd_ahead(panel.horizons), LOGIT)

    return method


def logistic_free(panel: Panel) -> Forecast | None:
    """A logistic curve whose ceiling is fitted too, by least squares; None without long series.

    The band is that of the logit line.
    """
    histories = [window(unit.history, panel.origin) for unit in panel.units]
    if any(len(known) < LEAST_POINTS for known in histories):
        return None
    fitted = np.stack([_fitted(known, np.array(panel.years, float)) for known in histories])
    return gaussian(LOGIT.line(fitted), past_growth(panel, LOGIT).sd_ahead(panel.horizons), LOGIT)


def _fitted(known: Rates, years: Array) -> Array:
    x, y = np.array(list(known), float), np.array(list(known.values()))
    middle = x.mean()

    def curve(t: Array, level: float, slope: float, ceiling: float) -> Array:
        return np.asarray(ceiling / (1 + np.exp(-level - slope * (t - middle))))

    start = (0.0, 0.04, min(0.98, max(0.9, y.max() + 0.01)))
    bounds = ([-20.0, -1.0, min(0.999, y.max())], [20.0, 1.0, 1.0])
    found, _ = curve_fit(curve, x, y, start, bounds=bounds, max_nfev=20_000)
    return curve(years, *found)


BASELINES: Mapping[str, Method] = {
    "persistence": persistence,
    "linear": linear,
    "drift": lambda panel: straight(panel, LINEAR, Weights(own=1.0)),
    "drift_pooled": lambda panel: straight(panel, LINEAR, Weights(pooled=1.0)),
    "urgd_own": lambda panel: straight(panel, LOGIT, Weights(own=1.0)),
    "urgd_nation": lambda panel: straight(panel, LOGIT, Weights(nation=1.0)),
    "logit_pooled": lambda panel: straight(panel, LOGIT, Weights(pooled=1.0)),
    "logit_half_pooled": lambda panel: straight(panel, LOGIT, Weights(own=0.5, pooled=0.5)),
    "logit_half_nation": lambda panel: straight(panel, LOGIT, Weights(own=0.5, nation=0.5)),
    "half_convergence": half_convergence,
    "un_rule": un_rule,
    "logistic_80": saturating(0.80),
    "logistic_85": saturating(0.85),
    "logistic_free": logistic_free,
}
"""Rules by name; ``logit_half_nation`` is half own and half national logit growth."""
ONE_REGION = (
    "drift_pooled",
    "urgd_nation",
    "logit_pooled",
    "logit_half_pooled",
    "logit_half_nation",
    "half_convergence",
)
"""Rules that mix regions, and so say nothing of their own where the panel is the nation."""


def baselines(panel: Panel) -> dict[str, Forecast]:
    """Every rule and published forecast that applies to the panel."""
    known = panel.known
    chosen = {
        name: method for name, method in BASELINES.items() if not (panel.of_nation and name in ONE_REGION)
    }
    found = {name: method(known) for name, method in chosen.items()}
    return {name: forecast for name, forecast in found.items() if forecast is not None} | published(known)
