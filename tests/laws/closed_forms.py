"""What each equation must give by hand: closed forms that share no code with it.

A check takes the module under test, so that the same checks can be put to its mutants.
"""

from __future__ import annotations

from collections.abc import Callable
from math import e, exp, log
from typing import Any

import numpy as np
import pytest

Check = Callable[[Any], None]
TRAITS = {"background_mortality": 0.001, "infant_mortality": 0.015, "mortality_slope": 0.09}


def near(value: Any, expected: Any) -> None:
    assert np.asarray(value) == pytest.approx(np.asarray(expected), rel=1e-12, abs=1e-15)


def pay_of_the_schooled(laws: Any) -> None:
    near(laws.skill(8.0, 0.07), 1.0)
    near(laws.skill(13.0, 0.04), exp(0.2))
    near(laws.skill(3.0, 0.04), exp(-0.2))


def pay_in_town(laws: Any) -> None:
    near(laws.expected_pay(1.0, 30_000.0, 5_000.0, 0.0), 30_000.0)
    near(laws.expected_pay(0.0, 30_000.0, 5_000.0, 700.0), 4_300.0)
    near(laws.expected_pay(0.75, 20_000.0, 4_000.0, 1_000.0), 15_000.0)


def gain_of_one_worker(laws: Any) -> None:
    near(laws.gain_alone(10_000.0, 10_000.0, 1.0, 0.3), 1.7)
    near(laws.gain_alone(0.0, 10_000.0, 2.0, 0.3), 0.85)
    near(laws.gain_alone(30_000.0, 10_000.0, 3.0, 0.6), 3.8)


def gain_of_a_family(laws: Any) -> None:
    near(laws.gain_family(10_000.0, 10_000.0, 1.0, 0.15), 1.15)
    near(laws.gain_family(6_000.0, 12_000.0, 3.0, 0.1), 1.6)


def power_of_income(laws: Any) -> None:
    near(laws.income_power(0.9, 0.6), 1.5)


def what_a_place_offers(laws: Any) -> None:
    near(laws.attraction(0.3, 0.5, 0.2), 0.6)


def what_a_dwelling_costs(laws: Any) -> None:
    near(laws.housing_cost(1.0, 0.25, 1.2), 0.0)
    near(laws.housing_cost(e**2, 0.25, 1.2), 0.6)


def what_distance_costs(laws: Any) -> None:
    near(laws.remoteness(0.0, 1.5, 5.0), 0.0)
    near(laws.remoteness(5.0, 1.5, 5.0), 1.5 * log(2))


def weight_of_an_option(laws: Any) -> None:
    near(laws.weight(0.0, 0.6), 1.0)
    near(laws.weight(1.2, 0.6), e**2)


def reluctance_with_age(laws: Any) -> None:
    near(laws.reluctance_of_age(24.0, 25.0, 0.5), 0.0)
    near(laws.reluctance_of_age(45.0, 25.0, 0.5), 1.0)


def odds_and_probability(laws: Any) -> None:
    near(laws.move_odds(log(3.0), 1.0, 0.7), 3.0)
    near(laws.move_odds(0.0, e**2, 0.5), e)
    assert laws.move_odds(0.0, 0.0, 0.7) < 1e-200
    near(laws.probability(1.0), 0.5)
    near(laws.probability(3.0), 0.75)
    assert laws.LEAST_WEIGHT == 1e-300


def nested_choice_by_enumeration(laws: Any) -> None:
    """With λ = 1 the nested logit is a plain one: stay, or one of three options."""
    utilities, intercept = np.array([0.2, -0.4, 1.1]), -1.3
    total = sum(laws.weight(u, 1.0) for u in utilities)
    near(
        laws.probability(laws.move_odds(intercept, total, 1.0)),
        np.exp(intercept + utilities).sum() / (1 + np.exp(intercept + utilities).sum()),
    )


def hazard_of_return(laws: Any) -> None:
    near(laws.return_hazard(0.03, 1.0, 1.0, 1.0), 0.03)
    near(laws.return_hazard(0.03, 2.0, 1.5, 0.4), 0.009)
    near(laws.return_hazard(0.03, 0.0, 1.0, 1.0), 30.0)
    near([laws.HIGHEST_RETURN, laws.USUAL_HANDS], [0.5, 2.0])


def urge_to_return_with_age(laws: Any) -> None:
    near(laws.urge_of_age(40.0, 45.0, 0.05), 1.0)
    near(laws.urge_of_age(65.0, 45.0, 0.05), 2.0)


