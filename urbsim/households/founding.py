"""Founding rows: each household's members, traits and place at the base year, by address.

A village takes its families from the area's distribution by a golden-ratio sequence, so that
every village is a fair sample; everything else about a household is drawn at its own address.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.board import age_class
from urbsim.households.columns import (
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
)
from urbsim.households.draws import FOUNDED, FOUNDING, PLACE, draw, mobility, stream, uniform
from urbsim.households.lifecycle import workers

GOLDEN_STEP = 0.6180339887498949
LAND, INCOME, GROUP, SCHOOLING = 0, 8, 16, 22
PRIME_AGE = 6


class Plan(NamedTuple):
    """What to found.

    ``home`` and ``away`` are rows by village (V,), ``families`` quantiles of packed members (A, Q) and
    ``movers`` (Q,) those of families away; ``split`` (V,) the odds that a family has workers away and
    ``leaning`` (4, 256) those of age and income relative to them; ``destination`` (A, J) is cumulative
    over the settlements ``place`` (J,); ``schooling`` by draw (256,); a family below ``stayer`` in mobility
    (units of 2⁻³²) never moves, so nobody of it has.
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


def empty_rows(plan: Plan, area: NDArray[np.int64], key: NDArray[np.uint64], reserve: int) -> Rows:
    """Columns for the planned rows with one spare row in ``reserve``; nobody in them yet."""
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
def traits_of(bits, schooling):  # type: ignore[no-untyped-def]
    """Packed traits from 64 random bits: the quantiles of land and income in 256ths, and schooling."""
    land, income = np.int64(bits & np.uint64(255)), np.int64((bits >> np.uint64(8)) & np.uint64(255))
    years = schooling[np.int64((bits >> np.uint64(16)) & np.uint64(255))]
    return np.uint32(land | income << INCOME | group_of(years, land, income) << GROUP | years << SCHOOLING)


@njit(inline="always")
def workers_away(members, bits):  # type: ignore[no-untyped-def]
    """How many of a family's workers live in town: three in ten two, the others one; somebody stays."""
    sent = 2 if (bits & np.uint64(1023)) < np.uint64(307) else 1
    return min(sent, workers(members), count(members) - 1)


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
def place_away(plan, area, where, n):  # type: ignore[no-untyped-def]
    """Where the migrants of a village's ``n``-th family live, by its luck at ``where``."""
    return plan.place[destination_of(plan.destination[area], uniform(draw(where, n + 2**31)))]


@njit(inline="always")
def chance_of_split(plan, v, members, traits):  # type: ignore[no-untyped-def]
    """Probability that workers of the family live in town: odds of the village times those of its kind.

    0 for a family without a worker, or of one alone.
    """
    if workers_away(members, np.uint64(0)) <= 0:
        return 0.0
    odds = plan.split[v] * plan.leaning[age_class(members), (traits >> np.uint32(INCOME)) & np.uint32(255)]
    return odds / (1.0 + odds)


@njit(nogil=True, cache=True)
def found_village(rows, plan, v):  # type: ignore[no-untyped-def]
    """Fill the rows of one village: families at home, some with workers away, then families away."""
    who = stream(FOUNDED, rows.village[v], 0, FOUNDING)
    where = stream(FOUNDED, rows.village[v], 0, PLACE)
    a, quantiles = rows.area[v], plan.families.shape[1]
    phase = uniform(who)
    for n in range(plan.home[v] + plan.away[v]):
        i = rows.start[v] + n
        bits = draw(who, n)
        rows.key[i] = np.uint32(bits >> np.uint64(32))
        rows.traits[i] = traits_of(draw(where, n), plan.schooling)
        quantile = np.int64(((phase + n * GOLDEN_STEP) % 1.0) * quantiles)
        tenure = np.int64((bits >> np.uint64(8)) & np.uint64(15))
        if n >= plan.home[v]:
            rows.life[i] = living(plan.movers[quantile], 0, tenure, AWAY)
            rows.place[i] = place_away(plan, a, where, n)
            continue
        members = plan.families[a, quantile]
        stays = mobility(rows.village[v], rows.key[i]) < plan.stayer
        if not stays and uniform(draw(where, n + 2**32)) < chance_of_split(plan, v, members, rows.traits[i]):
            sent = workers_away(members, draw(where, n + 2**33))
            rows.life[i] = living(members, sent, tenure, SPLIT)
            rows.place[i] = place_away(plan, a, where, n)
        else:
            rows.life[i] = living(members, 0, 0, HOME)


@njit(nogil=True, cache=True)
def place_remainder(rows, plan, villages, persons):  # type: ignore[no-untyped-def]
    """Add (or take) ``persons`` one a household, in row order, to families at home; returns what is left."""
    step = 1 if persons > 0 else -1
    while persons != 0:
        before = persons
        for v in range(villages[0], villages[1]):
            for i in range(rows.start[v], rows.start[v] + plan.home[v]):
                if persons == 0:
                    return 0
                life = rows.life[i]
                if step > 0 and in_band(life, PRIME_AGE) < SEVEN:
                    rows.life[i] = life + one_in(PRIME_AGE)
                    persons -= 1
                elif step < 0 and may_lose_one(life):
                    rows.life[i] = life - one_in(youngest(life))
                    persons += 1
        if before == persons:
            return persons
    return 0


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
