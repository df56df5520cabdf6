"""What the choice sees of a household, and the classes that stand for many of them.

A class is an age band of the youngest worker at home (under 25, 25–34, 35–44, older) ×
workers at home (1, 2, 3 or more) × schooling (under eight years or more) × land tercile ×
income quintile: 360 in all. Its representative has the mean traits of its members at founding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.board import age_class, class_of, looks_for_school, pool_kind
from urbsim.households.capacity import AGES, CLASSES, POOL_KINDS
from urbsim.households.columns.columns import (
    MEMBERS,
    SPLIT,
    WAIT_BIT,
    Rows,
    commutes,
    count,
    in_band,
    out_of,
    status_of,
)
from urbsim.households.compiling import kernel
from urbsim.households.draws import mobility
from urbsim.households.founding import INCOME, SCHOOLING
from urbsim.households.life.lifecycle import workers

YEARS = 15
BYTE = 255


@dataclass(frozen=True)
class Sample:
    """Households that may decide to move, (n,): their village, class and traits.

    ``land`` and ``income`` are quantiles in 256ths, ``age`` the middle of the age band of the
    youngest worker at home, ``persons`` and ``workers`` those at home.

    ``persons`` less ``workers`` are children and elders at home. n is some thousands, taken at even steps and
    not drawn.
    """

    village: NDArray[np.int64]
    kind: NDArray[np.int64]
    age: NDArray[np.float64]
    workers: NDArray[np.float64]
    persons: NDArray[np.float64]
    schooling: NDArray[np.int64]
    land: NDArray[np.int64]
    income: NDArray[np.int64]


def sample(rows: Rows, most: int) -> Sample:
    """Up to about ``most`` deciding households: every so-many-th row of every village.

    Every village has its share, since each is stepped through from its own first row; a region with fewer
    rows than ``most`` is taken whole.
    """
    step = max(1, int(np.ceil(int((rows.used - rows.start[:-1]).sum()) / most)))
    found = deciding(rows, step)
    traits = found[:, 5]
    return Sample(
        found[:, 0],
        found[:, 1],
        age=found[:, 2] * 5 + 2.5,
        workers=found[:, 3].astype(float),
        persons=found[:, 4].astype(float),
        schooling=(traits >> SCHOOLING) & YEARS,
        land=traits & BYTE,
        income=(traits >> INCOME) & BYTE,
    )


@kernel()
def deciding(rows, step):  # type: ignore[no-untyped-def]
    """Every ``step``-th household that decides by eq. 1–3, (n, 6).

    Columns are village, class, age band, workers, persons and traits.

    Left out are settled and away families, those in a queue, commuters, and who has no worker at home to
    send.
    """
    found = np.empty(((rows.start[-1] // step + len(rows.used) + 1), 6), np.int64)
    n = 0
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v], step):
            life = rows.life[i]
            hands = workers(life) - out_of(life)
            if hands <= 0 or status_of(life) > SPLIT or life & WAIT_BIT:
                continue
            if commutes(life):
                continue
            found[n, 0], found[n, 1] = v, class_of(life, rows.traits[i], hands)
            found[n, 2], found[n, 3] = next_to_leave(life), hands
            found[n, 4], found[n, 5] = count(life & MEMBERS) - out_of(life), rows.traits[i]
            n += 1
    return found[:n]


@njit(inline="always")
def next_to_leave(life):  # type: ignore[no-untyped-def]
    """The age band of the youngest worker who has not left yet."""
    left = out_of(life)
    for band in range(3, 11):
        left -= np.int64(in_band(life, band))
        if left < 0:
            return band
    return 11


@kernel()
def class_counts(rows, classes, stayer):  # type: ignore[no-untyped-def]
    """How many households of each village that may move are in each class, (2, V, C): all, and split ones.

    Stayers and commuters are left out.

    Summed over classes and villages the first is the number of households to which eq. 3 may apply in the
    year.
    """
    counts = np.zeros((2, len(rows.used), classes), np.int64)
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            hands = workers(life) - out_of(life)
            if hands <= 0 or status_of(life) > SPLIT or life & WAIT_BIT:
                continue
            if mobility(rows.key[i]) >= stayer and not commutes(life):
                kind = class_of(life, rows.traits[i], hands)
                counts[0, v, kind] += 1
                counts[1, v, kind] += status_of(life) == SPLIT
    return counts


@kernel()
def pool_counts(rows, stayer):  # type: ignore[no-untyped-def]
    """Commuting households of each village that may move and their persons, by kind, (2, V, 8).

    By age class of the youngest worker, without and with children of 5–14; the first table counts households,
    the second their members.
    """
    counts = np.zeros((2, len(rows.used), POOL_KINDS))
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if commutes(life) and not life & WAIT_BIT and mobility(rows.key[i]) >= stayer:
                kind = pool_kind(life)
                counts[0, v, kind] += 1
                counts[1, v, kind] += count(life & MEMBERS)
    return counts


@kernel()
def school_counts(rows, stayer):  # type: ignore[no-untyped-def]
    """Persons of families who may go for a school, by village and age of the youngest worker, (V, 4).

    All of them live at home, have children of 5 to 14 and do not commute.
    """
    counts = np.zeros((len(rows.used), AGES))
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if looks_for_school(life) and mobility(rows.key[i]) >= stayer:
                counts[v, age_class(life)] += count(life & MEMBERS)
    return counts


def class_means(
    values: NDArray[np.float64], kind: NDArray[np.int64], otherwise: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The means of ``values`` (m, n) in every class, (m, C); ``otherwise`` (m, C) where a class is empty.

    Values are floats; a class with a single member has that member's value to the last bit.
    """
    number, total = np.zeros(CLASSES), np.zeros(otherwise.shape)
    add_by_class(values, kind, number, total)
    return np.where(number > 0, total / np.maximum(1, number), otherwise)


@kernel()
def add_by_class(values, kind, number, total):  # type: ignore[no-untyped-def]
    """Add ``values`` (m, n) to the ``total`` (m, C) of their class, and to how many they are, (C,)."""
    for n in range(len(kind)):
        number[kind[n]] += 1
        for m in range(len(values)):
            total[m, kind[n]] += values[m, n]
