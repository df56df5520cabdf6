"""Commuters: village households from which somebody works off the farm in the own area and lives at home.

They move as whole families to the towns of their own area or not at all. They read what everybody reads
who could live there: expected net income, services, hukou rules, what a dwelling costs, the way, and for
those with children of school age the school places. Income counts for less with them, since one of them has
the town's pay already and goes home with it: dearer labour makes staying worth more, too.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import expit, logit

from urbsim.households.choice.attraction import Taste
from urbsim.households.choice.profiles import pool_counts
from urbsim.households.draws import ALWAYS
from urbsim.households.equations import (
    USUAL_HANDS,
    attraction,
    gain_alone,
    move_odds,
    probability,
    reluctance_of_age,
    remoteness,
    weight,
)
from urbsim.model.choice.standing import MOST, Offer, SinceBase, dearer, gain, opened, skilled_wage
from urbsim.model.founding.migrants import in_units
from urbsim.model.founding.plan import YOUNGEST
from urbsim.model.setup import Addresses, Array, Coefficients, Flags, Integers
from urbsim.model.state import State

ROUNDS = 30
LOWEST, HIGHEST = -30.0, 10.0
TINY = 1e-9
SAME_NEST = 1.0
"""The power of the weights of towns in the odds of moving, where home lies in one nest with them."""


def pool_value(offers: SinceBase, own: Flags, taste: Taste, schooling: Array, support: Array) -> Array:
    """What settlements are worth to commuters without and with children of school age, (A, J, 2).

    ``own`` (A, J) says whose settlements are whose,
    ``schooling`` (J,) what schools add for families, ``support`` (A, J) the share of the housing price borne.

    Against the base year but for the constant, which keeps a town's weight in proportion to its people.
    """
    now, base = offers
    served = now.places.constant + taste.services * (now.places.services - base.places.services)
    earned = taste.income_response * np.log(advantage(now, own, taste) / advantage(base, own, taste))
    plain = attraction(served + earned, opened(now, base, taste), dearer(now, base, taste, support))
    return np.stack([plain, plain + schooling], axis=2)


def advantage(offer: Offer, own: Flags, taste: Taste) -> Array:
    """Income of a commuting family in every settlement over what it has at home, (A, J).

    There one of its workers earns what the settlements of the own area (A, J) pay on average, by their
    people, and pays for no life away. In a place that pays y, as much as the land brings, without cost of
    living, two workers have (2 + ν) y instead of (2 − loss / 2) y.
    """
    people = np.where(own, weight(offer.places.constant, taste.dissimilarity), 0.0)
    at_work = people @ skilled_wage(offer, taste) / np.maximum(people.sum(axis=1), TINY)
    at_home = gain_alone(at_work, offer.income, USUAL_HANDS, taste.farm_income_loss)
    return np.asarray(gain(offer, taste) / at_home[:, None])


def pool_pull(value: Array, own: Flags, area: Integers, distance: Array, taste: Taste) -> Array:
    """The weight of every settlement of the own area by village, (V, 2 J), 0 of all others.

    ``own`` (A, J) are the area's settlements; ``value`` as `pool_value` gives it.

    With nothing changed and no distance the weight of a town is its share of the region's urban people.
    """
    nearness = -remoteness(distance, taste.distance_response, taste.distance_scale)
    level = np.clip(value[area] + nearness[:, :, None], -MOST, MOST)
    pull = weight(level, taste.dissimilarity) * own[area][:, :, None]
    return np.ascontiguousarray(pull.reshape(len(area), 2 * own.shape[1]))


def pool_levels(intercept: float, p: Coefficients) -> Array:
    """The intercept of every kind of commuting household, (8,): older ones move less, with children more.

    In the order of `pool_kind`: age classes, without children first.
    """
    aged = reluctance_of_age(YOUNGEST, p["age_decline_from"], p["age_decline"])
    return np.asarray(np.add.outer(intercept - aged, [0.0, p["school_age_pull"]]).reshape(-1))


def pool_chance(pull: Array, levels: Array) -> Array:
    """The yearly chance of moving by village and kind, (V, 8): Λ(level + ln Σw), a half at level 0 and Σw 1.

    The job stays, only the bed moves: home is one more of the places that lie in one nest, as a town is to
    another, so that the weights of towns count in full against it.
    """
    total = np.stack([pull[:, school::2].sum(axis=1) for school in (0, 1)], axis=1)
    by_kind = np.tile(total, (1, len(levels) // 2))
    return np.asarray(np.where(by_kind > 0, probability(move_odds(levels, by_kind, SAME_NEST)), 0.0))


def pool_intercept(persons: Array, pull: Array, wanted: float, p: Coefficients) -> float:
    """The intercept under which ``wanted`` of the commuters' ``persons`` (V, 8) move in the base year."""
    return intercept_for(lambda x: float((persons * pool_chance(pull, pool_levels(x, p))).sum()), wanted)


def intercept_for(flow: Callable[[float], float], wanted: float) -> float:
    """The intercept at which as many move as are ``wanted``: by bisection, since the flow rises with it.

    The lowest where there is nobody.

    Thirty halvings of −30 … 10 leave an error of 4 · 10⁻⁸ in log odds.
    """
    low, high = LOWEST, HIGHEST
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if flow(middle) < wanted else (low, middle)
    return low


def pool_of(state: State) -> Array:
    """Persons of commuting households that may move, by village and kind, (V, 8), in rows."""
    stayer = np.uint64(state.p["stayer_share"] * ALWAYS)
    return np.asarray(pool_counts(state.foundation.rows, stayer)[1])


def to_town(share: float, pull: Array, at_base: Array) -> Addresses:
    """Chance of an own town on return from outside by village, (V,): ``share`` at the pull of the base year.

    Its log odds rise with the log of what the own towns offer; ``pull`` and ``at_base`` are (V, 2 J).

    With towns worth as in the base year it is ``share`` in every village. Twice the weight takes odds of 1 to
    2.
    """
    if share <= 0:
        return np.zeros(len(pull), np.uint64)
    now, before = (np.maximum(each[:, 0::2].sum(axis=1), 1e-300) for each in (pull, at_base))
    return in_units(expit(logit(min(share, 1 - 1e-9)) + np.log(now / before)))
