"""Land under quotas, trunk lines and feeder roads in the limits that their docstrings state."""

from dataclasses import replace

import numpy as np
import pytest

from tests.worlds import world
from urbsim.evidence.coefficients import coefficients
from urbsim.model.setup import Settlement
from urbsim.model.towns.housing import HousingPlan, HousingStock, on_land
from urbsim.model.towns.land import Land, homes_on, usual_release
from urbsim.model.towns.ways import (
    connected,
    distances,
    more_commuting,
    moved_pay,
    newly_connected,
    strength_of_lines,
    trunk_pay,
    way_to_a_large_city,
)
from urbsim.policy.schedule import Schedule

P = {name: c.value for name, c in coefficients().items()}


def test_a_town_that_does_not_grow_needs_no_land():
    assert usual_release(1000, 0.02, 200) == pytest.approx(4000)
    assert usual_release(1000, -0.1, 200) == 0


def test_a_home_takes_whole_what_it_stands_on():
    assert homes_on(999, 500) == 1
    assert homes_on(-5, 500) == homes_on(999, 0) == 0
    assert on_land(10, np.inf) == 10
    assert on_land(10, 4) == 4
    assert on_land(10, -3) == 0


def test_land_of_a_quota_that_is_not_used_stays_for_later():
    levers = Schedule.none(4, 1, 1)
    quota = replace(levers, land_quota=np.full((4, 1), 0.2))
    land = Land(1000, 200, 0.02, {**P, "land_reserve": 0.0})
    land.per_home = 100.0
    land.release(levers, 1, 0, 1000)
    assert land.room == (np.inf, 0.0)
    land.release(quota, 2, 0, 1000)
    assert land.room == (20, 0.0), "0.2 ha at 100 m2"
    land.use(5)
    land.release(quota, 3, 0, 1000)
    assert land.room == (35, 0.0)
    land.release(replace(levers, land_growth=np.full((4, 1), -0.5)), 3, 0, 1000)
    assert land.room == (35, 0.5)


def test_the_market_builds_what_there_is_land_for_and_says_what_it_held_back():
    p = {**P, "housing_supply_elasticity": 0.0, "housing_depreciation": 0.0}
    built = []
    for room in ((np.inf, 0.0), (20, 0.0), (0, 0.5), (20, 0.5)):
        homes = HousingStock(1000, 810, 0.05, p)
        homes.build(HousingPlan.none()._replace(room=room))
        built.append((homes.stock - 1000, homes.held_back))
    assert built == [(50, 0), (20, 30), (25, 25), (45, 5)]


def test_a_line_helps_near_a_large_city_and_hurts_far_from_one():
    limit = P["trunk_limit"]
    assert trunk_pay(0.0, 0.03, P) == P["trunk_pay_near"]
    assert trunk_pay(limit, 0.03, P) == 0
    assert trunk_pay(2 * limit, 0.03, P) == pytest.approx(-0.015)
    assert trunk_pay(1e9, 0.03, P) == pytest.approx(-0.03)
    assert strength_of_lines(np.array([0.0, 1.0, 3.0])).tolist() == [0, 1, 2]


def test_what_lines_give_and_take_adds_up_to_nothing_in_a_region_without_outside():
    effect, people = np.array([0.02, -0.01, 0.0]), np.array([100.0, 300.0, 50.0])
    moved = moved_pay(effect, people, np.array([True, True, True]))
    assert moved @ people == pytest.approx(0.0)
    assert np.diff(moved) == pytest.approx(np.diff(effect))
    assert moved_pay(effect, people, np.array([True, True, False])) is effect


def test_a_large_city_is_no_way_from_itself():
    assert way_to_a_large_city(Settlement("a", "city", 0, 500_000), 80.0, P) == 0
    assert way_to_a_large_city(Settlement("a", "town", 0, 600_000, members=60), 80.0, P) == 80
    assert way_to_a_large_city(Settlement("a", "seat", 0, 90_000), 0.0, P) == P["distance_large_city"]


def test_roads_reach_villages_that_have_none_until_all_are_reached():
    assert newly_connected(10, 100, 0.8) == pytest.approx(0.1)
    assert newly_connected(90, 100, 0.8) == pytest.approx(0.2)
    assert newly_connected(10, 0, 0.8) == 0


def test_feeder_roads_shorten_the_way_to_own_towns_of_connected_villages_alone():
    made = world(3, areas=2, households=400).without_policy().with_coefficients(villages_paved=0.5)
    here = made.model()
    assert distances(here.state) is here.state.foundation.villages.distance
    assert not more_commuting(here.state).any()
    spent = np.zeros_like(made.setup.levers.feeder)
    reached = []
    for budget in (1e6, 1e9):
        spent[1:, 0] = budget
        model = made.with_levers(feeder=spent.copy()).model()
        model.state.t = 1
        road, area = connected(model.state), model.state.foundation.villages.area
        assert not road[area == 1].any()
        ratio = distances(model.state) / model.state.foundation.villages.distance
        home = np.array([place.area for place in made.setup.settlements])
        own = road[:, None] & (home == area[:, None])
        assert ratio[own] == pytest.approx(1 - model.state.p["feeder_nearness"])
        assert ratio[~own] == pytest.approx(1.0)
        assert more_commuting(model.state)[road] == pytest.approx(model.state.p["feeder_commuting"])
        reached.append(road)
    assert np.all(reached[1] >= reached[0]), "more money connects the same villages and others"


def test_a_trunk_line_shortens_the_way_out_and_none_within():
    made = world(3, areas=2, households=400).without_policy()
    assert not made.setup.inside.all()
    lines = np.ones_like(made.setup.levers.trunk_rail)
    model = made.with_levers(trunk_rail=lines).model()
    model.state.t = 1
    ratio = distances(model.state) / model.state.foundation.villages.distance
    assert ratio[:, made.setup.inside] == pytest.approx(1.0)
    assert ratio[:, ~made.setup.inside] == pytest.approx(1 - model.state.p["trunk_nearness"])
