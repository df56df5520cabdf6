"""What the laws of towns must give by hand: jobs, works, land and ways, sharing no code with them."""

from __future__ import annotations

from math import e, exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np

from tests.laws.closed_forms import Check, near
from urbsim.model.setup import Settlement

P = {
    "multiplier_before_2010": 0.4, "multiplier_after_2010": 0.2, "park_occupancy": 0.8, "park_reach": 200.0,
    "park_fill_midpoint": 3.0, "unemployed_income": 0.25, "land_rent_share": 0.2, "income_response": 1.2,
    "dissimilarity": 0.6, "agglomeration": 0.05, "wage_curve": -0.1, "trunk_limit": 95.0,
    "trunk_pay_near": 0.02, "distance_large_city": 100.0, "family_services_share": 0.6,
    **{f"service_weight_{s}": 0.1 for s in ("road", "water", "gas", "sewer", "green", "school")},
    "service_weight_clinic": 0.2, "service_weight_road": 0.3,
    **{f"u_{s}": 100.0 for s in ("road", "water", "gas", "sewer", "green", "school", "clinic")},
    **{f"service_target_{s}": 0.5 for s in ("road", "water", "gas", "sewer", "green", "school", "clinic")},
    **{f"delivery_{s}": 0.6 for s in ("road", "water", "gas", "sewer", "green", "school", "clinic")},
    "capital_depreciation": 0.1, "base_employment_probability": 0.9, "employment_most": 0.95,
    "industry_share_of_jobs": 0.5, "construction_jobs": 0.0, "migrant_workers": 0.25,
    "migrant_substitution": 2.0,
}  # fmt: skip


def other_jobs_by_era(laws: Any) -> None:
    near([laws.multiplier(year, P) for year in (1999, 2010, 2011, 2025)], [0.4, 0.4, 0.2, 0.2])


def parks_fill(laws: Any) -> None:
    near([laws.park_occupancy(km, P) for km in (0.0, 200.0, 600.0)], [0.8, 0.4, 0.1])
    near(laws.park_filled(3.0, 0.5, P), 0.25)
    near(laws.park_filled(4.0, 0.5, P), 0.5 * e / (1 + e))


def jobs_of_measures(laws: Any) -> None:
    near(laws.jobs_with_others((10.0, 14.0), 30.0, 0.2), 38.0)
    near(laws.jobs_with_others((10.0, 14.0), 5.0, 0.2), 7.0)


def usual_jobs_follow_labour(laws: Any) -> None:
    near(laws.usual_jobs(0.9, 1000.0, 100.0), 810.0)
    near([laws.drawn_by(80.0, 10.0, times) for times in (1.0, 1.25, 0.8)], [0.0, 18.5, -22.0])
    near([laws.drawn_share(power) for power in (1.0, 1.25, 0.8)], [0.0, 0.2, -0.25])


def who_is_hired(laws: Any) -> None:
    near([laws.commuters(5.0, 3.0), laws.commuters(3.0, 5.0), laws.commuters(3.0, -1.0)], [3.0, 3.0, 0.0])
    near([laws.jobs_each(90.0, 100.0), laws.jobs_each(3.0, 0.5)], [0.9, 3.0])
    near([laws.chance_of_a_job(x, 0.9) for x in (0.5, 0.9, 0.9 * e)], [0.5, 0.9, 1.8])
    near([laws.employed(x, 0.9) for x in (0.5, 2.0)], [0.5, 0.9])
    near([laws.slack_ratio(*x) for x in ((0.9, 1.8), (0.9, 0.45), (0.0, 1.8), (0.9, 0.0))], [0.5, 2, 1, 1])


def jobs_draw(laws: Any) -> None:
    """Twice the pay of two, less living cost, and a fifth of an income of 20,000: 78,000 against 39,000."""
    near(laws.pull_of_jobs((1.0, 40_000.0), (1.0, 20_500.0), 20_000.0, 3_000.0, P), 4.0)
    near(laws.pull_of_jobs((0.5, 16_000.0), (1.0, 10_000.0), 20_000.0, 3_000.0, P), 1.0)
    near(laws.pull_of_jobs((0.0, 0.0), (0.0, 0.0), 20_000.0, 90_000.0, P), 1.0)
    near(laws.pull_of_jobs((1.0, 40_000.0), (0.0, 0.0), 20_000.0, 3_000.0, P), 3900.0**2)


def pay_answers(laws: Any) -> None:
    near(laws.wage_effect(e, 1.0, P), exp(0.05))
    near(laws.wage_effect(1.0, e, P), exp(-0.1))


def migrants_crowd(laws: Any) -> None:
    """A quarter more, a quarter fewer, two beside at least one who is usual, and never fewer than a tenth."""
    near([laws.crowding(*x) for x in ((0.0, 1000.0, 0.3), (100.0, 1100.0, 0.4))], [1.0, 1.25])
    near([laws.crowding(*x) for x in ((-100.0, 900.0, 0.4), (2.0, 2.5, 0.4))], [0.75, 3.0])
    near(laws.crowding(-900.0, 100.0, 0.3), 0.1)


