"""T4: with constant hazards and no demography the households follow their mean field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.laws.boards import CLASSES, families_away, open_board, plain_taste, villagers
from urbsim.households.choice.attraction import pull
from urbsim.households.population import Households

YEARS, SEEDS = 10, 200
ONLY_FAMILIES = np.array([[0.0, 1.0]])
HAZARD, BACK = 0.06, 0.04


def run(number: int, seed: int, choice: Callable[[float], dict[str, Any]] | None = None) -> list[int]:
    """Households away at the end of each year; ``choice`` gives what a board says from the share away."""
    households, path = Households(villagers(number), 1), [0]
    for t in range(YEARS):
        board = open_board(ONLY_FAMILIES, HAZARD, BACK, seed=np.uint64(seed), year=np.int64(2001 + 5 * t))
        households.live(board if choice is None else board._replace(**choice(path[-1] / number)))
        path.append(families_away(households.rows))
    return path


def closed_form(number: int) -> np.ndarray:
    t = np.arange(YEARS + 1)
    return number * HAZARD / (HAZARD + BACK) * (1 - (1 - HAZARD - BACK) ** t)


def assert_within_four_errors(paths: np.ndarray, expected: np.ndarray) -> None:
    error = paths.std(axis=0, ddof=1) / np.sqrt(len(paths))
    assert np.all(np.abs(paths.mean(axis=0) - expected)[1:] < 4 * error[1:])


def test_stock_follows_the_closed_form():
    paths = np.array([run(300, seed) for seed in range(SEEDS)], float)
    assert_within_four_errors(paths, closed_form(300))


def test_stock_with_a_network_follows_its_recursion():
    pulled, intercept, number = 1.5, -3.0, 2000
    taste = plain_taste(dissimilarity=0.7, network=pulled)

    def choice(share: float) -> dict[str, Any]:
        weights = pull(np.zeros((1, 2)), np.zeros((1, 1)), np.full((1, 1), share), taste) * ONLY_FAMILIES
        liking = np.full((1, CLASSES), intercept)
        return {"pull": weights, "intercept": liking, "dissimilarity": taste.dissimilarity}

    expected = [0.0]
    for _ in range(YEARS):
        share = expected[-1]
        hazard = 1 / (1 + np.exp(-intercept - pulled * share))
        expected.append(share + (1 - share) * hazard - BACK * share)
    paths = np.array([run(number, seed, choice) for seed in range(SEEDS)], float) / number
    assert_within_four_errors(paths, np.array(expected))


def test_luck_shrinks_with_the_root_of_the_number():
    numbers = np.array([100, 400, 1600, 6400])
    spread = [np.std([run(n, seed)[-1] / n for seed in range(100)]) for n in numbers]
    slope = np.polyfit(np.log(numbers), np.log(spread), 1)[0]
    assert abs(slope + 0.5) < 0.06
