"""Placing the people whom the founded families of an area are short of, or too many by."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.boards import villagers
from urbsim.households.columns.columns import HOME, MEMBERS, SPLIT, Rows, count, living, out_of, status_of
from urbsim.households.founding import place_remainder

ADULT, CHILD = 1 << 3 * 6, 1 << 3 * 1


def at_home(rows: Rows) -> int:
    used = [rows.life[i] for v in range(len(rows.used)) for i in range(rows.start[v], rows.used[v])]
    return sum(int(count(life & MEMBERS)) - int(out_of(life)) for life in used)


@given(st.integers(0, 40), st.integers(0, 3), st.integers(-200, 200))
def test_what_is_placed_and_what_is_left_add_up(families, children, persons):
    rows = villagers(families, villages=2, members=2)
    rows.life[rows.life > 0] += np.uint64(children * CHILD)
    before = at_home(rows)
    left = place_remainder(rows, (0, 2), persons)
    assert at_home(rows) - before == persons - left
    assert left == min(0, before + persons) or (left > 0 and persons > 5 * families)


def test_families_of_one_are_taken_whole_and_those_with_somebody_in_town_stay():
    rows = villagers(4)
    rows.life[1] = living(np.uint64(2 * ADULT), 1, 0, SPLIT)
    assert place_remainder(rows, (0, 1), -3) == 0
    assert [int(count(life & MEMBERS)) for life in rows.life[:4]] == [0, 2, 0, 0]
    assert status_of(rows.life[0]) == HOME
    assert place_remainder(rows, (0, 1), -1) == -1, "who sends a worker leaves nobody else to take"
