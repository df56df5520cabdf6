"""Eq. 1–4: what a move is worth, how likely it is, and how likely a return, as functions of numbers.

Every argument is a number or an array that broadcasts with the others; shares are 0–1, money is yuan of one
year, distances are km. Kernel, founding, anchor, expected values and reference model call these, so that a
law stands once. Sources of the coefficients: ``data/behaviour``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Number = Any
"""A float, or an array of floats."""
REFERENCE_SCHOOLING = 8.0
"""Years of schooling at which urban pay is the average one."""
USUAL_HANDS = 2.0
"""Workers of the household by whose income places are compared."""
LEAST_WEIGHT = 1e-300
LEAST_RETURN_GAIN = 1e-3
HIGHEST_RETURN = 0.5


def skill(schooling: Number, per_year: Number) -> Number:
    """Pay relative to that of 8 years of schooling: e^(per_year · (years − 8)), 1 at 8 years (eq. 1)."""
    return np.exp(per_year * (schooling - REFERENCE_SCHOOLING))


def expected_pay(chance: Number, wage: Number, without_job: Number, living_cost: Number) -> Number:
    """What a worker can expect in town after the cost of living away, yuan a year (eq. 1).

    With a certain job it is the wage less the cost; without any, ``without_job`` less the cost.
    """
    return chance * wage + (1 - chance) * without_job - living_cost


def gain_alone(pay: Number, income: Number, hands: Number, farm_loss: Number) -> Number:
    """Income with one worker away over income without (eq. 1, workers alone).

    With pay as high as the income and an only worker it is 2 − ``farm_loss``.
    """
    return (pay + income * (1 - farm_loss / hands)) / income


def gain_family(pay: Number, income: Number, hands: Number, land_rent: Number) -> Number:
    """Income of a family that moves over income without (eq. 1, whole family).

    With pay as high as the income and one worker it is 1 + ``land_rent``.
    """
    return (hands * pay + land_rent * income) / income


def income_power(response: Number, dissimilarity: Number) -> Number:
    """The power of the gain in an option's weight, β_y / λ (eq. 2)."""
    return response / dissimilarity


def attraction(constant: Number, services: Number, barrier: Number) -> Number:
    """What a place offers everybody: its constant and services less the barrier, in utility (eq. 2)."""
    return constant + services - barrier


def housing_cost(price: Number, share: Number, response: Number) -> Number:
    """What a dwelling of relative ``price`` costs a family: share · β_y · ln price (eq. 2), 0 at 1."""
    return share * response * np.log(price)


def remoteness(distance: Number, response: Number, scale: Number) -> Number:
    """What km cost in utility: β_d ln(1 + km / scale) (eq. 2), 0 at no distance."""
    return response * np.log1p(distance / scale)


def weight(utility: Number, dissimilarity: Number) -> Number:
    """e^(utility / λ), 1 at utility 0 (eq. 3, lower nest)."""
    return np.exp(utility / dissimilarity)


def reluctance_of_age(age: Number, begins: Number, per_decade: Number) -> Number:
    """What age takes from the mover intercept: β_a every ten years beyond ``begins``, 0 before (eq. 2)."""
    return per_decade * np.maximum(age - begins, 0) / 10


def move_odds(intercept: Number, total: Number, dissimilarity: Number) -> Number:
    """Odds of moving: e^(intercept + λ ln Σw); e^intercept where the weights add up to 1 (eq. 3)."""
    return np.exp(intercept + dissimilarity * np.log(np.maximum(total, LEAST_WEIGHT)))


def probability(odds: Number) -> Number:
    """Odds as a probability: a half at odds of 1."""
    return odds / (1.0 + odds)


def urge_of_age(age: Number, begins: Number, per_year: Number) -> Number:
    """How much more those beyond ``begins`` return, a factor: 1 up to there (eq. 4)."""
    return 1 + np.maximum(age - begins, 0) * per_year


def return_hazard(rate: Number, raised_gain: Number, urge: Number, tie: Number) -> Number:
    """Yearly hazard of return before the decay with tenure (eq. 4): ``rate`` at gain 1, urge 1 and tie 1.

    ``raised_gain`` is the gain of having moved to the power of the response, ``tie`` below 1 for families.
    """
    return rate * (1 / np.maximum(raised_gain, LEAST_RETURN_GAIN)) * urge * tie


def tie_of_family(effect: Number) -> Number:
    """How much less a family returns than a worker alone, a factor: 1 without an effect (eq. 4)."""
    return np.exp(-effect)


def decay_with_tenure(years: Number, rate: Number) -> Number:
    """How the hazard of return falls with the years away, a factor: 1 in the first year (eq. 4)."""
    return np.exp(-rate * years)


def offer_utility(constant: Number, subsidised: Number, listed: Number) -> Number:
    """What the offer of a home is worth to a household without kin in town or children at school.

    ``subsidised`` is the response times the share of the price that others pay, ``listed`` the worth of being
    on a list; without either it is the constant.
    """
    return constant + subsidised + listed


def leaving_of_outlay(paid: Number, fall: Number, outlay: Number) -> Number:
    """Yearly hazard of leaving a programme's home: paid · e^(−fall · outlay), ``paid`` at no own outlay.

    ``outlay`` is the share of the price that the household bore itself, 0–1.
    """
    return paid * np.exp(-fall * outlay)


def displacement(share: Number, vacancy: Number, normal: Number) -> Number:
    """Private homes that a programme home displaces: ``share`` at normal vacancy, more where homes are empty.

    Between half and twice the share as the vacancy lies below or above the normal one, and never above 1.
    """
    return np.minimum(1.0, share * np.clip(vacancy / normal, 0.5, 2.0))


def homeward(stays: Number, drift: Number) -> tuple[Number, Number]:
    """What a drift towards home adds to the utility over λ of places at home and away.

    ``stays`` is the share of movers who stay in the base year, ``drift`` by how much its log odds have risen.
    As many go as without the drift, only elsewhere; without a drift both are 0.
    """
    level = -np.log(stays + (1 - np.asarray(stays)) * np.exp(-np.asarray(drift)))
    return level, level - drift
