"""What rows and tables cannot hold is refused before it is founded, and no look-up leaves its table."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from tests.laws.boards import open_board, villagers
from tests.worlds import World, world
from urbsim.households import capacity
from urbsim.households.admission import Queue, waiting
from urbsim.households.board import GROUPS
from urbsim.households.columns.counting import OUT_UNIT
from urbsim.households.population import Households
from urbsim.model.founding.founding import found
from urbsim.model.founding.sizes import CapacityError, Sizes, assert_affordable
from urbsim.model.setup import Settlement
from urbsim.text import both

GIB = 2**30


def with_places_outside(number: int) -> World:
    """A small world from which people may go to that many more places."""
    made = world(3, areas=1, households=100)
    more = tuple(Settlement(f"far{n}", "outside", -1, 100_000) for n in range(number))
    return made.but(settlements=(*made.setup.settlements, *more))


def test_a_row_holds_every_settlement_that_may_be_founded():
    assert np.iinfo(villagers(1).place.dtype).max == capacity.PLACES - 1


def test_more_settlements_than_a_row_can_tell_apart_are_refused():
    made = with_places_outside(capacity.PLACES)
    with pytest.raises(CapacityError, match="settlements, a run can hold 65,536"):
        found(made.setup, made.draw.coefficients)


def with_towns(number: int) -> World:
    """A small world whose urban people live in so many towns, without policy."""
    made = world(3, areas=1, households=3000, years=2)
    people = np.diff(np.linspace(0, made.setup.areas[0].urban, number + 1).astype(int))
    towns = tuple(Settlement(f"town{n}", "town", 0, int(here)) for n, here in enumerate(people))
    return made.but(settlements=towns, level="county").without_policy()


def test_people_live_in_every_one_of_three_hundred_towns():
    made = with_towns(300)
    model = made.lived()
    assert int(made.foundation.rows.place.max()) == 299
    assert np.all(model.people.count.kin.sum(axis=0)[256:] > 0)


def test_the_nation_by_340_prefectures_is_refused_with_the_memory_it_would_need():
    made = world(1, areas=1, households=400)
    area, places = made.setup.areas[0], made.setup.settlements
    areas = tuple(replace(area, key=f"prefecture{n}") for n in range(340))
    own = tuple(replace(places[0], key=f"{a.key}/{k}", area=n) for n, a in enumerate(areas) for k in range(3))
    nation = replace(made.setup, level="nation", areas=areas, settlements=own)
    with pytest.raises(CapacityError, match=r"areas: 340, settlements: 1,020\) need about 1\d\.\d GiB"):
        assert_affordable(nation, 8 * GIB)
    assert_affordable(made.setup, 8 * GIB)


def test_the_stated_memory_is_about_what_a_run_of_many_areas_takes():
    world(1, areas=2, households=100, years=1).lived()
    made = world(3, areas=24, households=1200, years=1)
    tracemalloc.start()
    made.lived()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 0.8 < Sizes.of(made.setup).bytes / peak < 2


def test_a_household_in_a_place_that_there_is_not_never_reaches_the_kernel():
    rows = villagers(3)
    rows.place[1] = 7
    with pytest.raises(IndexError, match="settlement 7 of 7"):
        Households(rows, 7)
    assert Households(rows, 8).rows.place[1] == 7


def test_rows_that_are_too_few_never_reach_the_kernel():
    rows = villagers(3)
    with pytest.raises(IndexError, match="more households than rows"):
        Households(rows._replace(life=rows.life[:2]), 1)
    with pytest.raises(IndexError, match="more households than rows"):
        Households(rows._replace(used=rows.start[1:] + 1), 1)


@pytest.mark.parametrize(
    ("name", "cut"),
    [(name, np.s_[:0]) for name in ("intercept", "pull", "worth", "back", "bond", "settle", "urban")]
    + [("pull", np.s_[:, :3]), ("back", np.s_[:, :, :3]), ("inside", np.s_[:1]), ("group", np.s_[:1])],
)
def test_a_table_that_is_too_small_never_reaches_the_kernel(name, cut):
    board = open_board(np.ones((1, 4)))
    with pytest.raises(IndexError, match=name):
        Households(villagers(3), 2).live(board._replace(**{name: getattr(board, name)[cut]}))


def test_an_option_without_a_settlement_never_reaches_the_kernel():
    board = open_board(np.ones((1, 4)))
    with pytest.raises(IndexError, match="option"):
        Households(villagers(3), 2).live(board._replace(member=board.member + 1))


def test_draws_at_a_time_need_their_tables_each():
    made = world(1, areas=2, households=200)
    size = Sizes.of(made.setup).bytes
    assert_affordable(made.setup, 3 * size, together=3)
    with pytest.raises(CapacityError, match="4 draws at a time") as caught:
        assert_affordable(made.setup, 3 * size, together=4)
    assert "同时模拟4次" in both(caught.value.args[0])[1]
    assert "--workers" in caught.value.remedy


def test_what_the_kernel_packs_agrees_with_the_stated_capacities():
    most, unit = capacity.ROWS_A_VILLAGE, int(OUT_UNIT)
    assert most < unit
    assert capacity.WORKERS_OUT * most * unit + most <= np.iinfo(np.int64).max
    assert 4 * 3 * (int(GROUPS) + 1) >= capacity.CLASSES
    queue = Queue._make(waiting(villagers(3), np.uint64(1), (0, 1)))
    assert np.iinfo(queue.village.dtype).max >= capacity.VILLAGES
    assert np.iinfo(queue.place.dtype).max >= capacity.PLACES - 1
