"""The simple rules reproduce the accuracy that was worked out for them before the model was built.

`pytest -rP tests/unit/analysis/hindcast/test_baselines.py` prints each figure beside the one expected.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.analysis.hindcast.known_scores import crps_gaussian
from urbsim.analysis.hindcast.baselines import (
    BASELINES,
    Weights,
    baselines,
    half_convergence,
    saturating,
    straight,
)
from urbsim.analysis.hindcast.published import SOURCES, context_table, forecast_table
from urbsim.analysis.hindcast.scores import score, summary
from urbsim.analysis.panels.evidence_panels import (
    census_panel,
    nation_panel,
    province_census_panel,
    province_yearly_panel,
)
from urbsim.analysis.panels.forecasts import LINEAR, LOGIT
from urbsim.analysis.panels.panels import Panel, with_truth
from urbsim.analysis.panels.past_growth import past_growth
from urbsim.evidence.statistics import rate_series

NATION = {
    "persistence": (10.76, 8.02, 16.25, -13.9, -17.9),
    "drift": (0.84, 0.47, 1.60, -0.21, 2.66),
    "linear": (0.88, 0.74, 1.18, -0.59, 2.16),
    "urgd_own": (0.68, 0.37, 1.28, -0.20, 2.04),
    "un_rule": (1.23, 1.07, 1.54, -1.94, -1.57),
    "logistic_80": (1.53, 1.36, 1.87, -2.3, -1.8),
    "logistic_85": (0.99, 1.04, 0.88, -1.7, -0.6),
    "logistic_free": (1.29, 1.32, 1.24, -2.0, -1.0),
}
LATER = {
    2009: {"drift": 3.65, "urgd_own": 3.44, "un_rule": 4.62},
    2015: {"drift": 1.05, "urgd_own": 0.97, "linear": 1.01, "un_rule": 1.43},
    2020: {"drift": 1.87, "urgd_own": 1.53, "un_rule": 1.31},
}
PROVINCES = {
    "persistence": 12.8,
    "linear": 3.36,
    "urgd_own": 2.64,
    "logit_pooled": 2.67,
    "logit_half_pooled": 2.07,
    "logit_half_nation": 1.78,
}


def errors(panel: Panel, method: str) -> np.ndarray:
    """Errors of a rule in points, [unit, year]."""
    forecast = BASELINES[method](panel.known)
    assert forecast is not None
    return score(forecast, panel.observed()).error


def compare(label: str, found: float, expected: float) -> None:
    """Print both and hold them together to a hundredth, or to the last digit that was written."""
    digits = len(str(expected).split(".")[1])
    print(f"{label:45s} {found:8.3f}   expected {expected:8.2f}")
    assert abs(found - expected) <= 0.5 * 10**-digits + 0.01


@pytest.mark.parametrize("method", NATION)
def test_nation_from_2010(method: str) -> None:
    error = errors(nation_panel(2010), method)[0]
    miss = np.abs(error)
    found = (miss.mean(), miss[:10].mean(), miss[10:].mean(), error[9], error[14])
    names = ("mae 2011-25", "mae to 2020", "mae after 2020", "error 2020", "error 2025")
    for name, figure, expected in zip(names, found, NATION[method], strict=True):
        compare(f"{method} {name}", float(figure), expected)


def test_the_band_of_the_drift_is_too_narrow() -> None:
    panel = nation_panel(2010)
    past = past_growth(panel, LINEAR)
    centre = panel.base[:, None] + past.own[:, None] * panel.horizons
    exact = crps_gaussian(centre, past.sd_ahead(panel.horizons), panel.observed())
    row = summary(score(BASELINES["drift"](panel), panel.observed()), panel.horizons)[0]
    compare("drift crps, closed form", float(100 * exact.mean()), 0.61)
    compare("drift crps, from quantiles", row["crps"], 0.61)
    compare("drift cover90", row["cover90"], 0.67)
    compare("drift cover50", row["cover50"], 0.20)


@pytest.mark.parametrize(("origin", "method"), [(origin, name) for origin in LATER for name in LATER[origin]])
def test_nation_with_the_data_of_the_day(origin: int, method: str) -> None:
    compare(
        f"{method} from {origin}",
        float(np.nanmean(np.abs(errors(nation_panel(origin), method)))),
        LATER[origin][method],
    )


def test_a_ceiling_of_75_percent_would_have_been_right_in_2020() -> None:
    panel = nation_panel(2020)
    error = score(saturating(0.75)(panel), panel.observed()).error
    compare("logistic K=75 from 2020", float(np.nanmean(np.abs(error))), 0.31)


def test_the_line_of_2009_needs_a_remembered_figure() -> None:
    """3.13 was computed with 43.90 % for 2006, a remembered figure; without it the line misses by 3.22."""
    panel = nation_panel(2009)
    assert 2006 not in panel.nation
    compare("linear from 2009, read figures", float(np.nanmean(np.abs(errors(panel, "linear")))), 3.22)
    history = dict(sorted({**panel.nation, 2006: 0.4390}.items()))
    slope, level = np.polyfit(list(history), list(history.values()), 1)
    line = 100 * (level + slope * np.array(panel.years) - panel.observed()[0])
    compare("linear from 2009, with 2006 remembered", float(np.abs(line).mean()), 3.13)


def mid_year(rates: dict[int, float]) -> dict[int, float]:
    """The mean of the year-ends before and after, for every year that has both."""
    return {year: (rates[year - 1] + rates[year]) / 2 for year in rates if year - 1 in rates}


def test_published_forecasts_against_mid_year_rates() -> None:
    truth = mid_year({year: f.value for year, f in rate_series("CN", "revised").items()})
    for year, expected in ((2015, 56.54), (2020, 63.30), (2025, 67.45)):
        compare(f"mid-year rate {year}", 100 * truth[year], expected)
    expected_errors = {
        "UN WUP 2014 rev": {2015: -0.9, 2020: -2.3, 2025: -2.1},
        "UN WUP 2018 rev": {2015: -1.0, 2020: -1.9, 2025: -1.0},
        "SSP2 (NCAR, Jiang & O'Neill)": {2020: -8.6, 2025: -9.5},
        "SSP1 (NCAR, Jiang & O'Neill)": {2020: -4.7, 2025: -3.9},
        "SSP3 (NCAR, Jiang & O'Neill)": {2020: -12.2, 2025: -14.7},
    }
    for name, years in expected_errors.items():
        table = forecast_table(name)
        for year, expected in years.items():
            compare(f"{name} {year}", 100 * (table[year] - truth[year]), expected)


def test_older_forecasts_are_context_and_say_where_they_are_unverified() -> None:
    table = context_table().set_index(["forecast", "year"])
    assert table.loc[("UN WUP 2007 rev", 2025), "confidence"] == "unverified"
    assert table.loc[("UN WUP 2009 rev", 2025), "rate"] == pytest.approx(0.59)
    assert not set(table.index.get_level_values(0)) & set(SOURCES.values())


def test_remembered_forecasts_are_not_scored() -> None:
    assert forecast_table("UN WUP 2011 rev") == {}
    assert 2015 not in forecast_table("UN WUP 2009 rev")
    found = baselines(nation_panel(2010))
    assert set(SOURCES) <= set(found)
    assert not found["un_wup_2014"].banded
    assert not set(SOURCES) & set(baselines(nation_panel(2015)))


@pytest.mark.parametrize("method", PROVINCES)
def test_provinces_from_census_to_census(method: str) -> None:
    error = errors(province_census_panel(verified=False), method)
    compare(f"31 provinces {method}", float(np.nanmean(np.abs(error))), PROVINCES[method])


def test_half_own_half_national_growth_on_verified_provinces() -> None:
    panel = province_census_panel(verified=True)
    assert len(panel.units) == 17
    compare("17 provinces", float(np.nanmean(np.abs(errors(panel, "logit_half_nation")))), 2.08)


@pytest.mark.parametrize(
    ("panel", "prototype"),
    [
        (province_census_panel(verified=True), 1.36),
        (province_census_panel(verified=False), 1.30),
        (census_panel("prefectures"), 3.29),
        (census_panel("counties"), 4.86),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_half_convergence_is_the_rule_to_beat(panel: Panel, prototype: float) -> None:
    """Its prototype's national path was another; a tenth apart is the same rule."""
    own = float(np.nanmean(np.abs(errors(panel, "half_convergence"))))
    print(f"{panel.name} half_convergence {own:.2f}, prototype {prototype:.2f}")
    assert own == pytest.approx(prototype, abs=0.15)
    assert own < float(np.nanmean(np.abs(errors(panel, "urgd_own"))))


