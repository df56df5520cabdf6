"""What matters: indices of a function whose indices are known, and the rule of a planted failure."""

import numpy as np

from urbsim.analysis.choices.indices import bounds_of, resampled, sampled
from urbsim.analysis.choices.prim import failure_box
from urbsim.analysis.choices.sensitivity import chosen_columns

FIRST = (0.3139, 0.4424, 0.0)
TOTAL = (0.5576, 0.4424, 0.2437)
"""Of the function of Ishigami & Homma (1990) with a = 7, b = 0.1, in closed form."""
RNG = np.random.default_rng(2)


def ishigami(uniform: np.ndarray) -> np.ndarray:
    x, y, z = (np.pi * (2 * uniform - 1)).T
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def test_known_indices_lie_within_their_intervals() -> None:
    values = sampled(ishigami, 3, 4096)
    low, high = bounds_of(resampled(values, 200))
    found = values.indices()
    assert np.allclose(found.first, FIRST, atol=0.02)
    assert np.allclose(found.total, TOTAL, atol=0.02)
    assert (low.first - 0.005 <= FIRST).all()
    assert (high.first + 0.005 >= FIRST).all()
    assert (low.total - 0.005 <= TOTAL).all()
    assert (high.total + 0.005 >= TOTAL).all()


G = np.array([0.0, 0.5, 3.0, 9.0, 99.0])
"""Coefficients of the product function of Sobol' (1993): the larger, the less its input matters."""


def test_indices_of_a_product_are_those_of_its_closed_form() -> None:
    part = 1.0 / (3.0 * (1.0 + G) ** 2)
    whole = np.prod(1.0 + part) - 1.0
    first, total = part / whole, part * np.prod(1.0 + part) / (1.0 + part) / whole
    values = sampled(lambda x: np.prod((np.abs(4.0 * x - 2.0) + G) / (1.0 + G), axis=1), len(G), 4096)
    low, high = bounds_of(resampled(values, 200))
    found = values.indices()
    assert np.allclose(found.first, first, atol=0.02)
    assert np.allclose(found.total, total, atol=0.02)
    assert (low.total - 0.005 <= total).all()
    assert (high.total + 0.005 >= total).all()


def test_a_planted_failure_is_found_with_its_sides() -> None:
    inputs = RNG.uniform(size=(400, 6))
    fails = (inputs[:, 1] < 0.45) & (inputs[:, 4] > 0.4)
    fails ^= RNG.uniform(size=400) < 0.02
    box = failure_box(inputs, fails)
    assert box is not None
    assert box.coverage >= 0.9
    assert box.density >= 0.9
    assert {(side.column, side.upper) for side in box.sides} == {(1, True), (4, False)}


def test_there_is_no_rule_where_nothing_or_everything_fails() -> None:
    inputs = RNG.uniform(size=(40, 2))
    assert failure_box(inputs, np.zeros(40, dtype=bool)) is None
    assert failure_box(inputs, np.ones(40, dtype=bool)) is None


def test_only_inputs_that_matter_are_chosen() -> None:
    scaled = RNG.uniform(-1, 1, (60, 12))
    responses = (2 * scaled[:, :1] - scaled[:, 3:4] ** 2) * np.ones((1, 4)) + RNG.normal(0, 0.01, (60, 4))
    assert set(chosen_columns(scaled, responses)[:2]) == {0, 3}
