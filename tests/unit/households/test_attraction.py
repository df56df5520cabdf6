"""Eq. 1–4 in the limits that their docstrings state."""

import numpy as np
import pytest

from tests.laws.boards import plain_taste, thresholds
from urbsim.households.choice.attraction import (
    Places,
    Profiles,
    net_gain,
    option_value,
    pull,
    return_hazard,
    worth,
)

ALWAYS = 2**32
HERE = np.zeros(1, np.int64)


def places(wage: float, employment: float = 1.0, living_cost: float = 0.0, **given: float) -> Places:
    one = {"price_ratio": 1.0, "services": 0.0, "barrier": 0.0, "constant": 0.0, "family": 0.0} | given
    columns = {name: np.array([value]) for name, value in one.items()}
    return Places(np.array([wage]), np.array([employment]), **columns, living_cost=living_cost)


def person(income: float, workers: float = 1.0, schooling: float = 8.0, age: float = 30.0) -> Profiles:
    return Profiles(*(np.array([x]) for x in (schooling, workers, income, age, 0.0)))


def test_a_certain_job_at_the_rural_wage_adds_to_what_the_farm_still_gives():
    taste = plain_taste(farm_income_loss=0.3, land_rent_share=0.15)
    sent, joined = net_gain(person(10_000), places(10_000), taste)[0, 0]
    assert sent == pytest.approx(1.7)
    assert joined == pytest.approx(1.15)


def test_no_pay_and_a_cost_of_living_leave_no_gain_to_a_family():
    gain = net_gain(person(10_000, workers=2), places(0.0, living_cost=8000.0), plain_taste())
    assert gain[0, 0, 1] == 0
    assert worth(gain, plain_taste(income_response=1.0))[0, 1] == 0


def test_without_a_job_there_is_the_share_of_pay_of_the_unemployed():
    taste = plain_taste(unemployed_income=0.2)
    gain = net_gain(person(10_000), places(20_000, employment=0.0), taste)
    assert gain[0, 0, 1] == pytest.approx(0.4)


def test_schooling_raises_pay_at_its_return():
    taste = plain_taste(return_to_schooling=0.04)
    more = net_gain(person(10_000, schooling=13), places(20_000), taste)[0, 0, 1]
    assert more == pytest.approx(2 * np.exp(0.2))


def test_weight_is_gain_to_the_power_of_response_over_dissimilarity():
    taste = plain_taste(income_response=0.9, dissimilarity=0.6)
    assert worth(np.array([[[2.0, 1.0]]]), taste) == pytest.approx(np.array([[2**1.5, 1.0]]))


def test_price_matters_to_families_alone_and_support_takes_it_off():
    taste = plain_taste(income_response=1.0, housing_share=0.25)
    dear = option_value(places(1.0, price_ratio=2.0), taste, np.zeros((1, 1)))[0]
    assert dear == pytest.approx([0.0, -0.25 * np.log(2)])
    supported = option_value(places(1.0, price_ratio=2.0), taste, np.full((1, 1), 0.5))[0]
    assert supported == pytest.approx([0.0, 0.0])


def test_services_draw_and_barriers_repel_both_modes():
    taste = plain_taste(services=0.3, hukou=0.8)
    value = option_value(places(1.0, services=0.5, barrier=0.25, family=-1.0), taste, np.zeros((1, 1)))[0]
    assert value == pytest.approx([0.15 - 0.2, 0.15 - 0.2 - 1.0])


def test_kin_draw_and_distance_repels_by_village():
    taste = plain_taste(network=2.5, distance_response=1.35, dissimilarity=0.7)
    kin, km = np.array([[0.0], [0.2], [0.0]]), np.array([[0.0], [0.0], [45.0]])
    weights = pull(np.zeros((3, 2)), km, kin, taste)[:, 0]
    assert weights == pytest.approx([1.0, np.exp(0.5 / 0.7), 10 ** (-1.35 / 0.7)])


def test_return_hazard_is_the_rate_at_gain_one_and_in_young_years():
    taste = plain_taste(income_response=1.0, return_rate=0.035, family_bond=1.0, return_age_slope=0.05)
    gain = np.ones((1, 1, 2))
    assert return_hazard(gain, person(1.0), taste)[0] == pytest.approx([0.035, 0.035 * np.exp(-1)])
    assert return_hazard(4 * gain, person(1.0), taste)[0, 0] == pytest.approx(0.035 / 2)
    assert return_hazard(gain, person(1.0, age=65), taste)[0, 0] == pytest.approx(0.07)


def test_one_option_without_nests_is_the_binary_logit():
    for intercept, weight in ((-3.0, 2.0), (0.5, 0.1)):
        odds = np.exp(intercept) * weight
        found = thresholds(np.array([[weight]]), np.ones((1, 1, 1)), HERE, np.full((1, 1), intercept), 1.0)
        assert found[0, 0] == pytest.approx(odds / (1 + odds) * ALWAYS, abs=1.5)


def test_nobody_moves_where_no_option_has_a_weight():
    found = thresholds(np.zeros((1, 2)), np.ones((1, 3, 2)), HERE, np.full((1, 3), 9.0), 0.7)
    assert not found.any()
