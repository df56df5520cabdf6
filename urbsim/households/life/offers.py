"""Homes and places of programmes: who is asked, who accepts, who is served, who leaves again.

A household accepts every offer that is worth more to it than its own deviate, which is drawn once for life;
those who accept are served in the order of a lottery number, each with the offer it likes best among those
that are left. One place more therefore never places a household less on the whole.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.board import HALF, Spot, part_of, school_age
from urbsim.households.capacity import LEFT
from urbsim.households.columns.columns import (
    AT_HOME_BITS,
    AWAY,
    BED_BIT,
    FIFTEEN,
    HOME,
    LEFT_PROGRAMME,
    MEMBERS,
    PROGRAMME,
    PROGRAMME_BITS,
    SPLIT,
    WAIT_BIT,
    count,
    lives_in_programme,
    out_of,
    place_at,
    programme_of,
    status_of,
    tenure_of,
)
from urbsim.households.compiling import kernel
from urbsim.households.draws import (
    ACCEPTS,
    ASKED,
    CHOICE,
    FOR_LIFE,
    HIGH,
    LOTTERY,
    LOW_HALF,
    draw,
    exponential,
    mobility,
    stream,
    uniform,
)
from urbsim.households.life.events import come_home, settle
from urbsim.households.life.lending import lent
from urbsim.households.life.moving import arrive

ANYBODY, ON_LIST, LODGER = range(3)
"""Whom a home is for: villagers who ask, families of listed villages, workers who lodge in the town."""


class Offers(NamedTuple):
    """What programmes offer in a year, in L lines of one place and one kind, grouped by area.

    ``line[first[a]:first[a + 1]]`` are the lines of area a: ``place``, ``kind`` (whom they are for), ``pool``
    from which they are served, ``utility``, ``liking`` (weight among the accepted), ``key`` (address) and
    ``outlay`` (class 1–13) are (L,). ``left`` (Q,) are the places of a pool, homes or, where ``by_persons``,
    persons. ``listed`` (V,) is the neighbourhood from which on a village is on the list, ``kin`` (V,) what
    kin in town add to utility, ``school`` what a child of 5–14 adds; ``reach`` is the chance to be asked in a
    year and ``leaving`` (16,) the hazard of leaving by state, in units of 2⁻³². ``reached`` says whether
    any household has ever lived in a programme's home.
    """

    first: NDArray[np.int64]
    place: NDArray[np.int64]
    kind: NDArray[np.int64]
    pool: NDArray[np.int64]
    utility: NDArray[np.float64]
    liking: NDArray[np.float64]
    key: NDArray[np.uint64]
    outlay: NDArray[np.uint64]
    left: NDArray[np.int64]
    by_persons: NDArray[np.bool_]
    listed: NDArray[np.uint64]
    kin: NDArray[np.float64]
    school: float
    reach: np.uint64
    leaving: NDArray[np.uint64]
    reached: bool


class Uptake(NamedTuple):
    """What came of the lines (L,): households and persons placed, and persons who had applied by themselves.

    ``left`` (Q,) is what a pool still holds, ``short`` (Q,) whether it was too little for a family.
    """

    households: NDArray[np.int64]
    persons: NDArray[np.int64]
    anyway: NDArray[np.int64]
    left: NDArray[np.int64]
    short: NDArray[np.bool_]

    @classmethod
    def none(cls, offers: Offers) -> Uptake:
        """Nobody has taken anything yet."""
        lines, pools = len(offers.place), len(offers.left)
        households, persons, anyway = np.zeros((3, lines), np.int64)
        return cls(households, persons, anyway, offers.left.copy(), np.zeros(pools, np.bool_))


@njit(inline="always")
def may_be_asked(board, v, rows, i):  # type: ignore[no-untyped-def]
    """Whether a row is a household in a village, whole or in part, that no programme has reached yet."""
    life = rows.life[i]
    lives = life & MEMBERS != 0 and status_of(life) < AWAY
    return lives and programme_of(life) == 0 and part_of(board, v, rows.key[i]) == 0


@kernel()
def unlisted(rows, urban, listed):  # type: ignore[no-untyped-def]
    """Families at home and their persons by village (V, 2) whom no list, queue or programme has reached."""
    found = np.zeros((len(rows.used), 2), np.int64)
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life, neighbourhood = rows.life[i], np.uint64(rows.key[i] >> HALF)
            home = status_of(life) == HOME and life & WAIT_BIT == 0 and programme_of(life) == 0
            if life & MEMBERS and home and urban[v] <= neighbourhood and neighbourhood < listed[v]:
                found[v, 0] += 1
                found[v, 1] += count(life & MEMBERS)
    return found


@kernel()
def still_there(rows, settlements):  # type: ignore[no-untyped-def]
    """Households that live in the homes that programmes gave them, settled or not, by settlement (J,)."""
    found = np.zeros(settlements, np.int64)
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life, state = rows.life[i], programme_of(rows.life[i])
            if life & MEMBERS and status_of(life) >= AWAY and 0 < state < LEFT:
                found[place_at(rows, i)] += 1
    return found


@njit(inline="always")
def has_applied(life):  # type: ignore[no-untyped-def]
    """Whether the family waits for a dwelling."""
    return life & WAIT_BIT != 0 and life & BED_BIT == 0


@njit(error_model="numpy", forceinline=True)
def is_eligible(board, offers, rows, household, line):  # type: ignore[no-untyped-def]
    """Whether a household, (village, row, asked this year, inclination), may have what a line offers.

    Who has applied for a dwelling in the town hears of the programme's homes there, of a quota like others.
    """
    v, i, asked, _ = household
    life, kind = rows.life[i], offers.kind[line]
    here = place_at(rows, i) == offers.place[line]
    applied = has_applied(life)
    if (life & WAIT_BIT or status_of(life) == SPLIT) and not (here and (applied or not life & WAIT_BIT)):
        return False
    if kind == ON_LIST:
        return np.uint64(rows.key[i] >> HALF) >= offers.listed[v]
    if kind == LODGER and status_of(life) != SPLIT:
        return False
    told = asked or (applied and not offers.by_persons[offers.pool[line]])
    return told and mobility(rows.key[i]) >= board.stayer


@njit(error_model="numpy", forceinline=True)
def inclination(board, offers, rows, v, i):  # type: ignore[no-untyped-def]
    """What an offer must be short of to be refused: the deviate for life less kin in town and school.

    So an offer of utility u is taken by Λ(u + kin + school) of households, by the same in every year.
    """
    u = uniform(draw(stream(board.seed, rows.village[v], FOR_LIFE, ACCEPTS), rows.key[i]))
    pupils = offers.school if school_age(rows.life[i]) else 0.0
    return math.log(u) - math.log(1.0 - u) - offers.kin[v] - pupils


@njit(error_model="numpy", forceinline=True)
def accepts(board, offers, rows, household, line):  # type: ignore[no-untyped-def]
    """Whether the household takes the line's offer; who has applied for a dwelling there always does."""
    willing = has_applied(rows.life[household[1]]) or household[3] < offers.utility[line]
    return willing and is_eligible(board, offers, rows, household, line)


