"""What happens to a household: births, deaths, branches, coming home, settling."""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import (
    BORN,
    CAME_INSIDE,
    CAME_OUTSIDE,
    DIED,
    TOWN_BORN,
    TOWN_DIED,
    TOWN_LEFT,
    TOWN_SETTLED,
)
from urbsim.households.columns import (
    AWAY,
    HOME,
    MEMBERS,
    ONE,
    OUT,
    SETTLED,
    STATUS,
    WAIT_BIT,
    count,
    in_band,
    living,
    one_in,
    out_of,
    place_of,
    status_of,
    tenure_of,
)
from urbsim.households.draws import HIGH, LOW_HALF, draw
from urbsim.households.lifecycle import C1, CHUNK, dying_band, hazard, may_split, workers, young_family

NEIGHBOURHOOD = np.uint32(0xFFFF0000)
LOW_KEY = np.uint64(0xFFFF)
RESTING = np.uint64(7)


@njit(error_model="numpy", forceinline=True)
def come_home(board, tally, where, life, returning):  # type: ignore[no-untyped-def]
    """Count ``returning`` persons from the household's place back to its village."""
    block, v, part = where
    place = place_of(life)
    tally.village[v, part, CAME_INSIDE if board.inside[place] else CAME_OUTSIDE] += returning
    tally.town[block, place, TOWN_LEFT] += returning


@njit(error_model="numpy", forceinline=True)
def vital_event(board, tally, where, life, bits):  # type: ignore[no-untyped-def]
    """Carry out the death or birth that ``bits`` announce; returns the new life word."""
    block, v, part = where
    members = life & MEMBERS
    gone, place = status_of(life) >= AWAY, place_of(life)
    if (bits >> HIGH) < hazard(board.mortality, members):
        return die(board, tally, where, life, bits)
    if in_band(members, 0) == 7:
        return life
    if gone:
        tally.town[block, place, TOWN_BORN] += 1
    else:
        tally.village[v, part, BORN] += 1
    return life + ONE


@njit(error_model="numpy", forceinline=True)
def die(board, tally, where, life, bits):  # type: ignore[no-untyped-def]
    """Count one death, of a worker in town or of a member who is with the family."""
    block, v, part = where
    band = dying_band(board.mortality, life & MEMBERS, bits >> HIGH)
    out, hands, place = out_of(life), workers(life), place_of(life)
    if status_of(life) >= AWAY:
        tally.town[block, place, TOWN_DIED] += 1
    elif out > 0 and 3 <= band < 12 and np.int64((bits & LOW_HALF) % np.uint64(hands)) < out:
        tally.town[block, place, TOWN_DIED] += 1
        life -= ONE << OUT
        if out == 1:
            life = stay_home(life)
    else:
        tally.village[v, part, DIED] += 1
    return life - one_in(band)


@njit(inline="always")
def stay_home(life):  # type: ignore[no-untyped-def]
    """The household with everybody in the village; a place in the queue is kept."""
    if life & WAIT_BIT:
        return life & ~(np.uint64(7) << OUT) & ~(np.uint64(3) << STATUS)
    return life & MEMBERS


@njit(error_model="numpy", forceinline=True)
def call_home(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """Workers in town who have left working age come home."""
    life = rows.life[i]
    surplus = out_of(life) - workers(life)
    come_home(board, tally, where, life, surplus)
    life -= np.uint64(surplus) << OUT
    rows.life[i] = stay_home(life) if out_of(life) == 0 else life


@njit(error_model="numpy", forceinline=True)
def found_branch(rows, tally, v, i, bits):  # type: ignore[no-untyped-def]
    """Let a young couple found a household on a spare row of the village; returns the parents' life word."""
    life = rows.life[i]
    part = young_family(life & MEMBERS, workers(life))
    if part == 0 or part == (life & MEMBERS):
        return life
    spare = rows.used[v]
    if spare >= rows.start[v + 1]:
        tally.refused[v] += 1
        return life
    rows.used[v] = spare + 1
    rows.life[spare] = living(part, 0, 0, HOME, 0)
    rows.key[spare] = (rows.key[i] & NEIGHBOURHOOD) | np.uint32(draw(bits, rows.key[i]) & LOW_KEY)
    rows.traits[spare] = rows.traits[i]
    return life - part


@njit(error_model="numpy", forceinline=True)
def leave_town(board, tally, where, life):  # type: ignore[no-untyped-def]
    """A family away comes home, or the workers of a split one do; returns the new life word."""
    family = status_of(life) == AWAY
    come_home(board, tally, where, life, count(life & MEMBERS) if family else out_of(life))
    return life & MEMBERS if family else stay_home(life)


@njit(error_model="numpy", forceinline=True)
def settle(tally, where, life):  # type: ignore[no-untyped-def]
    """A family away obtains the local urban hukou (落户) and no longer returns."""
    tally.town[where[0], place_of(life), TOWN_SETTLED] += count(life & MEMBERS)
    return living(life & MEMBERS, 0, tenure_of(life), SETTLED, place_of(life))


@njit(inline="always")
def events(mortality, fertility, life, part):  # type: ignore[no-untyped-def]
    """The chance of a death or a birth in the household this year, in units of 2⁻³².

    A worker alone in town counts half for births: couples live apart, or the mother comes home.
    """
    members, out = life & MEMBERS, out_of(life)
    place = 1 if part == 1 or status_of(life) >= AWAY else 0
    bearing = fertility[place, (members >> C1) & CHUNK]
    if out > 0:
        bearing = bearing * np.uint64(2 * workers(life) - out) // np.uint64(2 * workers(life))
    return hazard(mortality, members) + bearing


@njit(error_model="numpy", forceinline=True)
def grow(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """A death or birth, and the founding of a branch, as ``bits`` decide."""
    block, v, part, bits = where
    life = rows.life[i]
    if (bits >> HIGH) < events(board.mortality, board.fertility, life, part):
        life = vital_event(board, tally, (block, v, part), life, bits)
    rows.life[i] = life
    if (bits & LOW_HALF) < board.splitting and (life >> STATUS) & RESTING == 0 and may_split(life & MEMBERS):
        rows.life[i] = found_branch(rows, tally, v, i, bits)
