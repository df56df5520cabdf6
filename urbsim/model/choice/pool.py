"""Commuters: village households from which somebody works off the farm in the own area and lives at home.

They move as whole families to the towns of their own area or not at all. What counts is home, school and
hukou more than income, which they have already: services, hukou rules, what a dwelling costs against pay, the
way, and for those with children of school age the school places. Nested as eq. 2 and 3 are.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from urbsim.households.choice.attraction import Taste
from urbsim.households.choice.profiles import pool_counts
from urbsim.households.draws import ALWAYS
from urbsim.households.equations import (
    attraction,
    housing_cost,
    move_odds,
    probability,
    reluctance_of_age,
    remoteness,
    weight,
)
from urbsim.model.choice.standing import MOST, Offer, dearer, opened
from urbsim.model.founding.migrants import in_units
from urbsim.model.founding.plan import YOUNGEST
from urbsim.model.setup import Addresses, Array, Coefficients, Flags, Integers
from urbsim.model.state import State

ROUNDS = 30
LOWEST, HIGHEST = -30.0, 10.0


def pool_value(offers: tuple[Offer, Offer], taste: Taste, response: float, support: Array) -> Array:
    """What settlements are worth to commuters without and with children of school age, (A, J, 2).

    ``offers`` are those of the year and of the base year, ``response`` that to school places, ``support``
    (A, J) the share of the housing price borne.
    """
    now, base = offers
    paid = (now.places.wage / now.pay) / (base.places.wage / base.pay)
    borne = dearer(now, base, taste, support) - housing_cost(paid, taste.housing_share, taste.income_response)
    served = now.places.constant + taste.services * (now.places.services - base.places.services)
    plain = attraction(served, opened(now, base, taste), borne)
    schooled = plain + response * np.log(now.schools / base.schools)
    return np.stack([plain, schooled], axis=2)


def pool_pull(value: Array, own: Flags, area: Integers, distance: Array, taste: Taste) -> Array:
    """The weight of every settlement of the own area by village, (V, 2 J), 0 of all others.

    ``own`` (A, J) are the area's settlements; ``value`` as `pool_value` gives it.
    """
    nearness = -remoteness(distance, taste.distance_response, taste.distance_scale)
    level = np.clip(value[area] + nearness[:, :, None], -MOST, MOST)
    pull = weight(level, taste.dissimilarity) * own[area][:, :, None]
    return np.ascontiguousarray(pull.reshape(len(area), 2 * own.shape[1]))


def pool_levels(intercept: float, p: Coefficients) -> Array:
    """The intercept of every kind of commuting household, (8,): older ones move less, with children more."""
    aged = reluctance_of_age(YOUNGEST, p["age_decline_from"], p["age_decline"])
    return np.asarray(np.add.outer(intercept - aged, [0.0, p["school_age_pull"]]).reshape(-1))


def pool_chance(pull: Array, levels: Array, dissimilarity: float) -> Array:
    """The yearly chance of moving by village and kind, (V, 8)."""
    total = np.stack([pull[:, school::2].sum(axis=1) for school in (0, 1)], axis=1)
    by_kind = np.tile(total, (1, len(levels) // 2))
    return np.asarray(np.where(by_kind > 0, probability(move_odds(levels, by_kind, dissimilarity)), 0.0))


def pool_intercept(persons: Array, pull: Array, wanted: float, p: Coefficients) -> float:
    """The intercept under which ``wanted`` of the commuters' ``persons`` (V, 8) move in the base year.

    By bisection, since the flow rises with it; the lowest where there are none.
    """
    low, high = LOWEST, HIGHEST
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        flow = (persons * pool_chance(pull, pool_levels(middle, p), p["dissimilarity"])).sum()
        low, high = (middle, high) if flow < wanted else (low, middle)
    return low


def pool_of(state: State) -> Array:
    """Persons of commuting households that may move, by village and kind, (V, 8), in rows."""
    stayer = np.uint64(state.p["stayer_share"] * ALWAYS)
    return np.asarray(pool_counts(state.foundation.rows, stayer)[1])


def to_town(share: float, pull: Array, at_base: Array) -> Addresses:
    """Chance of an own town on return from outside by village, (V,): ``share`` at the pull of the base year.

    Its log odds rise with the log of what the own towns offer; ``pull`` and ``at_base`` are (V, 2 J).
    """
    if share <= 0:
        return np.zeros(len(pull), np.uint64)
    now, before = (np.maximum(each[:, 0::2].sum(axis=1), 1e-300) for each in (pull, at_base))
    return in_units(expit(logit(min(share, 1 - 1e-9)) + np.log(now / before)))
