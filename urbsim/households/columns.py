"""Households as columns: 16 bytes a row, sorted by village.

``life`` (uint64) packs everything that a year can change::

    bits  0–44  members in 15 five-year age bands (0–4 … 70+), three bits each
    bits 45–47  members who live and work in a town while the rest stay (0–7)
    bits 48–51  years since the last change of place or since queueing (0–15)
    bits 52–53  residence: HOME, SPLIT, AWAY or SETTLED
    bit  54     waiting for a dwelling (or, with bit 55, for a bed) in ``place``
    bits 56–63  place: the settlement lived in or waited for

``key`` (uint32) is the identity within the village; its upper half is the neighbourhood,
by which a cell of many villages is reclassified piece by piece. ``traits`` (uint32) packs
land in tenths of a mu, the income index and the group of schooling, land and income.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

BANDS = 15
HOME, SPLIT, AWAY, SETTLED = (np.uint64(n) for n in range(4))
ONE, BAND_BITS, SEVEN = np.uint64(1), np.uint64(3), np.uint64(7)
MEMBERS = np.uint64((1 << 45) - 1)
OUT, TENURE, STATUS, WAIT, BED, SITE = (np.uint64(n) for n in (45, 48, 52, 54, 55, 56))
FIFTEEN, THREE, BYTE = np.uint64(15), np.uint64(3), np.uint64(255)
WAIT_BIT, BED_BIT = np.uint64(1 << 54), np.uint64(1 << 55)
PLACE_CLEAR = np.uint64((1 << 45) - 1)
WORKING = np.uint64(sum(7 << (3 * band) for band in range(3, 12)))
EVEN = np.uint64(sum(7 << (6 * pair) for pair in range(8)))
SIXTY_THREE = np.uint64(63)
EACH_PAIR = np.uint64(sum(1 << (6 * pair) for pair in range(8)))
TOP_PAIR = np.uint64(42)


class Rows(NamedTuple):
    """The households of a region; arrays over rows, and over villages where a block begins and ends.

    ``start[v] … used[v]`` are the rows of village v in use, ``used[v] … start[v + 1]`` its reserve.
    """

    life: NDArray[np.uint64]
    key: NDArray[np.uint32]
    traits: NDArray[np.uint32]
    start: NDArray[np.int64]
    used: NDArray[np.int64]
    area: NDArray[np.int64]
    village: NDArray[np.uint64]


def copy_of(rows: Rows) -> Rows:
    """The same households with their own mutable state, so that draws can share one founding."""
    return rows._replace(
        life=rows.life.copy(), key=rows.key.copy(), traits=rows.traits.copy(), used=rows.used.copy()
    )


def bytes_per_row(rows: Rows) -> int:
    """Bytes that one household takes in the columns."""
    return rows.life.itemsize + rows.key.itemsize + rows.traits.itemsize


def with_reserve(rows: Rows, reserve: NDArray[np.int64]) -> Rows:
    """The same households with room for ``reserve[v]`` more in every village; nobody moves or is dropped."""
    room = np.maximum(rows.used - rows.start[:-1] + reserve, rows.start[1:] - rows.start[:-1])
    start = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
    grown = rows._replace(
        life=np.zeros(start[-1], np.uint64),
        key=np.zeros(start[-1], np.uint32),
        traits=np.zeros(start[-1], np.uint32),
        start=start,
        used=start[:-1] + rows.used - rows.start[:-1],
    )
    for v in range(len(rows.used)):
        old, new = slice(rows.start[v], rows.used[v]), slice(start[v], grown.used[v])
        grown.life[new], grown.key[new], grown.traits[new] = rows.life[old], rows.key[old], rows.traits[old]
    return grown


@njit(inline="always")
def count(members):  # type: ignore[no-untyped-def]
    """People in a packed word of age bands: the sum of its three-bit fields (0 for an empty word).

    Neighbours are added into six-bit fields, and one multiplication adds these up in the top one.
    """
    pairs = (members & EVEN) + ((members >> BAND_BITS) & EVEN)
    return np.int64(((pairs * EACH_PAIR) >> TOP_PAIR) & SIXTY_THREE)


@njit(inline="always")
def in_band(life, band):  # type: ignore[no-untyped-def]
    """People of one five-year age band."""
    return (life >> (BAND_BITS * np.uint64(band))) & SEVEN


@njit(inline="always")
def one_in(band):  # type: ignore[no-untyped-def]
    """The word that holds one person in a band."""
    return ONE << (BAND_BITS * np.uint64(band))


@njit(inline="always")
def out_of(life):  # type: ignore[no-untyped-def]
    """Members who live in a town while the family stays in the village."""
    return np.int64((life >> OUT) & SEVEN)


@njit(inline="always")
def tenure_of(life):  # type: ignore[no-untyped-def]
    """Years since the last change of place, or in the queue; 15 means 15 or more."""
    return np.int64((life >> TENURE) & FIFTEEN)


@njit(inline="always")
def status_of(life):  # type: ignore[no-untyped-def]
    """HOME, SPLIT, AWAY or SETTLED."""
    return (life >> STATUS) & THREE


@njit(inline="always")
def place_of(life):  # type: ignore[no-untyped-def]
    """The settlement lived in, or waited for."""
    return np.int64(life >> SITE)


@njit(inline="always")
def living(members, out, tenure, status, place):  # type: ignore[no-untyped-def]
    """The life word of a household that waits for nothing."""
    return (
        members
        | (np.uint64(out) << OUT)
        | (np.uint64(tenure) << TENURE)
        | (status << STATUS)
        | (np.uint64(place) << SITE)
    )


@njit(inline="always")
def all_bits(so):  # type: ignore[no-untyped-def]
    """A word of ones where it is so, else of zeros: a choice that several rows can make at a time."""
    return np.uint64(0) - np.uint64(so)


@njit(inline="always")
def grown_older(life):  # type: ignore[no-untyped-def]
    """One year more in the tenure field, which stays at 15."""
    return life + (all_bits(((life >> TENURE) & FIFTEEN) != FIFTEEN) & (ONE << TENURE))
