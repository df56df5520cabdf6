"""One year of every household: ageing, births and deaths, splitting, return, stay or move.

Little happens to most households in most years. So a stretch of rows is first aged and given its
chance in a loop without choices, which a compiler can do several rows at a time; a second loop lists
the rows to which something may happen; these alone are then looked at one by one, in their order.

Every question has bits of its own, so a row that is not looked at has drawn nothing: what happens to a
household does not depend on what happens to others.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import SCHOOL_AGE, Spot, part_of
from urbsim.households.capacity import CLASSES
from urbsim.households.columns.columns import (
    COMMUTES_BIT,
    FIFTEEN,
    MEMBERS,
    ONE,
    TENURE,
    all_bits,
    forget_place,
    grown_older,
    out_of,
    place_at,
    status_of,
)
from urbsim.households.compiling import kernel
from urbsim.households.draws import (
    ALWAYS,
    CHOICE,
    HIGH,
    LOW_HALF,
    VITAL,
    draw,
    mobility,
    stream,
)
from urbsim.households.life.commuting import chance_of_work, commute
from urbsim.households.life.events import call_home, grow
from urbsim.households.life.lending import lent
from urbsim.households.life.lifecycle import ELDERS, aged, turns, workers
from urbsim.households.life.migration import decide
from urbsim.households.life.threshold import GROUPS, UNKNOWN, fill_most, group_of

STRETCH = 256
"""Rows taken at a time: what is noted of them stays in the nearest cache."""
NINE, NINE_BITS = np.uint64(9), np.uint64(511)


@njit(error_model="numpy")
def grow_old(lives, keys, year):  # type: ignore[no-untyped-def]
    """A year more of tenure, and the next age band where it is the household's year to turn.

    ``lives`` (n,) is changed in place. Tenure stays at 15; rows of nobody are left alone.
    """
    for n in range(len(lives)):
        life = lives[n]
        turned = all_bits(turns(keys[n], year)) & (aged(life) - life)
        lives[n] = life + (all_bits(life & MEMBERS != 0) & (grown_older(life) - life + turned))


@njit(error_model="numpy")
def draw_luck(keys, address, luck):  # type: ignore[no-untyped-def]
    """The bits of every household under an address.

    Into ``luck`` (n,), 64 bits each.
    """
    for n in range(len(keys)):
        luck[n] = draw(address, keys[n])


@njit(error_model="numpy")
def classify(lives, groups):  # type: ignore[no-untyped-def]
    """The group of every household's members at home, (n,)."""
    for n in range(len(lives)):
        groups[n] = group_of(lives[n])


@njit(inline="always")
def may_grow(life, bits, alarm, splitting):  # type: ignore[no-untyped-def]
    """1 where this may be a year with a birth, a death or a branch; never a false 0.

    A false 1 costs a look at the row, a false 0 would lose a birth: hence bounds from above.
    """
    chance = np.uint64(0)
    for c in range(5):
        chance += np.uint64(alarm[c, (life >> (NINE * np.uint64(c))) & NINE_BITS])
    with_elders = np.int64((bits & LOW_HALF) < splitting) & np.int64((life & ELDERS) != 0)
    return np.int64((bits >> HIGH) <= chance) | with_elders


@njit(inline="always")
def may_move(life, place, key, noted, hazards):  # type: ignore[no-untyped-def]
    """1 where the household may leave, return or settle this year; never a false 0.

    ``noted`` is (bits for choice, group). Stayers may only return.

    ``hazards`` is (bounds of moving (12,) and of return (K,), decay (16,), chances to settle (J,), the
    highest of commuters and of families who go for a school, the rank below which nobody moves).
    """
    bits, group = noted
    moving, back, bond, settle, pool, school, stayer = hazards
    status, low = status_of(life), bits & LOW_HALF
    dwells = np.int64((status + ONE) >> ONE) & 1
    option = np.uint64(place) * np.uint64(2) + (status >> ONE)
    returning = np.int64(np.float64(np.int64(bits >> HIGH)) < back[option] * bond[(life >> TENURE) & FIFTEEN])
    pooled = np.int64((life & COMMUTES_BIT) != 0) & np.int64(low < pool)
    schooled = np.int64((life & SCHOOL_AGE) != 0) & np.int64((bits >> HIGH) < school)
    leaving = (np.int64(low < moving[group]) | pooled | schooled) & np.int64(mobility(key) >= stayer)
    return leaving | (dwells & (returning | np.int64(low < settle[place])))


