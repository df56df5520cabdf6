"""What households read and what they leave behind: the board of 1 January and the tally of the year."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.capacity import AGES, CLASSES, POOL_KINDS, TENURE
from urbsim.households.columns.columns import (
    DWELLS_OR_WAITS,
    MEMBERS,
    Rows,
    commutes,
    count,
    out_of,
)

BORN, DIED, LEFT_INSIDE, LEFT_OUTSIDE, CAME_INSIDE, CAME_OUTSIDE, RETURNED_TO_TOWN, FLOWS = range(8)
TOWN_BORN, TOWN_DIED, TOWN_CAME, TOWN_LEFT, TOWN_SETTLED, TOWN_FLOWS = range(6)
UNDER_25 = np.uint64(sum(7 << (3 * band) for band in range(3, 5)))
UNDER_35 = np.uint64(sum(7 << (3 * band) for band in range(3, 7)))
UNDER_45 = np.uint64(sum(7 << (3 * band) for band in range(3, 9)))
SCHOOL_AGE = np.uint64(sum(7 << (3 * band) for band in range(1, 3)))
GROUP, GROUPS = np.uint32(16), np.uint32(63)
HALF = np.uint32(16)


class Board(NamedTuple):
    """What households read on 1 January; J settlements, K = 2 J options (workers only, whole family).

    ``year`` is the year that is simulated, ``founded`` the base year. ``stayer`` and ``splitting`` are
    probabilities in units of 2⁻³²; ``pull`` (V, K) and ``worth`` (A, C, K) are the two factors of an
    option's weight, ``intercept`` (A, C), that is α₀ + ξ + x'β − c_IV, and ``dissimilarity`` (λ) what eq. 3
    makes of their sum; ``back`` (A, C, K) is the yearly return probability before the decay with tenure
    ``bond`` (16,). Options are grouped by area, places outside being one group more:
    ``member[group[g]:group[g + 1]]`` are those of group g, whose random numbers has the address ``area[g]``.
    ``commuting`` (V,), the share of households from which somebody commutes, ``pool_move`` (V, 8), their
    chance of moving by kind, ``school_move`` (V, 4), that of other families to go for a child's school by the
    age of their youngest worker, and ``to_town`` (V,), that of going to an own town on coming back from
    outside, are in units of 2⁻³²; ``pool_pull`` (V, 2 J) is the weight of each settlement of the own area for
    commuters without and with children of school age.

    ``settle`` (J,) is the yearly chance to obtain the local hukou in 2⁻³², ``counted`` and ``beds`` (J,)
    where dwellings and beds are counted; ``mortality`` (4, 4096) and ``fertility`` (2, 4096) are tables by
    filling of four age bands (:func:`~urbsim.households.life.lifecycle.hazard_table`), the latter for
    villages and towns.
    """

    seed: np.uint64
    year: np.int64
    founded: np.int64
    intercept: NDArray[np.float64]
    dissimilarity: float
    pull: NDArray[np.float64]
    worth: NDArray[np.float64]
    back: NDArray[np.float64]
    bond: NDArray[np.float64]
    settle: NDArray[np.uint64]
    option: NDArray[np.uint64]
    group: NDArray[np.int64]
    member: NDArray[np.int64]
    area: NDArray[np.uint64]
    inside: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    beds: NDArray[np.bool_]
    mortality: NDArray[np.uint64]
    fertility: NDArray[np.uint64]
    stayer: np.uint64
    splitting: np.uint64
    urban: NDArray[np.uint64]
    commuting: NDArray[np.uint64]
    pool_move: NDArray[np.uint64]
    pool_pull: NDArray[np.float64]
    school_move: NDArray[np.uint64]
    to_town: NDArray[np.uint64]


class Tally(NamedTuple):
    """Persons counted while a year is simulated.

    ``village`` (V, 2 parts, 7 flows; the last is a part of those who left for a town inside), ``town``
    (blocks, J, 5 flows), ``refused`` (V,) branches without a row.

    Persons of rows, not weighted: whoever reads it multiplies by the weight. Flows of villages are by part
    (rural, urban in place) and kind (`BORN` … `RETURNED_TO_TOWN`), those of towns by block and kind
    (`TOWN_BORN` … `TOWN_SETTLED`).
    """

    village: NDArray[np.int64]
    town: NDArray[np.int64]
    refused: NDArray[np.int64]


class Spot(NamedTuple):
    """Where what happens to a household is counted: block, village, part of it (1 if urban in place), place.

    ``row`` is the household's.
    """

    block: int
    village: int
    part: int
    place: int
    row: int


def assert_shapes(board: Board, rows: Rows, settlements: int) -> None:
    """Raise IndexError where a table of the board is smaller than what the rows look up in it.

    The kernel, compiled without checks, relies on it.

    Larger tables pass; the first table that is too small is named with both shapes.
    """
    villages, areas, options = len(rows.used), int(rows.area.max(initial=-1)) + 1, 2 * settlements
    needed = {
        "intercept": (areas, CLASSES),
        "pull": (villages, options),
        "urban": (villages,),
        "commuting": (villages,),
        "to_town": (villages,),
        "pool_move": (villages, POOL_KINDS),
        "pool_pull": (villages, options),
        "school_move": (villages, AGES),
        "worth": (areas, CLASSES, options),
        "back": (areas, CLASSES, options),
        "area": (areas,),
        "group": (areas + 1,),
        "option": (options,),
        "bond": (TENURE.most + 1,),
        **dict.fromkeys(("settle", "inside", "counted", "beds"), (settlements,)),
    }
    for name, shape in needed.items():
        there = getattr(board, name).shape
        if there != shape and any(have < need for have, need in zip(there, shape, strict=True)):
            raise IndexError(f"the board's {name} is {there}, the rows need {shape}")
    if len(board.group) <= len(board.area) or board.group.max() > len(board.member):
        raise IndexError("the board's groups have more options than there are")
    if board.member.max(initial=0) >= options:
        raise IndexError("the board has an option without a settlement")


@njit(inline="always")
def age_class(life):  # type: ignore[no-untyped-def]
    """0–3: the youngest worker who has not left yet is under 25, 25–34, 35–44, or older.

    The young leave first, so those in town are the youngest of the household.
    """
    gone = out_of(life)
    under = (count(life & UNDER_25) <= gone, count(life & UNDER_35) <= gone, count(life & UNDER_45) <= gone)
    return np.int64(under[0]) + np.int64(under[1]) + np.int64(under[2])


@njit(inline="always")
def class_of(life, traits, home_workers):  # type: ignore[no-untyped-def]
    """The class of a household: age of its youngest worker at home, workers at home, group.

    0 … 359: 4 ages × 3 numbers of workers × 30 groups of schooling, land and income, the last changing
    fastest.
    """
    hands = max(0, min(home_workers, 3) - 1)
    return (age_class(life) * 3 + hands) * 30 + np.int64((traits >> GROUP) & GROUPS)


@njit(inline="always")
def class_in_town(life, traits, all_workers):  # type: ignore[no-untyped-def]
    """The class of a household's members in town, who are its youngest workers: as if nobody had left.

    Return hazards are by this class: whoever left first is youngest.
    """
    return class_of(life & MEMBERS, traits, all_workers)


@njit(inline="always")
def school_age(life):  # type: ignore[no-untyped-def]
    """1 where the household has children of 5 to 14, else 0."""
    return np.int64(life & SCHOOL_AGE != 0)


@njit(inline="always")
def looks_for_school(life):  # type: ignore[no-untyped-def]
    """Whether a family might go for a school: all at home and waiting for nothing, children, no commuter.

    If a school takes none of them, they decide by eq. 1–3 like others in the same year.
    """
    return life & DWELLS_OR_WAITS == 0 and life & SCHOOL_AGE != 0 and not commutes(life)


@njit(inline="always")
def pool_kind(life):  # type: ignore[no-untyped-def]
    """The kind of a commuting household, 0–7: age of its youngest worker, children of school age."""
    return 2 * age_class(life) + school_age(life)


@njit(inline="always")
def part_of(board, v, key):  # type: ignore[no-untyped-def]
    """1 where the household's neighbourhood has become urban in place, else 0."""
    return 1 if np.uint64(key >> HALF) < board.urban[v] else 0
