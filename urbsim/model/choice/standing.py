"""What places are worth against the base year without measures: read by everybody who could live there.

``g`` of a place is what its services, hukou rules, expected net income and housing add to its utility since
the base year, the nation's trend of pay taken out; it is 0 for all in the base year. Who comes from elsewhere
comes in proportion to e^(g/λ), who leaves to e^(−g/λ). Only people with a rural registration read hukou
rules: those who leave a town, and those who come in their stead, have an urban one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from urbsim.households.choice.attraction import Places, Taste
from urbsim.households.equations import (
    USUAL_HANDS,
    attraction,
    expected_pay,
    gain_family,
    housing_cost,
    skill,
    weight,
)
from urbsim.model.choice.choice import household_incomes, places_of
from urbsim.model.setup import Array
from urbsim.model.state import State
from urbsim.model.towns.town import Town
from urbsim.vocabulary.kinds import SERVICES

LEAST_GAIN = 0.05
MOST = 10.0
"""A worth beyond this draws or keeps out everybody."""
SCHOOL = SERVICES.index("school")


@dataclass(frozen=True)
class Offer:
    """What the settlements offer on 1 January: ``places``, school places and the nation's real pay.

    ``natives`` (J,) is the pay of those who were born there, in ``places`` stands that of newcomers.
    ``schools`` (J,) is the log of school places a head, against what settlements of the tier have (eq. 7a).
    ``income`` is that of the mean rural household, yuan a year, the same in every year; ``pay`` is 1 in the
    base year.
    """

    places: Places
    natives: Array
    schools: Array
    pay: float
    income: float
    schooling: float


class SinceBase(NamedTuple):
    """What the settlements offer now, and what they offered in the base year."""

    now: Offer
    base: Offer


def offer_of(state: State, towns: Sequence[Town]) -> Offer:
    """The offer of the year that begins.

    Read once a year, after towns have built, housed and hired, and before anybody moves.
    """
    schools = np.array([town.works.level[SCHOOL] for town in towns])
    places = places_of(towns, 0.0, state.p, state.drivers.prices_since_2000)
    pay = state.real_wage(state.t) / state.real_wage(0)
    income = float(np.mean(household_incomes(state.setup, 0))) if state.setup.areas else 1.0
    natives = np.array([town.market.wage_of_natives for town in towns])
    return Offer(places, natives, schools, pay=pay, income=income, schooling=state.p["schooling_mean"])


def as_natives(offer: Offer) -> Offer:
    """The offer as those read it who were born in the settlements: with their own pay."""
    return replace(offer, places=replace(offer.places, wage=offer.natives))


def standing(now: Offer, base: Offer, taste: Taste, support: Array | float = 0.0) -> Array:
    """G of every settlement without its hukou rules, (J,).

    ``support`` is the share of the housing price borne for those who come.

    With the base year's services, pay, chance of a job and price it is 0 in every settlement.
    """
    served = taste.services * (now.places.services - base.places.services)
    earned = taste.income_response * np.log(gain(now, taste) / gain(base, taste))
    return np.asarray(attraction(earned, served, dearer(now, base, taste, support)))


def opened(now: Offer, base: Offer, taste: Taste) -> Array:
    """What changed hukou rules add to g for people with a rural registration, (J,).

    Lower barriers make it positive; λ of it are one unit of log odds between places.
    """
    return np.asarray(taste.hukou * (base.places.barrier - now.places.barrier))


def dearer(now: Offer, base: Offer, taste: Taste, support: Array | float) -> Array:
    """What dearer housing takes from it, (…, J).

    0 at the base year's price, below 0 where it has fallen or others bear part of it.
    """
    ratio = now.places.price_ratio * (1 - support) / base.places.price_ratio
    return np.asarray(housing_cost(ratio, taste.housing_share, taste.income_response))


def gain(offer: Offer, taste: Taste) -> Array:
    """Eq. 1 of the mean family in every settlement, (J,), with pay at the level of the base year.

    At least `LEAST_GAIN`, so that its logarithm exists where a town pays less than living there costs.
    """
    wage = offer.places.wage / offer.pay
    skilled = skilled_wage(offer, taste)
    chance, idle = offer.places.employment, taste.unemployed_income * wage
    pay = expected_pay(chance, skilled, idle, offer.places.living_cost)
    worth = gain_family(pay, offer.income, USUAL_HANDS, taste.land_rent_share)
    return np.asarray(np.maximum(worth, LEAST_GAIN))


def skilled_wage(offer: Offer, taste: Taste) -> Array:
    """Pay of a worker with the usual schooling in every settlement, (J,), at the level of the base year."""
    return np.asarray(offer.places.wage / offer.pay * skill(offer.schooling, taste.return_to_schooling))


def appeal(worth: Array, taste: Taste) -> Array:
    """How many times as many come as in the base year, (J,).

    1 where ``worth`` is 0. Worth beyond ± 10 counts as ± 10.
    """
    return np.asarray(weight(np.clip(worth, -MOST, MOST), taste.dissimilarity))
