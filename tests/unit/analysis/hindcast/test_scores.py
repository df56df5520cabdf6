"""Scores against closed forms, brute force and the properties that make them scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm

from tests.unit.analysis.hindcast.known_scores import crps_ensemble, crps_gaussian
from urbsim.analysis.hindcast.scores import (
    crps_quantiles,
    inside,
    interval_score,
    paired_difference,
    pit,
    score,
    skill,
    summary,
)
from urbsim.analysis.panels.forecasts import LEVELS, LOGIT, Forecast, from_draws, gaussian, point

NUMBERS = st.floats(-5, 5, allow_nan=False)
ENSEMBLES = arrays(np.float64, st.integers(2, 12), elements=NUMBERS)


@given(ENSEMBLES, NUMBERS)
def test_fair_crps_is_the_mean_over_pairs(draws: np.ndarray, observed: float) -> None:
    n = len(draws)
    pairs = np.abs(draws[:, None] - draws[None, :]).sum() / (n * (n - 1))
    expected = np.abs(draws - observed).mean() - pairs / 2
    assert crps_ensemble(draws, np.array(observed)) == pytest.approx(expected, abs=1e-12)


@given(ENSEMBLES, NUMBERS, st.randoms())
def test_the_order_of_draws_changes_nothing(draws: np.ndarray, observed: float, luck: object) -> None:
    shuffled = draws[np.argsort([luck.random() for _ in draws])]
    assert crps_ensemble(draws, np.array(observed)) == pytest.approx(
        crps_ensemble(shuffled, np.array(observed)), abs=1e-12
    )


@given(NUMBERS, NUMBERS)
def test_a_point_forecast_scores_its_absolute_error(value: float, observed: float) -> None:
    quantiles = np.full(len(LEVELS), value)
    assert crps_quantiles(quantiles, np.array(observed)) == pytest.approx(abs(value - observed), abs=1e-12)
    assert crps_ensemble(np.array([value]), np.array(observed)) == pytest.approx(abs(value - observed))


@given(NUMBERS, st.floats(0.1, 3), NUMBERS)
def test_crps_from_quantiles_is_close_to_the_closed_form(centre: float, sd: float, observed: float) -> None:
    quantiles = norm.ppf(LEVELS, centre, sd)
    exact = float(crps_gaussian(np.array(centre), np.array(sd), np.array(observed)))
    assert crps_quantiles(quantiles, np.array(observed)) == pytest.approx(exact, rel=0.02, abs=0.01 * sd)


def test_the_fair_crps_of_many_draws_is_that_of_the_distribution() -> None:
    random = np.random.default_rng(7)
    draws, observed = random.normal(0, 1, (400, 500)), random.normal(0, 1, 500)
    exact = crps_gaussian(np.zeros(500), np.ones(500), observed)
    assert crps_ensemble(draws, observed).mean() == pytest.approx(exact.mean(), abs=0.01)
    few = crps_ensemble(draws[:3], observed).mean()
    assert few == pytest.approx(exact.mean(), abs=0.08)


def test_the_truth_scores_better_than_what_is_shifted_or_misjudged_in_width() -> None:
    observed = np.random.default_rng(3).normal(0, 1, 20_000)

    def of(centre: float, sd: float) -> float:
        return float(crps_gaussian(np.full(1, centre), np.full(1, sd), observed).mean())

    assert of(0, 1) < min(of(0.3, 1), of(-0.3, 1), of(0, 0.5), of(0, 2))


@given(st.floats(-2, 0), st.floats(0, 2), NUMBERS)
def test_an_interval_costs_its_width_and_twenty_times_the_miss(low: float, high: float, y: float) -> None:
    found = float(interval_score(np.array(low), np.array(high), np.array(y), 0.9))
    miss = max(low - y, 0, y - high)
    assert found == pytest.approx(high - low + 20 * miss)
    assert inside(np.array(low), np.array(high), np.array(y)) == (miss == 0)


def test_calibrated_forecasts_cover_as_they_say_and_have_an_even_pit() -> None:
    observed = np.random.default_rng(5).normal(0.5, 0.05, (4000, 1))
    quantiles = np.broadcast_to(norm.ppf(LEVELS, 0.5, 0.05), (4000, 1, len(LEVELS)))
    scored = score(Forecast(quantiles), observed)
    assert scored.cover50.mean() == pytest.approx(0.5, abs=0.03)
    assert scored.cover90.mean() == pytest.approx(0.9, abs=0.02)
    shares = np.histogram(pit(quantiles, observed), np.linspace(0, 1, 11))[0] / 4000
    assert shares == pytest.approx(np.full(10, 0.1), abs=0.025)


def test_scores_are_in_points_and_unknown_truth_is_not_scored() -> None:
    forecast = point(np.array([[0.50, 0.60], [0.70, 0.80]]))
    observed = np.array([[0.52, np.nan], [0.69, 0.80]])
    rows = summary(score(forecast, observed), np.array([5.0, 6.0]))
    assert [row["horizon"] for row in rows] == ["all", "1-5", "6-10"]
    assert rows[0]["n"] == 3
    assert rows[0]["mae"] == pytest.approx(1.0)
    assert rows[0]["bias"] == pytest.approx(-1 / 3)
    assert rows[0]["rmse"] == pytest.approx(np.sqrt(5 / 3))
    assert rows[0]["crps"] == pytest.approx(1.0)
    assert np.isnan(rows[0]["cover90"])


def test_skill_is_the_share_of_the_reference_error_that_is_saved() -> None:
    own, reference = np.array([[1.0, np.nan]]), np.array([[4.0, 9.0]])
    assert skill(own, reference) == pytest.approx(0.75)
    assert np.isnan(skill(own, np.zeros((1, 2))))


def test_paired_differences_see_what_separate_means_do_not() -> None:
    random = np.random.default_rng(1)
    hard = random.exponential(3, (60, 1))
    found = paired_difference(hard + 0.1 + random.normal(0, 0.05, (60, 1)), hard, 1, 1000)
    assert found.mean == pytest.approx(0.1, abs=0.03)
    assert 0 < found.low < found.mean < found.high
    assert found.better == 0
    again = paired_difference(hard + 0.1, hard, 9, 1000)
    assert (again.low, again.high) == (pytest.approx(0.1), pytest.approx(0.1))


def test_years_of_a_region_are_resampled_together() -> None:
    gap = np.repeat(np.array([[1.0], [-1.0]]), 50, axis=1)
    found = paired_difference(gap, np.zeros((2, 50)), 1, 1000)
    assert (found.low, found.high) == (-1.0, 1.0)
    alone = paired_difference(gap[:1], np.zeros((1, 50)), 1, 1000)
    assert alone.mean == 1.0
    assert np.isnan(alone.low)


def test_quantiles_of_draws_and_of_a_line() -> None:
    draws = np.linspace(0, 1, 1001)[:, None, None]
    assert from_draws(draws).quantiles[0, 0] == pytest.approx(LEVELS)
    forecast = gaussian(np.zeros((1, 1)), np.ones((1, 1)), LOGIT)
    assert forecast.median[0, 0] == pytest.approx(0.5)
    assert forecast.at(0.05)[0, 0] == pytest.approx(1 / (1 + np.exp(1.6448536)))
