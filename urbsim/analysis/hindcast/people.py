"""Residents and urban residents, forecast and scored as logarithms of how many times they became.

A score of 0.05 means about five per cent; the tables give it in percent. Rules are points without a band.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from urbsim.analysis.hindcast.own_draws import PanelDraws, flat
from urbsim.analysis.panels.forecasts import Array, Forecast, from_draws, point
from urbsim.analysis.panels.panels import Panel
from urbsim.runs.outlook.past_people import past_growth
from urbsim.vocabulary.names import find_region

RESIDENTS, URBAN = "population", "urban_population"
PERSISTENCE, PAST, HALF_PAST = "persistence", "past growth", "half past growth"
Forecasts = Mapping[str, Forecast]


def people_forecasts(panel: Panel, own: str, draws: PanelDraws, rule: Forecast) -> Mapping[str, Forecasts]:
    """Quantiles (U, T, Q) of the logarithm of people over those of the origin, by variable and method.

    Urban residents of the rules follow a ``rule`` of the rate.
    """
    past = past_people(panel)[:, None] * panel.horizons
    still, rates = np.zeros(past.shape), np.log(rule.median / panel.base[:, None])
    residents = {PERSISTENCE: still, PAST: past, HALF_PAST: past / 2}
    urban = {PERSISTENCE: still, PAST: rates + past, HALF_PAST: rates + past / 2}
    grown = np.log(np.maximum(1.0, flat(draws.residents)) / residents_at_origin(panel)[:, None])
    denser = np.log(np.maximum(1e-6, flat(draws.rates)) / panel.base[:, None])
    return {
        RESIDENTS: {own: from_draws(grown), **{name: point(path) for name, path in residents.items()}},
        URBAN: {own: from_draws(grown + denser), **{name: point(path) for name, path in urban.items()}},
    }


def people_observed(panel: Panel) -> Mapping[str, Array]:
    """By variable, the logarithm of people over those of the origin, (U, T); NaN where unknown."""
    with np.errstate(invalid="ignore", divide="ignore"):
        grown = np.log(panel.residents_observed() / residents_at_origin(panel)[:, None])
        return {RESIDENTS: grown, URBAN: grown + np.log(panel.observed() / panel.base[:, None])}


def residents_at_origin(panel: Panel) -> Array:
    """Residents of each unit at the origin, (U,)."""
    return np.array([float(unit.people[0]) for unit in panel.units])


def past_people(panel: Panel) -> Array:
    """Yearly growth of the logarithm of each unit's residents before the origin, (U,); 0 where unknown."""
    return np.array([_past(unit.code or unit.key, panel.origin) for unit in panel.units])


def _past(name: str, origin: int) -> float:
    region = find_region(name)
    return (None if region is None else past_growth(region.code, origin)) or 0.0
