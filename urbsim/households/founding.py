"""Founding rows: each household's members, traits and place at the base year, by address.

The families of an area are points of one additive sequence with the square roots of primes as steps
(Richtmyer 1951): kind of family, land, income, schooling, mobility and neighbourhood are each, and in pairs,
spread evenly over any stretch of it; so is where those live who have left, and since when. So every village
is a fair sample, and a region founded from few rows has the shares of one founded from many.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households import capacity
from urbsim.households.board import age_class
from urbsim.households.columns.columns import (
    AWAY,
    HOME,
    MEMBERS,
    SEVEN,
    SPLIT,
    Rows,
    count,
    in_band,
    living,
    one_in,
    out_of,
    status_of,
)
from urbsim.households.compiling import kernel
from urbsim.households.draws import draw, mobility, uniform
from urbsim.households.life.lifecycle import workers

KIND, NEIGHBOUR, RANK, SPLITS, GOES, FIELDS, EARNS, LEARNED, TENURE = range(9)
STEPS = np.sqrt(np.array([2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 23.0])) % 1.0
"""How far each coordinate of a family is from that of the family before, modulo 1."""
HALF_WORD = 65536
LAND, INCOME, GROUP, SCHOOLING = 0, 8, 16, 22
PRIME_AGE = 6
TENURES = capacity.TENURE.most + 1


class Plan(NamedTuple):
    """What to found.

    ``home`` and ``away`` are rows by village (V,), ``families`` quantiles of packed members (A, Q) and
    ``movers`` (Q,) those of families away; ``split`` (V,) the odds that a family has workers away and
    ``leaning`` (4, 256) those of age and income relative to them; ``destination`` (A, J) is cumulative
    over the settlements ``place`` (J,); ``schooling`` by draw (A, 256); a family below ``stayer`` in mobility
    (units of 2⁻³²) never moves, so nobody of it has. ``luck`` (A,) is the address of an area's sequences.
    """

    home: NDArray[np.int64]
    away: NDArray[np.int64]
    families: NDArray[np.uint64]
    movers: NDArray[np.uint64]
    split: NDArray[np.float64]
    leaning: NDArray[np.float64]
    destination: NDArray[np.float64]
    place: NDArray[np.int64]
    schooling: NDArray[np.int64]
    stayer: np.uint64
    luck: NDArray[np.uint64]


def empty_rows(plan: Plan, area: NDArray[np.int64], key: NDArray[np.uint64], reserve: int) -> Rows:
    """Columns for the planned rows with one spare row in ``reserve``; nobody in them yet.

    ``area`` and ``key`` (V,) are those of the villages. Every village has two dozen spare rows at least.
    """
    filled = plan.home + plan.away
    start = np.concatenate([[0], np.cumsum(filled + filled // reserve + 24)]).astype(np.int64)
    size = int(start[-1])
    return Rows(
        life=np.zeros(size, np.uint64),
        place=np.zeros(size, np.uint16),
        key=np.zeros(size, np.uint32),
        traits=np.zeros(size, np.uint32),
        start=start,
        used=start[:-1] + filled,
        area=area,
        village=key,
    )


@njit(inline="always")
def group_of(schooling, land, income):  # type: ignore[no-untyped-def]
    """The group (0–29) of schooling from eight years on, land tercile and income quintile."""
    return (15 if schooling >= 8 else 0) + (land * 3 // 256) * 5 + income * 5 // 256


@njit(inline="always")
def coordinate(luck, away, n, which):  # type: ignore[no-untyped-def]
    """One coordinate, in [0, 1), of an area's ``n``-th family at home (``away`` 0), away (1) or split (2).

    The n-th is start + n √p modulo 1 (Richtmyer 1951): of any m neighbours the share in an interval misses
    its length by about 1 / m, where independent draws miss it by about 1 / √m.
    """
    start = uniform(draw(luck, len(STEPS) * away + which))
    return (start + n * STEPS[which]) % 1.0


@njit(inline="always")
def whole(share, of):  # type: ignore[no-untyped-def]
    """The number (0 … ``of`` - 1) of the equal part of [0, 1) that holds ``share``."""
    return min(np.int64(share * of), of - 1)


@njit(inline="always")
def key_of(luck, away, n):  # type: ignore[no-untyped-def]
    """A family's identity: its neighbourhood, and its rank in mobility."""
    neighbourhood = whole(coordinate(luck, away, n, NEIGHBOUR), HALF_WORD)
    return np.uint32(neighbourhood * HALF_WORD + whole(coordinate(luck, away, n, RANK), HALF_WORD))


