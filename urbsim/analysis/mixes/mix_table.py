"""How mixes stand side by side: one row a mix, and one row a mix and target."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from urbsim.analysis.mixes.costs import DISCOUNT, extra, spent
from urbsim.analysis.mixes.effects import CLEAR, UNCERTAIN, word_for
from urbsim.analysis.mixes.mix_results import MixResults
from urbsim.analysis.targets.comparators import Numbers
from urbsim.analysis.targets.median_error import median_error
from urbsim.analysis.targets.outcomes import jeffreys
from urbsim.analysis.targets.probabilities import all_met

RATE, URBAN = "resident_urbanization_rate", "urban_population"
AT_THE_END = {
    "urban_population": "urban_people",
    "cumulative_moves_to_urban": "people_moved",
    "town_population": "in_towns",
    "seat_population": "in_seats",
    "city_population": "in_cities",
    "away_population": "outside",
    "vacancy_rate": "vacancy",
    "housing_queue": "queue",
}
"""Differences in the last year, and the column that holds their median."""
LEAST = {"points": 1e-4, "people": 1.0}
"""Gains below which a cost per gain says nothing."""


def difference(track: MixResults, baseline: MixResults, variable: str) -> Numbers:
    """Paired differences of the region in the last year, (D,); NaN where there are none."""
    home = track.home
    if not home.has(variable, home.home):
        return np.full(len(home.draws), np.nan)
    return home.at(variable, home.home, home.years[-1]) - baseline.home.at(
        variable, home.home, home.years[-1]
    )


def mix_table(tracks: Sequence[MixResults], baseline: MixResults) -> pd.DataFrame:
    """`mixes.csv`: against the baseline in the last year; medians and shares of draws, money in means.

    The last columns hold the Monte-Carlo errors of what is shown, and the 90 % interval of the probability.
    """
    return pd.DataFrame([mix_row(track, baseline) for track in tracks])


def mix_row(track: MixResults, baseline: MixResults) -> dict[str, object]:
    """One row of `mixes.csv`."""
    home = track.home.home
    shares = difference(track, baseline, RATE)
    points, word = 100.0 * shares, word_for(shares, chance_moved(track, baseline))
    told = word in (UNCERTAIN, CLEAR)
    low, middle, high = np.quantile(points, (0.05, 0.5, 0.95))
    cost, met = extra(track, baseline, home), all_met(track.scored)
    people = difference(track, baseline, URBAN)
    gap = gaps(track) - gaps(baseline)
    row: dict[str, object] = {
        "mix": track.name, "measures": " ".join(track.measures), "year": track.home.years[-1],
        "rate": median(track.home.at(RATE, home, track.home.years[-1])),
        "points_p05": low, "points_p50": middle, "points_p95": high,
        "probability_better": float((points > 0).mean()),
        "probability_all_targets": None if met is None else float(met.mean()),
        "cost": cost, "cost_discounted": extra(track, baseline, home, DISCOUNT),
        "effect": word,
        "cost_per_point": per(cost, float(points.mean()), LEAST["points"]) if told else None,
        "cost_per_new_urban_resident": per(
            cost, float(np.mean(people)), LEAST["people"]
        ) if told else None,
        "funding_gap": float(np.median(gap)),
    }  # fmt: skip
    row |= {column: median(difference(track, baseline, name)) for name, column in AT_THE_END.items()}
    return row | {
        "rate_error": median_error(track.home.at(RATE, home, track.home.years[-1])),
        "points_error": median_error(points), "urban_people_error": median_error(people),
        "cost_error": mean_error(spent(track, home) - spent(baseline, home)),
        "cost_per_point_error": per_error(row["cost_per_point"], points),
        "cost_per_new_urban_resident_error": per_error(row["cost_per_new_urban_resident"], people),
        **dict(zip(("all_targets_low", "all_targets_high"), interval(met), strict=True)),
    }  # fmt: skip


def mean_error(numbers: Numbers) -> float:
    """Standard error of the mean of draws (D,); 0 for a single one, whose error cannot be told."""
    return float(numbers.std(ddof=1) / np.sqrt(len(numbers))) if len(numbers) > 1 else 0.0


def per_error(cost: object, gains: Numbers) -> float | None:
    """Error of the cost of one unit of gain, for that of the mean gain (D,); None without such a cost."""
    return cost * mean_error(gains) / float(gains.mean()) if isinstance(cost, float) else None


def interval(met: NDArray[np.bool_] | None) -> tuple[float | None, float | None]:
    """The 90 % interval of the probability that draws (D,) tell."""
    return (None, None) if met is None else jeffreys(int(met.sum()), len(met))


def chance_moved(track: MixResults, baseline: MixResults) -> float:
    """By how much a mix changes the probability of a target, at most."""
    pairs = zip(track.scored, baseline.scored, strict=True)
    moved = [
        abs(float(mine.hits.mean() - theirs.hits.mean()))
        for mine, theirs in pairs
        if mine.counts and theirs.counts
    ]
    return max(moved, default=0.0)


def median(numbers: Numbers) -> float:
    """The median of ``numbers`` (D,), NaN where one is; so it is where there are none."""
    return float(np.median(numbers)) if not np.isnan(numbers).all() else float("nan")


def gaps(track: MixResults) -> Numbers:
    """Funding gap of the region summed over the years, yuan (D,)."""
    home = track.home
    if not home.has("funding_gap", home.home):
        return np.zeros(len(home.draws))
    return np.asarray(np.nansum(home.of("funding_gap", home.home)[:, 1:], axis=1))


def per(cost: float, gain: float, least: float) -> float | None:
    """Cost for one unit of gain; None where the gain is too small, or the mix costs nothing or gains less."""
    return cost / gain if gain > least and cost > 0 else None


def chances_table(tracks: Sequence[MixResults], baseline: MixResults) -> pd.DataFrame:
    """`chances.csv`: how each mix meets each target when due, and against the baseline."""
    rows = []
    for track in tracks:
        for mine, theirs in zip(track.scored, baseline.scored, strict=True):
            outcome = mine.outcome
            if not mine.counts or not theirs.counts:
                continue
            gained = float(mine.hits.mean() - theirs.hits.mean())
            rows.append(
                (track.name, outcome.target.clause or outcome.target.name, outcome.target.name, outcome.year,
                 float(mine.hits.mean()), *jeffreys(int(mine.hits.sum()), len(mine.hits)), gained,
                 outcome.first_year, mine.shortfall, outcome.unit)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(CHANCE_COLUMNS))


CHANCE_COLUMNS = (
    "mix", "clause", "target", "year", "probability", "probability_low", "probability_high",
    "probability_gained", "first_year_met", "shortfall", "unit",
)  # fmt: skip


def chances_over_time(tracks: Sequence[MixResults]) -> pd.DataFrame:
    """`chances_by_year.csv`: share of draws that would meet each target in each year."""
    rows = [
        (track.name, each.outcome.target.clause or each.outcome.target.name, each.outcome.target.name, year,
         chance)
        for track in tracks
        for each in track.scored
        if each.counts
        for year, chance in zip(each.years, each.chances, strict=True)
        if not np.isnan(chance)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["mix", "clause", "target", "year", "probability"])
