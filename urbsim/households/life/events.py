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
from urbsim.households.capacity import MEMBERS_A_BAND, MEMBERS_A_HOUSEHOLD
from urbsim.households.columns.columns import (
    AT_HOME_BITS,
    AWAY,
    HOME,
    MEMBERS,
    MOVED_BITS,
    NEWBORN_BITS,
    ONE,
    OUT,
    OUT_BITS,
    SETTLED,
    STATUS,
    STATUS_BITS,
    WAIT_BIT,
    count,
    in_band,
    living,
    newborns_of,
    one_in,
    out_of,
    status_of,
    tenure_of,
    with_newborns,
)
from urbsim.households.draws import HIGH, LOW_HALF, draw
from urbsim.households.life.lifecycle import (
    C1,
    CHUNK,
    FIVE,
    dying_band,
    has_turned,
    hazard,
    may_split,
    workers,
    young_family,
)

NEIGHBOURHOOD = np.uint32(0xFFFF0000)
LOW_KEY, KEYS = np.uint64(0xFFFF), np.uint64(0xFFFF // 5 - 1)
RESTING = np.uint64(7)


@njit(error_model="numpy", forceinline=True)
def come_home(board, tally, spot, returning):  # type: ignore[no-untyped-def]
    """Count ``returning`` persons from the household's place back to its village.

    In persons; nothing else is changed. Counted with the village they return to, of the part it belongs to.
    """
    flow = CAME_INSIDE if board.inside[spot.place] else CAME_OUTSIDE
    tally.village[spot.village, spot.part, flow] += returning
    tally.town[spot.block, spot.place, TOWN_LEFT] += returning


@njit(error_model="numpy", forceinline=True)
def vital_event(board, rows, tally, spot, bits):  # type: ignore[no-untyped-def]
    """Carry out the death or birth that ``bits`` announce; returns the new life word.

    A birth in a household that is full (63, or seven in the first band) does not happen. A worker alone in
    town has its children in the village.
    """
    life = rows.life[spot.row]
    members = life & MEMBERS
    if (bits >> HIGH) < hazard(board.mortality, members):
        return die(board, tally, spot, life, bits)
    if in_band(members, 0) == MEMBERS_A_BAND or count(members) == MEMBERS_A_HOUSEHOLD:
        return life
    if status_of(life) >= AWAY:
        tally.town[spot.block, spot.place, TOWN_BORN] += 1
    else:
        tally.village[spot.village, spot.part, BORN] += 1
    return with_child(life, not has_turned(rows.key[spot.row], board.year, board.founded))


@njit(error_model="numpy", forceinline=True)
def die(board, tally, spot, life, bits):  # type: ignore[no-untyped-def]
    """Count one death, of a worker in town or of a member who is with the family.

    The chance that a dead worker is one of those in town is their share of the household's workers.
    """
    band = dying_band(board.mortality, life & MEMBERS, bits >> HIGH)
    out, hands = out_of(life), workers(life)
    if status_of(life) >= AWAY:
        tally.town[spot.block, spot.place, TOWN_DIED] += 1
    elif out > 0 and 3 <= band < 12 and np.int64((bits & LOW_HALF) % np.uint64(hands)) < out:
        tally.town[spot.block, spot.place, TOWN_DIED] += 1
        life -= ONE << OUT
        if out == 1:
            life = stay_home(life)
    else:
        tally.village[spot.village, spot.part, DIED] += 1
    return without_one(life, band, bits)


@njit(inline="always")
def with_child(life, newborn):  # type: ignore[no-untyped-def]
    """A child more in the first band, which the next turn leaves there if it is a ``newborn``."""
    return with_newborns(life + ONE, newborns_of(life) + newborn)


@njit(inline="always")
def without_one(life, band, bits):  # type: ignore[no-untyped-def]
    """One member fewer in a band; each of the first band is as likely to be lost, newborn or not.

    The count of newborns falls where the one lost was one of them.
    """
    newborn = band == 0 and np.int64((bits & LOW_HALF) % in_band(life, 0)) < newborns_of(life)
    return with_newborns(life - one_in(band), newborns_of(life) - newborn)


@njit(inline="always")
def stay_home(life):  # type: ignore[no-untyped-def]
    """The household with everybody in the village; a place in the queue is kept.

    Tenure and place are kept with the queue, so the wait goes on.
    """
    if life & WAIT_BIT:
        return life & ~(OUT_BITS | STATUS_BITS)
    return life & AT_HOME_BITS


@njit(error_model="numpy", forceinline=True)
def call_home(board, rows, tally, spot):  # type: ignore[no-untyped-def]
    """Workers in town who have left working age come home."""
    life = rows.life[spot.row]
    surplus = out_of(life) - workers(life)
    come_home(board, tally, spot, surplus)
    life -= np.uint64(surplus) << OUT
    rows.life[spot.row] = stay_home(life) if out_of(life) == 0 else life


@njit(error_model="numpy", forceinline=True)
def found_branch(rows, tally, spot, bits):  # type: ignore[no-untyped-def]
    """Let a young couple found a household on a spare row of the village; returns the parents' life word.

    Their newborns go with them; a programme and who commutes stay with the parents.

    Where the village has no spare row nothing happens and `Tally.refused` counts it.
    """
    v, i = spot.village, spot.row
    life = rows.life[i]
    part = young_family(life & MEMBERS, workers(life))
    if part == 0 or part == (life & MEMBERS):
        return life
    spare = rows.used[v]
    if spare >= rows.start[v + 1]:
        tally.refused[v] += 1
        return life
    rows.used[v] = spare + 1
    rows.life[spare] = living(part | (life & NEWBORN_BITS), 0, 0, HOME)
    rows.place[spare] = 0
    rows.key[spare] = branch_key(rows.key[i], bits)
    rows.traits[spare] = rows.traits[i]
    return (life - part) & ~NEWBORN_BITS


@njit(inline="always")
def branch_key(key, bits):  # type: ignore[no-untyped-def]
    """A key in the same neighbourhood that leaves the same rest by five: nobody turns sooner or later for it.

    The lower half moves on by 5, 10 … 65,530 modulo 65,535, so it is another one.

    Another key gives the branch random numbers of its own; its neighbourhood becomes urban with its parents'.
    """
    steps = ONE + draw(bits, key) % KEYS
    low = ((np.uint64(key) & LOW_KEY) + FIVE * steps) % LOW_KEY
    return (key & NEIGHBOURHOOD) | np.uint32(low)


@njit(error_model="numpy", forceinline=True)
def leave_town(board, tally, spot, life):  # type: ignore[no-untyped-def]
    """A family away comes home, or the workers of a split one do; returns the new life word.

    In one move: nobody returns in part.
    """
    family = status_of(life) == AWAY
    come_home(board, tally, spot, count(life & MEMBERS) if family else out_of(life))
    return life & AT_HOME_BITS if family else stay_home(life)


@njit(error_model="numpy", forceinline=True)
def settle(tally, spot, life):  # type: ignore[no-untyped-def]
    """A family away obtains the local urban hukou and no longer returns.

    Tenure is kept; hukou is for good, so eq. 4 no longer applies.
    """
    tally.town[spot.block, spot.place, TOWN_SETTLED] += count(life & MEMBERS)
    return living(life & MOVED_BITS, 0, tenure_of(life), SETTLED)


@njit(inline="always")
def events(mortality, fertility, life, part):  # type: ignore[no-untyped-def]
    """The chance of a death or a birth in the household this year, in units of 2⁻³².

    A worker alone in town counts half for births: couples live apart, or the mother comes home.

    Births of villagers and of townspeople are two rows of ``fertility``; whose neighbourhood has become urban
    has urban births. Without workers away the sum is what the tables say.
    """
    members, out = life & MEMBERS, out_of(life)
    place = 1 if part == 1 or status_of(life) >= AWAY else 0
    bearing = fertility[place, (members >> C1) & CHUNK]
    if out > 0:
        bearing = bearing * np.uint64(2 * workers(life) - out) // np.uint64(2 * workers(life))
    return hazard(mortality, members) + bearing


@njit(error_model="numpy", forceinline=True)
def grow(board, rows, tally, spot, bits):  # type: ignore[no-untyped-def]
    """A death or birth, and the founding of a branch, as ``bits`` decide.

    One event at most a year: ``bits`` below the summed hazard decide that there is one, and the same bits
    which.
    """
    i = spot.row
    life = rows.life[i]
    if (bits >> HIGH) < events(board.mortality, board.fertility, life, spot.part):
        rows.life[i] = life = vital_event(board, rows, tally, spot, bits)
    if (bits & LOW_HALF) < board.splitting and (life >> STATUS) & RESTING == 0 and may_split(life & MEMBERS):
        rows.life[i] = found_branch(rows, tally, spot, bits)
