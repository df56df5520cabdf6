"""Housing and works of a town in the limits that their docstrings state."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.evidence.coefficients import coefficients
from urbsim.model.towns import housing
from urbsim.model.towns.housing import GROWN, KEPT, PARTS, HousingPlan, HousingStock
from urbsim.model.towns.infrastructure import (
    PublicWorks,
    accumulated,
    capital_for,
    coverage,
    level,
    pull_weights,
    service_index,
    service_value,
    unit_costs,
)
from urbsim.vocabulary.kinds import SERVICES

P = {name: c.value for name, c in coefficients().items()}
NOTHING = np.zeros(len(SERVICES))


def test_price_stands_still_at_normal_vacancy_without_a_queue():
    assert housing.price_change(P["normal_vacancy"], 0, 1000, P) == 0
    assert housing.price_change(0.0, 0, 1000, P) == pytest.approx(P["price_response"] * P["normal_vacancy"])
    assert housing.price_change(1.0, 0, 1000, P) < 0


def test_a_queue_presses_the_price_up_to_one_household_a_dwelling():
    few, full, over = (housing.price_change(P["normal_vacancy"], q, 1000, P) for q in (100, 1000, 5000))
    assert few == pytest.approx(P["queue_price_response"] / 10)
    assert over == full == pytest.approx(P["queue_price_response"])


def test_a_town_without_dwellings_has_none_empty_and_none_to_offer():
    assert housing.vacancy_rate(0, 0) == 0
    assert housing.offered(0, 0, P) == housing.demolished(0, 0, P) == 0


def test_half_of_the_normal_vacancy_is_never_offered():
    held = int(P["unoffered_vacancy"] * P["normal_vacancy"] * 1000)
    assert housing.offered(1000, 0, P) == 1000 - held
    assert housing.offered(1000, 1000 - held, P) == 0
    assert housing.offered(1000, 1000, P) == 0


def test_only_empty_dwellings_are_lost_and_none_is_unbuilt():
    assert housing.demolished(1000, 1000, P) == 0
    assert housing.demolished(1000, 0, P) == int(1000 * P["housing_depreciation"])
    assert housing.privately_built(1000, -0.1, -0.5, P) == 0
    assert housing.privately_built(1000, 0.02, 0.0, P) == 20


def plan(part: int, units: float, newcomers: float = 1.0) -> HousingPlan:
    """So many homes of one kind."""
    return HousingPlan(np.eye(PARTS)[part] * units, newcomers)


def test_fractions_of_a_programme_are_carried_over():
    frozen = {**P, "housing_supply_elasticity": 0.0, "housing_depreciation": 0.0}
    homes = HousingStock(100, 100, -1.0, frozen)
    completed = []
    for _ in range(8):
        homes.build(plan(0, 0.375))
        completed.append(homes.completed)
    assert sum(completed) == 3
    assert homes.stock == 103
    assert homes.reserved.tolist() == [3, 0, 0]


def test_what_locals_keep_and_what_is_reserved_is_not_on_the_market():
    frozen = {**P, "unoffered_vacancy": 0.0, "housing_depreciation": 0.0}
    offers = []
    for part, newcomers in ((GROWN, 0.0), (GROWN, 0.5), (GROWN, 1.0), (KEPT, 1.0), (0, 1.0)):
        homes = HousingStock(100, 100, -1.0, frozen)
        homes.build(plan(part, 40, newcomers))
        offers.append(homes.offered)
    assert offers == [0, 20, 40, 0, 0]


def test_founded_stock_has_the_normal_vacancy_or_the_stated_number():
    assert HousingStock(None, 810, 0.0, {**P, "normal_vacancy": 0.19}).vacancy == pytest.approx(0.19)
    assert HousingStock(5, 810, 0.0, P).stock == 810


def test_lodgers_rent_what_they_fill_beyond_dormitories():
    p = {**P, "beds_per_job": 0.5, "lodgers_per_dwelling": 3.0}
    assert housing.let_to(50, 100.0, p) == 0, "all of them in dormitories"
    assert housing.let_to(57, 100.0, p) == 3, "seven in dwellings of three"
    homes = HousingStock(100, 93, -1.0, p, let=3)
    assert homes.beds(100.0) == 50 + 3 * (7 + 3)


def test_the_market_builds_for_lodgers_as_for_families():
    p = {**P, "housing_supply_elasticity": 0.0, "housing_depreciation": 0.0}
    stocks = []
    for families, let in ((80, 0), (88, 0), (80, 8)):
        homes = HousingStock(100, 80, 0.0, p)
        homes.clear(families + let, 0, let)
        homes.build(HousingPlan.none())
        stocks.append(homes.stock)
    assert stocks == [100, 110, 110]


def test_capital_of_the_unit_cost_a_person_covers_everybody():
    people, land = 1000.0, 200.0
    reached = coverage(unit_costs(P) * people, people, land, P)
    shares = [s for s, service in enumerate(SERVICES) if service not in ("road", "green")]
    assert reached[shares] == pytest.approx(1.0)
    assert coverage(unit_costs(P) * people, 2 * people, land, P)[shares] == pytest.approx(0.5)
    assert reached[SERVICES.index("road")] == pytest.approx(1.0), "one m² of road a person"


def test_capital_and_coverage_are_inverse():
    reached = np.array([8.0, 0.9, 0.6, 0.3, 0.3, 0.8, 0.7])
    assert coverage(capital_for(reached, 5000, 200, P), 5000, 200, P) == pytest.approx(reached)


def test_all_targets_reached_give_the_full_index_and_no_more():
    aims = np.array([P[f"service_target_{service}"] for service in SERVICES])
    assert service_index(aims, P) == pytest.approx(1.0)
    assert service_index(3 * aims, P) == pytest.approx(1.0)
    assert service_index(NOTHING, P) == 0


def test_money_is_delivered_in_two_years():
    invested = np.ones(len(SERVICES))
    first = accumulated(NOTHING, invested, NOTHING, P)
    assert first == pytest.approx([P[f"delivery_{service}"] for service in SERVICES])
    rest = accumulated(NOTHING, NOTHING, invested, P)
    assert first + rest == pytest.approx(1.0)


AT_ONCE = {f"delivery_{service}": 1.0 for service in SERVICES}
OWN = np.array([8.0, 0.9, 0.6, 0.3, 0.3, 0.8, 0.7])
REFERENCE = np.array([13.0, 0.85, 0.6, 0.65, 0.25, 0.9, 0.85])


def test_business_as_usual_keeps_capital_as_it_is():
    works = PublicWorks(OWN, REFERENCE, 1000, 200, P)
    begun = works.capital.copy()
    for _ in range(15):
        works.build(NOTHING, NOTHING, 0.0)
    assert works.capital == pytest.approx(begun)
    assert not works.by_policy.any()


def test_services_are_worth_nothing_more_than_in_the_base_year_until_something_is_built():
    works = PublicWorks(OWN, REFERENCE, 1000, 200, P)
    for barrier in (0.0, 0.5, 1.0):
        works.assess(1000, barrier)
        assert works.value == 0


def test_services_are_worth_the_log_of_what_each_has():
    assert level(REFERENCE, REFERENCE) == pytest.approx(0.0)
    assert level(NOTHING, REFERENCE) == pytest.approx(np.log(0.1 / 1.1))
    doubled, again = level(2 * OWN, REFERENCE) - level(OWN, REFERENCE), level(4 * OWN, REFERENCE)
    assert np.all((doubled > 0.5) & (doubled < np.log(2)))
    assert np.all(again - level(2 * OWN, REFERENCE) > doubled), (
        "the reserve counts for less the more there is"
    )
    even = np.full(len(SERVICES), 1 / len(SERVICES))
    assert service_value(level(2 * OWN, REFERENCE), level(OWN, REFERENCE), even) == pytest.approx(
        doubled.mean()
    )


def test_twice_the_people_thin_services_out_and_newcomers_are_equipped_in_part():
    works = PublicWorks(OWN, REFERENCE, 1000, 200, {**P, "newcomer_equipment": 0.5})
    works.assess(2000, 0.0)
    assert works.value < 0
    assert works.per_person * 1000 == pytest.approx(works.capital / 2)
    full = PublicWorks(OWN, REFERENCE, 1000, 200, {**P, **AT_ONCE, "newcomer_equipment": 1.0})
    full.build(NOTHING, NOTHING, 1000.0)
    full.assess(2000, 0.0)
    assert full.value == pytest.approx(0.0, abs=1e-12)


def test_schools_and_clinics_count_for_those_whom_the_barrier_admits():
    shut, open_door = pull_weights(1.0, P), pull_weights(0.0, P)
    families = [SERVICES.index(service) for service in ("school", "clinic")]
    assert open_door.sum() == pytest.approx(1.0)
    assert open_door[families].sum() == pytest.approx(P["family_services_share"])
    assert not shut[families].any()
    assert shut.sum() == pytest.approx(1 - P["family_services_share"])


@given(st.integers(0, 400), st.integers(0, 400))
def test_homes_that_nobody_takes_keep_no_private_home_from_being_built(units: int, taken: int) -> None:
    p = P | {"private_displacement": 1.0}
    homes, alone = HousingStock(None, 5000, 0.02, p), HousingStock(None, 5000, 0.02, p)
    homes.build(plan(0, units))
    alone.build(HousingPlan.none())
    assert homes.completed - units == alone.completed
    homes.hand_over(0, np.array([min(units, taken), 0, 0]))
    before = homes.completed
    homes.build(HousingPlan.none())
    alone.build(HousingPlan.none())
    fewer = alone.completed - homes.completed
    assert (fewer > 0) == (min(units, taken) > 0) or before == 0
    assert fewer <= min(units, taken)
