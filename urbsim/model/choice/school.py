"""Families who go to town for a child's school: those at home with children of 5 to 14 who do not commute.

They move as whole families to the towns of their own area, as commuters with children do and for the same
offers, more of them to the seat and the city, where the schools are that villages lack. How many go in the
base year is a share of the moves from own villages; where they go is told by how many of the people of seats
and of towns surveys found there for a child's school. Whom no school takes away decides by eq. 1–3.
"""

from __future__ import annotations

import numpy as np

from urbsim.households.choice.profiles import school_counts
from urbsim.households.draws import ALWAYS
from urbsim.households.equations import move_odds, probability, reluctance_of_age
from urbsim.model.choice.pool import SAME_NEST, intercept_for
from urbsim.model.choice.standing import SinceBase
from urbsim.model.founding.plan import YOUNGEST
from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.model.state import State


def school_families(state: State) -> Array:
    """Persons of families who may go for a school, by village and age class, (V, 4), in rows."""
    return np.asarray(school_counts(state.foundation.rows, np.uint64(state.p["stayer_share"] * ALWAYS)))


def schooling(offers: SinceBase, response: float, lean: Array) -> Array:
    """What schools add to the utility of settlements for families with children of school age, (J,).

    ``lean`` (J,) is what seats and cities have over towns; all that is added in the base year.
    """
    return np.asarray(response * (offers.now.schools - offers.base.schools) + lean)


def lean_to_seats(setup: Setup, persons: Array, pull: Array, p: Coefficients) -> Array:
    """What seats and cities need over towns, in utility, to have their share of families for school, (J,).

    Under it ``persons`` (V, 4), few of whom go in a year, spread by the weights ``pull`` (V, 2 J) so that
    seats and cities get, a resident, ``school_seat_ratio`` times as many as towns; 0 where not both are.
    """
    people = np.array([place.population for place in setup.settlements], float)
    town, seat = setup.tier("town") & setup.inside, ~setup.tier("town") & setup.inside
    drawn = persons.sum(axis=1) @ pull[:, 1::2]
    each = [drawn[tier].sum() / max(1.0, people[tier].sum()) for tier in (town, seat)]
    if not min(each):
        return np.zeros(len(people))
    return np.where(seat, p["dissimilarity"] * np.log(p["school_seat_ratio"] * each[0] / each[1]), 0.0)


def school_levels(intercept: float, p: Coefficients) -> Array:
    """The intercept of families by age class, (4,): older ones go less.

    At half a unit of log odds a decade beyond 25, families whose youngest worker is 52 have 1.35 less than
    those where that one is 20.
    """
    return np.asarray(intercept - reluctance_of_age(YOUNGEST, p["age_decline_from"], p["age_decline"]))


def school_chance(pull: Array, levels: Array) -> Array:
    """The yearly chance of going for a school by village and age class, (V, 4)."""
    total = np.repeat(pull[:, 1::2].sum(axis=1)[:, None], len(levels), axis=1)
    return np.asarray(np.where(total > 0, probability(move_odds(levels, total, SAME_NEST)), 0.0))


def school_intercept(persons: Array, pull: Array, wanted: float, p: Coefficients) -> float:
    """The intercept under which ``wanted`` of the ``persons`` (V, 4) go in the base year."""
    return intercept_for(lambda x: float((persons * school_chance(pull, school_levels(x, p))).sum()), wanted)
