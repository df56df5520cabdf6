"""Households as columns: 18 bytes a row, sorted by village.

``life`` (uint64) packs what a year can change about a household (``capacity.LIFE``)::

    bits  0–44  members in 15 five-year age bands (0–4 … 70+), three bits each
    bits 45–47  members who live and work in a town while the rest stay (0–7)
    bits 48–51  years since the last change of place or since queueing (0–15)
    bits 52–53  residence: HOME, SPLIT, AWAY or SETTLED
    bit  54     waiting for a dwelling (or, with bit 55, for a bed) in ``place``
    bits 56–59  in a programme (0: none; 1–13: by own outlay; 14: back from outside, waiting; 15: has left)
    bit  60     somebody works in the own area off the farm and lives at home
    bits 61–63  newborns: of the first band, and passed over at the next turn (0–7)

``place`` (uint16) is the settlement of residence or waited for, 0 where there is none. ``key`` (uint32) is
the identity within the village; its upper half is the neighbourhood, by which a cell of many villages is
reclassified piece by piece. ``traits`` (uint32) packs land in tenths of a mu, the income index and the
group of schooling, land and income.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.capacity import LEFT, LIFE, RETURNED

HOME, SPLIT, AWAY, SETTLED = (np.uint64(n) for n in range(4))
ONE, BAND_BITS, SEVEN = np.uint64(1), np.uint64(3), np.uint64(7)
_, OUT, TENURE, STATUS, _, _, PROGRAMME, COMMUTES, NEWBORNS = (np.uint64(field.first) for field in LIFE)
(
    MEMBERS,
    OUT_BITS,
    TENURE_BITS,
    STATUS_BITS,
    WAIT_BIT,
    BED_BIT,
    PROGRAMME_BITS,
    COMMUTES_BIT,
    NEWBORN_BITS,
) = (np.uint64(field.mask) for field in LIFE)
RETURNED_BITS = np.uint64(RETURNED) << PROGRAMME
DWELLS_OR_WAITS = STATUS_BITS | WAIT_BIT
AT_HOME_BITS = MEMBERS | PROGRAMME_BITS | COMMUTES_BIT | NEWBORN_BITS
"""What remains of a household's state when nobody of it is in town or waits."""
MOVED_BITS = MEMBERS | PROGRAMME_BITS | NEWBORN_BITS
"""What a move leaves as it is; who has moved away does not commute."""
FIFTEEN, THREE = np.uint64(15), np.uint64(3)
LEFT_PROGRAMME = np.uint64(LEFT)
WORKING = np.uint64(sum(7 << (3 * band) for band in range(3, 12)))
EVEN = np.uint64(sum(7 << (6 * pair) for pair in range(8)))
SIXTY_THREE = np.uint64(63)
EACH_PAIR = np.uint64(sum(1 << (6 * pair) for pair in range(8)))
TOP_PAIR = np.uint64(42)


class Rows(NamedTuple):
    """The households of a region; arrays over rows, and over villages where a block begins and ends.

    ``start[v] … used[v]`` are the rows of village v in use, ``used[v] … start[v + 1]`` its reserve.

    ``area`` (V,) is the number of each village's area and ``village`` (V,) its address for draws; the other
    four columns are as long as the last of ``start``. Rows of a reserve are all 0.
    """

    life: NDArray[np.uint64]
    place: NDArray[np.uint16]
    key: NDArray[np.uint32]
    traits: NDArray[np.uint32]
    start: NDArray[np.int64]
    used: NDArray[np.int64]
    area: NDArray[np.int64]
    village: NDArray[np.uint64]


COLUMNS = ("life", "place", "key", "traits")
"""The columns that hold one value a household."""


def copy_of(rows: Rows) -> Rows:
    """The same households with their own mutable state, so that draws can share one founding.

    ``start``, ``area`` and ``village`` are shared with the original, since nothing writes to them.
    """
    return rows._replace(**{name: getattr(rows, name).copy() for name in (*COLUMNS, "used")})


def assert_places(rows: Rows, settlements: int) -> None:
    """Raise IndexError where a household lives in a settlement that there is none of, or rows overlap.

    The kernel, compiled without checks, relies on it.
    """
    inside = np.all(rows.start[:-1] <= rows.used) and np.all(rows.used <= rows.start[1:])
    if not inside or any(len(getattr(rows, name)) < rows.start[-1] for name in COLUMNS):
        raise IndexError("villages have more households than rows")
    if rows.place.max(initial=0) >= settlements:
        raise IndexError(f"a household lives in settlement {rows.place.max()} of {settlements}")


