"""One year of every household: ageing, births and deaths, splitting, return, stay or move.

Little happens to most households in most years. So a stretch of rows is first aged and given its
chance in a loop without choices, which a compiler can do several rows at a time; a second loop lists
the rows to which something may happen; these alone are then looked at one by one, in their order.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import Spot, class_in_town, class_of, part_of
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
    stream,
)
from urbsim.households.life.commuting import chance_of_work, commute
from urbsim.households.life.events import call_home, grow
from urbsim.households.life.lending import lent
from urbsim.households.life.lifecycle import C1, CHUNK, ELDERS, aged, hazard, turns, workers
from urbsim.households.life.migration import decide

STRETCH = 256
"""Rows taken at a time: what is noted of them stays in the nearest cache."""
ALARM = (5, 512)
NINE, NINE_BITS = np.uint64(9), np.uint64(511)


@kernel()
def alarm_of(mortality, fertility):  # type: ignore[no-untyped-def]
    """For every filling of three age bands no less than the chance of a birth or death, in 2⁻³², (5, 512).

    Its ten kilobytes stay in the nearest cache, which the exact tables do not.
    """
    alarm = np.empty(ALARM, np.uint32)
    for c in range(ALARM[0]):
        for word in range(ALARM[1]):
            members = np.uint64(word) << (NINE * np.uint64(c))
            births = (members >> C1) & CHUNK
            most = max(fertility[0, births], fertility[1, births])
            alarm[c, word] = min(hazard(mortality, members) + most + ONE, LOW_HALF)
    return alarm


@njit(error_model="numpy")
def grow_old(lives, keys, year):  # type: ignore[no-untyped-def]
    """A year more of tenure, and the next age band where it is the household's year to turn."""
    for n in range(len(lives)):
        life = lives[n]
        turned = all_bits(turns(keys[n], year)) & (aged(life) - life)
        lives[n] = life + (all_bits(life & MEMBERS != 0) & (grown_older(life) - life + turned))


@njit(error_model="numpy")
def draw_luck(keys, address, luck):  # type: ignore[no-untyped-def]
    """The bits of every household under an address."""
    for n in range(len(keys)):
        luck[n] = draw(address, keys[n])


@njit(error_model="numpy")
def classify(lives, traits, kinds):  # type: ignore[no-untyped-def]
    """The class of every household's members at home, and of those in town, (2, n)."""
    for n in range(len(lives)):
        life, hands = lives[n], workers(lives[n])
        kinds[0, n] = class_of(life, traits[n], hands - out_of(life))
        kinds[1, n] = class_in_town(life, traits[n], hands)


@njit(inline="always")
def may_grow(life, bits, alarm, splitting):  # type: ignore[no-untyped-def]
    """1 where this may be a year with a birth, a death or a branch; never a false 0."""
    chance = np.uint64(0)
    for c in range(5):
        chance += np.uint64(alarm[c, (life >> (NINE * np.uint64(c))) & NINE_BITS])
    with_elders = np.int64((bits & LOW_HALF) < splitting) & np.int64((life & ELDERS) != 0)
    return np.int64((bits >> HIGH) <= chance) | with_elders


@njit(inline="always")
def may_move(life, place, kind, bits, hazards):  # type: ignore[no-untyped-def]
    """1 where the household may leave, return or settle this year; never a false 0.

    ``kind`` is the class of its members at home and in town.
    """
    moving, back, bond, settle, pool = hazards
    status, low = status_of(life), bits & LOW_HALF
    dwells = np.int64((status + ONE) >> ONE) & 1
    option = np.uint64(place) * np.uint64(2) + (status >> ONE)
    chance = back[kind[1], option] * bond[(life >> TENURE) & FIFTEEN]
    returning = np.int64(np.float64(np.int64(bits >> HIGH)) < chance)
    pooled = np.int64((life & COMMUTES_BIT) != 0) & np.int64(low < pool)
    return np.int64(low < moving[kind[0]]) | pooled | (dwells & (returning | np.int64(low < settle[place])))


@njit(error_model="numpy")
def listed(stretch, noted, tables, hazards, found):  # type: ignore[no-untyped-def]
    """Write down the rows of a stretch to which something may happen; returns how many."""
    lives, places = stretch
    vital, choice, kinds = noted
    alarm, splitting = tables
    number = 0
    for n in range(len(lives)):
        life = lives[n]
        found[number] = n
        growing = may_grow(life, vital[n], alarm, splitting)
        kind = np.uint64(kinds[0, n]), np.uint64(kinds[1, n])
        moving = may_move(life, places[n], kind, choice[n], hazards)
        number += growing | moving | np.int64(out_of(life) > workers(life))
    return number


@njit(error_model="numpy", forceinline=True)
def live_one(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """All that happens to a household; ``where`` is (block, village, bits for events, bits for choice)."""
    block, v, vital, choice = where
    life = rows.life[i]
    if life & MEMBERS == 0:
        return
    spot = Spot(block, v, part_of(board, v, rows.key[i]), place_at(rows, i), i)
    if out_of(life) > workers(life):
        call_home(board, rows, tally, spot)
    grow(board, rows, tally, spot, vital)
    decide(board, rows, tally, spot, choice)
    forget_place(rows, i)


@kernel(error_model="numpy")
def live(board, rows, tally, alarm, block, villages):  # type: ignore[no-untyped-def]
    """Live one year in the villages ``(first, end)`` of one block; with zero thresholds nobody moves."""
    board, rows, tally = lent(board), lent(rows), lent(tally)
    vital, choice = np.empty(STRETCH, np.uint64), np.empty(STRETCH, np.uint64)
    kinds, found = np.empty((2, STRETCH), np.uint32), np.empty(STRETCH + 1, np.uint32)
    bond = board.bond * ALWAYS
    for v in range(villages[0], villages[1]):
        for_events = stream(board.seed, rows.village[v], board.year, VITAL)
        for_choice = stream(board.seed, rows.village[v], board.year, CHOICE)
        for_work = chance_of_work(rows.village[v])
        pool = board.pool_move[v].max()
        hazards = board.move[v], board.back[rows.area[v]], bond, board.settle, pool
        end = rows.used[v]
        for first in range(rows.start[v], end, STRETCH):
            last = min(first + STRETCH, end)
            lives, keys = rows.life[first:last], rows.key[first:last]
            stretch = lives, rows.place[first:last]
            grow_old(lives, keys, board.year)
            commute(lives, keys, for_work, board.commuting[v])
            draw_luck(keys, for_events, vital)
            draw_luck(keys, for_choice, choice)
            classify(lives, rows.traits[first:last], kinds)
            number = listed(stretch, (vital, choice, kinds), (alarm, board.splitting), hazards, found)
            for m in range(number):
                n = found[m]
                live_one(board, rows, tally, (block, v, vital[n], choice[n]), first + n)