def test_half_convergence_of_a_region_like_the_nation_is_the_nations_path() -> None:
    panel = nation_panel(2010).known
    found, line = half_convergence(panel), BASELINES["urgd_own"](panel)
    assert line is not None
    assert found.median == pytest.approx(line.median, abs=1e-12)


def test_half_convergence_closes_gaps_and_keeps_the_order() -> None:
    """Of two regions with the nation's past, the more rural one gains more points, but stays behind."""
    panel = province_census_panel(verified=True).known
    nation = panel.nation
    like = [
        replace(panel.units[0], history={y: rate * part for y, rate in nation.items()})
        for part in (0.6, 1.0, 1.4)
    ]
    found = half_convergence(replace(panel, units=tuple(like), provinces={})).median
    assert (np.diff(found, axis=0) > 0).all()
    gained = found[:, -1] - np.array([unit.history[panel.origin] for unit in like])
    assert gained[0] > gained[2]


def test_pooled_drift_would_pass_a_hundred_percent() -> None:
    """Without the bound at 100 % the rule misses by 3.82 (3.81 was expected); with it by 3.80."""
    panel = province_census_panel(verified=False)
    free = panel.base + 10 * past_growth(panel, LINEAR).pooled
    assert free.max() > 1
    compare("pooled drift, unbounded", float(100 * np.abs(free - panel.observed()[:, -1]).mean()), 3.81)
    compare("pooled drift", float(np.nanmean(np.abs(errors(panel, "drift_pooled")))), 3.80)