@njit(inline="always")
def traits_of(luck, away, n, schooling):  # type: ignore[no-untyped-def]
    """A family's packed traits: the quantiles of land and income in 256ths, and schooling."""
    land = whole(coordinate(luck, away, n, FIELDS), 256)
    income = whole(coordinate(luck, away, n, EARNS), 256)
    years = schooling[whole(coordinate(luck, away, n, LEARNED), 256)]
    return np.uint32(land | income << INCOME | group_of(years, land, income) << GROUP | years << SCHOOLING)


@njit(inline="always")
def workers_away(members, bits):  # type: ignore[no-untyped-def]
    """How many of a family's workers live in town: three in ten two, the others one; somebody stays."""
    sent = 2 if (bits & np.uint64(1023)) < np.uint64(307) else 1
    return min(sent, workers(members), count(members) - 1)


@kernel()
def sendable(kinds):  # type: ignore[no-untyped-def]
    """What families (n,) can send: workers where two may go, workers where one may; and age class, (n, 3)."""
    found = np.empty((len(kinds), 3), np.int64)
    for n in range(len(kinds)):
        found[n, 0] = workers_away(kinds[n], np.uint64(0))
        found[n, 1] = workers_away(kinds[n], np.uint64(1023))
        found[n, 2] = age_class(kinds[n])
    return found


@njit
def destination_of(cumulative, share):  # type: ignore[no-untyped-def]
    """The first place whose cumulative share exceeds ``share``, the last where none does."""
    first, last = 0, len(cumulative) - 1
    while first < last:
        middle = (first + last) // 2
        if share < cumulative[middle]:
            last = middle
        else:
            first = middle + 1
    return last


@njit(inline="always")
def place_away(plan, area, away, n):  # type: ignore[no-untyped-def]
    """Where the migrants of an area's ``n``-th family live."""
    return plan.place[destination_of(plan.destination[area], coordinate(plan.luck[area], away, n, GOES))]


@njit(inline="always")
def years_away(luck, away, n):  # type: ignore[no-untyped-def]
    """How many years ago, 0–15, the migrants of an area's ``n``-th family left."""
    return whole(coordinate(luck, away, n, TENURE), TENURES)


@njit(inline="always")
def chance_of_split(plan, v, members, key, traits):  # type: ignore[no-untyped-def]
    """Probability that workers of the family live in town: odds of the village times those of its kind.

    0 for stayers, for a family without a worker, or of one alone.
    """
    if mobility(key) < plan.stayer or workers_away(members, np.uint64(0)) <= 0:
        return 0.0
    odds = plan.split[v] * plan.leaning[age_class(members), (traits >> np.uint32(INCOME)) & np.uint32(255)]
    return odds / (1.0 + odds)


@kernel()
def found_area(rows, plan, a, villages):  # type: ignore[no-untyped-def]
    """Fill the rows of an area's ``villages`` (first, end): families at home, some split, then families away.

    Families have split, in their order, as often as their chances add up to: systematic sampling.

    The number of split families misses the sum of their chances by less than one in every area. Areas touch
    no row of one another and may be founded side by side.
    """
    due, split, at_home, gone = uniform(draw(plan.luck[a], SPLITS)), 0, 0, 0
    for v in range(villages[0], villages[1]):
        for i in range(rows.start[v], rows.start[v] + plan.home[v]):
            members = found_family(rows, plan, (a, 0, at_home), i)
            at_home += 1
            due += chance_of_split(plan, v, members, rows.key[i], rows.traits[i])
            if due >= 1.0:
                due -= 1.0
                send(rows, plan, (a, split), i)
                split += 1
        for i in range(rows.start[v] + plan.home[v], rows.used[v]):
            members = found_family(rows, plan, (a, 1, gone), i)
            tenure = years_away(plan.luck[a], 1, gone)
            rows.life[i], rows.place[i] = living(members, 0, tenure, AWAY), place_away(plan, a, 1, gone)
            gone += 1


