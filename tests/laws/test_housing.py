"""T2: dwellings are a capacity, nobody waits beside an offered one, and the queue is served in rank order."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.boards import open_board, villagers
from tests.worlds import worlds
from urbsim.households.admission import Queue, claim_of, joined, served, waiting
from urbsim.households.columns.counting import FAMILIES
from urbsim.households.population import Households, Supply

PLACES = 3


class Witness(Households):
    """The kernel's households, whose admissions are noted."""

    def admit(self, board: Any, tally: Any, supply: Supply) -> None:
        self.supply = supply
        families = self.count().places[:, FAMILIES]
        super().admit(board, tally, supply)
        self.turned_away = joined([waiting(self.rows, board.seed, (0, len(self.rows.used)))])
        self.came = self.count().places[:, FAMILIES] - families


@given(worlds(households=300, years=6))
@settings(max_examples=25)
def test_dwellings_are_a_capacity(made):
    model = made.model(population=Witness)
    for _ in made.setup.years[1:]:
        model.step()
        kernel, inside = model.people.households, made.setup.inside
        assert np.all(kernel.came[inside] <= kernel.supply.dwellings[inside])
        left = np.bincount(kernel.turned_away.place, minlength=len(kernel.came))
        assert np.all((left == 0) | (kernel.came == kernel.supply.dwellings)), "nobody waits beside an offer"
        for town in model.towns:
            if town.inside:
                assert 0 <= model.people.occupied(town.index) <= town.homes.stock
                assert 0 <= town.homes.vacancy <= 1


def queues() -> st.SearchStrategy[Queue]:
    """Applicants in the order of rows."""
    one = st.tuples(st.integers(0, PLACES - 1), st.booleans(), st.integers(0, 15), st.integers(0, 9))

    def queue(applicants: list[tuple[int, bool, int, int]]) -> Queue:
        place, bed, years, lottery = np.array(applicants, np.int64).reshape(-1, 4).T
        claim = [claim_of(y, n << 4) for y, n in zip(years, lottery, strict=True)]
        row = np.arange(len(applicants))
        return Queue(
            row,
            row.astype(np.int32) * 0,
            place.astype(np.uint16),
            bed.astype(bool),
            np.array(claim, np.uint64),
        )

    return st.lists(one, max_size=30).map(queue)


def offers() -> st.SearchStrategy[np.ndarray]:
    return st.lists(st.integers(0, 12), min_size=PLACES, max_size=PLACES).map(np.array)


def rank(queue: Queue, n: int) -> tuple[Any, ...]:
    return queue.claim[n], queue.row[n]


@given(queues(), offers(), offers())
@settings(max_examples=300)
def test_the_served_are_the_first_in_rank_and_as_many_as_there_are_offers(queue, dwellings, beds):
    given_place = served(queue, np.stack([dwellings, beds], axis=1).ravel())
    for place in range(PLACES):
        for bed, offered in ((False, dwellings[place]), (True, beds[place])):
            line = np.flatnonzero((queue.place == place) & (queue.bed == bed))
            line = sorted(line, key=lambda n: rank(queue, n))
            assert [bool(given_place[n]) for n in line] == [k < offered for k in range(len(line))]


@given(queues(), offers(), offers())
@settings(max_examples=300)
def test_a_dwelling_more_never_places_a_household_less(queue, dwellings, more):
    before = served(queue, dwellings.repeat(2))
    assert np.all(served(queue, (dwellings + more).repeat(2)) >= before)


def test_the_dead_do_not_keep_a_place_in_the_queue():
    rows = villagers(2)
    waits, years = np.uint64(1 << 54), np.uint64(5 << 48)
    rows.life[0] = waits | years
    rows.life[1] |= waits
    households = Households(rows, 1)
    households.urban = np.zeros(1, np.uint64)
    board = open_board(np.ones((1, 2)), counted=np.ones(1, np.bool_), inside=np.ones(1, np.bool_))
    one = Supply(np.array([1]), np.array([0]), patience=1.0)
    households.admit(board, households.live(board), one)
    assert households.count().places[0, FAMILIES] == 1
