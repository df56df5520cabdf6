"""What a reader wants first: the rate in a few years, the targets, the funding gap, sources of growth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from urbsim.analysis.targets.comparators import Numbers
from urbsim.analysis.targets.median_error import median_error
from urbsim.analysis.targets.outcomes import Outcome, score, with_bare
from urbsim.policy.mixes import NOTHING
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.result import Observed
from urbsim.runs.results.target import RunTarget

RATE = "resident_urbanization_rate"
URBAN = "urban_population"
GAP = "funding_gap"
SOURCES = {
    "own villages": "growth_local",
    "back from outside": "growth_returnees",
    "elsewhere": "growth_elsewhere",
    "reclassification": "growth_reclassification",
    "natural increase": "growth_natural",
}
"""Where urban growth comes from, and the variable that counts it each year."""
DISCREPANCY = "discrepancy"
"""What reported growth has beyond these: the region's own discrepancy, which no household accounts for."""
TOTAL = "total"


@dataclass(frozen=True)
class Band:
    """Median and 90 % band over the draws, and the Monte-Carlo error of the median (0: not told)."""

    p05: float
    p50: float
    p95: float
    error: float = 0.0


@dataclass(frozen=True)
class RateRow:
    """The urbanization rate (share) at the end of one year."""

    year: int
    band: Band
    observed: float | None


@dataclass(frozen=True)
class GrowthRow:
    """Urban growth from one source between base and last year: persons, and the median share of the total.

    ``share_error`` is the Monte-Carlo error of the share.
    """

    source: str
    persons: Band
    share: float | None
    share_error: float = 0.0


@dataclass(frozen=True)
class Summary:
    """What a run of one mix says about the scenario's own region. `gap` is summed over the years, in yuan."""

    scenario: str
    mix: str
    region: str
    base_year: int
    until: int
    draws: int
    rates: tuple[RateRow, ...]
    outcomes: tuple[Outcome, ...]
    gap: Band | None
    growth: tuple[GrowthRow, ...]

    def as_json(self) -> dict[str, object]:
        """The summary as JSON values; rates are shares."""
        return asdict(self)


def summarize(ensemble: Ensemble, targets: Iterable[RunTarget], observed: Observed) -> Summary:
    """Sum up one ensemble; parts whose variables the runs do not hold stay empty."""
    seen = observed.get(ensemble.home, {}).get(RATE, {})
    return Summary(
        scenario=ensemble.scenario,
        mix=ensemble.mix,
        region=ensemble.home,
        base_year=ensemble.base_year,
        until=ensemble.years[-1],
        draws=len(ensemble.draws),
        rates=_rates(ensemble, seen),
        outcomes=score(ensemble, targets, observed),
        gap=_band(_summed(ensemble, GAP)) if ensemble.has(GAP, ensemble.home) else None,
        growth=_growth(ensemble),
    )


def beside(summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """The summaries with each target's probability beside that without the policy, where it was run."""
    bare = next((each.outcomes for each in summaries if each.mix == NOTHING), None)
    if bare is None:
        return tuple(summaries)
    return tuple(
        replace(each, outcomes=tuple(with_bare(*pair) for pair in zip(each.outcomes, bare, strict=True)))
        for each in summaries
    )


def shown_years(years: tuple[int, ...]) -> tuple[int, ...]:
    """The base year, every year divisible by five, and the last year."""
    return tuple(year for year in years if year % 5 == 0 or year in (years[0], years[-1]))


def _band(numbers: Numbers) -> Band:
    p05, p50, p95 = (float(quantile) for quantile in np.quantile(numbers, (0.05, 0.5, 0.95)))
    return Band(p05, p50, p95, median_error(numbers))


def _rates(ensemble: Ensemble, seen: Mapping[int, float]) -> tuple[RateRow, ...]:
    if not ensemble.has(RATE, ensemble.home):
        return ()
    return tuple(
        RateRow(year, _band(ensemble.at(RATE, ensemble.home, year)), seen.get(year))
        for year in shown_years(ensemble.years)
    )


def _summed(ensemble: Ensemble, variable: str) -> Numbers:
    """Sum over the simulated years [draw]; the base year is a state, not a simulated year."""
    total: Numbers = np.nansum(ensemble.of(variable, ensemble.home)[:, 1:], axis=1)
    return total


def _growth(ensemble: Ensemble) -> tuple[GrowthRow, ...]:
    """Growth of reported urban people: its sources are of simulated ones, the rest is discrepancy."""
    if not all(ensemble.has(name, ensemble.home) for name in (URBAN, *SOURCES.values())):
        return ()
    urban = ensemble.of(URBAN, ensemble.home)
    total: Numbers = urban[:, -1] - urban[:, 0]
    parts = {source: _summed(ensemble, variable) for source, variable in SOURCES.items()}
    rest = total - sum(parts.values())
    if np.abs(rest).max() >= 0.5:
        parts[DISCREPANCY] = rest
    return tuple(
        GrowthRow(source, _band(persons), *_median_share(persons, total))
        for source, persons in {**parts, TOTAL: total}.items()
    )


def _median_share(part: Numbers, total: Numbers) -> tuple[float | None, float]:
    """Median of part / total over the draws in which the urban population grew, and its error."""
    grew = total > 0.0
    shares = part[grew] / total[grew]
    return (float(np.median(shares)), median_error(shares)) if grew.any() else (None, 0.0)