@njit(inline="always")
def found_family(rows, plan, family, i):  # type: ignore[no-untyped-def]
    """Fill a row with a family (area, 0 at home or 1 away, number) as if all were at home; its members."""
    a, away, n = family
    rows.key[i] = key_of(plan.luck[a], away, n)
    rows.traits[i] = traits_of(plan.luck[a], away, n, plan.schooling[a])
    kinds = plan.movers if away == 1 else plan.families[a]
    members = kinds[whole(coordinate(plan.luck[a], away, n, KIND), len(kinds))]
    rows.life[i] = living(members, 0, 0, HOME)
    return members


@njit(inline="always")
def send(rows, plan, split, i):  # type: ignore[no-untyped-def]
    """Let workers of a family live in town; ``split`` is (area, number among those that do)."""
    a, n = split
    members = rows.life[i] & MEMBERS
    second = coordinate(plan.luck[a], 2, n, SPLITS)
    sent = workers_away(members, np.uint64(second * 1024.0))
    rows.life[i] = living(members, sent, years_away(plan.luck[a], 2, n), SPLIT)
    rows.place[i] = place_away(plan, a, 2, n)


@kernel()
def call_home(rows, place, persons):  # type: ignore[no-untyped-def]
    """Let families of a place live in their villages, in row order, until ``persons`` have left it."""
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if persons <= 0:
                return
            if status_of(life) != HOME and rows.place[i] == place:
                persons -= count(life & MEMBERS) if status_of(life) == AWAY else out_of(life)
                rows.life[i], rows.place[i] = living(life & MEMBERS, 0, 0, HOME), 0


@kernel()
def place_remainder(rows, villages, persons):  # type: ignore[no-untyped-def]
    """Add (or take) ``persons`` one a household, in row order, to families at home; returns what is left.

    Where no family can lose a member any more, those without anybody in town are taken whole.
    """
    step = 1 if persons > 0 else -1
    while persons != 0:
        before = persons
        for v in range(villages[0], villages[1]):
            for i in range(rows.start[v], rows.used[v]):
                if persons == 0:
                    return 0
                life = rows.life[i]
                if status_of(life) >= AWAY:
                    continue
                if step > 0 and in_band(life, PRIME_AGE) < SEVEN:
                    rows.life[i] = life + one_in(PRIME_AGE)
                    persons -= 1
                elif step < 0 and may_lose_one(life):
                    rows.life[i] = life - one_in(youngest(life))
                    persons += 1
        if before == persons:
            return persons if step > 0 else dissolve(rows, villages, persons)
    return 0


@kernel()
def dissolve(rows, villages, persons):  # type: ignore[no-untyped-def]
    """Take ``-persons`` as whole families at home, none of whom are in town; returns those it could not."""
    for v in range(villages[0], villages[1]):
        for i in range(rows.start[v], rows.used[v]):
            size = count(rows.life[i] & MEMBERS)
            if status_of(rows.life[i]) == HOME and 0 < size <= -persons:
                rows.life[i] = living(np.uint64(0), 0, 0, HOME)
                persons += size
    return persons


@njit(inline="always")
def may_lose_one(life):  # type: ignore[no-untyped-def]
    """Whether somebody stays at home, and enough workers for those in town, without the youngest member."""
    out = out_of(life)
    return count(life & MEMBERS) - out > 1 and (workers(life) > out or not 3 <= youngest(life) < 12)


@njit
def youngest(life):  # type: ignore[no-untyped-def]
    """The first age band that holds somebody."""
    for band in range(15):
        if in_band(life, band) > 0:
            return band
    return 0
