"""Few events are exact quantiles of the binomial distribution, at any chance."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from urbsim.households.quantiles import ENOUGH
from urbsim.model.event_numbers import binomial_quantile

UNIT = st.floats(1e-9, 1 - 1e-9)


@given(UNIT, st.floats(1e-6, 1 - 1e-6), st.floats(0.01, 0.99))
def test_few_events_are_exact_quantiles_at_any_chance(u, p, part):
    n = max(1, int(part * ENOUGH / (p * (1 - p))))
    drawn = binomial_quantile(np.array([u]), np.array([n]), p)[0]
    assert binom.cdf(drawn, n, p) >= u - 1e-9
    assert drawn == 0 or binom.cdf(drawn - 1, n, p) <= u + 1e-9


def test_what_hardly_ever_happens_does_not_happen():
    assert binomial_quantile(np.array([0.5, 0.01]), np.array([1, 1]), 7e-17).tolist() == [0, 0]


def test_the_quantile_of_few_events_in_closed_form():
    assert binomial_quantile(np.array([0.2499, 0.2501, 0.76]), np.array([2, 2, 2]), 0.5).tolist() == [0, 1, 2]
