"""Who goes where: the race between options, and what a move or an application does to a household."""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import (
    LEFT_INSIDE,
    LEFT_OUTSIDE,
    RETURNED_TO_TOWN,
    TOWN_CAME,
    class_of,
    school_age,
)
from urbsim.households.columns.columns import (
    AWAY,
    BED_BIT,
    MEMBERS,
    MOVED_BITS,
    PROGRAMME_BITS,
    SPLIT,
    TENURE_BITS,
    WAIT_BIT,
    all_bits,
    count,
    has_returned,
    living,
    out_of,
    status_of,
    tenure_of,
)
from urbsim.households.draws import OPTION, draw, exponential, mobility, stream
from urbsim.households.life.lifecycle import workers
from urbsim.households.life.threshold import weigh_options

NO_OPTION = -1
NEGLIGIBLE = 1e-12
ELSEWHERE = np.uint64(1)


@njit(error_model="numpy", forceinline=True)
def race(board, v, household, barred):  # type: ignore[no-untyped-def]
    """The option (2 × settlement + whole family) that wins the household's race, or NO_OPTION.

    ``household`` is (area, class, address). First its own area against all other places, then area
    against area, then option against option: exponential times over summed weights, so the winner
    has probability w / Σw, and a better offer never loses a household that it had won.

    Nested because there may be hundreds of options: a mover draws one number for its own area, one for all
    others together, one for each of these areas and one for each option of the area that wins.
    """
    area, kind, address = household
    own = group_weight(board, v, household, (area, barred))
    total = weigh_options(board.pull[v], board.worth[area, kind])
    rest = total - group_weight(board, v, household, (area, NO_OPTION))
    if barred != NO_OPTION and not is_member(board, area, barred):
        rest -= board.pull[v, barred] * board.worth[area, kind, barred]
    if rest <= NEGLIGIBLE * total:
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
    """The winner among a group's options but the barred one, or NO_OPTION.

    A smaller finish wins; equal finishes, next to impossible, go to the first option.
    """
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
def race_at_home(board, v, household, barred):  # type: ignore[no-untyped-def]
    """The settlement of the own area, as an option for whole families, that wins the race of a household.

    ``household`` is (area, whether it has children of school age, address); NO_OPTION where there is none. A
    better offer never loses a household that it had won.

    Without towns in the own area, or with weights of 0, it returns NO_OPTION and the family stays.
    """
    area, school, address = household
    best, winner = np.inf, NO_OPTION
    for n in range(board.group[area], board.group[area + 1]):
        k = board.member[n]
        if k % 2 == 0 or k == barred:
            continue
        weight = board.pool_pull[v, k - 1 + school]
        if weight > 0.0:
            finish = exponential(draw(address, board.option[k])) / weight
            if finish < best:
                best, winner = finish, k
    return winner


@njit(error_model="numpy", forceinline=True)
def lone_race(board, v, households, place):  # type: ignore[no-untyped-def]
    """A split household's options are at its own place: one more worker goes, or the family joins.

    At equal weights either has a half. Where the place offers neither any more, both weights 0, nobody moves.
    """
    area, kind, address = households
    send, join = 2 * place, 2 * place + 1
    sent = board.pull[v, send] * board.worth[area, kind, send]
    joined = board.pull[v, join] * board.worth[area, kind, join]
    if sent + joined <= 0.0:
        return NO_OPTION
    first = exponential(draw(address, board.option[send])) * joined
    return send if first < exponential(draw(address, board.option[join])) * sent else join


@njit(error_model="numpy", forceinline=True)
def depart(board, tally, spot, life, option):  # type: ignore[no-untyped-def]
    """Carry out a move, or queue for it where dwellings (beds) are counted; returns the new life word.

    The place is set by the caller. A family's wait starts anew at 0 years, a worker's tenure goes on.
    """
    place, family = option // 2, option % 2
    if family == 1 and board.counted[place]:
        return (life & ~TENURE_BITS) | WAIT_BIT
    if family == 0 and board.beds[place]:
        return life | WAIT_BIT | BED_BIT
    return arrive(board, tally, spot, life, option)


@njit(error_model="numpy", forceinline=True)
def arrive(board, tally, spot, life, option):  # type: ignore[no-untyped-def]
    """Count a move and return the life word after it; the new place is the option's.

    Who moves with the family counts all who were still at home; a lone worker counts one.
    """
    place, family = option // 2, option % 2
    kept, out = life & MOVED_BITS, out_of(life)
    movers = count(life & MEMBERS) - out if family == 1 else 1
    if has_returned(life):
        kept &= ~PROGRAMME_BITS
        tally.village[spot.village, spot.part, RETURNED_TO_TOWN] += movers
    flow = LEFT_INSIDE if board.inside[place] else LEFT_OUTSIDE
    tally.village[spot.village, spot.part, flow] += movers
    tally.town[spot.block, place, TOWN_CAME] += movers
    if family == 1:
        return living(kept, 0, 0, AWAY)
    # One tenure stands for all who are in town: their mean, to a whole year.
    tenure = (2 * tenure_of(life) * out + out + 1) // (2 * out + 2)
    return living(kept, out + 1, tenure, SPLIT)


@njit(error_model="numpy", forceinline=True)
def go(board, rows, tally, spot):  # type: ignore[no-untyped-def]
    """A household whose draw was under its threshold chooses where to go, unless it never moves.

    Stayers who were looked at for another reason are turned back here.
    """
    v, i = spot.village, spot.row
    life, key = rows.life[i], rows.key[i]
    if mobility(key) < board.stayer or out_of(life) == 7:
        return life
    hands = workers(life) - out_of(life)
    address = draw(stream(board.seed, rows.village[v], board.year, OPTION), key)
    household = (rows.area[v], class_of(life, rows.traits[i], hands), address)
    if status_of(life) == SPLIT:
        option = lone_race(board, v, household, spot.place)
    else:
        option = race(board, v, household, NO_OPTION)
    if option == NO_OPTION:
        return life
    rows.place[i] = option // 2
    return depart(board, tally, spot, life, option)


@njit(error_model="numpy", forceinline=True)
def go_to_town(board, rows, tally, spot, mark):  # type: ignore[no-untyped-def]
    """A whole family at home goes to a town of its own area, or queues for it; ``mark`` says where from.

    ``mark`` is `RETURNED_BITS` for who comes back from outside, for whom being a stayer does not count, else
    0.
    """
    v, i = spot.village, spot.row
    life, key = rows.life[i], rows.key[i]
    if mark == 0 and mobility(key) < board.stayer:
        return life
    address = draw(stream(board.seed, rows.village[v], board.year, OPTION), key)
    option = race_at_home(board, v, (rows.area[v], school_age(life), address), NO_OPTION)
    if option == NO_OPTION:
        return life
    rows.place[i] = option // 2
    return depart(board, tally, spot, (life & (~PROGRAMME_BITS | all_bits(mark == 0))) | mark, option)
