"""A median carries its Monte-Carlo error, and no digit beyond it is printed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.targets.median_error import median_error, median_errors
from urbsim.analysis.targets.wording import amount, chance_text, change, estimate, signed, span
from urbsim.text import speaking


@pytest.mark.parametrize("draws", [25, 200, 1000])
def test_it_is_how_far_medians_of_independent_draws_wander(draws: int) -> None:
    every = np.random.default_rng(5).normal(0, 1, (2000, draws))
    wander = np.median(every, axis=1).std()
    told = np.median([median_error(each) for each in every[:300]])
    assert told == pytest.approx(wander, rel=0.15)


def test_one_draw_has_none_and_missing_numbers_do_not_count() -> None:
    assert median_error(np.array([3.0])) == 0
    assert median_error(np.array([1.0, np.nan, 2.0])) == median_error(np.array([1.0, 2.0]))


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_many_at_once_are_those_one_by_one(draws: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    numbers = np.where(rng.random((draws, 12)) < 0.2, np.nan, rng.normal(0, 1, (draws, 12)))
    for column, told in zip(numbers.T, median_errors(numbers), strict=True):
        known = np.sort(column[~np.isnan(column)])
        ranks = (len(known) - 1) / 2 + np.array([-0.5, 0.5]) * np.sqrt(len(known))
        around = np.interp(ranks, np.arange(len(known)), known) if len(known) > 1 else np.zeros(2)
        assert told == pytest.approx((around[1] - around[0]) / 2, abs=1e-12)


@pytest.mark.parametrize(
    ("value", "error", "unit", "text"),
    [
        (0.5732, 0.0081, "share", "57.3 ± 0.8 %"),
        (0.5732, 0.0123, "share", "57 ± 1 %"),
        (0.5732, 0.12, "share", "60 ± 10 %"),
        (0.5732, 0.0001, "share", "57.3 ± 0.1 %"),
        (1_564_897, 41_000, "persons", "1.56 ± 0.04 million"),
        (1234.5, 8, "persons", "1,234 ± 8"),
        (-3.0, 2000, "persons", "0 ± 2,000"),
    ],
)
def test_no_digit_is_printed_beyond_the_error(value: float, error: float, unit: str, text: str) -> None:
    assert estimate(value, error, unit).startswith(text)


@pytest.mark.parametrize(
    ("value", "error", "unit", "english", "chinese"),
    [
        (0.0117, 0.002, "share", "+1.2 ± 0.2", "+1.2 ± 0.2"),
        (-0.0117, 0.0002, "share", "-1.17 ± 0.02", "-1.17 ± 0.02"),
        (0.0117, 0.0, "share", "+1.17", "+1.17"),
        (0.00004, 0.002, "share", "0.0 ± 0.2", "0.0 ± 0.2"),
        (34_800, 4000, "persons", "+35,000 ± 4,000", "+3.5 ± 0.4万人"),
        (-1.2e6, 3e5, "persons", "-1.2 ± 0.3 million", "-120 ± 30万人"),
    ],
)
def test_a_difference_has_its_sign_and_no_digit_beyond_its_error(
    value: float, error: float, unit: str, english: str, chinese: str
) -> None:
    assert change(value, error, unit) == english
    with speaking("zh"):
        assert change(value, error, unit) == chinese


def test_the_ends_of_a_band_have_no_digit_beyond_the_error_of_its_median() -> None:
    assert span(0.423, 0.5178, "share", 0.03) == "42–52 %"
    assert span(-10_800, 1.08e6, "persons", 3e5) == "0 – 1.1 million"
    assert signed(0.00643, 0.002, "share") == "+0.6"
    assert span(0.423, 0.5178, "share") == "42.3–51.8 %"


def test_a_probability_has_its_interval_but_of_one_draw() -> None:
    assert chance_text(1 / 6, 0.031, 0.49, 6) == "17 % (3–49)"
    assert chance_text(1.0, 0.5, 1.0, 1) == chance_text(None, None, None, 6) == "–"


def test_without_an_error_it_is_the_plain_amount() -> None:
    assert estimate(0.5732, 0.0, "share") == amount(0.5732, "share")
    with speaking("zh"):
        assert estimate(1_564_897, 41_000, "persons").startswith("156 ± 4万")
