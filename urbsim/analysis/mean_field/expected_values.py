"""The mean-field form: the model's equations in expected values for many regions at once.

A region is a few numbers: rural and urban people by age, families by income and by the age of who leaves
next, and migrants by place and mode, counted in a founded sample. Families decide by eq. 1-3 and return by
eq. 4, villages are reclassified at the rate of eq. 11, people are born, grow older and die. The intercept
is solved so that the base year grows as recorded. Left out: jobs, prices and services, which follow policy.
Coefficients are those of the model, so what is learnt here carries over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from urbsim.analysis.mean_field.band_ages import leaving
from urbsim.analysis.mean_field.founded_units import INCOMES, Inputs
from urbsim.analysis.panels.forecasts import Array
from urbsim.households.choice.composition import NOBODY
from urbsim.households.equations import (
    HIGHEST_RETURN,
    decay_with_tenure,
    expected_pay,
    gain_alone,
    gain_family,
    homeward,
    income_power,
    move_odds,
    probability,
    reluctance_of_age,
    return_hazard,
    skill,
    tie_of_family,
    urge_of_age,
    weight,
)
from urbsim.model.demography import CHILDBEARING, MIDDLES, mortality
from urbsim.model.founding.traits import income_spread

KIDS, HANDS, ELDERS = slice(0, 3), slice(3, 12), slice(12, 15)
"""Bands of children, of those who work, and of elders."""
AGE = MIDDLES[HANDS]
TENURES = 16
LEAST_GAIN = 1e-6
ALONE = 0
"""The first mode of a move; whole families are the second."""

Draws = Mapping[str, Array]


class Parts(NamedTuple):
    """A number of villages and one of towns, (U, D) each."""

    rural: Array
    urban: Array


class Constants(NamedTuple):
    """The mover intercept with its shock, and the constants of whole families and places outside."""

    movers: Array
    families: Array
    border: Array


class Moves(NamedTuple):
    """Households that move by age and class, (U, D, 9, C), and shares of options, (U, D, C, 2, 2)."""

    number: Array
    option: Array

    @property
    def by_option(self) -> Array:
        """Households by place and mode, (U, D, 2, 2)."""
        return np.asarray((self.number.sum(axis=2)[..., None, None] * self.option).sum(axis=2))


@dataclass
class MeanFieldState:
    """Persons at the end of a year, by unit, draw (and class).

    ``mobile`` and ``fixed`` (U, D, 9) are those of working age who may move and who never do; ``young`` and
    ``old`` (U, D, 3) their children and elders; ``urban`` (U, D, 15) by age; ``away`` and ``bond`` (U, D,
    2, 2) migrants by place, inside and outside, and mode, and the same weighted by the decay of their wish to
    return. ``families`` (U, D, 10, C) are those that may move, by the band of who would leave next and
    by class; ``pool`` (U, D) people of commuters' families, who are no part of these. ``seeking``
    (U, D, 2) is the share of children of 5 to 9 and of 10 to 14 whose families may go to town for a school.
    """

    mobile: Array
    fixed: Array
    young: Array
    old: Array
    urban: Array
    away: Array
    bond: Array
    families: Array
    pool: Array
    seeking: Array

    @property
    def rural(self) -> Array:
        """Rural residents, (U, D)."""
        return np.asarray(self.villagers.sum(axis=2))

    @property
    def pupils(self) -> Array:
        """Rural children of 5 to 14 whose families may go for a school, (U, D)."""
        return np.asarray((self.young[:, :, 1:] * self.seeking).sum(axis=2))

    @property
    def villagers(self) -> Array:
        """Rural residents by age, (U, D, 15)."""
        return np.concatenate([self.young, self.mobile + self.fixed, self.old], axis=2)

    @property
    def rate(self) -> Array:
        """The urbanization rate, (U, D)."""
        urban = self.urban.sum(axis=2)
        return np.asarray(urban / (urban + self.rural))


class MeanField:
    """The equations for units under all draws: ``p`` holds arrays (D,), ``growth`` (U, D) the base year's.

    Mortality is found unit by unit: a product of matrices would round by where a unit stands.

    Units never meet: a unit's path is the same in any company, to the last bit. Jobs, prices and services do
    not answer, so full runs differ: by about 0.4 points in the mean of twenty counties, by test.
    """

    def __init__(self, inputs: Inputs, p: Draws, growth: Array) -> None:
        self.inputs, self.p, self.growth = inputs, p, growth
        first = {name: float(values[0]) for name, values in p.items()}
        start = inputs.start
        self.hands, self.going, self.persons = start.hands.T
        self.workers = share_of(start.home[:, :, HANDS].sum(axis=1))
        ages = (1 - inputs.base[:, None]) * start.home.sum(axis=1) + inputs.base[:, None] * start.urban
        self.dying = np.stack([mortality(*each, first) for each in zip(inputs.deaths, ages, strict=True)])
        easing = np.float_power(1 - first["mortality_decline"], np.arange(inputs.inflow.shape[1]))
        self.easing = easing * inputs.drivers.deaths
        births = np.multiply.outer(inputs.drivers.births, inputs.births)
        self.leaving = leaving(ages, self.dying, births, self.easing)
        spread = income_spread(first)
        income = np.exp(spread * ndtri((np.arange(INCOMES) + 0.5) / INCOMES) - spread**2 / 2)
        self.income, more = np.repeat(income, 2), np.tile([-1.0, 1.0], INCOMES)
        self.schooling = first["schooling_mean"] + inputs.schooling[:, None] + first["schooling_sd"] * more
        self.taste = spread_of_taste(first) * more

    def start(self, rate: Array) -> MeanFieldState:
        """The base year at rates (U, D)."""
        people, p, start = self.inputs.people[:, None], self.p, self.inputs.start
        rural, urban = people * (1 - rate), people * rate
        home = rural[..., None] * start.home.sum(axis=1)[:, None]
        fixed, mobile, families = self.by_mobility(rural)
        away = rural[..., None, None] * start.away[:, None]
        bond = decay_with_tenure(np.arange(TENURES), p["return_tenure_decay"][:, None]).mean(axis=1)
        return MeanFieldState(
            mobile=mobile,
            fixed=fixed,
            young=home[:, :, KIDS],
            old=home[:, :, ELDERS],
            urban=urban[..., None] * start.urban[:, None],
            away=away,
            bond=away * bond[None, :, None, None],
            families=families,
            pool=self.commuters(rural),
            seeking=np.broadcast_to(seeking(self), (*rate.shape, 2)),
        )

    def by_mobility(self, rural: Array) -> tuple[Array, Array, Array]:
        """Workers who never and who may move, (U, D, 9), and families that may, of rural people (U, D).

        With more stayers than were founded, so many of those who may move do not either; with fewer, so many
        of the others may.
        """
        start, share, known = self.inputs.start, self.p["stayer_share"], self.inputs.stayers
        never, may = (rural[..., None] * start.home[:, None, which, HANDS] for which in (0, 1))
        part = (1 - share) / (1 - known)
        mobile = may * np.minimum(1.0, part)[:, None] + never * np.maximum(0.0, 1 - share / known)[:, None]
        families = rural[..., None, None] * start.families[:, None] * part[:, None, None]
        return never + may - mobile, mobile, np.repeat(families / 2, 2, axis=3)

    def commuters(self, rural: Array) -> Array:
        """People of the commuters' families that may move, (U, D), of rural people (U, D)."""
        part = (1 - self.p["stayer_share"]) / (1 - self.inputs.stayers)
        return np.asarray(rural * self.inputs.start.pool[:, None] * part)

    def fertile(self, state: MeanFieldState) -> Parts:
        """Fertile people in villages, with half of those who work away alone, and in towns without them."""
        of_migrants = (self.workers * CHILDBEARING[HANDS]).sum(axis=1)[:, None]
        alone, here = (state.away[:, :, places, ALONE].sum(axis=2) for places in (slice(None), slice(0, 1)))
        rural = (state.villagers * CHILDBEARING).sum(axis=2) + of_migrants * alone / 2
        return Parts(rural, np.maximum(0.0, (state.urban * CHILDBEARING).sum(axis=2) - of_migrants * here))

    def births(self, state: MeanFieldState) -> Parts:
        """Births per fertile rural and urban person in the base year, (U, D)."""
        ratio = self.p["rural_birth_ratio"]
        rural, urban = self.fertile(state)
        each = (self.inputs.births * self.inputs.people)[:, None] / (urban + ratio * rural)
        return Parts(each * ratio, each)

    def pull(self, t: int) -> Array:
        """Eq. 1 in year ``t``: income with a move over that without, (U, D, C, 2, 2).

        Real pay a worker away, as the settlements where migrants live pay it, against a household's income.
        """
        drivers, p = self.inputs.drivers, {name: value[:, None, None] for name, value in self.p.items()}
        wage = drivers.wage[t] / drivers.prices[t] * self.inputs.start.pay[:, None, None]
        skilled = wage * skill(self.schooling[:, None, :, None], p["return_to_schooling"])
        chance, without_job = p["base_employment_probability"], p["unemployed_income"] * wage
        pay = expected_pay(chance, skilled, without_job, p["living_cost_away"] * drivers.prices_since_2000)
        income = self.inputs.size[:, None] * drivers.income[t] / drivers.prices[t] * self.income
        own, hands = income[:, None, :, None], self.hands[:, None, None, None]
        alone = gain_alone(pay, own, hands, p["farm_income_loss"])
        family = gain_family(pay, own, hands, p["land_rent_share"])
        return np.asarray(np.maximum(np.stack([alone, family], axis=4), LEAST_GAIN))

    def moves(self, state: MeanFieldState, pull: Array, constants: Constants, kin: Array) -> Moves:
        """Eq. 2 and 3; ``kin`` (U, D) is what kin away add to the value of going."""
        p = self.p
        nest = p["dissimilarity"]
        intercept, family, border = (each[:, :, None, None] for each in constants)
        power = income_power(p["income_response"], nest)[:, None, None, None]
        worth = pull**power
        worth[..., 1] *= weight(family, nest[:, None, None])
        worth[..., 1, :] *= weight(border, nest[:, None, None])
        total = worth.sum(axis=(3, 4))
        aged = reluctance_of_age(AGE, p["age_decline_from"][:, None], p["age_decline"][:, None])
        level = intercept - aged[:, :, None] + self.taste + kin[:, :, None, None]
        moving = probability(move_odds(level, total[:, :, None], nest[:, None, None]))
        going = moving * state.families[:, :, :NOBODY]
        return Moves(going, worth / total[..., None, None])

    def drifted(self, constants: Constants, stays: Array, t: int) -> Constants:
        """The constants of year ``t``: of as many movers a drift sends more home; ``stays`` (U, D) did."""
        home, away = homeward(stays, self.p["destination_drift"] * t)
        nest = self.p["dissimilarity"]
        return constants._replace(
            movers=constants.movers + nest * home, border=constants.border + nest * (away - home)
        )

    def kin(self, state: MeanFieldState, before: Array | None) -> tuple[Array, Array]:
        """What kin away add to the value of going relative to the base year, and kin shares now, (U, D)."""
        away = state.away.sum(axis=(2, 3))
        shares = away / np.maximum(1e-9, state.rural + away)
        if before is None:
            return np.zeros(shares.shape), shares
        return self.p["network"] * (shares - before), shares

    def returning(self, pull: Array) -> Array:
        """Eq. 4 before the decay with tenure, by place and mode, (U, D, 2, 2), at the classes' mean."""
        p = {name: value[:, None] for name, value in self.p.items()}
        raised = pull ** (p["return_income_factor"] * p["income_response"])[..., None, None]
        urge = (urge_of_age(AGE, p["return_age_from"], p["return_age_slope"]) * self.workers[:, None]).sum(
            axis=2
        )
        tie = np.concatenate(
            [np.ones_like(p["return_rate"]), tie_of_family(p["return_family_effect"])], axis=1
        )
        rate = p["return_rate"][..., None, None]
        hazard = return_hazard(rate, raised, urge[:, :, None, None, None], tie[:, None, None, :])
        return np.asarray(np.minimum(HIGHEST_RETURN, hazard).mean(axis=2))

    def back(self, state: MeanFieldState) -> Array:
        """Persons who return in a year from own towns and from outside, (U, D, 2)."""
        return np.asarray((state.bond * self.returning(self.pull(0))).sum(axis=3))

    def of_each(self, whole: Array) -> Array:
        """One for a move alone, and ``whole`` (U,) for one of a family, (U, 1, 1, 2)."""
        return np.stack([np.ones_like(whole), whole], axis=1)[:, None, None]

    def deaths(self, people: Array) -> Array:
        """Deaths in the base year among people by age, (U, D, 15)."""
        return np.asarray((people * self.dying[:, None, :]).sum(axis=2))

    def living(self, t: int) -> Array:
        """Share of each band that outlives year ``t``, (U, 1, 15): mortality declines by year."""
        return np.asarray(1 - self.dying[:, None, :] * self.easing[t])


def seeking(model: MeanField) -> Array:
    """The share of pupils whose families may go for a school as founded, (U, D, 2)."""
    start, part = model.inputs.start, (1 - model.p["stayer_share"]) / (1 - model.inputs.stayers)
    founded = start.school[:, 1:] / np.maximum(1e-12, start.home.sum(axis=1)[:, 1:3])
    return np.asarray(np.minimum(1.0, founded[:, None] * part[:, None]))


def share_of(people: Array) -> Array:
    """People (U, 9) as shares of their sum, (U, 9)."""
    return np.asarray(people / people.sum(axis=1, keepdims=True))


def spread_of_taste(p: Mapping[str, float]) -> float:
    """Standard deviation of the mover intercept between families, from schooling and land."""
    land = p["land_effect"] * np.sqrt(np.expm1(p["land_spread"] ** 2))
    return float(np.hypot(p["schooling_effect"] * p["schooling_sd"], land))
