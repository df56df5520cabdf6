"""Logarithms and exponentials by series are those of the library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.households.odds import exponential, logarithm, powers, raised_twice

SPREAD = np.random.default_rng(7).uniform(-600.0, 600.0, 10_001)


def filled(function, values):
    return np.array([function(value) for value in values])


def test_logarithms_are_exact_to_the_last_places() -> None:
    values = np.concatenate([np.exp(SPREAD), [1.0, 2.0, 0.5, np.sqrt(2), np.sqrt(0.5), 1 + 1e-12, 1 - 1e-12]])
    assert filled(logarithm, values) == pytest.approx(np.log(values), rel=4e-16, abs=1e-20)


def test_exponentials_are_exact_to_the_last_places() -> None:
    values = np.concatenate([SPREAD / 10, [0.0, np.log(2) / 2, -np.log(2) / 2]])
    assert filled(exponential, values) == pytest.approx(np.exp(values), rel=4e-16)
    assert filled(exponential, np.zeros(3)).tolist() == [1.0, 1.0, 1.0]


def test_extremes_stay_finite() -> None:
    assert filled(logarithm, np.array([0.0, -1.0])) == pytest.approx(np.log(1e-300))
    assert filled(exponential, np.array([-1e9, 1e9])) == pytest.approx(np.exp([-700.0, 700.0]), rel=1e-12)


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 5.0), st.floats(0.1, 5.0))
def test_two_powers_at_once_are_both_powers(seed, one, other):
    values = np.random.default_rng(seed).uniform(-0.5, 4.0, 50)
    out = np.empty((2, 50))
    raised_twice(values, (one, other), *out)
    assert np.array_equal(out, [powers(values, one), powers(values, other)])
