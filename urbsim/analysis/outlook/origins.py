"""The national path from every origin, in expected values: whether its bands hold, and how far it is off.

Households stand in it by their equations in expected values, so that all origins take a minute. Each origin
reads what it knew, and its weight what it knew of both parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from urbsim.analysis.hindcast.baselines import BASELINES
from urbsim.analysis.hindcast.reliability import means
from urbsim.analysis.hindcast.scores import Scored, score
from urbsim.analysis.hindcast.stacking import ALONE
from urbsim.analysis.hindcast.vintage import undrifted
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.outlook.national_path import household_weight
from urbsim.analysis.panels.evidence_panels import nation_panel
from urbsim.analysis.panels.forecasts import Forecast
from urbsim.runs.setup.histories import national_history

FIRST, LAST = 2005, 2022
AHEAD = 10
"""Years ahead of an origin that are scored."""
POOLED = "all"
Progress = Callable[[int, int], None]


def path_from(origin: int, weight: float) -> Scored:
    """Scores of the national path from an origin, with households at a weight, the rule at the rest."""
    panel = nation_panel(origin)
    panel = replace(panel, last=min(panel.last, origin + AHEAD))
    rule = BASELINES[ALONE](undrifted(panel.known))
    assert rule is not None, "the nation has a record before every origin"
    households = mean_field(panel.known)
    path = Forecast(weight * households.quantiles + (1 - weight) * rule.quantiles)
    return score(path, panel.observed())


def origins_table(progress: Progress) -> pd.DataFrame:
    """One row an origin: weight of households, n, and scores in points and shares; the last row has all."""
    origins = [year for year in range(FIRST, LAST + 1) if year in national_history(year)[0]]
    rows: list[dict[str, object]] = []
    parts: list[Scored] = []
    for done, origin in enumerate(origins, start=1):
        weight = household_weight(origin)
        parts.append(path_from(origin, weight))
        rows.append(_row(str(origin), parts[-1]) | {"weight": weight})
        progress(done, len(origins))
    rows.append(_row(POOLED, _together(parts)))
    return pd.DataFrame(rows)


def _row(origin: str, scored: Scored) -> dict[str, object]:
    return {"origin": origin, "n": int((~np.isnan(scored.error)).sum()), **means(scored)}


def _together(parts: list[Scored]) -> Scored:
    """All forecasts as one, whatever their lengths."""
    return Scored(
        **{name: np.concatenate([getattr(part, name).ravel() for part in parts]) for name in vars(parts[0])}
    )
