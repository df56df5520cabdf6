"""Jobs, hiring and pay of a town in the limits that their docstrings state."""

import numpy as np
import pytest

from urbsim.evidence.coefficients import coefficients
from urbsim.model.towns.labour import (
    Commuting,
    JobOffer,
    JobsOfMeasures,
    LabourMarket,
    Lookers,
    chance_of_a_job,
    crowding,
    drawn_share,
    employed,
    jobs_each,
    jobs_with_others,
    multiplier,
    park_filled,
    park_occupancy,
    pull_of_jobs,
    relative_pay,
    usual_jobs,
    wage_effect,
)

P = {name: c.value for name, c in coefficients().items()}


def test_wage_is_the_nations_where_nothing_changed():
    assert wage_effect(1.0, 1.0, P) == 1.0
    assert wage_effect(1.0, 1.01, P) == pytest.approx(1 + 0.01 * P["wage_curve"], rel=1e-4)
    assert wage_effect(2.0, 1.0, P) == pytest.approx(2 ** P["agglomeration"])


def test_a_park_fills_to_its_occupancy_and_is_half_full_at_the_midpoint():
    assert park_filled(P["park_fill_midpoint"], 0.6, P) == pytest.approx(0.3)
    assert park_filled(60.0, 0.6, P) == pytest.approx(0.6)
    assert park_filled(-60.0, 0.6, P) == pytest.approx(0.0, abs=1e-12)


def test_a_park_fills_half_as_well_one_reach_away_from_a_large_city():
    assert park_occupancy(0.0, P) == P["park_occupancy"]
    assert park_occupancy(P["park_reach"], P) == pytest.approx(P["park_occupancy"] / 2)
    assert park_occupancy(2 * P["park_reach"], P) == pytest.approx(P["park_occupancy"] / 4)


def test_jobs_bring_others_when_they_come_and_take_them_along_when_they_go():
    assert jobs_with_others(JobsOfMeasures(0.0, 0.0), 100.0, 0.5) == 150
    assert jobs_with_others(JobsOfMeasures(100.0, 150.0), 140.0, 0.1) == pytest.approx(150 + 44)
    assert jobs_with_others(JobsOfMeasures(100.0, 150.0), 50.0, 0.1) == 75
    assert jobs_with_others(JobsOfMeasures(0.0, 0.0), 0.0, 0.5) == 0
    assert multiplier(2010, P) == P["multiplier_before_2010"]
    assert multiplier(2011, P) == P["multiplier_after_2010"]


def test_usual_jobs_follow_labour_but_for_those_whom_new_jobs_drew():
    assert usual_jobs(0.9, 1000.0, 0.0) == 900
    assert usual_jobs(0.9, 1000.0, 200.0) == 720
    assert drawn_share(1.0) == 0
    assert drawn_share(2.0) == 0.5
    assert drawn_share(0.5) == -1


def test_there_may_be_more_jobs_than_people_and_no_more_people_at_work_than_there_are():
    assert jobs_each(100, 50) == 2
    assert jobs_each(0, 0) == 0
    assert chance_of_a_job(0.5, 0.97) == 0.5
    assert chance_of_a_job(0.97 * np.e, 0.97) == pytest.approx(2 * 0.97)
    assert chance_of_a_job(0.97 * np.e**3, 0.97) == pytest.approx(4 * 0.97), "a doubling counts as the last"
    assert employed(2.0, 0.97) == 0.97
    assert employed(0.5, 0.97) == 0.5


def test_the_same_offer_draws_nobody_and_a_better_one_more_the_more_pay_counts():
    offer = JobOffer(0.92, 20_000.0)
    assert pull_of_jobs(offer, offer, 15_000.0, 4_000.0, P) == 1
    more = pull_of_jobs(JobOffer(1.1, 20_000.0), offer, 15_000.0, 4_000.0, P)
    assert more > 1
    eager = {**P, "income_response": 2 * P["income_response"]}
    assert pull_of_jobs(JobOffer(1.1, 20_000.0), offer, 15_000.0, 4_000.0, eager) == pytest.approx(more**2)
    without = {**P, "unemployed_income": 0.0, "land_rent_share": 0.0}
    by_hand = ((1.1 * 20 - 4) / (0.92 * 20 - 4)) ** (P["income_response"] / P["dissimilarity"])
    assert pull_of_jobs(JobOffer(1.1, 20_000.0), offer, 15_000.0, 4_000.0, without) == pytest.approx(by_hand)