def ties_and_tenure(laws: Any) -> None:
    near(laws.tie_of_family(0.0), 1.0)
    near(laws.tie_of_family(2.0), e**-2)
    near(laws.decay_with_tenure(0.0, 0.08), 1.0)
    near(laws.decay_with_tenure(5.0, 0.2), 1 / e)


def worth_of_an_offer(laws: Any) -> None:
    near(laws.offer_utility(-4.0, 0.0, 0.0), -4.0)
    near(laws.offer_utility(-4.0, 2.5, 1.25), -0.25)


def leaving_what_others_paid(laws: Any) -> None:
    near(laws.leaving_of_outlay(0.03, 2.0, 0.0), 0.03)
    near(laws.leaving_of_outlay(0.03, 2.0, 0.5), 0.03 / e)


def homes_displaced(laws: Any) -> None:
    near(laws.displacement(0.4, 0.2, 0.2), 0.4)
    near(laws.displacement(0.4, 0.3, 0.2), 0.6)
    near(laws.displacement(0.4, np.array([0.0, 0.1, 0.9]), 0.2), [0.2, 0.2, 0.8])
    near(laws.displacement(0.9, 0.3, 0.2), 1.0)


def drift_towards_home(laws: Any) -> None:
    """As many go as before, and the odds of staying near have risen by the drift."""
    for stays, drift in ((0.5, 0.3), (0.7, -0.2), (1.0, 0.4), (0.0, 0.4)):
        home, away = laws.homeward(stays, drift)
        near(stays * exp(home) + (1 - stays) * exp(away), 1.0)
        near(home - away, drift)
    near(laws.homeward(0.6, 0.0), [0.0, 0.0])


def deaths_add_up(laws: Any) -> None:
    ages = np.full(15, 1 / 15)
    chance = laws.mortality(0.008, ages, TRAITS)
    near(float(chance @ ages), 0.008)
    near((chance[9] - 0.001) / (chance[8] - 0.001), exp(0.45))
    near((chance[14] - 0.001) / (chance[13] - 0.001), exp(0.09 * 9.5))
    near(chance[0] - 0.001, 0.003 + (chance[1] - 0.001) * exp(-0.45))


def deaths_have_bounds(laws: Any) -> None:
    """No band dies faster than half a year's chance allows, and a rate below the background gives no less."""
    ages = np.full(15, 1 / 15)
    near(laws.mortality(0.2, ages, TRAITS).max(), 0.5)
    least = laws.mortality(0.0, ages, TRAITS)
    near(least, np.append(0.004, np.full(14, 0.001)))
    many = laws.mortality(np.array([0.006, 0.009]), np.stack([ages, ages]), TRAITS)
    near(many @ ages, [0.006, 0.009])


def births_add_up(laws: Any) -> None:
    rural, urban = np.full(15, 1000.0), np.full(15, 500.0)
    bearing = laws.fertility(40.0, rural, urban, {"rural_birth_ratio": 1.25})
    near(float(rural @ bearing[0] + urban @ bearing[1]), 40.0)
    near(bearing[0][5], 1.25 * bearing[1][5])
    near(laws.fertility(0.0, np.zeros(15), np.zeros(15), {"rural_birth_ratio": 1.25})[0], np.zeros(15))
    near(laws.fertility(1.0, np.zeros(15), np.zeros(15), {"rural_birth_ratio": 1.0})[1].sum(), 1.0)


def births_have_their_ages(laws: Any) -> None:
    near(laws.CHILDBEARING, [0, 0, 0, 0, 0.3, 0.38, 0.22, 0.1, 0, 0, 0, 0, 0, 0, 0])
    near(laws.CHILDBEARING.sum(), 1.0)


def bands_and_years_agree(laws: Any) -> None:
    near(laws.MIDDLES[:14], [5 * n + 2.5 for n in range(14)])
    near(laws.MIDDLES[14], 77.0)
    assert laws.BAND_OF.tolist() == [min(14, age // 5) for age in range(71)]
    assert laws.YOUNGEST.tolist() == list(range(0, 71, 5))


EQUATIONS: tuple[Check, ...] = (
    pay_of_the_schooled, pay_in_town, gain_of_one_worker, gain_of_a_family, power_of_income,
    what_a_place_offers, what_a_dwelling_costs, what_distance_costs, weight_of_an_option, reluctance_with_age,
    odds_and_probability, nested_choice_by_enumeration, hazard_of_return, urge_to_return_with_age,
    ties_and_tenure, worth_of_an_offer, leaving_what_others_paid, homes_displaced,
    drift_towards_home,
)  # fmt: skip
DEMOGRAPHY: tuple[Check, ...] = (
    deaths_add_up, deaths_have_bounds, births_add_up, births_have_their_ages, bands_and_years_agree,
)  # fmt: skip
