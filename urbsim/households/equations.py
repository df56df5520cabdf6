"""Eq. 1–4: what a move is worth, how likely it is, and how likely a return, as functions of numbers.

Every argument is a number or an array that broadcasts with the others; shares are 0–1, money is yuan of one
year, distances are km. Kernel, founding, anchor, expected values and reference model call these, so that a
law stands once. Sources of the coefficients: ``data/behaviour``.

None of them raises: where a logarithm or quotient would have no value its argument is kept above a bound
stated beside it (`LEAST_WEIGHT`, `LEAST_RETURN_GAIN`), and a gain that is not positive is cut to 0 by whoever
calls. Sections 7.1 and 7.2 of ``model/ODD.md`` give the same equations in the field's notation.
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
    """Pay relative to that of 8 years of schooling: e^(per_year · (years − 8)), 1 at 8 years (eq. 1).

    The wage function of Mincer (1974) without experience; ``per_year`` is ``return_to_schooling``, 0.04 for
    rural migrants (Cui, Nahm & Tani, IZA 7349). At 0.04 four years more of school pay e^0.16, 17 % more.
    """
    return np.exp(per_year * (schooling - REFERENCE_SCHOOLING))


def expected_pay(chance: Number, wage: Number, without_job: Number, living_cost: Number) -> Number:
    """What a worker can expect in town after the cost of living away, yuan a year (eq. 1).

    With a certain job it is the wage less the cost; without any, ``without_job`` less the cost.

    The expected income of Harris & Todaro (1970), net of a real cost that does not depend on pay (Sjaastad
    1962): so a fall of the national wage hurts the badly paid most. All in yuan of one year; the result may
    be negative.
    """
    return chance * wage + (1 - chance) * without_job - living_cost


def gain_alone(pay: Number, income: Number, hands: Number, farm_loss: Number) -> Number:
    """Income with one worker away over income without (eq. 1, workers alone).

    With pay as high as the income and an only worker it is 2 − ``farm_loss``.

    The worker who leaves takes an equal share of the farm's work along, of which the others make up for all
    but ``farm_loss``: with many hands nearly nothing is lost. ``pay`` is net of living costs, ``income`` that
    of the whole household, yuan a year.
    """
    return (pay + income * (1 - farm_loss / hands)) / income


def gain_family(pay: Number, income: Number, hands: Number, land_rent: Number) -> Number:
    """Income of a family that moves over income without (eq. 1, whole family).

    With pay as high as the income and one worker it is 1 + ``land_rent``.

    All ``hands`` earn in town and nothing of the farm is kept but its rent, ``land_rent`` of the old income:
    land under a rural registration is let, not sold. With no pay at all the gain is ``land_rent`` alone.
    """
    return (hands * pay + land_rent * income) / income


def income_power(response: Number, dissimilarity: Number) -> Number:
    """The power of the gain in an option's weight, β_y / λ (eq. 2).

    The weight of an option is its gain to this power times e^(A / λ). So an option that leaves 1 % more has
    odds against other places β_y / λ % higher; where all options do, the odds of moving at all are β_y %
    higher.
    """
    return response / dissimilarity


def attraction(constant: Number, services: Number, barrier: Number) -> Number:
    """What a place offers everybody: its constant and services less the barrier, in utility (eq. 2).

    Additive, as eq. 2 is a sum; each argument is in utils, of which λ make one unit of log odds between
    places.
    """
    return constant + services - barrier


def housing_cost(price: Number, share: Number, response: Number) -> Number:
    """What a dwelling of relative ``price`` costs a family: share · β_y · ln price (eq. 2), 0 at 1.

    ``share`` is the part of spending that goes to housing (0.17, NBS report on migrants 2013), ``price`` that
    of the year over the base year's, net of what others pay. Twice the price costs as much as 11 % less
    income.
    """
    return share * response * np.log(price)


def remoteness(distance: Number, response: Number, scale: Number) -> Number:
    """What km cost in utility: β_d ln(1 + km / scale) (eq. 2), 0 at no distance.

    The response is ``distance_ratio`` times β_y: ten per cent farther needs fifteen per cent more income
    (Zhang & Zhao, IZA 7160) where the way is long against ``scale``. Near home, within a few km, distance
    hardly counts.
    """
    return response * np.log1p(distance / scale)


def weight(utility: Number, dissimilarity: Number) -> Number:
    """e^(utility / λ), 1 at utility 0 (eq. 3, lower nest).

    Of two places the odds are the ratio of their weights, whatever else there is to choose among: the
    independence of irrelevant alternatives holds inside the nest and not against staying (McFadden 1978).
    """
    return np.exp(utility / dissimilarity)


def reluctance_of_age(age: Number, begins: Number, per_decade: Number) -> Number:
    """What age takes from the mover intercept: β_a every ten years beyond ``begins``, 0 before (eq. 2).

    In log odds. At 0.5 a decade a worker of 45 has 1.0 less than one of 25: about 2.7 times smaller odds.
    """
    return per_decade * np.maximum(age - begins, 0) / 10


def move_odds(intercept: Number, total: Number, dissimilarity: Number) -> Number:
    """Odds of moving: e^(intercept + λ ln Σw); e^intercept where the weights add up to 1 (eq. 3).

    Λ(log of this) is the chance of the upper nest; λ ln Σw is the inclusive value. With λ = 1 and one option
    of utility V the odds are e^(intercept + V), the binary logit. Without any option they are next to 0.
    """
    return np.exp(intercept + dissimilarity * np.log(np.maximum(total, LEAST_WEIGHT)))


def probability(odds: Number) -> Number:
    """Odds as a probability: a half at odds of 1.

    Odds of 0 give 0 and of 99 give 0.99; the quotient of infinite odds is no number.
    """
    return odds / (1.0 + odds)


def urge_of_age(age: Number, begins: Number, per_year: Number) -> Number:
    """How much more those beyond ``begins`` return, a factor: 1 up to there (eq. 4).

    ``per_year`` of 0.05 beyond 45 doubles the hazard at 65.
    """
    return 1 + np.maximum(age - begins, 0) * per_year


def return_hazard(rate: Number, raised_gain: Number, urge: Number, tie: Number) -> Number:
    """Yearly hazard of return before the decay with tenure (eq. 4): ``rate`` at gain 1, urge 1 and tie 1.

    ``raised_gain`` is the gain of having moved to the power of the response, ``tie`` below 1 for families.

    A year, not a probability: the kernel caps it at `HIGHEST_RETURN`. A gain a tenth higher lowers it by
    about a twentieth where the power is ½. The study behind the rate (Bai, Wang & Zhang 2018) found 22.3 % of
    the migrants of 100 villages back between 1998 and 2015.
    """
    return rate * (1 / np.maximum(raised_gain, LEAST_RETURN_GAIN)) * urge * tie


def tie_of_family(effect: Number) -> Number:
    """How much less a family returns than a worker alone, a factor: 1 without an effect (eq. 4).

    An ``effect`` of 1 makes a family's hazard 37 % of a lone worker's.
    """
    return np.exp(-effect)


def decay_with_tenure(years: Number, rate: Number) -> Number:
    """How the hazard of return falls with the years away, a factor: 1 in the first year (eq. 4).

    At 0.08 a year half of the hazard is left after 8.7 years. ``years`` are whole and end at 15, the last
    open.
    """
    return np.exp(-rate * years)


def offer_utility(constant: Number, subsidised: Number, listed: Number) -> Number:
    """What the offer of a home is worth to a household without kin in town or children at school.

    ``subsidised`` is the response times the share of the price that others pay, ``listed`` the worth of being
    on a list; without either it is the constant.

    In log odds of taking the offer, before kin in town and children at school. All of the price paid by
    others adds the whole response; a constant of −5 alone is taken by 0.7 % of households.
    """
    return constant + subsidised + listed


def leaving_of_outlay(paid: Number, fall: Number, outlay: Number) -> Number:
    """Yearly hazard of leaving a programme's home: paid · e^(−fall · outlay), ``paid`` at no own outlay.

    ``outlay`` is the share of the price that the household bore itself, 0–1.

    3 % a year at no own outlay (the housing lottery of Ahmedabad; Barnhardt, Field & Pande 2017), and with a
    fall of 2 seven times less for who paid all of it: what a family has put in itself it does not leave
    lightly.
    """
    return paid * np.exp(-fall * outlay)


def displacement(share: Number, vacancy: Number, normal: Number) -> Number:
    """Private homes that a programme home displaces: ``share`` at normal vacancy, more where homes are empty.

    Between half and twice the share as the vacancy lies below or above the normal one, and never above 1.

    A programme's home takes the place of 0.4 private ones at normal vacancy (Sinai & Waldfogel 2005 find a
    half to two thirds of it; Eriksen & Rosenthal 2010 nearly all). Vacancies are shares of the stock, 0–1.
    """
    return np.minimum(1.0, share * np.clip(vacancy / normal, 0.5, 2.0))


def homeward(stays: Number, drift: Number) -> tuple[Number, Number]:
    """What a drift towards home adds to the utility over λ of places at home and away.

    ``stays`` is the share of movers who stay in the base year, ``drift`` by how much its log odds have risen.
    As many go as without the drift, only elsewhere; without a drift both are 0.

    Derived from what has to hold: the weight of home and away together stays what it was, so e^level · stays
    + e^(level − drift) · (1 − stays) = 1. With everybody at home the level is 0 whatever the drift.
    """
    level = -np.log(stays + (1 - np.asarray(stays)) * np.exp(-np.asarray(drift)))
    return level, level - drift
