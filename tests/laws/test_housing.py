"""T2: dwellings are a capacity, nobody waits beside an offered one, and the queue is served in rank order."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.boards import NO_PLACES, open_board, villagers
from tests.worlds import worlds
from urbsim.households.admission import Queue, claim_of, joined, served, waiting, within_quota
from urbsim.households.columns.counting import FAMILIES
from urbsim.households.population import Admission, Households, Supply

PLACES = 3


class Witness(Households):
    """The kernel's households, whose admissions are noted."""

    def admit(self, board: Any, tally: Any, supply: Supply) -> Admission:
        self.supply = supply
        families = self.count().places[:, FAMILIES]
        admission = super().admit(board, tally, supply)
        self.turned_away = joined([waiting(self.rows, board.seed, (0, len(self.rows.used)))])
        self.came = self.count().places[:, FAMILIES] - families
        return admission


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
    one = st.tuples(
        st.integers(0, PLACES - 1), st.booleans(), st.integers(0, 15), st.integers(0, 9), st.integers(1, 6)
    )

    def queue(applicants: list[tuple[int, bool, int, int, int]]) -> Queue:
        place, bed, years, lottery, persons = np.array(applicants, np.int64).reshape(-1, 5).T
        claim = [claim_of(y, n << 4) for y, n in zip(years, lottery, strict=True)]
        row = np.arange(len(applicants))
        return Queue(
            row,
            row.astype(np.int32) * 0,
            place.astype(np.uint16),
            bed.astype(bool),
            np.array(claim, np.uint64),
            persons.astype(np.int8),
        )

    return st.lists(one, max_size=30).map(queue)


def offers() -> st.SearchStrategy[np.ndarray]:
    return st.lists(st.integers(0, 12), min_size=PLACES, max_size=PLACES).map(np.array)


def rank(queue: Queue, privileged: np.ndarray, n: int) -> tuple[Any, ...]:
    return not privileged[n], queue.claim[n], queue.row[n]


@given(queues(), offers(), offers(), st.data())
@settings(max_examples=300)
def test_the_served_are_the_first_in_rank_and_as_many_as_there_are_offers(queue, dwellings, beds, data):
    chosen = data.draw(st.lists(st.booleans(), min_size=len(queue.row), max_size=len(queue.row)))
    privileged = np.array(chosen, np.bool_)
    given_place = served(queue, privileged, np.stack([dwellings, beds], axis=1).ravel())
    for place in range(PLACES):
        for bed, offered in ((False, dwellings[place]), (True, beds[place])):
            line = np.flatnonzero((queue.place == place) & (queue.bed == bed))
            line = sorted(line, key=lambda n: rank(queue, privileged, n))
            assert [bool(given_place[n]) for n in line] == [k < offered for k in range(len(line))]


@given(queues(), offers(), offers())
@settings(max_examples=300)
def test_a_dwelling_more_never_places_a_household_less(queue, dwellings, more):
    nobody = np.zeros(len(queue.row), np.bool_)
    before = served(queue, nobody, dwellings.repeat(2))
    assert np.all(served(queue, nobody, (dwellings + more).repeat(2)) >= before)


@given(queues(), st.integers(0, 40))
@settings(max_examples=300)
def test_a_programme_gives_priority_to_the_longest_wait_up_to_its_quota(queue, quota):
    first = within_quota(queue, np.zeros(len(queue.row), np.int64), np.array([quota]))
    assert not np.any(first & queue.bed)
    assert queue.persons[first].sum() <= quota
    line = sorted(np.flatnonzero(~queue.bed), key=lambda n: rank(queue, np.ones(len(queue.row)), n))
    flags = [bool(first[n]) for n in line]
    assert flags == sorted(flags, reverse=True)
    if not all(flags):
        next_one = line[sum(flags)]
        assert queue.persons[first].sum() + queue.persons[next_one] > quota


def test_the_dead_do_not_keep_a_place_in_the_queue():
    rows = villagers(2)
    waits, years = np.uint64(1 << 54), np.uint64(5 << 48)
    rows.life[0] = waits | years
    rows.life[1] |= waits
    households = Households(rows, 1)
    households.urban = np.zeros(1, np.uint64)
    board = open_board(np.ones((1, 2)), counted=np.ones(1, np.bool_), inside=np.ones(1, np.bool_))
    one = Supply(np.array([1]), np.array([0]), np.full((1, 1), -1), NO_PLACES, patience=1.0)
    households.admit(board, households.live(board), one)
    assert households.count().places[0, FAMILIES] == 1
