"""What a place is worth to a household: eq. 1–3 as separable factors, and return hazards.

Utilities are A[village, option] + B[area, class, option], so that the inclusive value of all
villages and classes is one matrix product of exponentials (McFadden's nested logit; stay or
move above, where-to and with-whom below).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from urbsim.households import equations
from urbsim.households.equations import (
    attraction,
    expected_pay,
    gain_alone,
    gain_family,
    housing_cost,
    income_power,
    remoteness,
    skill,
    tie_of_family,
    urge_of_age,
    weight,
)
from urbsim.households.odds import powers

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Taste:
    """Coefficients of eq. 1–4, named as in ``data/behaviour``; income effects per ln unit."""

    income_response: float
    distance_response: float
    distance_scale: float
    dissimilarity: float
    network: float
    services: float
    hukou: float
    housing_share: float
    return_to_schooling: float
    unemployed_income: float
    land_rent_share: float
    farm_income_loss: float
    return_rate: float
    return_income_factor: float
    tenure_bond: float
    family_bond: float
    return_age_from: float
    return_age_slope: float


@dataclass(frozen=True)
class Places:
    """What J settlements offer this year; money in yuan of the base year, shares 0–1."""

    wage: Array
    employment: Array
    price_ratio: Array
    services: Array
    barrier: Array
    constant: Array
    family: Array
    living_cost: float


@dataclass(frozen=True)
class Profiles:
    """Households as the choice sees them, (n,) or the C classes: schooling in years, income in yuan."""

    schooling: Array
    workers: Array
    income: Array
    age: Array
    intercept: Array


def net_gain(people: Profiles, places: Places, taste: Taste) -> Array:
    """Eq. 1: income with the move over income without, (n, J, 2): workers only, and whole family.

    One worker goes in the first mode, all in the second. With a certain job at the rural wage
    and no cost of living away, sending the only worker leaves 1 + 0.7 times the old income.
    """
    wage = places.wage * skill(people.schooling[:, None], taste.return_to_schooling)
    without_job = taste.unemployed_income * places.wage
    pay = expected_pay(places.employment, wage, without_job, places.living_cost)
    income, hands = people.income[:, None], people.workers[:, None]
    alone = gain_alone(pay, income, hands, taste.farm_income_loss)
    family = gain_family(pay, income, hands, taste.land_rent_share)
    return np.asarray(np.maximum(np.stack([alone, family], axis=2), 0.0))


def worth(gain: Array, taste: Taste) -> Array:
    """exp(B / λ): the class factor of an option's weight, (n, 2 J); 0 where the gain is not positive."""
    return powers(gain, income_power(taste.income_response, taste.dissimilarity)).reshape(len(gain), -1)


def option_value(places: Places, taste: Taste, support: Array) -> Array:
    """The part of A that an area's villages share, (A, 2 J); ``support`` (A, J): share of the price borne."""
    place = attraction(places.constant, taste.services * places.services, taste.hukou * places.barrier)
    cost = housing_cost(places.price_ratio * (1 - support), taste.housing_share, taste.income_response)
    both = np.stack(np.broadcast_arrays(place[None, :], place + places.family - cost), axis=2)
    return np.asarray(both.reshape(len(support), -1))


def pull(value: Array, distance: Array, kin: Array, taste: Taste) -> Array:
    """exp(A / λ): the village factor, (V, 2 J), from option values, km and the share of kin in towns."""
    nearness = taste.network * kin - remoteness(distance, taste.distance_response, taste.distance_scale)
    return np.asarray(weight(value + np.repeat(nearness, 2, axis=1), taste.dissimilarity))


def return_hazard(gain: Array, people: Profiles, taste: Taste) -> Array:
    """Eq. 4 before the decay with tenure, (n, 2 J); at gain 1 and a young age it is the return rate."""
    raised = powers(gain, taste.return_income_factor * taste.income_response)
    urge = urge_of_age(people.age, taste.return_age_from, taste.return_age_slope)
    tie = np.array([1.0, tie_of_family(taste.family_bond)])
    hazard = equations.return_hazard(taste.return_rate, raised, urge[:, None, None], tie)
    return np.asarray(hazard.reshape(len(gain), -1))