@njit(inline="always")
def is_asked(board, offers, rows, v, i):  # type: ignore[no-untyped-def]
    """Whether word of what is open to anybody reaches the household this year."""
    bits = draw(stream(board.seed, rows.village[v], board.year, ASKED), rows.key[i])
    return (bits >> HIGH) < offers.reach


@njit(inline="always")
def may_hear(offers, rows, v, i, asked):  # type: ignore[no-untyped-def]
    """Whether any offer can reach a household: it is asked, has applied for a dwelling, or is on a list."""
    return asked or has_applied(rows.life[i]) or np.uint64(rows.key[i] >> HALF) >= offers.listed[v]


@kernel(error_model="numpy")
def accepting(board, rows, offers, villages):  # type: ignore[no-untyped-def]
    """The households of the villages ``(first, end)`` that accept something: row, village, lottery number."""
    board, rows, offers = lent(board), lent(rows), lent(offers)
    most = rows.used[villages[1] - 1] - rows.start[villages[0]] if villages[1] > villages[0] else 0
    row, village = np.empty(most, np.int64), np.empty(most, np.int64)
    lottery = np.empty(most, np.uint64)
    n = 0
    for v in range(villages[0], villages[1]):
        lines = offers.first[rows.area[v]], offers.first[rows.area[v] + 1]
        tickets = stream(board.seed, rows.village[v], FOR_LIFE, LOTTERY)
        for i in range(rows.start[v], rows.used[v] if lines[1] > lines[0] else rows.start[v]):
            if not may_be_asked(board, v, rows, i):
                continue
            asked = is_asked(board, offers, rows, v, i)
            if not may_hear(offers, rows, v, i, asked):
                continue
            household = v, i, asked, inclination(board, offers, rows, v, i)
            takes = False
            for line in range(lines[0], lines[1]):
                takes = takes or accepts(board, offers, rows, household, line)
            if takes:
                row[n], village[n], lottery[n] = i, v, draw(tickets, rows.key[i])
                n += 1
    return row[:n], village[:n], lottery[:n]