def migrants_and_natives_are_paid_apart(laws: Any) -> None:
    """Sixteen times the usual migrants, a quarter of workers, earn a quarter of natives at elasticity 2."""
    near(laws.relative_pay(16.0, 0.25, 2.0), [1 / 8**0.5, 2**0.5])
    near(laws.relative_pay(1 / 16, 0.25, 2.0), [8**0.5, 1 / 2**0.5])
    near(laws.relative_pay(1.0, 0.25, 2.0), [1.0, 1.0])
    near(laws.relative_pay(16.0, 0.25, float("inf")), [1.0, 1.0])


def most_of_the_labour_is_drawn(laws: Any) -> None:
    """Nine in ten workers at most came for measures, or stay away for rules that keep them out."""
    market = laws.LabourMarket((1000.0, 0.0), 20_000.0, P)
    market.power, market.admitted = 2.0, 2.0
    market.remember(9000.0, 0.0)
    near([market.drawn, market.others], [900.0, 900.0])
    market.power, market.admitted = 0.5, 0.5
    market.remember(9000.0, 0.0)
    near([market.drawn, market.others], [0.0, -900.0])


def services_in_logs(laws: Any) -> None:
    two = np.full(7, 2.0)
    near(laws.level(two, two), np.zeros(7))
    near(laws.level(np.zeros(7), two), np.full(7, log(0.1 / 1.1)))
    near(laws.level(3 * two, two), np.full(7, log(3.1 / 1.1)))
    near(laws.supplied(np.full(7, 6000.0), 10.0, 2.0, P), [6, 6, 6, 6, 3, 6, 6])
    near(laws.coverage(np.full(7, 6000.0), 10.0, 2.0, P), [6, 1, 1, 1, 1, 1, 1])
    near(laws.capital_for(np.full(7, 6.0), 10.0, 2.0, P), [6e3, 6e3, 6e3, 6e3, 12e3, 6e3, 6e3])
    near(laws.per_unit(0.0, 2.0), [1, 1, 1, 1, 2, 1, 1])
    near(laws.service_value(two, np.ones(7), np.full(7, 0.25)), 1.75)
    near(laws.service_index(np.array([0.25, 1, 1, 1, 1, 1, 1]), P), 0.85)
    twice = {name: 2 * value if name.startswith("service_weight") else value for name, value in P.items()}
    near(laws.service_index(np.array([0.25, 1, 1, 1, 1, 1, 1]), twice), 0.85)


def streets_cost_by_tier(laws: Any) -> None:
    p = P | {"road_cost_town": 0.5, "road_cost_seat": 1.5, "road_cost_city": 3.0}
    costs = [laws.of_tier(p, tier)["u_road"] for tier in ("town", "seat", "city", "outside")]
    near(costs, [50.0, 150.0, 300.0, 300.0])


def schools_behind_a_barrier(laws: Any) -> None:
    works = 0.4 / 0.7 * np.array([0.3, 0.1, 0.1, 0.1, 0.1])
    near(laws.pull_weights(0.0, P), [*works, 0.2, 0.4])
    near(laws.pull_weights(0.75, P), [*works, 0.05, 0.1])


def capital_is_delivered_and_wears_out(laws: Any) -> None:
    got = laws.accumulated(np.full(7, 100.0), np.full(7, 10.0), np.full(7, 5.0), P)
    near(got, np.full(7, 98.0))


def land_under_a_quota(laws: Any) -> None:
    near([laws.usual_release(100.0, 0.02, 200.0), laws.usual_release(100.0, -0.02, 200.0)], [400.0, 0.0])
    limits = [laws.in_force(*each) for each in ((0.0, 0.0), (0.2, 0.0), (-0.01, 0.0), (0.2, 0.1))]
    assert limits == [False, False, True, True]
    near([laws.share_allowed(g, 0.0) for g in (-0.25, -3.0, 0.5)], [0.75, 0.0, 1.0])
    near([laws.share_allowed(-0.25, quota) for quota in (5.0, 0.5)], [0.0, 0.0])
    near(laws.homes_on(0.5, 0.1), 5)
    near([laws.homes_on(1000.0, 300.0), laws.homes_on(1000.0, 0.0), laws.homes_on(-9.0, 3.0)], [3, 0, 0])
    near(laws.HECTARE, 10_000)


def trunk_lines(laws: Any) -> None:
    near([laws.trunk_pay(km, 0.04, P) for km in (0.0, 38.0, 95.0, 190.0)], [0.02, 0.012, 0.0, -0.02])
    near(laws.strength_of_lines(np.array([0.0, 1.0, 7.0])), [0, 1, 3])
    everywhere, some = np.array([True, True]), np.array([True, False])
    near(laws.moved_pay(np.array([0.04, 0.0]), np.array([1.0, 3.0]), everywhere), [0.03, -0.01])
    near(laws.moved_pay(np.array([0.04, 0.0]), np.array([1.0, 3.0]), some), [0.04, 0.0])
    near(laws.moved_pay(np.array([0.04, 0.0]), np.array([0.5, 0.0]), everywhere), [0.02, -0.02])
    large, towns = Settlement("a", "city", 0, 500_000), Settlement("b", "town", 0, 600_000, members=2)
    near([laws.way_to_a_large_city(each, 7.0, P) for each in (large, towns)], [0.0, 7.0])
    near(laws.way_to_a_large_city(towns, 0.0, P), 100.0)


