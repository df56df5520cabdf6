"""Paired differences: a mix less the baseline under common random numbers, draw by draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from urbsim.analysis.mixes.mix_results import MixResults
from urbsim.analysis.targets.comparators import Numbers
from urbsim.analysis.targets.median_error import median_errors
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.run_tables import quantiles
from urbsim.vocabulary.variables import variables

COMPARISON_COLUMNS = (
    "mix", "variable", "region", "year", "difference_p05", "difference_p50", "difference_p95",
    "probability_better", "cost", "unit", "difference_error",
)  # fmt: skip
LESS_IS_BETTER = frozenset(
    {
        "vacancy_rate", "housing_queue", "housing_price", "funding_gap", "hukou_barrier", "public_spending",
        "deaths", "departures",
    }
)  # fmt: skip
"""Variables of which less counts as better; of every other one more does."""


def paired(mix: Ensemble, baseline: Ensemble) -> Numbers:
    """Differences (D, V, R, T); ValueError where the two are not pairs.

    Draws stand in the same order in both; a draw that failed in one is in neither.
    """
    for name in ("variables", "regions", "years", "draws"):
        if getattr(mix, name) != getattr(baseline, name):
            raise ValueError(f"{mix.mix!r} and {baseline.mix!r} differ in their {name}")
    return mix.values - baseline.values


def better(differences: Numbers, names: Sequence[str]) -> Numbers:
    """Share of draws in which a mix is strictly better, (V, R, T); NaN without numbers.

    ½ would be expected of a mix that changes nothing but chance; of one that changes nothing at all it is 0.
    """
    signs = np.array([-1.0 if name in LESS_IS_BETTER else 1.0 for name in names])
    gains = differences * signs[:, None, None]
    known = ~np.isnan(gains)
    total = known.sum(axis=0)
    won = np.where(known, gains > 0, False).sum(axis=0)
    return np.asarray(np.divide(won, total, out=np.full(total.shape, np.nan), where=total > 0))


def comparison_table(
    tracks: Iterable[MixResults], baseline: MixResults, costs: Mapping[str, float]
) -> pd.DataFrame:
    """`comparison.csv`: every mix but the baseline against it, region first, then its places."""
    frames = [
        part_table(track, mix, against, costs[track.name])
        for track in tracks
        if track.name != baseline.name
        for mix, against in zip(track.parts, baseline.parts, strict=True)
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COMPARISON_COLUMNS))


def part_table(track: MixResults, mix: Ensemble, baseline: Ensemble, cost: float) -> pd.DataFrame:
    """Rows of one mix for region or places."""
    differences = paired(mix, baseline)
    bands = quantiles(differences, (0.05, 0.5, 0.95))
    chance = better(differences, mix.variables)
    variable, region, year = np.nonzero(~np.isnan(bands[1]))
    names = np.array(mix.variables)
    units = np.array([variables()[name].unit for name in mix.variables])
    frame = pd.DataFrame(
        {
            "mix": track.name,
            "variable": names[variable],
            "region": np.array(mix.regions)[region],
            "year": year + mix.base_year,
            "difference_p05": bands[0][variable, region, year],
            "difference_p50": bands[1][variable, region, year],
            "difference_p95": bands[2][variable, region, year],
            "probability_better": chance[variable, region, year],
            "cost": cost,
            "unit": units[variable],
            "difference_error": median_errors(differences)[variable, region, year],
        }
    )
    return frame[list(COMPARISON_COLUMNS)]
