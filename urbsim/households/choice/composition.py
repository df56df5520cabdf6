"""Who lives at home and who is away, by what matters to the choice: what expected values start from.

Expected values carry distributions in place of rows; these are what they start from, counted from the founded
rows themselves, so the two begin with the same people.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import looks_for_school
from urbsim.households.capacity import BANDS
from urbsim.households.choice.profiles import next_to_leave
from urbsim.households.columns.columns import (
    AWAY,
    HOME,
    MEMBERS,
    ONE,
    OUT,
    SPLIT,
    commutes,
    count,
    in_band,
    one_in,
    out_of,
    place_at,
    status_of,
)
from urbsim.households.compiling import kernel
from urbsim.households.draws import mobility
from urbsim.households.founding import INCOME
from urbsim.households.life.lifecycle import may_split, workers, young_family

NOBODY = 9
"""Instead of a working band: no worker is left at home."""
LEFT, GROWN, PARENTS, BRANCH = range(4)


@kernel()
def people_at_home(rows, stayer):  # type: ignore[no-untyped-def]
    """Persons at home by whether their family may move and age band, (2, 15).

    A split family's workers are equally likely to be those in town.

    Added up over both rows and all bands they are everybody who lives in the villages in a row.
    """
    people = np.zeros((2, BANDS))
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if status_of(life) >= AWAY:
                continue
            mobile = 1 if mobility(rows.key[i]) >= stayer else 0
            gone = out_of(life) / workers(life) if out_of(life) > 0 else 0.0
            for band in range(BANDS):
                people[mobile, band] += in_band(life, band) * (1.0 - gone if 3 <= band < 12 else 1.0)
    return people


@njit(inline="always")
def next_of(life):  # type: ignore[no-untyped-def]
    """Who would leave next: the working band (0-8) of the youngest who has not left, or NOBODY."""
    return next_to_leave(life) - 3 if workers(life) > out_of(life) else NOBODY


@kernel()
def families_by_next(rows, stayer, incomes):  # type: ignore[no-untyped-def]
    """Families that may move by who would leave next and income class, (10, Q), and sums, (4,).

    These are families that can send somebody, their workers, squared workers, and persons times workers.

    The four sums are the number of such families, their workers, the squares of these, and persons times
    workers: what is needed for means per worker who leaves.
    """
    found, sums = np.zeros((NOBODY + 1, incomes)), np.zeros(4)
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if status_of(life) >= AWAY or mobility(rows.key[i]) < stayer or commutes(life):
                continue
            income = (np.int64(rows.traits[i] >> np.uint32(INCOME)) & 255) * incomes // 256
            found[next_of(life), income] += 1
            hands = workers(life) - out_of(life)
            if hands > 0:
                persons = count(life & MEMBERS) - out_of(life)
                sums += np.array([1.0, hands, hands * hands, persons * hands])
    return found, sums


@kernel()
def successions(rows, stayer):  # type: ignore[no-untyped-def]
    """Who leaves next after whom, how often, (4, 10, 10).

    When a worker left, when a child is grown, and of parents and branch where a young couple may found one.

    Entry (event, before, after) counts cases in which the family's next to leave was ``before`` and is
    ``after`` once the event has happened, for a child that is grown once a child; a row divided by its sum is
    a transition probability. `NOBODY` stands for a family without a worker left.
    """
    found = np.zeros((4, NOBODY + 1, NOBODY + 1))
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if status_of(life) >= AWAY or mobility(rows.key[i]) < stayer:
                continue
            grown = next_of(life - one_in(2) + one_in(3)) if in_band(life, 2) > 0 else NOBODY
            found[GROWN, next_of(life), grown] += in_band(life, 2)
            part = (
                young_family(life & MEMBERS, workers(life)) if may_split(life & MEMBERS) else life & MEMBERS
            )
            if status_of(life) == HOME and part != 0 and part != life & MEMBERS:
                found[PARENTS, next_of(life), next_of(life - part)] += 1
                found[BRANCH, next_of(life), next_of(part)] += 1
            while workers(life) > out_of(life) and out_of(life) < 7:
                before = next_of(life)
                life += ONE << OUT
                found[LEFT, before, next_of(life)] += 1
    return found


@kernel()
def schooled_at_home(rows, stayer):  # type: ignore[no-untyped-def]
    """Persons, and children of 5 to 14 by age band, of the families who may go for a school, (3,).

    Those of 5–9 and of 10–14 are counted apart since only the former are still there five years later.
    """
    found = np.zeros(3)
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            if looks_for_school(life) and mobility(rows.key[i]) >= stayer:
                found += np.array([count(life & MEMBERS), in_band(life, 1), in_band(life, 2)])
    return found


@kernel()
def people_away(rows, inside):  # type: ignore[no-untyped-def]
    """Persons away by place (inside the region, outside) and mode (workers alone, whole families), (2, 2)."""
    people = np.zeros((2, 2))
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            status = status_of(life)
            if not SPLIT <= status <= AWAY:
                continue
            where, whole = 0 if inside[place_at(rows, i)] else 1, 1 if status == AWAY else 0
            people[where, whole] += count(life & MEMBERS) if whole == 1 else out_of(life)
    return people
