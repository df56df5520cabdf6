"""The line of departures: log odds up to one half, as many points above, never beyond all or none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import logit

from urbsim.runs.outlook.line import line_of, rate_at

rates = st.floats(0.001, 1.0)


@given(rates)
def test_a_rate_comes_back_from_its_place_on_the_line(rate: float) -> None:
    assert rate_at(line_of(np.array(rate))) == pytest.approx(rate, abs=1e-12)


@given(rates, st.floats(-6, 6), st.floats(0, 3))
def test_rates_stay_rates_and_keep_their_order(rate: float, step: float, more: float) -> None:
    moved = rate_at(line_of(np.array(rate)) + np.array([step, step + more]))
    assert ((moved >= 0) & (moved <= 1)).all()
    assert moved[0] <= moved[1]


@given(st.floats(0.5, 0.95), st.floats(0, 0.05))
def test_a_departure_is_as_many_points_at_any_rate_above_one_half(rate: float, points: float) -> None:
    assert rate_at(line_of(np.array(rate)) + 4 * points) - rate == pytest.approx(points, abs=1e-12)


@given(st.floats(0.001, 0.499))
def test_below_one_half_it_is_the_log_odds(rate: float) -> None:
    assert line_of(np.array(rate)) == pytest.approx(logit(rate))


def test_ends_and_slope_at_one_half() -> None:
    assert line_of(np.array([0.0, 0.5, 1.0])).tolist() == [-np.inf, 0.0, 2.0]
    assert rate_at(np.array([-np.inf, 9.0])).tolist() == [0.0, 1.0]
    around = rate_at(np.array([-1e-4, 1e-4])) - 0.5
    assert around[1] == pytest.approx(-around[0], rel=1e-6)
