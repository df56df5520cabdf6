"""Families who go to town for a child's school: how many, where to, by which offers, against closed forms."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Any

import numpy as np
import pytest

from tests.laws.boards import open_board, state_of, villagers
from tests.worlds import World, world
from urbsim.households.board import LEFT_INSIDE
from urbsim.households.draws import ALWAYS
from urbsim.households.population import Households
from urbsim.model.choice.accounting import GrowthBySource, school_part
from urbsim.model.choice.school import (
    lean_to_seats,
    school_chance,
    school_families,
    school_intercept,
    school_levels,
    schooling,
)
from urbsim.model.choice.standing import SinceBase
from urbsim.model.setup import Settlement, Setup
from urbsim.model.urbanization import UrbanizationModel
from urbsim.model.year.posting import towns_pull

CHILD = np.uint64(1 << 3 * 2)
CHANCES = (0.1, 0.3, 0.6, 1.0)


def gone(chance: float, children: bool) -> np.ndarray:
    """Which of 2,000 couples, with or without a child of 10 to 14, have gone to town."""
    rows = villagers(2000, members=2)
    rows.life[:2000] += CHILD if children else np.uint64(0)
    board = open_board(np.ones((1, 2)), pool_pull=np.ones((1, 2)))
    households = Households(rows, 1)
    households.live(board._replace(school_move=np.full((1, 4), np.uint64(chance * ALWAYS))))
    return state_of(households.rows)["status"] == 2


def test_only_families_with_children_of_school_age_go_for_a_school() -> None:
    assert not gone(1.0, children=False).any()
    assert gone(1.0, children=True).all()


def test_a_higher_chance_takes_more_families_and_keeps_none_who_went() -> None:
    found = [gone(chance, children=True) for chance in CHANCES]
    for fewer, more, chance in zip(found, found[1:], CHANCES, strict=False):
        assert np.all(more >= fewer)
        assert fewer.mean() == pytest.approx(chance, abs=0.05)


def county(**changes: Any) -> World:
    made = world(5, areas=1, households=4000, years=1).without_policy().with_draw(growth=0.015)
    people = made.setup.areas[0].urban
    places = (
        Settlement("a/seat", "seat", 0, people // 2, dwellings=3 * people),
        Settlement("a/town", "town", 0, people - people // 2, dwellings=3 * people),
    )
    outside = tuple(place for place in made.setup.settlements if place.area < 0)
    places = (*places, *(outside or (Settlement("outside", "outside", -1, 10**6),)))
    levers = type(made.setup.levers).none(len(made.setup.years), len(places), 1)
    flow = replace(made.setup.drivers, inflow=np.full(len(made.setup.years), 0.01))
    made = made.but(level="county", settlements=places, levers=levers, drivers=flow)
    return made.with_coefficients(**{"school_share_of_moves": 0.4, "shock_sd": 0.0, **changes})


def expected(model: UrbanizationModel) -> np.ndarray:
    """Persons who go for a school in the base year by settlement, worked out household by household."""
    pull, persons = model.choice.pull[:, 1::2], school_families(model.state)
    levels = school_levels(model.choice.anchor.school, model.state.p)
    flows = np.zeros(pull.shape[1])
    for v in range(len(pull)):
        for age in range(4):
            odds = np.exp(levels[age]) * pull[v].sum()
            flows += persons[v, age] * odds / (1 + odds) * pull[v] / pull[v].sum()
    return flows


def test_the_base_year_has_the_share_of_moves_and_seats_their_part_of_it() -> None:
    model = county().model()
    growth, flows = model.choice.anchor.growth, expected(model)
    assert growth.school == pytest.approx(0.4 * growth.villages)
    wanted = float(school_part(growth, school_families(model.state).sum()))
    assert flows.sum() == pytest.approx(wanted, rel=1e-4)
    ratio = model.state.p["school_seat_ratio"]
    people = [place.population for place in model.setup.settlements]
    assert flows[0] / people[0] == pytest.approx(ratio * flows[1] / people[1], rel=0.05)
    assert not flows[2:].any()


def test_the_lean_is_the_log_of_what_the_ratio_asks_for_where_all_villages_are_alike() -> None:
    setup, p = county().setup, {"school_seat_ratio": 3.0, "dissimilarity": 0.5}
    people = [place.population for place in setup.settlements]
    persons, pull = np.ones((4, 4)), np.zeros((4, 2 * len(people)))
    pull[:, 1], pull[:, 3] = 1.0, 6.0
    lean = lean_to_seats(setup, persons, pull, p)
    assert lean[0] == pytest.approx(0.5 * log(3.0 * people[0] / people[1] * 6.0))
    assert not lean[1:].any()
    alone: Setup = replace(setup, settlements=(setup.settlements[0],))
    assert not lean_to_seats(alone, persons, pull[:, :2], p).any()


def test_school_places_move_families_and_nothing_else_of_the_weights() -> None:
    model = county().model()
    base = model.choice.base
    more = replace(base, schools=base.schools + log(2.0))
    response, power = model.state.p["school_response"], model.state.p["dissimilarity"]
    added = schooling(SinceBase(more, base), response, np.zeros(len(base.schools)))
    assert added == pytest.approx(response * log(2.0))
    borne = np.zeros((1, len(base.schools)))
    before, after = (
        towns_pull(model.state, SinceBase(offer, base), borne, model.choice.lean) for offer in (base, more)
    )
    assert np.array_equal(before[:, 0::2], after[:, 0::2])
    assert after[:, 1:4:2] == pytest.approx(before[:, 1:4:2] * 2.0 ** (response / power))


def test_the_intercept_gives_the_flow_that_is_wanted() -> None:
    p = {"age_decline_from": 25.0, "age_decline": 0.5}
    persons, pull = np.full((3, 4), 500.0), np.tile([0.0, 2.0], (3, 1))
    for wanted in (5.0, 60.0, 600.0):
        levels = school_levels(school_intercept(persons, pull, wanted, p), p)
        assert (persons * school_chance(pull, levels)).sum() == pytest.approx(wanted, rel=1e-5)
    assert not school_chance(np.zeros((3, 2)), np.zeros(4)).any()


def test_no_more_than_three_in_a_hundred_go_in_a_year() -> None:
    growth = GrowthBySource(0.0, 0.0, 0.0, 0.0, 1000.0, 400.0, 0.0, False)
    assert school_part(growth, 1e6) == 400.0
    assert school_part(growth, 1000.0) == 30.0


def test_without_a_share_of_moves_for_school_nobody_goes_for_one() -> None:
    made = county(school_share_of_moves=0.0)
    model = made.lived()
    assert model.choice.anchor.growth.school == 0
    assert not model.board.school_move.any()
    with_school = county().lived()
    assert with_school.board.school_move.any()
    assert with_school.people.tally.village[:, :, LEFT_INSIDE].sum() > 0
