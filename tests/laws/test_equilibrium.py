"""T7: Harris and Todaro. With fixed jobs the chance of a job brings town and village into balance."""

from __future__ import annotations

import numpy as np
import pytest

from tests.laws.boards import CLASSES, families_away, open_board, plain_taste, villagers
from urbsim.households.choice.attraction import Places, Profiles, net_gain, return_hazard, worth
from urbsim.households.population import Households
from urbsim.model.towns.labour import employed, jobs_each

NUMBER, INCOME = 20_000, 10_000.0
RATE = 0.008
"""Odds of moving and return hazard at a gain of one: so small that a hazard is nearly its odds."""
LONG_RUN = 1.5
"""Return responds half as much as moving, so the stock responds 1.5 times as much as the flow."""
ONLY_FAMILIES = np.array([[0.0, 1.0]])


def offer(wage: float, jobs: float, labour: float) -> Places:
    chance = employed(jobs_each(jobs, labour), 1.0)
    one, none = np.ones(1), np.zeros(1)
    return Places(np.array([wage]), np.array([chance]), one, none, none, none, none, 0.0)


def stationary(response: float, wage: float, jobs: float, years: int = 600) -> float:
    """Workers in town after many years of a village of single workers and one town."""
    people = Profiles(*(np.full(CLASSES, x) for x in (8.0, 1.0, INCOME, 30.0, 0.0)))
    households, taste = (
        Households(villagers(NUMBER), 1),
        plain_taste(income_response=response, return_rate=RATE),
    )
    started = int(balance(response, wage, jobs) * 0.95)
    households.rows.life[:started] |= np.uint64(2 << 52)
    liking, seen = np.full((1, CLASSES), np.log(RATE)), [float(started)]
    for t in range(years):
        gain = net_gain(people, offer(wage, jobs, seen[-1]), taste)
        weight = worth(gain, taste)[None, :, :]
        board = open_board(
            ONLY_FAMILIES,
            seed=np.uint64(t),
            intercept=liking,
            dissimilarity=1.0,
            worth=weight,
            back=return_hazard(gain, people, taste)[None, :, :],
        )
        households.live(board)
        seen.append(float(families_away(households.rows)))
    return float(np.mean(seen[years // 4 :]))


def balance(response: float, wage: float, jobs: float) -> float:
    """L_u that solves ln(L_u/L_r) = k ln(J W_u/(L_u W_r)) with k = 1.5 β, by bisection."""
    low, high = 1.0, NUMBER - 1.0
    for _ in range(100):
        middle = (low + high) / 2
        gain = min(1.0, jobs / middle) * wage / INCOME
        excess = np.log(middle / (NUMBER - middle)) - LONG_RUN * response * np.log(gain)
        low, high = (middle, high) if excess < 0 else (low, middle)
    return low


@pytest.mark.parametrize(("response", "wage"), [(1.0, 20_000.0), (2.0, 15_000.0)])
def test_town_and_village_reach_the_fixed_point(response, wage):
    jobs = 4_000.0
    found = stationary(response, wage, jobs)
    assert found == pytest.approx(balance(response, wage, jobs), rel=0.01)
    assert found > jobs, "some are without a job"


def test_strong_response_equates_expected_and_rural_income():
    jobs, wage = 4_000.0, 20_000.0
    found = stationary(40.0, wage, jobs)
    assert found == pytest.approx(jobs * wage / INCOME, rel=0.01)
    assert 1 - jobs / found == pytest.approx(1 - INCOME / wage, abs=0.01)


def test_more_jobs_bring_more_unemployed():
    few, many = (stationary(10.0, 20_000.0, jobs, years=200) - jobs for jobs in (2_000.0, 4_000.0))
    assert many > 1.5 * few
