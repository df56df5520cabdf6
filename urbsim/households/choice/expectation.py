"""Expected flows of a year, without chance: what the founded households would do on average.

The anchor needs means, not events: the same eq. 3 and 4, summed over villages and classes.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import class_in_town
from urbsim.households.capacity import BANDS
from urbsim.households.columns.columns import (
    AWAY,
    MEMBERS,
    SPLIT,
    count,
    in_band,
    out_of,
    place_at,
    status_of,
    tenure_of,
)
from urbsim.households.compiling import kernel
from urbsim.households.equations import move_odds, probability
from urbsim.households.life.lifecycle import workers

odds_of_moving = njit(inline="always")(move_odds)
as_probability = njit(inline="always")(probability)

EVENTS, PERSONS, HANDS = range(3)
AT_HOME, FAMILIES, LODGERS, ABROAD = range(4)


@kernel(error_model="numpy")
def expected_moves(pull, worth, area, intercept, classes):  # type: ignore[no-untyped-def]
    """Expected moves of a year by area and option, (A, K, 3): households, persons, workers.

    ``classes`` is (number (V, C), persons at home (C,), workers at home (C,), λ). With one village,
    class and option it is the number times Λ(intercept + λ ln w).

    A worker alone is one person and one pair of hands, a family all of its own. Nobody moves from an empty
    class, nor from a village in which no option has a weight.
    """
    number, persons, hands, dissimilarity = classes
    options = pull.shape[1]
    flows = np.zeros((worth.shape[0], options, 3))
    for v in range(len(area)):
        a = area[v]
        for c in range(number.shape[1]):
            if number[v, c] == 0.0:
                continue
            total = 0.0
            for k in range(options):
                total += pull[v, k] * worth[a, c, k]
            if total <= 0.0:
                continue
            moving = as_probability(odds_of_moving(intercept[a, c], total, dissimilarity))
            each = number[v, c] * moving / total
            for k in range(options):
                moves = each * pull[v, k] * worth[a, c, k]
                flows[a, k, EVENTS] += moves
                flows[a, k, PERSONS] += moves * (persons[c] if k % 2 == 1 else 1.0)
                flows[a, k, HANDS] += moves * (hands[c] if k % 2 == 1 else 1.0)
    return flows


@kernel()
def persons_in_town(rows, bond, shape):  # type: ignore[no-untyped-def]
    """Persons who may return, weighted by the decay of their tenure, by area, class and option, (A, C, K).

    Multiplied by the hazard of each class and option before the decay, and summed, it is who returns in a
    year. With no decay (``bond`` all 1) it counts all persons who are away and have not settled.
    """
    stock = np.zeros(shape)
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            status = status_of(life)
            if not SPLIT <= status <= AWAY:
                continue
            kind = class_in_town(life, rows.traits[i], workers(life))
            family = 1 if status == AWAY else 0
            persons = count(life & MEMBERS) if family == 1 else out_of(life)
            option = 2 * place_at(rows, i) + family
            stock[rows.area[v], kind, option] += persons * bond[tenure_of(life)]
    return stock


@kernel()
def families_outside(rows, inside):  # type: ignore[no-untyped-def]
    """Members of households with people outside who may return, for each of these; 1 without any.

    It turns persons who return into members of their households, who decide together whether to go to an own
    town.
    """
    members, gone = 0, 0
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            status = status_of(life)
            if SPLIT <= status <= AWAY and not inside[place_at(rows, i)]:
                size = count(life & MEMBERS)
                members += size
                gone += size if status == AWAY else out_of(life)
    return members / gone if gone > 0 else 1.0


@kernel()
def members_by_band(rows, inside):  # type: ignore[no-untyped-def]
    """People by age band, (4, 15): at home, families in towns inside, workers alone there and outside.

    A split family's workers are equally likely to be those in town.

    Together with the natives the first three rows are the region's residents by age, but for those who are no
    row.
    """
    people = np.zeros((4, BANDS))
    for v in range(len(rows.used)):
        for i in range(rows.start[v], rows.used[v]):
            life = rows.life[i]
            family, out = status_of(life) >= AWAY, out_of(life)
            here = inside[place_at(rows, i)]
            where, alone = LODGERS if here else ABROAD, out / workers(life) if out > 0 else 0.0
            for band in range(BANDS):
                n, gone = in_band(life, band), alone if 3 <= band < 12 else 0.0
                if family:
                    people[FAMILIES, band] += n * here
                else:
                    people[AT_HOME, band] += n * (1 - gone)
                    people[where, band] += n * gone
    return people
