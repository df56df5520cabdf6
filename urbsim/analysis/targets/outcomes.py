"""Scoring targets on an ensemble: how probable it is that the runs do what the document wants.

Targets never steer a run; they are compared with it afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from urbsim.analysis.targets.comparators import (
    Numbers,
    baseline_year,
    compared,
    due_year,
    is_bare_deadline,
    is_level,
    meets,
    quantity_of,
    quantity_unit,
    worst,
)
from urbsim.analysis.targets.median_error import median_error
from urbsim.analysis.targets.place_values import region_of, values_of
from urbsim.analysis.targets.reasons import why_not
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.result import Observed
from urbsim.runs.results.target import RunTarget

NOT_MODELLED = "not modelled"
OUTSIDE = "outside the run"
MET_ONCE = "met in one run"
MISSED_ONCE = "missed in one run"
LADDER = (
    (0.9, "very likely met"),
    (0.67, "likely met"),
    (0.33, "as likely as not"),
    (0.1, "unlikely"),
    (0.0, "very unlikely"),
)

MOST = 0.8
"""Share of draws on which a promise may rest: eight in ten, as for `optimise`."""

TARGET_COLUMNS = (
    "clause", "mix", "variable", "scope", "year", "comparator", "target", "unit", "p05", "p50", "p95",
    "probability", "probability_low", "probability_high", "probability_without", "first_year_met",
    "observed", "verdict", "reason", "p50_error", "without_low", "without_high",
    "reached_by_most",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """A target and what the runs of one mix say about it.

    `p05`, `p50`, `p95` belong to the compared quantity (for an increase: the increase) in `unit`.
    `low` and `high` bound the probability (Jeffreys, 90 %). Numbers are None where the target is not scored;
    `without` is the probability under the same draws without the policy, where such runs were made, between
    `without_low` and `without_high`;
    `first_year` is the first year in which the median meets the target, None for never. `reason` says why a
    target is not modelled. `error` is the Monte-Carlo error of the median, `mostly` what eight draws in ten
    reach (of a ceiling: stay below), None where the target is a range. Of a target for each of several
    places the numbers are those of the worst.
    """

    target: RunTarget
    mix: str
    region: str
    year: int
    unit: str
    verdict: str
    p05: float | None = None
    p50: float | None = None
    p95: float | None = None
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    first_year: int | None = None
    observed: float | None = None
    reason: str = ""
    without: float | None = None
    without_low: float | None = None
    without_high: float | None = None
    error: float = 0.0
    mostly: float | None = None


def score(ensemble: Ensemble, targets: Iterable[RunTarget], observed: Observed) -> tuple[Outcome, ...]:
    """Score every target on the ensemble, in the order of the targets.

    A target of a variable, region or bare deadline that the runs do not hold is "not modelled", one whose
    years the runs do not reach is "outside the run". Draws without a number do not count. People and
    rates are the reported ones, with the discrepancy of their region.
    """
    return tuple(_score_one(ensemble, target, observed) for target in targets)


def _score_one(ensemble: Ensemble, target: RunTarget, observed: Observed) -> Outcome:
    region = None if target.places or target.not_modelled else region_of(ensemble, target.scope)
    base, year = baseline_year(target, ensemble.base_year), due_year(target, ensemble.base_year)
    seen = _observed_quantity(target, observed.get(region or "", {}).get(target.variable, {}), base, year)
    unit, place = quantity_unit(target), region or target.scope
    outcome = Outcome(
        target=target,
        mix=ensemble.mix,
        region=place,
        year=year,
        unit=unit,
        verdict=NOT_MODELLED,
        observed=seen,
    )
    values = None if target.not_modelled else values_of(ensemble, target)
    if values is None or is_bare_deadline(target):
        return replace(outcome, reason=target.not_modelled or why_not(target))
    if not ({year} if is_level(target) else {base, year}) <= set(ensemble.years):
        return replace(outcome, verdict=OUTSIDE)
    # A level ignores the baseline, which may lie before the run.
    start = 0 if is_level(target) else base - ensemble.base_year
    numbers = worst(target, compared(target, values, start, year - ensemble.base_year))
    numbers = numbers[~np.isnan(numbers)]
    if numbers.size == 0:
        return replace(outcome, reason=why_not(target))
    return replace(_scored(outcome, numbers), first_year=_first_year_met(ensemble, target, values, start))


def _scored(outcome: Outcome, numbers: Numbers) -> Outcome:
    hits, draws = int(meets(outcome.target, numbers).sum()), len(numbers)
    low, high = jeffreys(hits, draws)
    p05, p50, p95 = (float(quantile) for quantile in np.quantile(numbers, (0.05, 0.5, 0.95)))
    found = replace(outcome, p05=p05, p50=p50, p95=p95, error=median_error(numbers))
    found = replace(found, mostly=reached_by(outcome.target, numbers, MOST))
    return replace(found, probability=hits / draws, low=low, high=high, verdict=verdict_of(hits, draws))


def reached_by(target: RunTarget, numbers: Numbers, share: float) -> float | None:
    """What a share of the draws (D,) reach of a target, and of a ceiling stay below; None of a range.

    For a target of at least a value: the level that this share of draws reach or exceed.
    """
    if isinstance(target.value, tuple) and target.comparator != "within_years":
        return None
    return float(np.quantile(numbers, share if target.comparator == "at_most" else 1.0 - share))


def _first_year_met(ensemble: Ensemble, target: RunTarget, values: Numbers, start: int) -> int | None:
    for year in range(start if is_level(target) else start + 1, len(ensemble.years)):
        numbers = worst(target, compared(target, values, start, year))
        known = numbers[~np.isnan(numbers)]
        if known.size and bool(meets(target, np.median(known, keepdims=True))[0]):
            return ensemble.years[year]
    return None


def _observed_quantity(target: RunTarget, seen: Mapping[int, float], base: int, year: int) -> float | None:
    first = min(base, year)
    series = np.array([seen.get(when, np.nan) for when in range(first, max(base, year) + 1)])
    number = float(quantity_of(target)(series, base - first, year - first))
    return None if np.isnan(number) else number


def jeffreys(hits: int, draws: int, level: float = 0.9) -> tuple[float, float]:
    """Equal-tailed interval of a probability under the prior Beta(1/2, 1/2) after `hits` of `draws`.

    No hit leaves the lower end at 0, and nothing but hits the upper end at 1 (Brown, Cai & DasGupta 2001).

    5 hits of 10 give 0.26–0.74 at 90 %; raises nothing for 0 ``draws``, where the interval is 0–1.
    """
    from scipy.special import betaincinv

    tail = (1.0 - level) / 2.0
    a, b = hits + 0.5, draws - hits + 0.5
    low = 0.0 if hits == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if hits == draws else float(betaincinv(a, b, 1.0 - tail))
    return low, high


def verdict_of(hits: int, draws: int) -> str:
    """The probability in words; one run alone has no probability."""
    if draws == 1:
        return MET_ONCE if hits else MISSED_ONCE
    return next(words for least, words in LADDER if hits / draws >= least)


def with_bare(outcome: Outcome, bare: Outcome) -> Outcome:
    """The outcome with its probability beside that without the policy."""
    return replace(outcome, without=bare.probability, without_low=bare.low, without_high=bare.high)


def targets_table(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """The table of `targets.csv`. A range is written `low:high`; shares are 0-1; what is unknown is empty."""
    return pd.DataFrame([_row(outcome) for outcome in outcomes], columns=list(TARGET_COLUMNS))


def _row(outcome: Outcome) -> tuple[object, ...]:
    target = outcome.target
    value = target.value if isinstance(target.value, tuple) else (target.value,)
    return (
        target.clause or target.name,
        outcome.mix,
        target.variable,
        outcome.region,
        outcome.year,
        target.comparator,
        ":".join(f"{part:.12g}" for part in value),
        outcome.unit,
        outcome.p05,
        outcome.p50,
        outcome.p95,
        outcome.probability,
        outcome.low,
        outcome.high,
        outcome.without,
        "" if outcome.first_year is None else str(outcome.first_year),
        outcome.observed,
        outcome.verdict,
        outcome.reason,
        None if outcome.p50 is None else outcome.error,
        outcome.without_low,
        outcome.without_high,
        outcome.mostly,
    )
