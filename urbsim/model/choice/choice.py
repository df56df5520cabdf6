"""The choice as one draw sees it: taste, classes, and the factors of every option's weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from urbsim.households.choice.attraction import (
    Places,
    Profiles,
    Taste,
    net_gain,
    option_value,
    pull,
    worth_and_return,
)
from urbsim.households.choice.profiles import Sample
from urbsim.households.equations import reluctance_of_age
from urbsim.model.founding.traits import income_spread, lognormal_by_quantile
from urbsim.model.setup import Array, Coefficients, Integers, Setup
from urbsim.model.towns.town import Town


def taste_of(p: Coefficients) -> Taste:
    """The coefficients of eq. 1–4 of one draw.

    Raises KeyError where a draw lacks one of the coefficients.
    """
    return Taste(
        income_response=p["income_response"],
        distance_response=p["distance_ratio"] * p["income_response"],
        distance_scale=p["distance_scale"],
        dissimilarity=p["dissimilarity"],
        network=p["network"],
        services=p["services"],
        hukou=p["hukou_reform_effect"] / p["hukou_reform_size"],
        housing_share=p["housing_share"],
        return_to_schooling=p["return_to_schooling"],
        unemployed_income=p["unemployed_income"],
        land_rent_share=p["land_rent_share"],
        farm_income_loss=p["farm_income_loss"],
        return_rate=p["return_rate"],
        return_income_factor=p["return_income_factor"],
        tenure_bond=p["return_tenure_decay"],
        family_bond=p["return_family_effect"],
        return_age_from=p["return_age_from"],
        return_age_slope=p["return_age_slope"],
    )


@dataclass(frozen=True)
class DecidingHouseholds:
    """Deciding households as n profiles: income relative to the area's mean household, and x'β.

    All are (n,): schooling in years, age of the youngest worker at home in years, ``taste`` x'β in log odds.
    """

    schooling: Array
    workers: Array
    persons: Array
    age: Array
    income: Array
    taste: Array

    def at(self, income: Array) -> Profiles:
        """The profiles where the mean rural household has ``income`` yuan a year, (n,)."""
        return Profiles(self.schooling, self.workers, self.income * income, self.age, self.taste)

    def in_areas(self, incomes: Array) -> Profiles:
        """The profiles in every area in turn, (A n,), where the mean household has these ``incomes`` (A,)."""
        columns = {name: np.tile(values, len(incomes)) for name, values in self.__dict__.items()}
        return DecidingHouseholds(**columns).at(np.repeat(incomes, len(self.income)))


def people_of(sample: Sample, p: Coefficients) -> DecidingHouseholds:
    """Each sampled household with its own traits.

    Land and income are relative to the area's mean, from quantiles of lognormal distributions.
    """
    land = lognormal_by_quantile(p["land_spread"])[sample.land]
    income = lognormal_by_quantile(income_spread(p))[sample.income]
    schooling = sample.schooling.astype(float)
    taste = inclination(sample.age, schooling, land, p)
    return DecidingHouseholds(
        schooling, sample.workers, persons=sample.persons, age=sample.age, income=income, taste=taste
    )


def inclination(age: Array, schooling: Array, land: Array, p: Coefficients) -> Array:
    """The mover intercept without α₀, (n,): younger, more schooled and less landed households move more.

    Before the decline with age, at the reference schooling and with a mean holding of land it is 0.

    At the usual coefficients a worker of 35 with four years more of school than the reference has −0.5 +
    0.24.
    """
    schooled = p["schooling_effect"] * (schooling - p["schooling_reference"])
    aged = reluctance_of_age(age, p["age_decline_from"], p["age_decline"])
    return np.asarray(schooled - aged - p["land_effect"] * (land - 1))


def places_of(towns: Sequence[Town], family: float, p: Coefficients, since_2000: float) -> Places:
    """What the settlements offer on 1 January; bigger places weigh in proportion to their people.

    Places outside have a mass of 0: the anchor finds a constant for each. ``since_2000`` turns yuan of 2000,
    in which living costs were surveyed, into those of the base year.
    """
    inside = np.array([town.inside for town in towns])
    people = np.array([float(town.people_at_base) if town.inside else 1.0 for town in towns])
    mass = p["dissimilarity"] * np.log(people / max(1.0, people[inside].sum()))
    return Places(
        wage=np.array([town.market.wage for town in towns]),
        employment=np.array([town.market.employment for town in towns]),
        price_ratio=np.exp([town.homes.ln_price for town in towns]),
        services=np.array([town.works.value for town in towns]),
        barrier=np.array([town.barrier for town in towns]),
        constant=np.where(inside, mass, 0.0),
        family=np.full(len(towns), family),
        living_cost=p["living_cost_away"] * since_2000,
    )


def weigh(people: DecidingHouseholds, incomes: Array, places: Places, taste: Taste) -> tuple[Array, Array]:
    """Worth and return hazard (A, n, K) of profiles in areas with the mean household incomes (A,).

    Areas differ by income alone, so the profiles of all of them are one table.
    """
    everywhere, shape = people.in_areas(incomes), (len(incomes), len(people.workers), -1)
    gain = net_gain(everywhere, places, taste)
    valued, back = worth_and_return(gain, everywhere, taste)
    return valued.reshape(shape), back.reshape(shape)


def with_family(places: Places, family: float) -> Places:
    """The same places with another constant for whole families."""
    return replace(places, family=np.full(len(places.family), family))


class ChoiceSet(NamedTuple):
    """The places that households choose among, and the coefficients by which they weigh them (eq. 1–3)."""

    places: Places
    taste: Taste


class OptionWeights(NamedTuple):
    """The two factors of an option's weight: exp(A / λ) of villages, (V, K), and of classes, (A, C, K)."""

    pull: Array
    worth: Array


class Surroundings(NamedTuple):
    """What villages differ in: area (V,), km to every settlement (V, J), and the share who left (V, 1)."""

    area: Integers
    distance: Array
    kin: Array


class AreaTerms(NamedTuple):
    """Terms of A by area of origin, (A, J): the share of the housing price borne, and constants of borders.

    Both are 0 where nobody bears anything and no border is crossed.
    """

    support: Array
    border: Array


def village_pull(options: ChoiceSet, terms: AreaTerms, near: Surroundings) -> Array:
    """The factor exp(A / λ) of villages in the weight of every option (eq. 1), (V, K).

    (V, 2 J); two villages of one area at the same distances and with the same kin have the same row.
    """
    value = option_value(*options, terms.support) + np.repeat(terms.border, 2, axis=1)
    return pull(value[near.area], near.distance, near.kin, options.taste)


def household_incomes(setup: Setup, t: int) -> Array:
    """Real income of the mean rural household by area in year ``t``, yuan of the base year, (A,).

    The mean household is the area's size times rural income a person of the nation.
    """
    size = np.array([area.household_size for area in setup.areas])
    return np.asarray(size * setup.drivers.income[t] / setup.drivers.prices[t])
