"""One year of every household: ageing, births and deaths, splitting, return, stay or move.

Decisions read the board posted on 1 January and nothing else, so the order of rows cannot
matter. A household costs about two hashes and one comparison a year; only movers look at
destinations, by an exponential race whose winner has probability w / Σw, so that a better
offer never loses a household that it had already won.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.columns import (
    AWAY,
    BED_BIT,
    HOME,
    MEMBERS,
    ONE,
    OUT,
    PLACE_CLEAR,
    SETTLED,
    SITE,
    SPLIT,
    STATUS,
    WAIT,
    WAIT_BIT,
    count,
    grown_older,
    in_band,
    living,
    one_in,
    out_of,
    place_of,
    status_of,
    tenure_of,
)
from urbsim.households.draws import (
    ALWAYS,
    CHOICE,
    HIGH,
    LOW_HALF,
    OPTION,
    STAYER,
    VITAL,
    draw,
    exponential,
    stream,
)
from urbsim.households.lending import lent
from urbsim.households.lifecycle import (
    C1,
    CHUNK,
    aged,
    dying_band,
    hazard,
    may_split,
    turns,
    workers,
    young_family,
)

BORN, DIED, LEFT_INSIDE, LEFT_OUTSIDE, CAME_INSIDE, CAME_OUTSIDE, FLOWS = range(7)
TOWN_BORN, TOWN_DIED, TOWN_CAME, TOWN_LEFT, TOWN_SETTLED, TOWN_FLOWS = range(6)
MIDDLE_AGED = np.uint64(sum(7 << (3 * band) for band in (7, 8)))
OLDER = np.uint64(sum(7 << (3 * band) for band in (9, 10)))
OLDEST = np.uint64(sum(7 << (3 * band) for band in (11, 12)))
GROUP, GROUPS = np.uint32(16), np.uint32(63)
NEIGHBOURHOOD = np.uint32(0xFFFF0000)
LOW_KEY = np.uint64(0xFFFF)
NO_OPTION = -1
HALF = np.uint32(16)
RESTING = np.uint64(7)


class Board(NamedTuple):
    """What households read on 1 January; J settlements, K = 2 J options (workers only, whole family).

    ``move`` (V, C) and ``stayer``, ``splitting`` are probabilities in units of 2⁻³²; ``pull``
    (V, K) and ``worth`` (A, C, K) are the two factors of an option's weight; ``back`` (A, C, K)
    is the yearly return probability before the decay with tenure ``bond`` (16,).
    """

    seed: np.uint64
    year: np.int64
    move: NDArray[np.uint64]
    pull: NDArray[np.float64]
    worth: NDArray[np.float64]
    back: NDArray[np.float64]
    bond: NDArray[np.float64]
    settle: NDArray[np.uint64]
    option: NDArray[np.uint64]
    inside: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    beds: NDArray[np.bool_]
    mortality: NDArray[np.uint64]
    fertility: NDArray[np.uint64]
    stayer: np.uint64
    splitting: np.uint64
    urban: NDArray[np.uint64]


class Tally(NamedTuple):
    """Persons counted while a year is lived: villages (V, 2, 6), blocks × settlements (B, J, 5), refusals (V,)."""

    village: NDArray[np.int64]
    town: NDArray[np.int64]
    refused: NDArray[np.int64]


@njit(inline="always")
def age_class(life):  # type: ignore[no-untyped-def]
    """0–3: the oldest member under 65 is under 35, 35–44, 45–54, or older."""
    if life & OLDEST:
        return 3
    if life & OLDER:
        return 2
    return 1 if life & MIDDLE_AGED else 0


@njit(inline="always")
def class_of(life, traits, home_workers):  # type: ignore[no-untyped-def]
    """The class of a household: age of its oldest working-age member, workers at home, group."""
    hands = max(0, min(home_workers, 3) - 1)
    return (age_class(life) * 3 + hands) * 30 + np.int64((traits >> GROUP) & GROUPS)


@njit(inline="always")
def part_of(board, v, key):  # type: ignore[no-untyped-def]
    """1 where the household's neighbourhood has become urban in place, else 0."""
    return 1 if np.uint64(key >> np.uint32(16)) < board.urban[v] else 0


@njit(error_model="numpy")
def race(board, v, households, barred):  # type: ignore[no-untyped-def]
    """The option (2 × settlement + whole family) that wins the household's race, or NO_OPTION.

    ``households`` is (area, class, address); with one open option it always wins.
    """
    area, kind, address = households
    best, winner = np.inf, NO_OPTION
    for k in range(board.pull.shape[1]):
        weight = board.pull[v, k] * board.worth[area, kind, k]
        if weight <= 0.0 or k == barred:
            continue
        finish = exponential(draw(address, board.option[k])) / weight
        if finish < best:
            best, winner = finish, k
    return winner


@njit(error_model="numpy")
def lone_race(board, v, households, place):  # type: ignore[no-untyped-def]
    """A split household's options are at its own place: one more worker goes, or the family joins."""
    area, kind, address = households
    send, join = 2 * place, 2 * place + 1
    sent = board.pull[v, send] * board.worth[area, kind, send]
    joined = board.pull[v, join] * board.worth[area, kind, join]
    first = exponential(draw(address, board.option[send])) * joined
    return send if first < exponential(draw(address, board.option[join])) * sent else join


@njit(inline="always")
def is_stayer(board, rows, v, key):  # type: ignore[no-untyped-def]
    """Whether the household never moves, whatever is offered: fixed for life."""
    address = stream(board.seed, rows.village[v], 0, STAYER)
    return (draw(address, key) >> HIGH) < board.stayer


