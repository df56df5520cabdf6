"""What commuters read of pay and jobs in their own towns, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.laws.boards import plain_taste
from urbsim.households.choice.attraction import Places
from urbsim.model.choice.pool import pool_chance, pool_pull, pool_value
from urbsim.model.choice.standing import Offer, SinceBase

RENT, LOSS, INCOME = 0.15, 0.3, 10_000.0
TASTE = plain_taste(income_response=1.0, dissimilarity=0.5, land_rent_share=RENT, farm_income_loss=LOSS)
NOBODY = np.zeros((1, 2))


def offer(wages: tuple[float, float], chances: tuple[float, float] = (1.0, 1.0)) -> Offer:
    """Two places without a cost of living away, the second of which lies outside."""
    zero = np.zeros(2)
    places = Places(np.array(wages), np.array(chances), np.ones(2), zero, zero, zero, zero, 0.0)
    return Offer(places, np.array(wages), np.ones(2), pay=1.0, income=INCOME, schooling=8.0)


def weight_of(now: Offer, base: Offer, **changes: Any) -> float:
    """The weight of the own place against the base year's, for villagers of one village at no distance."""
    own = np.array([[True, False]])
    taste = replace(TASTE, **changes)
    value = pool_value(SinceBase(now, base), own, taste, np.zeros(2), NOBODY)
    pull = pool_pull(value, own, np.zeros(1, int), np.zeros((1, 2)), taste)
    assert not pull[0, 2:].any()
    return float(pull[0, 0])


def test_dearer_labour_makes_both_town_and_going_home_worth_more() -> None:
    base = offer((INCOME, INCOME))
    in_town, at_home = (4 + RENT) / (2 + RENT), (3 - LOSS / 2) / (2 - LOSS / 2)
    assert weight_of(base, base) == pytest.approx(1.0)
    assert weight_of(offer((2 * INCOME, INCOME)), base) == pytest.approx((in_town / at_home) ** 2)
    assert weight_of(offer((INCOME, 9 * INCOME)), base) == pytest.approx(1.0)


def test_a_chance_of_a_job_counts_in_full_since_who_commutes_has_one() -> None:
    base = offer((INCOME, INCOME), (0.5, 0.5))
    more = offer((INCOME, INCOME), (1.0, 0.5))
    assert weight_of(more, base) == pytest.approx(((2 + RENT) / (1 + RENT)) ** 2)


def test_without_a_response_to_income_pay_moves_no_commuter() -> None:
    base = offer((INCOME, INCOME))
    assert weight_of(offer((3 * INCOME, INCOME)), base, income_response=0.0) == pytest.approx(1.0)


def test_odds_of_leaving_home_rise_as_the_weights_of_towns_do() -> None:
    levels = np.full(8, -3.0)
    for times in (0.5, 2.0, 7.0):
        before, after = (pool_chance(np.full((1, 4), w), levels)[0, 0] for w in (1.0, times))
        assert after / (1 - after) == pytest.approx(times * before / (1 - before))
