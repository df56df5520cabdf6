"""One year of every household: ageing, births and deaths, splitting, return, stay or move.

Decisions read the board posted on 1 January and nothing else, so the order of rows cannot
matter. A household costs about two hashes and one comparison a year; only movers look at
destinations, by an exponential race whose winner has probability w / Σw, so that a better
offer never loses a household that it had already won.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import HALF, class_of
from urbsim.households.columns import (
    AWAY,
    HOME,
    MEMBERS,
    SETTLED,
    STATUS,
    WAIT_BIT,
    grown_older,
    out_of,
    place_of,
    status_of,
    tenure_of,
)
from urbsim.households.draws import ALWAYS, CHOICE, HIGH, LOW_HALF, VITAL, draw, stream
from urbsim.households.events import RESTING, call_home, grow, leave_town, settle
from urbsim.households.lending import lent
from urbsim.households.lifecycle import C1, CHUNK, aged, hazard, may_split, turns, workers
from urbsim.households.moving import go


@njit(inline="always")
def return_chance(back, bond, life, kind):  # type: ignore[no-untyped-def]
    """Eq. 4 with the decay in tenure, in units of 2⁻³²; at most one half."""
    option = 2 * place_of(life) + (1 if status_of(life) == AWAY else 0)
    return np.uint64(min(0.5, back[kind, option] * bond[tenure_of(life)]) * ALWAYS)


@njit(inline="always")
def stirs_in_town(back, bond, settling, household):  # type: ignore[no-untyped-def]
    """Whether a household with somebody in town may return or settle this year; never a false no."""
    life, kind, bits = household
    if status_of(life) == HOME:
        return False
    returning = (bits >> HIGH) < return_chance(back, bond, life, kind)
    return returning or (bits & LOW_HALF) < settling[place_of(life)]


@njit(inline="always")
def may_decide(life):  # type: ignore[no-untyped-def]
    """Whether the household decides anything: not if it has settled, nor if it waits in the village."""
    status = status_of(life)
    return status != SETTLED and not (status == HOME and life & WAIT_BIT)


@njit(error_model="numpy", forceinline=True)
def decide(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """Eq. 4, then eq. 3: those in town may return or settle, the others stay or move."""
    block, v, part, bits = where
    life = rows.life[i]
    status, hands = status_of(life), workers(life) - out_of(life)
    kind = class_of(life, rows.traits[i], hands)
    if status != HOME and (bits >> HIGH) < return_chance(board.back[rows.area[v]], board.bond, life, kind):
        rows.life[i] = leave_town(board, tally, (block, v, part), life)
    elif status == AWAY:
        if tenure_of(life) >= 3 and (bits & LOW_HALF) < board.settle[place_of(life)]:
            rows.life[i] = settle(tally, (block, v, part), life)
    elif hands > 0 and (bits & LOW_HALF) < board.move[v, kind] and not life & WAIT_BIT:
        rows.life[i] = go(board, rows, tally, (block, v, part), i)


@njit(inline="always")
def one_year_on(life, key, year):  # type: ignore[no-untyped-def]
    """A year more of tenure, and the next age band where it is the household's year to turn."""
    members = life & MEMBERS
    older = aged(members) if turns(key, year) else members
    return grown_older(life) + older - members


@njit(inline="always")
def may_grow(life, bits, tables):  # type: ignore[no-untyped-def]
    """Whether this may be a year with a birth, a death or a branch; never a false no."""
    mortality, ceiling, splitting = tables
    members = life & MEMBERS
    return (bits >> HIGH) < hazard(mortality, members) + ceiling[(life >> C1) & CHUNK] or (
        (bits & LOW_HALF) < splitting and (life >> STATUS) & RESTING == 0 and may_split(members)
    )


@njit(nogil=True, cache=True, error_model="numpy")
def live(board, rows, tally, block, villages):  # type: ignore[no-untyped-def]
    """Live one year in the villages ``(first, end)`` of one block; with zero thresholds nobody moves.

    The loop holds only what every household needs; the rest is called when something happens.
    """
    board, rows, tally = lent(board), lent(rows), lent(tally)
    lives, keys, traits, move, back, bond = (
        rows.life,
        rows.key,
        rows.traits,
        board.move,
        board.back,
        board.bond,
    )
    year = board.year
    tables = board.mortality, np.maximum(board.fertility[0], board.fertility[1]), board.splitting
    for v in range(villages[0], villages[1]):
        vital = stream(board.seed, rows.village[v], board.year, VITAL)
        choice = stream(board.seed, rows.village[v], board.year, CHOICE)
        returning, moving, urban = back[rows.area[v]], move[v], board.urban[v]
        for i in range(rows.start[v], rows.used[v]):
            life, key = lives[i], keys[i]
            if life & MEMBERS == 0:
                continue
            part = 1 if np.uint64(key >> HALF) < urban else 0
            life = one_year_on(life, key, year)
            lives[i] = life
            if out_of(life) > workers(life):
                call_home(board, rows, tally, (block, v, part), i)
                life = lives[i]
            bits = draw(vital, key)
            if may_grow(life, bits, tables):
                grow(board, rows, tally, (block, v, part, bits), i)
                life = lives[i]
            if may_decide(life):
                bits = draw(choice, key)
                kind = class_of(life, traits[i], workers(life) - out_of(life))
                leaving = (bits & LOW_HALF) < moving[kind]
                if leaving or stirs_in_town(returning, bond, board.settle, (life, kind, bits)):
                    decide(board, rows, tally, (block, v, part, bits), i)
