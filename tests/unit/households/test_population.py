"""Branches need room, and nobody is dropped for want of it."""

import numpy as np
import pytest

from tests.laws.boards import open_board, state_of, villagers
from urbsim.households.board import Tally
from urbsim.households.columns.columns import Rows, with_reserve
from urbsim.households.life.living import live
from urbsim.households.life.threshold import bounds_of
from urbsim.households.population import Households

THREE_GENERATIONS = np.uint64(2 << 3 * 5 | 1 << 0 | 2 << 3 * 11)


def big_families(number: int) -> Rows:
    """Families of five that found a household as soon as they may, without spare rows."""
    rows = villagers(number)
    rows.life[:number] = THREE_GENERATIONS
    return Rows(
        rows.life[:number].copy(),
        rows.place[:number].copy(),
        rows.key[:number].copy(),
        rows.traits[:number].copy(),
        np.array([0, number], np.int64),
        np.array([number], np.int64),
        rows.area,
        rows.village,
    )


def year_of(rows: Rows, splitting: float) -> Tally:
    tally = Tally(np.zeros((1, 2, 6), np.int64), np.zeros((1, 1, 5), np.int64), np.zeros(1, np.int64))
    board = open_board(np.zeros((1, 2)), splitting=np.uint64(splitting * 2**32))
    live(board, rows, tally, bounds_of(board), 0, (0, 1))
    return tally


def test_without_room_a_family_stays_together():
    rows = big_families(20)
    tally = year_of(rows, 1.0)
    assert tally.refused[0] == 20
    assert state_of(rows)["members"].tolist() == [5] * 20


def test_with_room_every_family_branches_and_nobody_is_lost():
    rows = with_reserve(big_families(20), np.array([25]))
    tally = year_of(rows, 1.0)
    assert tally.refused[0] == 0
    assert state_of(rows)["members"].tolist() == [2] * 20 + [3] * 20


def test_a_branch_lives_its_first_year_in_the_next():
    rows = with_reserve(big_families(1), np.array([5]))
    year_of(rows, 1.0)
    assert state_of(rows)["tenure"].tolist() == [1, 0]


@pytest.mark.parametrize("number", [1, 30, 1000])
def test_the_block_grows_so_that_no_branch_is_refused(number):
    households = Households(big_families(number), 1)
    board = open_board(np.zeros((1, 2)), splitting=np.uint64(0.02 * 2**32))
    for year in range(2001, 2031, 5):
        tally = households.live(board._replace(year=np.int64(year)))
        assert tally.refused[0] == 0
    assert state_of(households.rows)["members"].sum() == 5 * number
