"""Housing admission: who waits, in which order they are served, and what the others do.

Applicants for a settlement are ranked by years in the queue and a lottery number fixed for life. Serving
the first O of a fixed ranking makes placement monotone in supply: a dwelling more never places a household
less.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.board import Spot, class_of, part_of, school_age
from urbsim.households.columns.columns import (
    AT_HOME_BITS,
    BED_BIT,
    FIFTEEN,
    HOME,
    MEMBERS,
    PROGRAMME_BITS,
    WAIT_BIT,
    commutes,
    forget_place,
    has_returned,
    out_of,
    place_at,
    status_of,
    tenure_of,
)
from urbsim.households.compiling import kernel
from urbsim.households.draws import FOR_LIFE, LOTTERY, SECOND, draw, stream
from urbsim.households.life.lifecycle import workers
from urbsim.households.life.moving import NO_OPTION, arrive, race, race_at_home

FOUR, LAST_FOUR = np.uint64(4), np.uint64(60)


class Queue(NamedTuple):
    """Households waiting for a place, one entry each; 23 bytes an entry, as there may be millions.

    ``claim`` orders those who wait: the longest wait first, then the lottery number fixed for life.

    Arrays are (n,). ``place`` is the settlement applied for, ``bed`` whether a single worker wants a bed in
    it.
    """

    row: NDArray[np.int64]
    village: NDArray[np.int32]
    place: NDArray[np.uint16]
    bed: NDArray[np.bool_]
    claim: NDArray[np.uint64]


@njit(inline="always")
def claim_of(years, lottery):  # type: ignore[no-untyped-def]
    """The rank of a wait of 0–15 years with a lottery number of 64 bits; lower is served before.

    Four bits of waiting and sixty of lottery: a longer wait always comes first, and ties between lottery
    numbers are about as rare as 2⁻⁶⁰.
    """
    return ((FIFTEEN - np.uint64(years)) << LAST_FOUR) | (np.uint64(lottery) >> FOUR)


@kernel()
def waiting(rows, seed, villages):  # type: ignore[no-untyped-def]
    """The households that wait in the villages ``(first, end)`` as columns of a queue, in row order.

    Two passes: the first counts, so that no array grows. An empty row (nobody left) does not wait.
    """
    total = 0
    for v in range(villages[0], villages[1]):
        for i in range(rows.start[v], rows.used[v]):
            if rows.life[i] & WAIT_BIT and rows.life[i] & MEMBERS:
                total += 1
    row, village = np.empty(total, np.int64), np.empty(total, np.int32)
    place, bed = np.empty(total, np.uint16), np.empty(total, np.bool_)
    claim = np.empty(total, np.uint64)
    n = 0
    for v in range(villages[0], villages[1]):
        address = stream(seed, rows.village[v], FOR_LIFE, LOTTERY)
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if not life & WAIT_BIT or not life & MEMBERS:
                continue
            row[n], village[n], place[n] = i, v, rows.place[i]
            bed[n] = life & BED_BIT != 0
            claim[n] = claim_of(tenure_of(life), draw(address, rows.key[i]))
            n += 1
    return row, village, place, bed, claim


def joined(parts: Sequence[Sequence[NDArray[Any]]]) -> Queue:
    """The queue of several stretches of villages, one after the other; ``parts`` hold its columns, (n,)."""
    return Queue._make(np.concatenate(column) for column in zip(*parts, strict=True))


def line_of(queue: Queue) -> NDArray[np.int64]:
    """The line in which each stands, (n,): 2 j for the dwellings of place j, 2 j + 1 for its beds.

    The index into `Supply.offers`.
    """
    return queue.place.astype(np.int64) * 2 + queue.bed


def served(queue: Queue, offers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Who gets a place, (n,): the first ``offers[k]`` (L,) of every line k.

    Claims decide, then the order of rows. With no offers nobody is served; with more offers than applicants
    everybody is, and nobody needs to be ranked.

    Only lines with more applicants than places are sorted. Whoever is served with k places is served with k +
    1.
    """
    line = line_of(queue)
    given = (np.bincount(line, minlength=len(offers)) <= offers)[line]
    rest = np.flatnonzero(~given)
    rest = rest[np.lexsort((queue.claim[rest], line[rest]))]
    given[rest] = rank_within(line[rest]) < offers[line[rest]]
    return np.asarray(given)


