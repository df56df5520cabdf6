"""The stacked forecast: the project's own and the strongest simple rule, weighted by how they did before.

Quantiles are averaged. The weight is the rule's share of the two mean scores over rolling origins of the
nation: forecasts from 2004 on of years up to the origin, with the figures that the origin knows. It reads
nothing later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from urbsim.analysis.hindcast.baselines import BASELINES
from urbsim.analysis.hindcast.scores import score
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.evidence_panels import nation_panel
from urbsim.analysis.panels.forecasts import Forecast
from urbsim.analysis.panels.panels import Panel
from urbsim.runs.setup.histories import national_history

FIRST = 2004
DRAWS = 100
ALONE, AMONG = "urgd_own", "logit_half_nation"
"""The rules that are stacked with a forecast of the nation and of other regions."""


def stacked(panel: Panel, own: Forecast, rules: Mapping[str, Forecast]) -> Forecast:
    """The weighted mean of the own forecast's quantiles and the rule's, [unit, year, level]."""
    rule = rules[ALONE if panel.of_nation else AMONG]
    weight = own_weight(panel.origin)
    return Forecast(weight * own.quantiles + (1 - weight) * rule.quantiles)


@cache
def own_weight(origin: int) -> float:
    """Weight of the own forecast at an origin: one half before there is anything to compare."""
    read = [first for first in range(FIRST, origin) if first in national_history(first)[0]]
    rolled = [rolling(first, origin) for first in read]
    if not rolled:
        return 0.5
    own, rule = (
        np.nanmean(np.concatenate([score(found[n], truth).crps[0] for *found, truth in rolled]))
        for n in (0, 1)
    )
    return float(rule / (own + rule))


def rolling(
    first: int, origin: int
) -> tuple[Forecast, Forecast, np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """Own forecast and rule of the nation from ``first``, and what is known of the years since, (1, T)."""
    known = national_history(origin)[0]
    past = {year: rate for year, rate in known.items() if year <= first}
    panel = nation_panel(first)
    unit = replace(panel.units[0], history=past)
    panel = replace(panel, units=(unit,), nation=past, last=origin, drifts=False)
    rule = BASELINES[ALONE](panel.known)
    assert rule is not None, "the growth difference has a forecast wherever there is a record"
    truth = np.array([[known.get(year, np.nan) for year in panel.years]])
    return mean_field(panel.known, DRAWS), rule, truth