@pytest.mark.parametrize(
    ("table", "method", "expected"),
    [
        ("prefectures", "urgd_nation", 3.63),
        ("prefectures", "logit_half_nation", 3.21),
        ("counties", "urgd_nation", 5.28),
        ("counties", "logit_half_nation", 5.11),
    ],
)
def test_prefectures_and_counties(table: str, method: str, expected: float) -> None:
    panel = census_panel(table)
    assert len(panel.units) == {"prefectures": 98, "counties": 191}[table]
    compare(f"{table} {method}", float(np.nanmean(np.abs(errors(panel, method)))), expected)


def panels() -> list[Panel]:
    yearly = [province_yearly_panel(origin) for origin in (2010, 2015, 2020)]
    return [nation_panel(2010), province_census_panel(verified=True), census_panel("counties"), *yearly]


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: f"{panel.name}-{panel.origin}")
def test_no_rule_reads_what_came_after(panel: Panel) -> None:
    rows = [(unit.key, year, 0.123) for unit in panel.units for year in panel.years]
    shown, hidden = baselines(panel), baselines(with_truth(panel, rows))
    assert shown.keys() == hidden.keys()
    for name, forecast in shown.items():
        assert np.array_equal(forecast.quantiles, hidden[name].quantiles), name
    assert all(max(unit.history) <= panel.origin for unit in panel.units)
    assert max(panel.nation) <= panel.origin
    assert all(max(rates) <= panel.origin for rates in panel.provinces.values())


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: f"{panel.name}-{panel.origin}")
def test_bands_are_rates_in_order(panel: Panel) -> None:
    for name, forecast in baselines(panel).items():
        assert np.isfinite(forecast.quantiles).all(), name
        assert (np.diff(forecast.quantiles, axis=2) >= -1e-12).all(), name
        assert (forecast.quantiles >= 0).all(), name
        assert (forecast.quantiles <= 1).all(), name


def test_a_longer_horizon_is_less_certain() -> None:
    width = straight(nation_panel(2010), LOGIT, Weights(own=1.0))
    assert (np.diff(width.at(0.95) - width.at(0.05), axis=1) > 0).all()
