"""The mean-field form: the model's equations in expected values for many regions at once.

A region is a few numbers: rural people by age and income class, urban people by age, and migrants by place
and mode. Households decide by eq. 1-3 with classes as representatives, return by eq. 4, villages are
reclassified at the rate of eq. 11, people are born, grow older and die. The intercept is solved so that the
base year grows as recorded. Left out: jobs, prices and services, which follow policy. Coefficients are those
of the model, so what is learnt here carries over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import logit, ndtri

from urbsim.analysis.mean_field.class_ages import FERTILE, FIRST_BAND, ageing_of
from urbsim.analysis.mean_field.unit_inputs import Inputs
from urbsim.analysis.panels.forecasts import Array
from urbsim.households.equations import (
    HIGHEST_RETURN,
    decay_with_tenure,
    expected_pay,
    gain_alone,
    gain_family,
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
from urbsim.model.founding.traits import income_spread

KIDS, YOUNG, MIDDLE, OLDER, ELDERS = range(5)
ADULTS = slice(YOUNG, ELDERS)
AGE = np.array([22.0, 37.0, 54.0])
INCOMES = 5
ROUNDS = 10
TENURES = 16
MOST_MIGRANTS = 0.8
MOST_STAYERS = 0.9
LEAST_OF_A_BAND = 0.2
ALONE = 0
"""The first mode of a move; whole families are the second."""

Draws = Mapping[str, Array]


class Parts(NamedTuple):
    """A number of villages and one of towns, (U, D) each."""

    rural: Array
    urban: Array


class Constants(NamedTuple):
    """The mover intercept, with its shock where there is one, and the constant of whole families, (U, D)."""

    movers: Array
    families: Array


class Moves(NamedTuple):
    """Households by class that send one worker and that go whole, (U, D, 3, Q)."""

    alone: Array
    whole: Array


@dataclass
class MeanFieldState:
    """Persons at the end of a year, by unit, draw (and class).

    ``mobile`` (U, D, 3, Q) are adults who may move, ``fixed`` (U, D, 3) those who never do; ``young`` and
    ``old`` their children and elders; ``urban`` (U, D, 5) by age; ``away`` and ``bond`` (U, D, place, mode)
    migrants and the same weighted by the decay of their wish to return; places are inside and outside.
    """

    mobile: Array
    fixed: Array
    young: Array
    old: Array
    urban: Array
    away: Array
    bond: Array

    @property
    def rural(self) -> Array:
        """Rural residents, (U, D)."""
        return np.asarray(self.mobile.sum(axis=(2, 3)) + self.fixed.sum(axis=2) + self.young + self.old)

    @property
    def villagers(self) -> Array:
        """Rural residents by age, (U, D, 5)."""
        adults = self.mobile.sum(axis=3) + self.fixed
        return np.concatenate([self.young[..., None], adults, self.old[..., None]], axis=2)

    @property
    def rate(self) -> Array:
        """The urbanization rate, (U, D)."""
        urban = self.urban.sum(axis=2)
        return np.asarray(urban / (urban + self.rural))


@dataclass(frozen=True)
class Gains:
    """What moving is worth in a year: gains (U, D, 3, Q) of the two modes, relative to staying."""

    alone: Array
    family: Array


class MeanField:
    """The equations for units under all draws: ``p`` holds arrays (D,), ``growth`` (U, D) the base year's."""

    def __init__(self, inputs: Inputs, p: Draws, growth: Array) -> None:
        self.inputs, self.p, self.growth = inputs, p, growth
        self.ages = np.add.reduceat(inputs.ages, FIRST_BAND, axis=1)
        self.adults = np.maximum(1.0, inputs.size * self.ages[:, ADULTS].sum(axis=1))
        self.ageing = ageing_of(inputs, p)
        spread = income_spread({name: float(values[0]) for name, values in p.items()})
        self.income = np.exp(spread * ndtri((np.arange(INCOMES) + 0.5) / INCOMES) - spread**2 / 2)

    def start(self, rate: Array) -> MeanFieldState:
        """The base year at rates (U, D)."""
        people, p = self.inputs.people[:, None], self.p
        rural, urban = people * (1 - rate), people * rate
        away = self.migrants(rural, urban)
        home = self.at_home(rural, away[:, :, :, ALONE].sum(axis=2))
        fixed = stayers(home, away[:, :, :, ALONE].sum(axis=2), p["stayer_share"])
        mobile = np.repeat((home[:, :, ADULTS] - fixed)[..., None] / INCOMES, INCOMES, axis=3)
        bond = decay_with_tenure(np.arange(TENURES), p["return_tenure_decay"][:, None]).mean(axis=1)
        everybody = people[..., None] * self.ages[:, None, :]
        left = np.maximum(everybody - home, LEAST_OF_A_BAND * urban[..., None] * self.ages[:, None, :])
        return MeanFieldState(
            mobile=mobile,
            fixed=fixed,
            young=home[:, :, KIDS],
            old=home[:, :, ELDERS],
            urban=urban[:, :, None] * left / left.sum(axis=2, keepdims=True),
            away=away,
            bond=away * bond[None, :, None, None],
        )

    def migrants(self, rural: Array, urban: Array) -> Array:
        """People of rural origin away by place and mode, (U, D, 2, 2), at most what urban people can hold."""
        near = self.inputs.nearby[:, None]
        going = rural * self.inputs.aways[:, None]
        expected = near * going * sum(self.inputs.away)
        fits = np.minimum(1.0, MOST_MIGRANTS * urban / np.maximum(expected, 1e-9))
        place = np.stack([near, 1 - near], axis=2)
        return np.asarray((going * fits)[:, :, None, None] * place[..., None] * np.array(self.inputs.away))

    def at_home(self, rural: Array, alone: Array) -> Array:
        """Villagers by age, (U, D, 5): families with the area's ages less ``alone``, who are workers."""
        families = (rural + alone)[..., None] * self.ages[:, None, :]
        grown = families[:, :, ADULTS].sum(axis=2)
        families[:, :, ADULTS] *= (1 - alone / np.maximum(1e-9, grown))[..., None]
        return np.asarray(families)

    def fertile(self, state: MeanFieldState) -> Parts:
        """Fertile people in villages, with half of those who work away alone, and in towns without them."""
        workers = self.ages[:, ADULTS] / self.ages[:, ADULTS].sum(axis=1, keepdims=True)
        of_migrants = (workers @ FERTILE[ADULTS])[:, None]
        alone, here = (state.away[:, :, places, ALONE].sum(axis=2) for places in (slice(None), slice(0, 1)))
        rural = state.villagers @ FERTILE + of_migrants * alone / 2
        return Parts(rural, np.maximum(0.0, state.urban @ FERTILE - of_migrants * here))

    def births(self, state: MeanFieldState) -> Parts:
        """Births per fertile rural and urban person in the base year, (U, D)."""
        ratio = self.p["rural_birth_ratio"]
        rural, urban = self.fertile(state)
        each = (self.inputs.births * self.inputs.people)[:, None] / (urban + ratio * rural)
        return Parts(each * ratio, each)

    def pull(self, t: int) -> Gains:
        """Eq. 1 for every class in year ``t``: real pay a worker away against the income of a household."""
        drivers, p = self.inputs.drivers, self.p
        wage = drivers.wage[t] / drivers.prices[t]
        skilled = wage * skill(p["schooling_mean"], p["return_to_schooling"])
        chance, without_job = p["base_employment_probability"], p["unemployed_income"] * wage
        pay = expected_pay(chance, skilled, without_job, p["living_cost_away"] * drivers.prices_since_2000)
        income = self.inputs.size[:, None] * drivers.income[t] / drivers.prices[t] * self.income
        own, hands = income[:, None, None, :], self.adults[:, None, None, None]
        loss, rent = (p[name][:, None, None] for name in ("farm_income_loss", "land_rent_share"))
        alone = gain_alone(pay[:, None, None], own, hands, loss)
        family = gain_family(pay[:, None, None], own, hands, rent)
        return Gains(np.maximum(alone, 1e-6), np.maximum(family, 1e-6))

    def moves(self, state: MeanFieldState, pull: Gains, constants: Constants, kin: Array) -> Moves:
        """Eq. 2 and 3; ``kin`` (U, D) is what kin away add to the value of going."""
        p = self.p
        nest = p["dissimilarity"][:, None, None]
        power = income_power(p["income_response"][:, None, None], nest)
        intercept, family = (each[:, :, None, None] for each in constants)
        alone = pull.alone**power
        whole = weight(family, nest) * pull.family**power
        aged = reluctance_of_age(AGE, p["age_decline_from"][:, None], p["age_decline"][:, None])
        level = intercept - aged[:, :, None] + kin[:, :, None, None]
        moving = probability(move_odds(level, alone + whole, nest))
        going = moving * state.mobile / self.adults[:, None, None, None]
        share = whole / (alone + whole)
        return Moves(going * (1 - share), going * share)

    def kin(self, state: MeanFieldState, before: Array | None) -> tuple[Array, Array]:
        """What kin away add to the value of going relative to the base year, and kin shares now, (U, D)."""
        away = state.away.sum(axis=(2, 3))
        shares = away / np.maximum(1e-9, state.rural + away)
        if before is None:
            return np.zeros(shares.shape), shares
        return self.p["network"] * (shares - before), shares

    def returning(self, pull: Gains) -> Array:
        """Eq. 4 before the decay with tenure, by mode: (U, D, 1, 2), for the mean gain of the classes."""
        p = self.p
        power = (p["return_income_factor"] * p["income_response"])[:, None, None]
        urge = urge_of_age(AGE, p["return_age_from"][:, None], p["return_age_slope"][:, None])[:, :, None]
        ties = (np.ones_like(p["return_rate"]), tie_of_family(p["return_family_effect"]))
        modes = [
            return_hazard(p["return_rate"][:, None, None], gain**power, urge, tie[:, None, None])
            for gain, tie in zip((pull.alone, pull.family), ties, strict=True)
        ]
        hazard = np.stack([each.mean(axis=(2, 3)) for each in modes], axis=2)
        return np.asarray(np.minimum(HIGHEST_RETURN, hazard)[:, :, None, :])

    def anchor(self, state: MeanFieldState) -> Constants:
        """The constants under which the base year gets its growth and its modes of moving."""
        pull, needed = self.pull(0), self.needed(state)
        still = np.zeros(needed.shape)
        constants = Constants(still - 3.0, still - 1.0)
        target = logit(self.p["whole_family_share"])
        for _ in range(ROUNDS):
            alone, whole = (each.sum(axis=(2, 3)) for each in self.moves(state, pull, constants, still))
            persons = alone + self.inputs.size[:, None] * whole
            hands = self.adults[:, None] * whole
            family = target - logit(np.clip(hands / np.maximum(alone + hands, 1e-12), 1e-9, 1 - 1e-9))
            step = np.log(needed / np.maximum(persons, 1e-12))
            constants = Constants(
                np.clip(constants.movers + step, -20.0, 8.0),
                np.clip(constants.families + self.p["dissimilarity"] * family, -20.0, 8.0),
            )
        return constants

    def needed(self, state: MeanFieldState) -> Array:
        """Persons who must move in the base year for its growth, (U, D): eq. 12 solved for migration."""
        share, people = state.rate, self.inputs.people[:, None]
        born = [each * fertile for each, fertile in zip(self.births(state), self.fertile(state), strict=True)]
        rural, urban = born[0] - self.deaths(state.villagers), born[1] - self.deaths(state.urban)
        changed = (1 - np.exp(-self.p["reclassification_rate"])) * state.rural
        home = (state.bond * self.returning(self.pull(0))).sum(axis=3)
        back = home[:, :, 0] + share * home[:, :, 1]
        near = self.inputs.nearby[:, None]
        came = self.inputs.inflow[:, [1]] * people * share
        aim = self.growth * people - (urban + changed + came - share * (urban + rural + came)) + back
        least = 1e-4 * state.mobile.sum(axis=(2, 3)) / self.adults[:, None]
        return np.asarray(np.maximum(aim / (near + (1 - near) * share), np.maximum(least, 1e-9)))

    def deaths(self, people: Array) -> Array:
        """Deaths in the base year among people by age, (U, D, 5)."""
        return np.asarray((people * self.ageing.dying[0][:, None, :]).sum(axis=2))

    def living(self, t: int) -> Array:
        """Share of each age class that outlives year ``t``, (U, D, 5): mortality declines by year."""
        easing = (1 - self.p["mortality_decline"][None, :, None]) ** t
        return np.asarray(1 - self.ageing.dying[t][:, None, :] * easing)


def stayers(home: Array, alone: Array, share: Array) -> Array:
    """Adults who never move, (U, D, 3), of villagers (U, D, 5), for a share of families (D,).

    Nobody of their families is among those away ``alone`` (U, D), so of those at home they are more.
    """
    adults = home[:, :, ADULTS]
    families = 1 + alone / np.maximum(1e-9, adults.sum(axis=2))
    return np.asarray(adults * np.minimum(MOST_STAYERS, share * families)[..., None])