@njit(error_model="numpy")
def depart(board, tally, where, life, option):  # type: ignore[no-untyped-def]
    """Carry out a move, or queue for it where dwellings (beds) are counted; returns the new life word."""
    block, v, part = where
    place, family = option // 2, option % 2
    if family == 1 and board.counted[place]:
        return (
            (life & PLACE_CLEAR)
            | (life & (np.uint64(7) << OUT))
            | (status_of(life) << STATUS)
            | WAIT_BIT
            | (np.uint64(place) << SITE)
        )
    if family == 0 and board.beds[place]:
        kept = life & ((ONE << WAIT) - ONE)
        return kept | WAIT_BIT | BED_BIT | (np.uint64(place) << SITE)
    return arrive(board, tally, where, life, option)


@njit(error_model="numpy")
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
    return living(members, out + 1, 0, SPLIT, place)


@njit(error_model="numpy")
def come_home(board, tally, where, life, returning):  # type: ignore[no-untyped-def]
    """Count ``returning`` persons from the household's place back to its village."""
    block, v, part = where
    place = place_of(life)
    tally.village[v, part, CAME_INSIDE if board.inside[place] else CAME_OUTSIDE] += returning
    tally.town[block, place, TOWN_LEFT] += returning


@njit(error_model="numpy")
def vital_event(board, tally, where, life, bits):  # type: ignore[no-untyped-def]
    """Carry out the death or birth that ``bits`` announce, where the household lives; returns the new life word."""
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


@njit(error_model="numpy")
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


@njit(error_model="numpy")
def call_home(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """Workers in town who have left working age come home."""
    life = rows.life[i]
    surplus = out_of(life) - workers(life)
    come_home(board, tally, where, life, surplus)
    life -= np.uint64(surplus) << OUT
    rows.life[i] = stay_home(life) if out_of(life) == 0 else life


@njit(error_model="numpy")
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


@njit(error_model="numpy")
def leave_town(board, tally, where, life):  # type: ignore[no-untyped-def]
    """A family away comes home, or the workers of a split one do; returns the new life word."""
    family = status_of(life) == AWAY
    come_home(board, tally, where, life, count(life & MEMBERS) if family else out_of(life))
    return life & MEMBERS if family else stay_home(life)


@njit(error_model="numpy")
def settle(tally, where, life):  # type: ignore[no-untyped-def]
    """A family away obtains the local urban hukou (落户) and no longer returns."""
    tally.town[where[0], place_of(life), TOWN_SETTLED] += count(life & MEMBERS)
    return living(life & MEMBERS, 0, tenure_of(life), SETTLED, place_of(life))


@njit(error_model="numpy")
def go(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """A household whose draw was under its threshold chooses where to go, unless it never moves."""
    v, life, key = where[1], rows.life[i], rows.key[i]
    if is_stayer(board, rows, v, key) or out_of(life) == 7:
        return life
    hands = workers(life) - out_of(life)
    address = draw(stream(board.seed, rows.village[v], board.year, OPTION), key)
    household = (rows.area[v], class_of(life, rows.traits[i], hands), address)
    if status_of(life) == SPLIT:
        option = lone_race(board, v, household, place_of(life))
    else:
        option = race(board, v, household, NO_OPTION)
    return life if option == NO_OPTION else depart(board, tally, where, life, option)


@njit(inline="always")
def events(mortality, fertility, life, part):  # type: ignore[no-untyped-def]
    """The chance of a death or a birth in the household this year, in units of 2⁻³²."""
    members = life & MEMBERS
    place = 1 if part == 1 or status_of(life) >= AWAY else 0
    return hazard(mortality, members) + fertility[place, (members >> C1) & CHUNK]


@njit(inline="always")
def return_chance(back, bond, life, kind):  # type: ignore[no-untyped-def]
    """Eq. 4 with the decay in tenure, in units of 2⁻³²; at most one half."""
    option = 2 * place_of(life) + (1 if status_of(life) == AWAY else 0)
    return np.uint64(min(0.5, back[kind, option] * bond[tenure_of(life)]) * ALWAYS)


@njit(inline="always")
def may_decide(life):  # type: ignore[no-untyped-def]
    """Whether the household decides anything: not if it has settled, nor if it waits in the village."""
    status = status_of(life)
    return status != SETTLED and not (status == HOME and life & WAIT_BIT)


@njit(error_model="numpy")
def grow(board, rows, tally, where, i):  # type: ignore[no-untyped-def]
    """A death or birth, and the founding of a branch, as ``bits`` decide."""
    block, v, part, bits = where
    life = rows.life[i]
    if (bits >> HIGH) < events(board.mortality, board.fertility, life, part):
        life = vital_event(board, tally, (block, v, part), life, bits)
    rows.life[i] = life
    if (bits & LOW_HALF) < board.splitting and (life >> STATUS) & RESTING == 0 and may_split(life & MEMBERS):
        rows.life[i] = found_branch(rows, tally, v, i, bits)


@njit(error_model="numpy")
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

    The loop holds only what every household needs; arrays stand in local names because the
    compiler counts references to those it reads through a tuple.
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
                hands = workers(life) - out_of(life)
                kind = class_of(life, traits[i], hands)
                if (bits & LOW_HALF) < moving[kind] or (
                    status_of(life) != HOME
                    and (
                        (bits >> HIGH) < return_chance(returning, bond, life, kind)
                        or (bits & LOW_HALF) < board.settle[place_of(life)]
                    )
                ):
                    decide(board, rows, tally, (block, v, part, bits), i)