@njit(error_model="numpy")
def listed(stretch, noted, tables, hazards, found):  # type: ignore[no-untyped-def]
    """Write down the rows of a stretch to which something may happen; returns how many.

    ``found`` needs one place more than the stretch has rows. Order is that of the rows.
    """
    lives, places, keys = stretch
    vital, choice, groups = noted
    alarm, splitting = tables
    number = 0
    for n in range(len(lives)):
        life = lives[n]
        found[number] = n
        growing = may_grow(life, vital[n], alarm, splitting)
        moving = may_move(life, places[n], keys[n], (choice[n], np.uint64(groups[n])), hazards)
        number += growing | moving | np.int64(out_of(life) > workers(life))
    return number


@njit(error_model="numpy", forceinline=True)
def live_one(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """All that happens to a household.

    ``where`` is (block, village, bits for events, bits for choice, chances of moving known so far).

    Coming home precedes events and these the decision, so a death is known to whoever decides this year.
    """
    block, v, vital, choice, known = where
    life = rows.life[i]
    if life & MEMBERS == 0:
        return
    spot = Spot(block, v, part_of(board, v, rows.key[i]), place_at(rows, i), i)
    if out_of(life) > workers(life):
        call_home(board, rows, tally, spot)
    grow(board, rows, tally, spot, vital)
    decide(board, rows, tally, spot, (choice, known))
    forget_place(rows, i)


@kernel(error_model="numpy")
def live(board, rows, tally, bounds, block, villages):  # type: ignore[no-untyped-def]
    """Live one year in the villages ``(first, end)`` of one block; without options nobody moves.

    Changes ``rows`` and adds to ``tally``; villages of other blocks are untouched. A year costs a few hashes
    a household, and more for the few to whom something happens.
    """
    board, rows, tally, bounds = lent(board), lent(rows), lent(tally), lent(bounds)
    vital, choice = np.empty(STRETCH, np.uint64), np.empty(STRETCH, np.uint64)
    groups, found = np.empty(STRETCH, np.uint32), np.empty(STRETCH + 1, np.uint32)
    known, most = np.empty(CLASSES, np.uint64), np.empty(GROUPS, np.uint64)
    bond, tables = board.bond * ALWAYS, (bounds.events, board.splitting)
    for v in range(villages[0], villages[1]):
        for_events = stream(board.seed, rows.village[v], board.year, VITAL)
        for_choice = stream(board.seed, rows.village[v], board.year, CHOICE)
        for_work = chance_of_work(rows.village[v])
        area, pool, school = rows.area[v], board.pool_move[v].max(), board.school_move[v].max()
        known[:] = UNKNOWN
        fill_most(board, bounds, v, area, most)
        hazards = most, bounds.back[area], bond, board.settle, pool, school, board.stayer
        end = rows.used[v]
        for first in range(rows.start[v], end, STRETCH):
            last = min(first + STRETCH, end)
            lives, keys = rows.life[first:last], rows.key[first:last]
            stretch = lives, rows.place[first:last], keys
            grow_old(lives, keys, board.year)
            commute(lives, keys, for_work, board.commuting[v])
            draw_luck(keys, for_events, vital)
            draw_luck(keys, for_choice, choice)
            classify(lives, groups)
            number = listed(stretch, (vital, choice, groups), tables, hazards, found)
            for m in range(number):
                n = found[m]
                live_one(board, rows, tally, (block, v, vital[n], choice[n], known), first + n)
