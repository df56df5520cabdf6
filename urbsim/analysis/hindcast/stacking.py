"""Rolling origins of the nation: how expected values and the straight rule did before an origin.

Forecasts from 2004 on of years up to the origin, with the figures that it knows. Nothing later is read.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from urbsim.analysis.hindcast.baselines import BASELINES
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.evidence_panels import nation_panel
from urbsim.analysis.panels.forecasts import Forecast
from urbsim.runs.setup.histories import national_history

FIRST = 2004
DRAWS = 100
ALONE = "urgd_own"
"""The rule of the nation: a constant urban-rural growth difference."""


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
