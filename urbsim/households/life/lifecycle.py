"""Births, deaths, ageing and the splitting of households, in integers by address.

All members of a household turn to the next five-year band together, every fifth year at a phase given by the
key: they are of one band at the founding and stay a class of age of five years. So do those born in the first
five years after it, in the second, and so on: who is born in one of these spans before the household turns in
it is a newborn whom that turn leaves in the first band. All turn to the second band in the next five years,
five years after birth on average.

A year holds at most one birth or death per household, with the summed hazards of its members.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.capacity import BANDS
from urbsim.households.columns.columns import (
    MEMBERS,
    NEWBORNS,
    SEVEN,
    WORKING,
    all_bits,
    count,
    in_band,
    one_in,
    out_of,
)

FIVE, FIFTH, FIFTH_BITS = np.uint64(5), np.uint64(0xCCCCCCCD), np.uint64(34)
CHUNK = np.uint64(0xFFF)
C1, C2, C3 = np.uint64(12), np.uint64(24), np.uint64(36)
LAST = np.uint64(42)
TURNING = np.uint64((1 << 39) - 1)
BAND = np.uint64(3)
FILLINGS = np.stack([(np.arange(4096) >> (3 * k)) & 7 for k in range(4)], axis=1).astype(float)
CHILDREN = np.uint64(sum(7 << (3 * band) for band in range(2)))
YOUNG = np.uint64(sum(7 << (3 * band) for band in range(4, 8)))
ELDERS = np.uint64(sum(7 << (3 * band) for band in range(9, BANDS)))


def hazard_table(per_person: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Household hazards (4, 4096) in units of 2⁻³² for every filling of four age bands.

    ``per_person`` holds a yearly probability for each of the 15 bands. A household's
    hazard is the sum of four look-ups; a household of one has its own band's hazard.

    Fractions of 2⁻³² are cut, so a hazard is short by less than 4 · 2⁻³² a year. Hazards that add up to more
    than 1 still give one event, the most a household has in a year.
    """
    return np.stack([hazards_of_four(per_person, c) for c in range(4)])


def hazards_of_four(per_person: NDArray[np.float64], c: int) -> NDArray[np.uint64]:
    """The same for every filling of the ``c``-th four bands alone, (4096,).

    Entry ``w`` is for members whose twelve bits are ``w``; entry 0 (nobody) is 0.
    """
    padded = np.zeros(4)
    padded[: BANDS - 4 * c] = per_person[4 * c : 4 * c + 4]
    return (FILLINGS @ padded * 2.0**32).astype(np.uint64)


@njit(inline="always")
def hazard(table, members):  # type: ignore[no-untyped-def]
    """The summed yearly hazard of all members, in units of 2⁻³²."""
    return (
        table[0, members & CHUNK]
        + table[1, (members >> C1) & CHUNK]
        + table[2, (members >> C2) & CHUNK]
        + table[3, (members >> C3) & CHUNK]
    )


@njit(inline="always")
def turns(key, year):  # type: ignore[no-untyped-def]
    """Whether the household's members reach their next age band in this year: (key + year) % 5 == 0.

    The quotient is a product, exact for 32 bits, which several rows can form at a time.

    Keys are spread evenly, so a fifth of the households turns in every year.
    """
    rest = np.uint64(key) - FIVE * ((np.uint64(key) * FIFTH) >> FIFTH_BITS)
    return rest == np.uint64(-year % 5)


@njit(inline="always")
def has_turned(key, year, founded):  # type: ignore[no-untyped-def]
    """Whether the household has turned since the last year that is a multiple of five after its founding.

    In the fifth year after the founding every household has, in the first only those that turn in it.

    ``founded`` is the base year: the five-year spans that keep cohorts together are counted from it.
    """
    since_turn = (np.int64(key) + year) % 5
    return since_turn <= (year - founded - 1) % 5


@njit(inline="always")
def aged(life):  # type: ignore[no-untyped-def]
    """Everyone but newborns one band up, who are newborns no more; the last band is open.

    Nobody is lost: a full last band waits.
    """
    members, newborns = life & MEMBERS, life >> NEWBORNS
    oldest = in_band(members, 14) + in_band(members, 13)
    shifted = ((members & TURNING) << BAND) | (oldest << LAST)
    older = shifted - (newborns << BAND) + newborns
    return life + (all_bits(oldest <= SEVEN) & (older - members - (newborns << NEWBORNS)))


@njit(forceinline=True)
def dying_band(table, members, aim):  # type: ignore[no-untyped-def]
    """The band in which the death at cumulative hazard ``aim`` falls.

    With one member it is that member's band; rounding that leaves ``aim`` unreached takes the oldest.
    """
    reached = np.uint64(0)
    oldest = 0
    for band in range(BANDS):
        there = in_band(members, band)
        if there == 0:
            continue
        oldest = band
        reached += table[band // 4, there << (BAND * np.uint64(band % 4))]
        if aim < reached:
            return band
    return oldest


@njit(inline="always")
def workers(life):  # type: ignore[no-untyped-def]
    """Members of working age (15–59)."""
    return count(life & WORKING)


@njit(inline="always")
def may_split(members):  # type: ignore[no-untyped-def]
    """Whether a young couple lives with elders in a household of four or more.

    Elders here are 45 and over: parents of a couple of 20–39, not those past work.
    """
    return (members & ELDERS) != 0 and count(members & YOUNG) >= 2 and count(members & MEMBERS) >= 4


@njit(forceinline=True)
def young_family(members, home_workers):  # type: ignore[no-untyped-def]
    """The part that founds a household of its own: two of 20–39 and the children under ten.

    The couple is taken from the oldest band down, of workers at home alone; without two of them nobody leaves
    (0).
    """
    part = members & CHILDREN
    couple = 0
    for band in range(7, 3, -1):
        for _ in range(in_band(members, band)):
            if couple < 2 and couple < home_workers:
                part += one_in(band)
                couple += 1
    return part if couple == 2 else np.uint64(0)


@njit(inline="always")
def at_home(life):  # type: ignore[no-untyped-def]
    """Members who live in the village when the household is not away."""
    return count(life & MEMBERS) - out_of(life)