def market(**changes: float) -> LabourMarket:
    return LabourMarket(Lookers(1000.0, 20.0), 30_000.0, {**P, **changes})


NOBODY = Commuting(0.0, 0.0)


@pytest.mark.parametrize("labour", [10.0, 800.0, 1000.0, 5000.0])
def test_without_measures_the_chance_of_a_job_and_pay_stay_however_many_people_come(labour):
    here = market()
    for year in range(2011, 2026):
        here.remember(40.0, 10.0)
        here.create(year, 0.0)
        here.hire(Lookers(labour, 20.0), 0.0, NOBODY)
        here.pay(30_000.0, 1.0)
        assert here.employment == pytest.approx(P["base_employment_probability"])
        assert here.wage == pytest.approx(30_000.0)
        assert here.drawn == here.unfilled == here.commuters == 0


def test_new_jobs_raise_the_chance_until_those_who_came_for_them_hold_them():
    market(multiplier_after_2010=0.0)


def test_those_who_come_for_new_rules_find_local_jobs_alone():
    here = market()
    usual = P["base_employment_probability"]
    here.admitted = 1.25
    here.remember(100.0, 0.0)
    assert (here.drawn, here.others) == (0, pytest.approx(20.0))
    here.hire(Lookers(1000.0, 0.0), 0.0, NOBODY)
    assert here.employment == pytest.approx(usual * (1 - P["industry_share_of_jobs"] * 0.02))


def test_who_is_not_found_is_an_opening_and_villagers_fill_their_share():
    here = market(multiplier_after_2010=0.0)
    here.create(2015, 1000.0)
    here.hire(Lookers(1000.0, 0.0), 0.0, Commuting(0.2, 500.0))
    assert here.commuters == 200
    assert here.jobs == pytest.approx(P["employment_most"] * 1000 + 200)
    assert here.jobs + here.unfilled == pytest.approx(P["base_employment_probability"] * 1000 + 1000)
    here.hire(Lookers(1000.0, 0.0), 0.0, Commuting(0.2, 50.0))
    assert here.commuters == 50, "no more than are willing"


def test_builders_work_in_the_year_alone():
    here = market()
    here.hire(Lookers(1000.0, 0.0), 1e6, NOBODY)
    more = here.employment - P["base_employment_probability"]
    assert more == pytest.approx(P["construction_jobs"] / 1000)
    here.hire(Lookers(1000.0, 0.0), 0.0, NOBODY)
    assert here.employment == pytest.approx(P["base_employment_probability"])


def test_a_tenth_more_migrants_lower_their_pay_against_natives_by_the_elasticity():
    migrants, natives = relative_pay(1.1, 0.25, 2.0)
    assert migrants / natives == pytest.approx(1.1**-0.5)
    assert migrants**0.25 * natives**0.75 == pytest.approx(1.0)
    assert migrants < 1 < natives
    assert relative_pay(1.0, 0.25, 2.0) == (1.0, 1.0)
    assert relative_pay(3.0, 0.25, 1e9) == pytest.approx((1.0, 1.0))


def test_migrants_are_as_many_as_usual_but_for_those_who_came_for_measures():
    assert crowding(0.0, 1000.0, 0.3) == 1.0
    assert crowding(100.0, 1100.0, 0.4) == pytest.approx(500 / 400)
    assert crowding(-100.0, 900.0, 0.4) == pytest.approx(300 / 400)
    assert crowding(-900.0, 100.0, 0.3) == 0.1


def test_new_hukou_rules_lower_the_pay_of_newcomers_and_raise_that_of_natives():
    market = LabourMarket(Lookers(900.0, 100.0), 20_000.0, P)
    market.hire(Lookers(900.0, 100.0), 0.0, NOBODY)
    market.pay(20_000.0, 1.0)
    assert market.wage == market.wage_of_natives == pytest.approx(20_000.0)
    market.others = 50.0
    market.pay(20_000.0, 1.0)
    assert market.wage < 20_000.0 < market.wage_of_natives