@njit(error_model="numpy", forceinline=True)
def liked_best(board, offers, rows, household, uptake):  # type: ignore[no-untyped-def]
    """The line that a household takes of those that it accepts and that can still serve it, or -1.

    Exponential times decide by the lines' weights, so that likings do not depend on what is left.
    """
    v, i, _, _ = household
    address = stream(board.seed, rows.village[v], FOR_LIFE, ASKED)
    start = draw(address, rows.key[i])
    family = count(rows.life[i] & MEMBERS) - out_of(rows.life[i])
    best, chosen = np.inf, -1
    for line in range(offers.first[rows.area[v]], offers.first[rows.area[v] + 1]):
        if not accepts(board, offers, rows, household, line):
            continue
        pool = offers.pool[line]
        needed = family if offers.by_persons[pool] else 1
        if uptake.left[pool] < needed:
            uptake.short[pool] = True
            continue
        finish = exponential(draw(start, offers.key[line])) / offers.liking[line]
        if finish < best:
            best, chosen = finish, line
    return chosen


@kernel(error_model="numpy")
def give_out(board, rows, tally, offers, uptake, line_up):  # type: ignore[no-untyped-def]
    """Serve the households of ``line_up`` (rows, villages) one after the other, and carry out their moves."""
    for n in range(len(line_up[0])):
        i, v = line_up[0][n], line_up[1][n]
        asked = is_asked(board, offers, rows, v, i)
        household = v, i, asked, inclination(board, offers, rows, v, i)
        line = liked_best(board, offers, rows, household, uptake)
        if line < 0:
            continue
        life, pool = rows.life[i], offers.pool[line]
        family = count(life & MEMBERS) - out_of(life)
        uptake.left[pool] -= family if offers.by_persons[pool] else 1
        uptake.households[line] += 1
        uptake.persons[line] += family
        uptake.anyway[line] += family if has_applied(life) else 0
        rows.place[i] = offers.place[line]
        spot = Spot(0, v, part_of(board, v, rows.key[i]), place_at(rows, i), i)
        moved = arrive(board, tally, spot, life, 2 * offers.place[line] + 1)
        rows.life[i] = (moved & ~PROGRAMME_BITS) | (offers.outlay[line] << PROGRAMME)


@kernel(error_model="numpy")
def live_in_programmes(board, rows, tally, leaving, block, villages):  # type: ignore[no-untyped-def]
    """A year of those who live in a programme's home: some leave it for their village, some settle.

    ``leaving`` (16,) is the yearly hazard by state, in units of 2⁻³²; it stands for eq. 4.
    """
    board, rows, tally = lent(board), lent(rows), lent(tally)
    for v in range(villages[0], villages[1]):
        address = stream(board.seed, rows.village[v], board.year, CHOICE)
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if not lives_in_programme(life) or life & MEMBERS == 0:
                continue
            bits = draw(address, rows.key[i])
            spot = Spot(block, v, part_of(board, v, rows.key[i]), place_at(rows, i), i)
            if (bits >> HIGH) < leaving[(life >> PROGRAMME) & FIFTEEN]:
                come_home(board, tally, spot, count(life & MEMBERS))
                rows.life[i] = (life & AT_HOME_BITS & ~PROGRAMME_BITS) | (LEFT_PROGRAMME << PROGRAMME)
                rows.place[i] = 0
            elif tenure_of(life) >= 3 and (bits & LOW_HALF) < board.settle[spot.place]:
                rows.life[i] = settle(tally, spot, life)
