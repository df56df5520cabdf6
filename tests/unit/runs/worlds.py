"""Small ensembles of our own making, with known quantiles, for tests of tables, targets and charts."""

from __future__ import annotations

import numpy as np

from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.result import Note, RunResult
from urbsim.runs.results.target import RunTarget

HOME = "211400"
TOWN = "211400/211481/town"
VARIABLES = (
    "resident_urbanization_rate",
    "urban_population",
    "population",
    "growth_local",
    "growth_returnees",
    "growth_elsewhere",
    "growth_reclassification",
    "growth_natural",
    "funding_gap",
    "housing_price",
)


def ensemble(draws: int = 41, pace: float = 0.0085, mix: str = "policy") -> Ensemble:
    """A region of 2.6 million whose rate climbs from 41.54 % by `pace` a year, spread over the draws."""
    years = tuple(range(2010, 2026))
    values = np.full((draws, len(VARIABLES), 2, len(years)), np.nan)
    spread = np.linspace(-1.0, 1.0, draws)[:, None] if draws > 1 else np.zeros((1, 1))
    passed = np.arange(len(years))[None, :]
    rate = 0.4154 + (pace + 0.003 * spread) * passed
    population = 2_623_541 - 12_000.0 * passed + 0.0 * spread
    urban = np.round(rate * population)
    growth = np.diff(urban, axis=1, prepend=urban[:, :1])
    gap = np.where(passed > 0, 2e8 + 5e7 * spread, np.nan)
    parts = (share * growth for share in (0.4, 0.1, 0.2, 0.2, 0.1))
    series = (rate, urban, population, *parts, gap)
    for position, numbers in enumerate(series):
        values[:, position, 0] = numbers
    values[:, VARIABLES.index("housing_price"), 1] = 2000.0 + 100.0 * passed + 50.0 * spread
    return Ensemble("huludao-2011", mix, VARIABLES, (HOME, TOWN), years, tuple(range(draws)), values)


def targets() -> tuple[RunTarget, ...]:
    """Targets of several kinds, one of them of a variable that no run holds."""
    rate, urban = "resident_urbanization_rate", "urban_population"
    home, clause = "region", "huludao-2011"
    return (
        RunTarget("rate", f"{clause}/rate-2015", rate, home, "about", 0.5, "share", 2015),
        RunTarget("urban", f"{clause}/urban-2015", urban, home, "at_least", 1_450_000, "persons", 2015),
        RunTarget(
            "rise", f"{clause}/rise-2015", urban, home, "increase_of_at_least", 360_000, "persons", 2015, 2010
        ),
        RunTarget("t50", None, rate, home, "at_least", 0.5, "share", 2025, because="a round figure to watch"),
        RunTarget("land", f"{clause}/built-up", "built_up_area", home, "reach", 100, "km2", 2020),
    )


def result(*mixes: str, draws: int = 41) -> RunResult:
    """A run of one scenario with the given mixes, censuses of 2010 and 2020, and a note."""
    kept = tuple(
        ensemble(draws, pace, mix)
        for mix, pace in zip(mixes or ("policy",), (0.0085, 0.006, 0.01), strict=False)
    )
    return RunResult(
        ensembles=kept,
        targets=targets(),
        scenario={"schema": "urbsim/2", "name": "huludao-2011", "drivers": "extrapolated"},
        title={"en": "Huludao after its 2011 opinion", "zh": "葫芦岛市2011年小城镇建设意见"},
        seed=1,
        weight=50,
        notes=(Note("Coefficients are uncalibrated priors.", "系数未经校准，取自先验。"),),
        inputs=(
            {
                "path": "region.population",
                "value": 2.6e6,
                "unit": "persons",
                "kind": "source",
                "name": HOME,
                "because": "a test",
            },
        ),
        clauses=("huludao-2011/rate-2015",),
        assumptions=({"name": "core_road_budget", "value": 3e8, "unit": "yuan/yr", "because": "a test"},),
        observed={HOME: {"resident_urbanization_rate": {2010: 0.4154, 2020: 0.5476}}},
        census={HOME: (2010, 2020)},
        names={TOWN: {"en": "Towns of Xingcheng", "zh": "兴城各镇"}},
    )
