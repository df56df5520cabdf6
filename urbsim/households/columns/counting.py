"""The count of everybody: who lives where, from the rows themselves."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.columns.columns import (
    AWAY,
    FIFTEEN,
    MEMBERS,
    SETTLED,
    SPLIT,
    STATUS,
    THREE,
    count,
    out_of,
)
from urbsim.households.compiling import kernel

LODGERS, FAMILIES, WAITING, SETTLED_PERSONS, PLACE_COUNTS = range(5)
STATES = 16
"""Values of the four bits of a life word that say residence and waiting, from ``STATUS``."""
OUT_UNIT = np.int64(1 << 32)
"""Lodging workers are counted above, households below it: a village has fewer than 2³² of them."""


class Count(NamedTuple):
    """Who lives where.

    Persons at home (V, 2: rural, urban in place), persons away by village (V, J), per settlement (J, 4)
    lodging workers, families, families waiting and persons settled, households at home (V,), and persons
    at home whose village became urban since the count before (V,).

    Persons of rows: multiply by the weight. ``home`` summed, ``kin`` summed: everybody of rural origin.
    """

    home: NDArray[np.int64]
    kin: NDArray[np.int64]
    places: NDArray[np.int64]
    households: NDArray[np.int64]
    reclassified: NDArray[np.int64]

    @classmethod
    def empty(cls, villages: int, settlements: int, blocks: int) -> Self:
        """Nobody anywhere, with the places of each block apart.

        Blocks are summed by `Households.count`, so no two threads write to one number.
        """
        shapes = ((villages, 2), (villages, settlements), (blocks, settlements, PLACE_COUNTS))
        counts = [np.zeros(shape, np.int64) for shape in (*shapes, villages, villages)]
        return cls(*counts)


@kernel()
def count_block(rows, urban, into, block, villages):  # type: ignore[no-untyped-def]
    """Count the households of the villages ``(first, end)`` into a :class:`Count`.

    ``urban`` is the threshold of every village's urban neighbourhoods (before, now).

    ``into`` holds nobody before. Where the thresholds before and now are equal nobody is reclassified.
    """
    persons = np.zeros(STATES * into.kin.shape[1], np.int64)
    units = np.zeros(STATES * into.kin.shape[1], np.int64)
    for v in range(villages[0], villages[1]):
        was, now = urban[0][v], urban[1][v]
        city, changed = 0, 0
        for i in range(rows.start[v], rows.used[v]):
            life, neighbourhood = rows.life[i], np.uint64(rows.key[i] >> np.uint32(16))
            size, out, state = count(life & MEMBERS), out_of(life), (life >> STATUS) & FIFTEEN
            alive, where = np.int64(size > 0), np.int64(rows.place[i]) * STATES + np.int64(state)
            persons[where] += size
            units[where] += alive * (out * OUT_UNIT + 1)
            here = alive * (size - out) * np.int64((state & THREE) < AWAY)
            city += here * np.int64(neighbourhood < now)
            changed += here * (np.int64(neighbourhood < now) - np.int64(neighbourhood < was))
        enter(into, block, v, (persons, units))
        into.home[v, 1] = city
        into.home[v, 0] -= city
        into.reclassified[v] = changed


@njit(inline="always")
def enter(into, block, v, village):  # type: ignore[no-untyped-def]
    """Enter what was counted by residence, waiting and place, and clear it for the next village."""
    persons, units = village
    places = into.kin.shape[1]
    for where in range(STATES * places):
        place, status, waiting = where // STATES, np.uint64(where % 4), where % STATES >= 4
        if units[where] == 0:
            continue
        out, number, size = units[where] // OUT_UNIT, units[where] % OUT_UNIT, persons[where]
        persons[where], units[where] = 0, 0
        into.places[block, place, WAITING] += number if waiting else 0
        if status >= AWAY:
            into.kin[v, place] += size
            into.places[block, place, FAMILIES] += number
            into.places[block, place, SETTLED_PERSONS] += size if status == SETTLED else 0
            continue
        into.home[v, 0] += size - out
        into.households[v] += number
        if status == SPLIT:
            into.kin[v, place] += out
            into.places[block, place, LODGERS] += out