def feeder_roads(laws: Any) -> None:
    near([laws.newly_connected(v, 50.0, 0.75) for v in (5.0, 40.0)], [0.1, 0.25])
    near([laws.newly_connected(5.0, 0.0, 0.75), laws.newly_connected(0.2, 0.5, 0.1)], [0.0, 0.4])


def two_areas(**levers: list[list[float]]) -> SimpleNamespace:
    """A town in each of two areas and a place outside, in the second year of three; a thousand villages."""
    by_place = {name: np.zeros((3, 3)) for name in ("trunk_highway", "trunk_rail", "large_city")}
    given = {name: np.array(each) for name, each in levers.items()}
    places = [Settlement(key, "town", area, 100) for key, area in (("a", 0), ("b", 1), ("c", -1))]
    key, area = np.arange(1000, dtype=np.uint64), np.arange(1000) % 2
    villages = SimpleNamespace(
        key=key, area=area, multiplicity=np.full(1000, 4), distance=np.full((1000, 3), 10.0)
    )
    return SimpleNamespace(
        levers=SimpleNamespace(**{**by_place, "feeder": np.zeros((3, 2)), **given}),
        t=1,
        p=P | ROADS,
        setup=SimpleNamespace(settlements=places, inside=np.array([True, True, False]), areas=[0, 1]),
        drivers=SimpleNamespace(prices=np.array([1.0, 2.0, 9.0])),
        foundation=SimpleNamespace(villages=villages),
    )


ROADS = {
    "trunk_far_highway": 0.06, "trunk_far_rail": 0.04, "trunk_nearness": 0.1, "feeder_nearness": 0.2,
    "feeder_commuting": 0.03, "plan_realisation": 0.8, "u_feeder_road": 0.06, "villages_paved": 0.25,
}  # fmt: skip
SPENT = [[10.0, 0.0], [40.0, 0.0], [900.0, 900.0]]
"""Ten and, at twice the prices, forty for the first area: roads of 0.8 · 30 / 0.06 for 400 of its 2,000."""


def lines_pay(laws: Any) -> None:
    """Three lines are worth two first ones, 38 km from a city; one beyond the limit costs a place pay."""
    state = two_areas(
        trunk_highway=[[1.0, 0.0, 0.0], [3.0, 1.0, 0.0], [9.0, 9.0, 9.0]],
        trunk_rail=[[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]],
        large_city=[[38.0, 190.0, 0.0], [0.0, 0.0, 190.0], [500.0, 500.0, 500.0]],
    )
    near(laws.pay_of_lines(state), [0.024, -0.03, -0.02])
    near(laws.pay_of_lines(two_areas()), np.zeros(3))


def roads_reach_villages(laws: Any) -> None:
    """A fifth of the first area's villages, those next in order after the quarter that had a road."""
    state, order = two_areas(feeder=SPENT), laws.uniforms(np.arange(1000, dtype=np.uint64), laws.CONNECTION)
    reached = (order >= 0.25) & (order < 0.45) & (np.arange(1000) % 2 == 0)
    assert laws.connected(state).tolist() == reached.tolist()
    assert laws.paved(state).tolist() == (order < 0.25).tolist()
    near(laws.more_commuting(state), 0.03 * reached)
    near(laws.more_commuting(two_areas()), np.zeros(1000))


def ways_grow_shorter(laws: Any) -> None:
    """By a fifth to the own town where a road came; by a tenth, twice, out of an area with three lines."""
    highway, rail = ([[0.0, 0.0, 0.0], [lines, 0.0, 0.0], [0.0, 0.0, 0.0]] for lines in (2.0, 1.0))
    state = two_areas(feeder=SPENT, trunk_highway=highway, trunk_rail=rail)
    first, reached = np.arange(1000) % 2 == 0, laws.connected(state)
    own, out = np.where(reached, 8.0, 10.0), np.where(first, 8.1, 10.0)
    near(laws.distances(state), np.stack([own, np.full(1000, 10.0), out], axis=1))
    near(laws.distances(two_areas()), np.full((1000, 3), 10.0))


LABOUR: tuple[Check, ...] = (
    other_jobs_by_era, parks_fill, jobs_of_measures, usual_jobs_follow_labour, who_is_hired, jobs_draw,
    pay_answers, migrants_crowd, migrants_and_natives_are_paid_apart, most_of_the_labour_is_drawn,
)  # fmt: skip
WORKS: tuple[Check, ...] = (
    services_in_logs, streets_cost_by_tier, schools_behind_a_barrier, capital_is_delivered_and_wears_out,
)  # fmt: skip
LAND: tuple[Check, ...] = (land_under_a_quota,)
WAYS: tuple[Check, ...] = (trunk_lines, feeder_roads, lines_pay, roads_reach_villages, ways_grow_shorter)
