"""A median carries its Monte-Carlo error, and no digit beyond it is printed."""

from __future__ import annotations

import numpy as np
import pytest

from urbsim.analysis.targets.median_error import median_error
from urbsim.analysis.targets.wording import amount, estimate
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


def test_without_an_error_it_is_the_plain_amount() -> None:
    assert estimate(0.5732, 0.0, "share") == amount(0.5732, "share")
    with speaking("zh"):
        assert estimate(1_564_897, 41_000, "persons").startswith("156 ± 4万")