def rank_within(group: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Position of each entry within its group from 0 on, (n,); entries of a group stand together.

    The entries of (5, 5, 7, 7, 7) have the ranks (0, 1, 0, 1, 2).
    """
    if len(group) == 0:
        return np.zeros(0, np.int64)
    begins = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    return np.arange(len(group)) - np.repeat(begins, np.diff(np.append(begins, len(group))))


@kernel()
def move_in(board, rows, tally, queue, chosen):  # type: ignore[no-untyped-def]
    """Carry out the moves of the served."""
    for n in range(len(queue.row)):
        if not chosen[n]:
            continue
        i, v = queue.row[n], queue.village[n]
        rows.place[i] = queue.place[n]
        spot = Spot(0, v, part_of(board, v, rows.key[i]), place_at(rows, i), i)
        rows.life[i] = arrive(board, tally, spot, rows.life[i], option_at(queue, n))


@njit(inline="always")
def option_at(queue, n):  # type: ignore[no-untyped-def]
    """The option for which an entry of the queue waits."""
    return 2 * np.int64(queue.place[n]) + (0 if queue.bed[n] else 1)


@njit(inline="always")
def given_up(life):  # type: ignore[no-untyped-def]
    """The household as it was before it applied; one that had come back from outside is home as any other."""
    if status_of(life) == HOME:
        kept = life & AT_HOME_BITS
        return kept & ~PROGRAMME_BITS if has_returned(life) else kept
    return life & ~(WAIT_BIT | BED_BIT)


@kernel()
def turn_away(board, rows, tally, queue, chosen, patience):  # type: ignore[no-untyped-def]
    """The rest: with probability ``patience`` (2⁻³²) a family stays in the queue, else it chooses once more.

    So does a worker without a bed. The second choice bars what was full; it returns the (n,) option of those
    who would take a place where places are counted, and NO_OPTION of all others.

    Rows are changed: who gives up loses place and wait. A second choice where nothing is counted is carried
    out at once, the others stand in a second round for what is left.
    """
    again = np.full(len(queue.row), NO_OPTION, np.int64)
    for n in range(len(queue.row)):
        if chosen[n]:
            continue
        i, v = queue.row[n], queue.village[n]
        life, key = rows.life[i], rows.key[i]
        bits = draw(stream(board.seed, rows.village[v], board.year, SECOND), key)
        if not queue.bed[n] and (bits >> np.uint64(32)) < patience:
            continue
        rows.life[i] = given_up(life)
        forget_place(rows, i)
        option = second_choice(board, rows, (v, i), bits, (life, option_at(queue, n)))
        if option == NO_OPTION:
            continue
        again[n] = option
        if not needs_place(board, option):
            rows.place[i] = option // 2
            spot = Spot(0, v, part_of(board, v, key), place_at(rows, i), i)
            rows.life[i] = arrive(board, tally, spot, rows.life[i], option)
            again[n] = NO_OPTION
    return again


@njit(inline="always")
def second_choice(board, rows, at, bits, refused):  # type: ignore[no-untyped-def]
    """What a household takes that was ``refused`` (its word, the option); NO_OPTION where it stays at home.

    Commuters look in their own area again; who had come back from outside does not look again.

    The race is run anew under a hash of its own, without what was full.
    """
    v, i = at
    life, barred = refused
    hands = workers(life) - out_of(rows.life[i])
    if hands <= 0 or status_of(life) != HOME or has_returned(life):
        return NO_OPTION
    if commutes(life):
        return race_at_home(board, v, (rows.area[v], school_age(life), bits), barred)
    return race(board, v, (rows.area[v], class_of(life, rows.traits[i], hands), bits), barred)


@njit(inline="always")
def needs_place(board, option):  # type: ignore[no-untyped-def]
    """Whether the option's dwellings (or beds) are counted."""
    return board.counted[option // 2] if option % 2 == 1 else board.beds[option // 2]