def with_reserve(rows: Rows, reserve: NDArray[np.int64]) -> Rows:
    """The same households with room for ``reserve`` (V,) rows more in every village.

    Nobody moves or is dropped; a reserve that is there already changes nothing.

    Rows move to new positions: positions found before are void. A branch without room is refused and counted.
    """
    room = np.maximum(rows.used - rows.start[:-1] + reserve, rows.start[1:] - rows.start[:-1])
    start = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
    empty = {name: np.zeros(start[-1], getattr(rows, name).dtype) for name in COLUMNS}
    grown = rows._replace(**empty, start=start, used=start[:-1] + rows.used - rows.start[:-1])
    for v in range(len(rows.used)):
        old, new = slice(rows.start[v], rows.used[v]), slice(start[v], grown.used[v])
        for name in COLUMNS:
            getattr(grown, name)[new] = getattr(rows, name)[old]
    return grown


@njit(inline="always")
def count(members):  # type: ignore[no-untyped-def]
    """People in a packed word of age bands: the sum of its three-bit fields (0 for an empty word).

    Neighbours are added into six-bit fields, and one multiplication adds these up in the top one.

    Up to 63 people, since the top field has six bits; a household never has more (`MEMBERS_A_HOUSEHOLD`).
    """
    pairs = (members & EVEN) + ((members >> BAND_BITS) & EVEN)
    return np.int64(((pairs * EACH_PAIR) >> TOP_PAIR) & SIXTY_THREE)


@njit(inline="always")
def in_band(life, band):  # type: ignore[no-untyped-def]
    """People of one five-year age band.

    ``band`` 0 is 0–4 years, 14 is 70 and over; up to seven members a band.
    """
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
    """Years since the last change of place, or in the queue; 15 means 15 or more.

    Both meanings never meet: who waits in a village has not changed place.
    """
    return np.int64((life >> TENURE) & FIFTEEN)


@njit(inline="always")
def status_of(life):  # type: ignore[no-untyped-def]
    """HOME, SPLIT, AWAY or SETTLED."""
    return (life >> STATUS) & THREE


@njit(inline="always")
def programme_of(life):  # type: ignore[no-untyped-def]
    """The household's state in a programme, 0–15; 0: in none."""
    return np.int64((life >> PROGRAMME) & FIFTEEN)


@njit(inline="always")
def lives_in_programme(life):  # type: ignore[no-untyped-def]
    """Whether the household lives whole in a home that a programme gave it, and has not settled.

    Such households are left out of eq. 4 and leave by a hazard of their own.
    """
    state = (life >> PROGRAMME) & FIFTEEN
    return (life & STATUS_BITS) == (AWAY << STATUS) and ONE <= state < LEFT_PROGRAMME


@njit(inline="always")
def commutes(life):  # type: ignore[no-untyped-def]
    """1 where somebody works away and lives at home, else 0."""
    return np.int64((life >> COMMUTES) & ONE)


@njit(inline="always")
def has_returned(life):  # type: ignore[no-untyped-def]
    """Whether the household has come back from outside and waits for a dwelling in a town of its own."""
    return (life & PROGRAMME_BITS) == RETURNED_BITS


@njit(inline="always")
def newborns_of(life):  # type: ignore[no-untyped-def]
    """Members of the first band who are still due a full stay in it, 0–7."""
    return np.int64((life >> NEWBORNS) & SEVEN)


@njit(inline="always")
def with_newborns(life, number):  # type: ignore[no-untyped-def]
    """The life word with ``number`` (0–7) newborns, whom the next turn leaves in the first band.

    A number above 7 would spill into no other field, since these are the topmost bits, and be cut.
    """
    return (life & ~NEWBORN_BITS) | (np.uint64(number) << NEWBORNS)


@njit(inline="always")
def place_at(rows, i):  # type: ignore[no-untyped-def]
    """The settlement of residence, or waited for, by the household of a row."""
    return np.int64(rows.place[i])


@njit(inline="always")
def forget_place(rows, i):  # type: ignore[no-untyped-def]
    """A household that neither lives in a settlement nor waits for one has the place 0."""
    if rows.life[i] & DWELLS_OR_WAITS == 0:
        rows.place[i] = 0


@njit(inline="always")
def living(members, out, tenure, status):  # type: ignore[no-untyped-def]
    """The life word of a household that waits for nothing.

    Bits of waiting, programmes and commuting are 0; whoever needs them adds them.
    """
    return members | (np.uint64(out) << OUT) | (np.uint64(tenure) << TENURE) | (status << STATUS)


@njit(inline="always")
def all_bits(so):  # type: ignore[no-untyped-def]
    """A word of ones where it is so, else of zeros: a choice that several rows can make at a time.

    A select without a branch: ``a & all_bits(so) | b & ~all_bits(so)`` is ``a`` where it is so.
    """
    return np.uint64(0) - np.uint64(so)


@njit(inline="always")
def grown_older(life):  # type: ignore[no-untyped-def]
    """One year more in the tenure field, which stays at 15."""
    return life + (all_bits(((life >> TENURE) & FIFTEEN) != FIFTEEN) & (ONE << TENURE))
