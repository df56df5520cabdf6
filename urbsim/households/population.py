"""The households of a region as the model sees them: live a year, admit to housing, count.

One large population is simulated on several threads, a fixed number of blocks of villages at a
time; the tallies are integers per village or per block, so any number of threads and any
order of blocks gives the same bytes. Ensembles run serially, one population a thread.

Shapes: V villages, J settlements, L lines of offers; n rows found by a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from urbsim.households.admission import (
    Queue,
    joined,
    line_of,
    move_in,
    served,
    turn_away,
    waiting,
)
from urbsim.households.board import FLOWS, TOWN_FLOWS, Board, Tally, assert_shapes
from urbsim.households.columns.columns import (
    Rows,
    assert_places,
    copy_of,
    with_reserve,
)
from urbsim.households.columns.counting import Count, count_block
from urbsim.households.draws import ALWAYS
from urbsim.households.life.living import live
from urbsim.households.life.offers import Offers, Uptake, accepting, give_out, live_in_programmes
from urbsim.households.life.threshold import bounds_of

T = TypeVar("T")
BLOCKS = 16


@dataclass(frozen=True)
class Supply:
    """What can be given out this year, in rows: dwellings and beds (J,).

    ``patience`` is the chance that a family without a dwelling stays in the queue.

    At a weight of w one row stands for w dwellings; whole places are rounded to the nearest row before.
    """

    dwellings: NDArray[np.int64]
    beds: NDArray[np.int64]
    patience: float

    @property
    def offers(self) -> NDArray[np.int64]:
        """Dwellings and beds by line of applicants, (2 J,)."""
        return np.stack([self.dwellings, self.beds], axis=1).ravel()


class FirstRound(NamedTuple):
    """Who asked, whom something was given, and the line in which those turned away ask again, (n,) each.

    ``again`` is −1 for who asks for nothing more.
    """

    queue: Queue
    given: NDArray[np.bool_]
    again: NDArray[np.int64]


class Households:
    """Every household of rural origin, decided by the compiled kernel.

    ``own`` takes the rows as they are, for one run that shares its founding with no other.

    ``rows`` are copied unless ``own``; raises IndexError where a row lives in a settlement that is not there.
    Any number of ``threads`` gives the same bytes; above one, villages are cut into `BLOCKS` of about as many
    rows.
    """

    def __init__(self, rows: Rows, settlements: int, threads: int = 1, own: bool = False) -> None:
        assert_places(rows, settlements)
        self.rows = rows if own else copy_of(rows)
        self.urban = np.zeros(len(rows.used), np.uint64)
        self.settlements = settlements
        self.threads = threads
        blocks = 1 if threads == 1 else BLOCKS
        cuts = np.searchsorted(rows.start, np.linspace(0, rows.start[-1], blocks + 1))
        cuts[0], cuts[-1] = 0, len(rows.used)
        self.blocks = [(int(a), int(b)) for a, b in pairwise(cuts)]

    def live(self, board: Board) -> Tally:
        """Every household's year, up to the applications for dwellings and beds.

        Ageing, births, deaths, branches, returns and moves, in this order for each household. Raises
        IndexError where a table of the board is too small for the rows. A board without options (J = 0) moves
        nobody.
        """
        assert_shapes(board, self.rows, self.settlements)
        self._keep_reserve(float(board.splitting) / ALWAYS)
        tally = Tally(
            np.zeros((len(self.rows.used), 2, FLOWS), np.int64),
            np.zeros((len(self.blocks), self.settlements, TOWN_FLOWS), np.int64),
            np.zeros(len(self.rows.used), np.int64),
        )
        bounds = bounds_of(board)
        self._each_block(
            lambda block, span: live(board, self.rows, tally, bounds, block=block, villages=span)
        )
        return tally

    def take_offers(self, board: Board, tally: Tally, offers: Offers) -> Uptake:
        """Some leave the homes of programmes, and what programmes offer this year is given out.

        Changes rows and tally. Without programmes it changes nothing.
        """
        if offers.reached:
            self._each_block(
                lambda block, villages: live_in_programmes(
                    board, self.rows, tally, offers.leaving, block=block, villages=villages
                )
            )
        uptake = Uptake.none(offers)
        if len(offers.place):
            found = self._each_block(lambda _, villages: accepting(board, self.rows, offers, villages))
            row, village, lottery = (np.concatenate(column) for column in zip(*found, strict=True))
            order = np.argsort(lottery, kind="stable")
            give_out(board, self.rows, tally, offers, uptake, line_up=(row[order], village[order]))
        return uptake

    def admit(self, board: Board, tally: Tally, supply: Supply) -> None:
        """Give out dwellings and beds in rank order.

        Ranked once a year over all blocks, so a place goes to the longest wait of its line whatever the
        threads. Who is turned away may choose again in the same year, once.
        """
        queue = joined(self._each_block(lambda _, villages: waiting(self.rows, board.seed, villages)))
        given = served(queue, supply.offers)
        move_in(board, self.rows, tally, queue, given)
        patience = np.uint64(supply.patience * ALWAYS)
        again = turn_away(board, self.rows, tally, queue, given, patience=patience)
        self._second_round(board, tally, FirstRound(queue, given, again), supply)

    def count(self, urban: NDArray[np.uint64] | None = None) -> Count:
        """A recount of everybody from the rows; first, ``urban`` (V,) takes the place of what it was.

        The one source of stocks: flows are checked against it (eq. 12). Also says how many people's
        neighbourhood has become urban since the count before.
        """
        before, self.urban = self.urban, self.urban if urban is None else urban
        found = Count.empty(len(self.rows.used), self.settlements, len(self.blocks))
        self._each_block(lambda block, span: count_block(self.rows, (before, self.urban), found, block, span))
        return found._replace(places=found.places.sum(axis=0))

    def _second_round(
        self,
        board: Board,
        tally: Tally,
        first: FirstRound,
        supply: Supply,
    ) -> None:
        queue, given, again = first
        asking = again >= 0
        if not asking.any():
            return
        left = supply.offers - np.bincount(line_of(queue)[given], minlength=2 * self.settlements)
        second = Queue._make(column[asking] for column in queue)
        second = second._replace(place=(again[asking] // 2).astype(np.uint16), bed=again[asking] % 2 == 0)
        move_in(board, self.rows, tally, second, served(second, left))

    def _keep_reserve(self, splitting: float) -> None:
        used = self.rows.used - self.rows.start[:-1]
        expected = used * splitting
        wanted = (expected + 5 * np.sqrt(expected) + 3).astype(np.int64)
        if np.any(self.rows.start[1:] - self.rows.used < wanted):
            self.rows = with_reserve(self.rows, np.maximum(used // 16, 2 * wanted))

    def _each_block(self, work: Callable[[int, tuple[int, int]], T]) -> Sequence[T]:
        if self.threads == 1:
            return [work(block, villages) for block, villages in enumerate(self.blocks)]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(work, range(len(self.blocks)), self.blocks))


def in_place(rows: Rows, settlements: int, threads: int = 1) -> Households:
    """The households of a founding that no other run will use, without a copy."""
    return Households(rows, settlements, threads, own=True)
