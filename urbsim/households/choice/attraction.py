"""What a place is worth to a household: eq. 1–3 as separable factors, and return hazards.

Utilities are A[village, option] + B[area, class, option], so that the inclusive value of all
villages and classes is one matrix product of exponentials (McFadden's nested logit; stay or
move above, where-to and with-whom below).

Shapes: n households or C classes, V villages, A areas, J settlements, K = 2 J options, of which 2 j is a
worker alone to settlement j and 2 j + 1 the whole family.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households import equations
from urbsim.households.compiling import kernel
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
from urbsim.households.odds import powers, raised_twice

Array = NDArray[np.float64]
pay_expected = njit(inline="always")(expected_pay)
gain_of_one, gain_of_all = njit(inline="always")(gain_alone), njit(inline="always")(gain_family)
hazard_of_return = njit(inline="always")(equations.return_hazard)


@dataclass(frozen=True)
class Taste:
    """Coefficients of eq. 1–4, named as in ``data/behaviour``; income effects per ln unit.

    Each is one draw's value; `taste_of` takes them from the coefficients, where unit, prior and source stand.
    ``distance_response`` is a product and ``hukou`` a quotient of two of them; ``tenure_bond`` and
    ``family_bond`` are named ``return_tenure_decay`` and ``return_family_effect`` there.
    """

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
    """What J settlements offer this year; money in yuan of the base year, shares 0–1.

    ``wage``, ``employment``, ``price_ratio``, ``services``, ``barrier``, ``constant`` and ``family`` are
    (J,). ``constant`` is λ times the log of the place's share of the region's urban people, so that one town
    counted as two halves draws as many; ``family`` is κ_F, which the anchor solves for; ``living_cost`` is
    yuan a worker.
    """

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
    """Households as the choice sees them, (n,) or the C classes: schooling in years, income in yuan.

    ``workers`` are those at home, ``age`` that of the youngest of them, ``intercept`` x'β without α₀ (eq. 3).
    """

    schooling: Array
    workers: Array
    income: Array
    age: Array
    intercept: Array


def net_gain(people: Profiles, places: Places, taste: Taste) -> Array:
    """Eq. 1: income with the move over income without, (n, J, 2): workers only, and whole family.

    One worker goes in the first mode, all in the second. With a certain job at the rural wage
    and no cost of living away, sending the only worker leaves 1 + 0.7 times the old income.

    A gain is cut to 0 where living away costs more than it pays: such an option is never taken. Money only
    enters as a ratio, so all in twice the yuan leaves the gains as they are.
    """
    given = (skill(people.schooling, taste.return_to_schooling), people.workers, people.income)
    offered = (places.wage, places.employment, taste.unemployed_income * places.wage)
    out = np.empty((len(people.workers), len(places.wage), 2))
    shares = places.living_cost, taste.farm_income_loss, taste.land_rent_share
    fill_gains(plain(*given), plain(*offered), tuple(float(share) for share in shares), out)
    return out


@kernel(error_model="numpy")
def fill_gains(people, places, shares, out):  # type: ignore[no-untyped-def]
    """Eq. 1 into ``out`` (n, J, 2): people are (skill, workers, income), places (wage, employment, idle).

    Compiled because it is worked out for every class, area and settlement of every year; loops run in the
    order of the array, so the bytes do not depend on threads.
    """
    skills, workers, incomes = people
    wages, employment, idle = places
    living_cost, farm_loss, land_rent = shares
    for n in range(out.shape[0]):
        hands, income = workers[n], incomes[n]
        for j in range(out.shape[1]):
            pay = pay_expected(employment[j], wages[j] * skills[n], idle[j], living_cost)
            out[n, j, 0] = max(gain_of_one(pay, income, hands, farm_loss), 0.0)
            out[n, j, 1] = max(gain_of_all(pay, income, hands, land_rent), 0.0)


def plain(*arrays: Array) -> tuple[Array, ...]:
    """The arrays as a kernel takes them: floats in a row, of the shapes that they have, (...)."""
    return tuple(np.ascontiguousarray(array, np.float64) for array in arrays)


def options_of(pairs: Array) -> tuple[int, int]:
    """The shape (n, 2 J) of what is given by place and option, (n, J, 2); also where there is nobody."""
    return pairs.shape[0], 2 * pairs.shape[1]


def worth(gain: Array, taste: Taste) -> Array:
    """exp(B / λ): the class factor of an option's weight, (n, 2 J); 0 where the gain is not positive.

    e^(B / λ) is the gain to the power β_y / λ: a gain of 1 gives 1 whatever the coefficients.
    """
    return powers(gain, income_power(taste.income_response, taste.dissimilarity)).reshape(options_of(gain))


def weighed(pull: Array, worth: Array, where: tuple[NDArray[np.int64], ...], own: Array) -> Array:
    """The weights of every option for households of ``own`` worth (n, K), and of their class, (2, n, K).

    ``pull`` (V, K) and ``worth`` (A, C, K) are the two factors, ``where`` the households' village, area and
    class.

    The first of the two is what the households themselves would see, the second what their class sees:
    classes' offsets follow from the two. Where a class has one household both are the same.
    """
    out = np.empty((2, *own.shape))
    fill_weights(pull, worth, where, own, out)
    return out


@kernel()
def fill_weights(pull, worth, where, own, out):  # type: ignore[no-untyped-def]
    """The same into ``out`` (2, n, K)."""
    village, area, kind = where
    for n in range(len(own)):
        for k in range(own.shape[1]):
            out[0, n, k] = pull[village[n], k] * own[n, k]
            out[1, n, k] = pull[village[n], k] * worth[area[n], kind[n], k]


def option_value(places: Places, taste: Taste, support: Array) -> Array:
    """The part of A that an area's villages share, (A, 2 J); ``support`` (A, J): share of the price borne.

    A whole family is worth κ_F more than a worker alone and pays for a dwelling; with the base year's price
    and nobody's ``support`` that cost is 0.
    """
    place = attraction(places.constant, taste.services * places.services, taste.hukou * places.barrier)
    cost = housing_cost(places.price_ratio * (1 - support), taste.housing_share, taste.income_response)
    both = np.stack(np.broadcast_arrays(place[None, :], place + places.family - cost), axis=2)
    return np.asarray(both.reshape(options_of(both)))


def pull(value: Array, distance: Array, kin: Array, taste: Taste) -> Array:
    """exp(A / λ): the village factor, (V, 2 J), from option values, km and the share of kin in towns.

    At no distance and without kin it is e^(value / λ). ``kin`` (V, 1) is the same for all places: the study
    behind it (Chen, Jin & Yue) tells how much likelier people are to move at all.
    """
    nearness = taste.network * kin - remoteness(distance, taste.distance_response, taste.distance_scale)
    return np.asarray(weight(value + np.repeat(nearness, 2, axis=1), taste.dissimilarity))


def return_hazard(gain: Array, people: Profiles, taste: Taste) -> Array:
    """Eq. 4 before the decay with tenure, (n, 2 J); at gain 1 and a young age it is the return rate.

    ``gain`` (n, J, 2) is what having moved is worth: those who earn more in town come back less. May exceed 1
    where a gain is next to nothing; `return_chance` caps what a year can do.
    """
    return hazards(powers(gain, return_power(taste)), people, taste)


def return_power(taste: Taste) -> float:
    """The power of the gain that makes people stay in town (eq. 4).

    Half of β_y at the usual ``return_income_factor``: returning answers to income half as much as leaving.
    """
    return taste.return_income_factor * taste.income_response


def hazards(out: Array, people: Profiles, taste: Taste) -> Array:
    """Eq. 4 in place of the raised gains ``out`` (n, J, 2), as (n, 2 J).

    ``out`` is overwritten. Workers alone come first, then families, whose hazard is smaller by their tie.
    """
    urge = urge_of_age(people.age, taste.return_age_from, taste.return_age_slope)
    fill_hazards(*plain(urge), float(taste.return_rate), float(tie_of_family(taste.family_bond)), out)
    return out.reshape(options_of(out))


def worth_and_return(gain: Array, people: Profiles, taste: Taste) -> tuple[Array, Array]:
    """Both `worth` and `return_hazard` of the same gains, (n, 2 J) each.

    The logarithm of a gain is the dear part, and is taken once for both powers; the bytes are those of the
    two functions apart.
    """
    valued, raised = np.empty_like(gain, order="C"), np.empty_like(gain, order="C")
    exponents = float(income_power(taste.income_response, taste.dissimilarity)), float(return_power(taste))
    raised_twice(gain.ravel(), exponents, valued.reshape(-1), raised.reshape(-1))
    return valued.reshape(options_of(gain)), hazards(raised, people, taste)


@kernel(error_model="numpy")
def fill_hazards(urge, rate, tie, out):  # type: ignore[no-untyped-def]
    """Eq. 4 in place of the raised gains ``out`` (n, J, 2), with ``urge`` (n,) and families' ``tie``."""
    for n in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[n, j, 0] = hazard_of_return(rate, out[n, j, 0], urge[n], 1.0)
            out[n, j, 1] = hazard_of_return(rate, out[n, j, 1], urge[n], tie)
