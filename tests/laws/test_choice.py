"""T3: who moves and where follows the nested logit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import chisquare

from tests.laws.boards import CLASSES, open_board, state_of, thresholds, villagers
from urbsim.households.draws import ALWAYS
from urbsim.households.population import Households

NUMBER = 60_000
LEAST = 0.001


def destinations(weights: list[float], **choice: Any) -> np.ndarray:
    """How many of NUMBER households end at each option (workers only, whole family), the stayers last."""
    board = open_board(np.array([weights]), hazard=1.0, **choice)
    households = Households(villagers(NUMBER), len(weights) // 2)
    households.live(board)
    state = state_of(households.rows)
    option = 2 * state["place"] + (state["status"] == 2)
    option[state["status"] == 0] = len(weights)
    return np.bincount(option, minlength=len(weights) + 1)


def logit(weights: list[float], intercept: float, dissimilarity: float) -> np.ndarray:
    """Closed form of the nested logit over the options and staying."""
    total = sum(weights)
    odds = np.exp(intercept) * total**dissimilarity
    moving = odds / (1 + odds)
    return np.array([*(moving * w / total for w in weights), 1 - moving])


def kernel_thresholds(weights: list[float], intercept: float, dissimilarity: float) -> np.ndarray:
    pull, worth = np.array([weights]), np.ones((1, CLASSES, len(weights)))
    here, liking = np.zeros(1, np.int64), np.full((1, CLASSES), intercept)
    return thresholds(pull, worth, here, liking, dissimilarity)


@pytest.mark.parametrize(
    "weights", [[1, 1, 1, 1], [5, 1, 0.5, 0.1, 2, 0], [1e-9, 2e-9], [1e6, 3e6, 0, 1e5], [0, 1]]
)
def test_destinations_are_shared_as_the_weights(weights):
    shares = np.array(weights) / sum(weights)
    counts = destinations([float(w) for w in weights])
    assert counts[-1] == 0
    assert counts[:-1][shares == 0].sum() == 0
    known = shares > 0
    if known.sum() > 1:
        assert chisquare(counts[:-1][known], NUMBER * shares[known]).pvalue > LEAST


@pytest.mark.parametrize("dissimilarity", [1.0, 0.7, 0.4])
def test_staying_and_going_follow_the_nested_logit(dissimilarity):
    weights = [0.6, 0.1, 1.5, 0.3]
    move = kernel_thresholds(weights, -1.0, dissimilarity)
    expected = NUMBER * logit(weights, -1.0, dissimilarity)
    assert move[0, 0] == pytest.approx((1 - expected[-1] / NUMBER) * ALWAYS, rel=1e-9)
    choice = {"intercept": np.full((1, CLASSES), -1.0), "dissimilarity": dissimilarity}
    assert chisquare(destinations(weights, **choice), expected).pvalue > LEAST


def odds_against(option: int, weights: list[float], dissimilarity: float) -> tuple[float, float]:
    """Odds of an option against staying and against the next option, by the kernel's thresholds."""
    moving = kernel_thresholds(weights, -1.0, dissimilarity)[0, 0] / ALWAYS
    share = np.array(weights) / sum(weights)
    return float(moving * share[option] / (1 - moving)), float(share[option] / share[option + 1])


def test_irrelevant_options_are_irrelevant_only_within_the_nest():
    few, many = [0.6, 0.1], [0.6, 0.1, 1.5, 0.3]
    for dissimilarity in (1.0, 0.7):
        staying, neighbour = odds_against(0, few, dissimilarity)
        staying_now, neighbour_now = odds_against(0, many, dissimilarity)
        assert neighbour_now == pytest.approx(neighbour)
        if dissimilarity == 1.0:
            assert staying_now == pytest.approx(staying, rel=1e-8)
        else:
            assert staying_now < 0.8 * staying


def test_a_better_offer_never_loses_a_household_it_had_won():
    before, after = (
        Households(villagers(2000), 2),
        Households(villagers(2000), 2),
    )
    before.live(open_board(np.array([[1.0, 1.0, 1.0, 1.0]]), hazard=1.0))
    after.live(open_board(np.array([[1.0, 1.5, 1.0, 1.0]]), hazard=1.0))
    won = [(s["place"] == 0) & (s["status"] == 2) for s in (state_of(before.rows), state_of(after.rows))]
    assert np.all(won[1] >= won[0])
    assert won[1].sum() > won[0].sum()


def test_a_split_family_does_not_follow_to_a_place_that_it_would_not_choose():
    rows = villagers(500, members=2)
    rows.life[:500] |= np.uint64(1 << 45 | 1 << 52)
    rows.place[:500] = 1
    households = Households(rows, 2)
    households.live(open_board(np.array([[1.0, 1.0, 0.0, 0.0]]), hazard=1.0))
    assert not np.any(state_of(households.rows)["status"] == 2)
