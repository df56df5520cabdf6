"""Who goes where: the race between options, and what a move or an application does to a household."""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import LEFT_INSIDE, LEFT_OUTSIDE, TOWN_CAME, class_of
from urbsim.households.columns import (
    AWAY,
    BED_BIT,
    MEMBERS,
    ONE,
    OUT,
    PLACE_CLEAR,
    SITE,
    SPLIT,
    STATUS,
    WAIT,
    WAIT_BIT,
    count,
    living,
    out_of,
    place_of,
    status_of,
    tenure_of,
)
from urbsim.households.draws import OPTION, draw, exponential, mobility, stream
from urbsim.households.lifecycle import workers

NO_OPTION = -1
NEGLIGIBLE = 1e-12
ELSEWHERE = np.uint64(1)
SEVEN_OUT = np.uint64(7) << OUT


@njit(error_model="numpy", forceinline=True)
def race(board, v, household, barred):  # type: ignore[no-untyped-def]
    """The option (2 × settlement + whole family) that wins the household's race, or NO_OPTION.

    ``household`` is (area, class, address). First its own area against all other places, then area
    against area, then option against option: exponential times over summed weights, so the winner
    has probability w / Σw, and a better offer never loses a household that it had won.
    """
    area, kind, address = household
    own = group_weight(board, v, household, (area, barred))
    rest = board.total[v, kind] - group_weight(board, v, household, (area, NO_OPTION))
    if barred != NO_OPTION and not is_member(board, area, barred):
        rest -= board.pull[v, barred] * board.worth[area, kind, barred]
    if rest <= NEGLIGIBLE * board.total[v, kind]:
        return race_within(board, v, household, (area, barred))
    at_home = exponential(draw(address, board.area[area])) * rest
    if own > 0.0 and at_home < exponential(draw(address, ELSEWHERE)) * own:
        return race_within(board, v, household, (area, barred))
    best, winner = np.inf, NO_OPTION
    for g in range(len(board.area)):
        weight = 0.0 if g == area else group_weight(board, v, household, (g, barred))
        if weight > 0.0:
            finish = exponential(draw(address, ~board.area[g])) / weight
            if finish < best:
                best, winner = finish, g
    return NO_OPTION if winner == NO_OPTION else race_within(board, v, household, (winner, barred))


@njit(error_model="numpy", forceinline=True)
def group_weight(board, v, household, options):  # type: ignore[no-untyped-def]
    """The summed weight of a group's options but the barred one; ``options`` is (group, barred)."""
    area, kind, _ = household
    g, barred = options
    total = 0.0
    for n in range(board.group[g], board.group[g + 1]):
        k = board.member[n]
        if k != barred:
            total += board.pull[v, k] * board.worth[area, kind, k]
    return total


@njit(error_model="numpy", forceinline=True)
def is_member(board, g, option):  # type: ignore[no-untyped-def]
    """Whether an option belongs to a group."""
    found = False
    for n in range(board.group[g], board.group[g + 1]):
        found |= board.member[n] == option
    return found


@njit(error_model="numpy", forceinline=True)
def race_within(board, v, household, options):  # type: ignore[no-untyped-def]
    """The winner among a group's options but the barred one, or NO_OPTION."""
    area, kind, address = household
    g, barred = options
    best, winner = np.inf, NO_OPTION
    for n in range(board.group[g], board.group[g + 1]):
        k = board.member[n]
        weight = board.pull[v, k] * board.worth[area, kind, k]
        if weight > 0.0 and k != barred:
            finish = exponential(draw(address, board.option[k])) / weight
            if finish < best:
                best, winner = finish, k
    return winner


@njit(error_model="numpy", forceinline=True)
def lone_race(board, v, households, place):  # type: ignore[no-untyped-def]
    """A split household's options are at its own place: one more worker goes, or the family joins."""
    area, kind, address = households
    send, join = 2 * place, 2 * place + 1
    sent = board.pull[v, send] * board.worth[area, kind, send]
    joined = board.pull[v, join] * board.worth[area, kind, join]
    if sent + joined <= 0.0:
        return NO_OPTION
    first = exponential(draw(address, board.option[send])) * joined
    return send if first < exponential(draw(address, board.option[join])) * sent else join


@njit(error_model="numpy", forceinline=True)
def depart(board, tally, where, life, option):  # type: ignore[no-untyped-def]
    """Carry out a move, or queue for it where dwellings (beds) are counted; returns the new life word."""
    place, family = option // 2, option % 2
    if family == 1 and board.counted[place]:
        kept = (life & PLACE_CLEAR) | (life & SEVEN_OUT) | (status_of(life) << STATUS)
        return kept | WAIT_BIT | (np.uint64(place) << SITE)
    if family == 0 and board.beds[place]:
        kept = life & ((ONE << WAIT) - ONE)
        return kept | WAIT_BIT | BED_BIT | (np.uint64(place) << SITE)
    return arrive(board, tally, where, life, option)


@njit(error_model="numpy", forceinline=True)
def arrive(board, tally, where, life, option):  # type: ignore[no-untyped-def]
    """Count a move and return the household as it lives after it."""
    block, v, part = where
    place, family = option // 2, option % 2
    members, out = life & MEMBERS, out_of(life)
    movers = count(members) - out if family == 1 else 1
    tally.village[v, part, LEFT_INSIDE if board.inside[place] else LEFT_OUTSIDE] += movers
    tally.town[block, place, TOWN_CAME] += movers
    if family == 1:
        return living(members, 0, 0, AWAY, place)
    # One tenure stands for all who are in town: their mean, to a whole year.
    tenure = (2 * tenure_of(life) * out + out + 1) // (2 * out + 2)
    return living(members, out + 1, tenure, SPLIT, place)


@njit(error_model="numpy", forceinline=True)
def go(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """A household whose draw was under its threshold chooses where to go, unless it never moves."""
    v, life, key = where[1], rows.life[i], rows.key[i]
    if mobility(rows.village[v], key) < board.stayer or out_of(life) == 7:
        return life
    hands = workers(life) - out_of(life)
    address = draw(stream(board.seed, rows.village[v], board.year, OPTION), key)
    household = (rows.area[v], class_of(life, rows.traits[i], hands), address)
    if status_of(life) == SPLIT:
        option = lone_race(board, v, household, place_of(life))
    else:
        option = race(board, v, household, NO_OPTION)
    return life if option == NO_OPTION else depart(board, tally, where, life, option)
