"""A bound never turns back a household that eq. 3 would let go."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.boards import open_board
from urbsim.households.board import Spot
from urbsim.households.capacity import CLASSES
from urbsim.households.life.threshold import (
    A_GROUP,
    GROUPS,
    UNKNOWN,
    bounds_of,
    chance_of_moving,
    fill_most,
    known_chance,
)

VILLAGES, OPTIONS = 3, 8


def random_board(seed: int, spread: float, dissimilarity: float):
    rng = np.random.default_rng(seed)
    weights = rng.lognormal(0, spread, (VILLAGES, OPTIONS)) * (rng.random((VILLAGES, OPTIONS)) < 0.8)
    return open_board(
        weights,
        worth=rng.lognormal(0, spread, (1, CLASSES, OPTIONS)),
        intercept=rng.normal(-3, spread, (1, CLASSES)),
        dissimilarity=dissimilarity,
    )


@given(st.integers(0, 2**31), st.floats(0.0, 6.0), st.floats(0.05, 1.0))
def test_no_class_exceeds_the_bound_of_its_group(seed, spread, dissimilarity):
    board = random_board(seed, spread, dissimilarity)
    bounds, most = bounds_of(board), np.empty(GROUPS, np.uint64)
    for v in range(VILLAGES):
        fill_most(board, bounds, v, 0, most)
        chances = np.array([chance_of_moving(board, v, 0, c) for c in range(CLASSES)], np.uint64)
        assert np.all(chances.reshape(GROUPS, A_GROUP) <= most[:, None])


def test_alike_classes_are_bounded_by_their_own_chance():
    board = random_board(1, 0.0, 0.7)
    most = np.empty(GROUPS, np.uint64)
    fill_most(board, bounds_of(board), 0, 0, most)
    assert most.astype(float) == pytest.approx(float(chance_of_moving(board, 0, 0, 0)), rel=1e-7)


def test_a_known_chance_is_not_worked_out_again():
    board, known = random_board(2, 1.0, 0.7), np.full(CLASSES, UNKNOWN)
    here = Spot(0, 1, 0, 0, 0)
    first = known_chance(board, here, (0, 77), known)
    assert known[77] == first == chance_of_moving(board, 1, 0, 77)
    assert np.count_nonzero(known != UNKNOWN) == 1
    known[77] = 5
    assert known_chance(board, here, (0, 77), known) == 5
