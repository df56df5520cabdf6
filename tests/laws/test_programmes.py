"""Programmes as offers: quotas, units, subsidies and lists, and what each can never do."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.runs import same_bits, values_of
from tests.worlds import World, world, worlds
from urbsim.households.capacity import LEFT
from urbsim.model.setup import Settlement
from urbsim.model.state import Programme
from urbsim.model.year.guests import AskedGuests
from urbsim.model.year.programmes import homes_left

VILLAGERS, LISTED, LODGERS = range(3)


def quiet(seed: int, **size: int) -> World:
    """A world without policy."""
    return world(seed, **{"areas": 1, "households": 1500, "years": 3, **size}).without_policy()


def relocating(made: World, quota: float, subsidy: float, listed: bool = True) -> World:
    """The same world with a quota of persons a year from the second year on, in all of its settlements."""
    shape = made.setup.levers.quota.shape
    places, share = np.ones(made.setup.levers.resettled.shape), np.full(shape, subsidy)
    persons = np.where(np.arange(shape[0]) >= 2, quota, 0.0)[:, None] * np.ones(shape)
    name = "quota_listed" if listed else "quota"
    return made.with_levers(resettled=places, subsidy=share, **{name: persons})


def building(made: World, units: float, subsidy: float = 0.0, kind: int = VILLAGERS) -> World:
    """The same world with so many homes a year in every settlement, all reserved for one kind of families."""
    homes = np.zeros(made.setup.levers.reserved.shape)
    homes[2:, made.setup.inside, kind] = units
    return made.with_levers(dwellings=homes.sum(axis=2), reserved=homes, subsidised=homes * subsidy)


def until(made: World, years: int = 2) -> Any:
    """The model after some years."""
    model = made.model()
    for _ in range(years):
        model.step()
    return model


def placed(made: World, years: int = 2) -> int:
    """Persons placed by programmes in the last of the years."""
    return int(until(made, years).state.programme.moved.sum())


@given(worlds(households=400, years=6))
@settings(max_examples=15)
def test_no_quota_is_exceeded_and_no_home_given_twice(made):
    model = made.model()
    served, promised = 0.0, 0.0
    for t in range(1, len(made.setup.years)):
        model.step()
        levers, programme = made.setup.levers, model.state.programme
        served += programme.relocated.sum()
        promised += levers.quota[t].sum() + levers.quota_listed[t].sum()
        assert served <= promised + 1e-6
        assert np.all(programme.unfilled >= 0)
        assert np.all(programme.anyway <= programme.moved)
        assert np.all(programme.still_there <= programme.placed_so_far)
        for town in model.towns:
            assert np.all(town.homes.reserved >= 0)
            assert town.homes.stock >= town.homes.occupied + town.homes.reserved.sum()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_more_of_a_quota_places_nobody_less(seed):
    made = quiet(seed)
    served = [placed(relocating(made, quota, 0.8)) for quota in (0, 20, 40, 80, 160, 320, 640)]
    assert served == sorted(served)
    assert served[0] == 0 < served[1]


@pytest.mark.parametrize("kind", [VILLAGERS, LISTED, LODGERS])
def test_more_homes_and_a_higher_subsidy_house_no_family_less(kind):
    made = quiet(1, households=3000)
    by_units = [families(building(made, units, 0.5, kind)) for units in (0, 1, 2, 5, 10, 20, 40)]
    by_subsidy = [families(building(made, 20, subsidy, kind)) for subsidy in (0, 0.25, 0.5, 0.75, 1)]
    assert by_units == sorted(by_units)
    assert by_subsidy == sorted(by_subsidy)
    assert by_units[0] == 0 < by_units[-1]


def families(made: World) -> int:
    """Households placed by programmes in the second year."""
    return int(until(made).state.programme.placed.sum())


@pytest.mark.parametrize("listed", [True, False])
def test_a_higher_subsidy_fills_no_less_of_a_quota(listed):
    """Up to the last few places, which are too few for a family."""
    made = quiet(5)
    served = [placed(relocating(made, 200, subsidy, listed)) for subsidy in (0, 0.2, 0.4, 0.6, 0.8, 1)]
    filled = [min(persons, 190) for persons in served]
    assert filled == sorted(filled)


def test_a_paid_quota_given_by_list_fills_and_the_same_at_a_fifth_of_the_price_does_not():
    filled = []
    for subsidy in (1.0, 0.2):
        served = sum(placed(relocating(quiet(seed, households=3000), 150, subsidy)) for seed in range(6))
        filled.append(served / (6 * 150))
    assert filled[0] >= 0.9
    assert filled[1] <= 0.6


def test_what_nobody_takes_stands_empty_and_is_counted():
    model = until(building(quiet(6), 200.0), 3)
    empty = sum(int(town.homes.reserved.sum()) for town in model.towns)
    taken = int(model.state.programme.placed_so_far.sum())
    assert empty + taken == 2 * 200 * model.setup.inside.sum()
    assert empty > taken > 0


def test_no_more_families_are_listed_than_can_be_made_ready():
    made = quiet(9, households=3000)
    families = made.foundation.villages.households.sum()
    slow, fast = (made.with_coefficients(villages_ready=ready) for ready in (0.02, 0.2))
    few, many = (until(relocating(each, 1000, 1.0)).state.programme for each in (slow, fast))
    assert 0 < few.relocated_homes.sum() <= 0.02 * families + len(few.listed)
    assert few.relocated_homes.sum() < many.relocated_homes.sum()
    assert few.unready.sum() > many.unready.sum()


def test_programmes_of_strength_zero_are_no_programmes():
    made = quiet(7, years=5)
    nothing = building(relocating(made, 0.0, 0.5), 0.0, 0.5)
    assert same_bits(values_of(made), values_of(nothing))


def test_who_left_a_programme_is_not_asked_again():
    made = relocating(quiet(8, years=6), 300, 1.0).with_coefficients(leaving_paid=0.9, leaving_outlay=0.0)
    model = made.model()
    left: set[tuple[int, int]] = set()
    for _ in made.setup.years[1:]:
        model.step()
        rows = model.people.households.rows
        have_left = (rows.life >> np.uint64(56) & np.uint64(15)) == LEFT
        now = {(int(v), int(rows.key[i])) for v, i in living(rows) if have_left[i]}
        assert left <= now
        left = now
    assert left


def living(rows: Any) -> list[tuple[int, int]]:
    """Village and row of every household."""
    spans = zip(rows.start[:-1], rows.used, strict=True)
    return [(v, i) for v, (first, end) in enumerate(spans) for i in range(first, end)]


def test_own_outlay_keeps_families_in_their_homes():
    share = []
    for subsidy in (1.0, 0.5):
        there = everybody = 0
        for seed in range(4):
            programme: Programme = until(relocating(quiet(seed, years=12), 300, subsidy), 12).state.programme
            there, everybody = there + programme.still_there.sum(), everybody + programme.placed_so_far.sum()
        share.append(there / everybody)
    assert 0.5 < share[0] < share[1] < 1


def test_weights_agree_on_average():
    filled = []
    for weight in (1, 10):
        served = [
            placed(relocating(quiet(seed, households=600, weight=weight), 60 * weight, 0.4), 3)
            for seed in range(12)
        ]
        filled.append(np.array(served) / (60 * weight))
    error = np.sqrt(sum(np.var(each) / len(each) for each in filled))
    assert abs(filled[0].mean() - filled[1].mean()) < 3 * error + 0.02


@given(homes=st.integers(0, 400), weight=st.sampled_from([2, 7, 10, 40]))
def test_homes_are_offered_in_the_nearest_number_of_rows(homes, weight):
    state = SimpleNamespace(setup=SimpleNamespace(weight=weight))
    town = SimpleNamespace(homes=SimpleNamespace(to_offer=np.array([homes, -homes, homes])))
    offered = weight * homes_left(state, [town], AskedGuests(np.zeros(1, int), np.array([0])))
    assert np.all(np.abs(offered - [homes, 0, homes]) <= weight / 2)


def test_homes_too_few_for_whole_rows_fill_as_well_at_a_coarse_weight():
    """Eight homes a year for five years are a row of ten families in four of them."""
    for seed in range(5):
        made = building(quiet(seed, households=600, weight=10, years=6), 8, subsidy=1.0)
        inside = made.setup.inside
        for years, families in ((2, 10), (3, 20), (4, 20), (5, 30), (6, 40)):
            model = until(made, years)
            assert np.all(model.state.programme.placed_so_far[inside] == families)
            assert all(np.all(town.homes.reserved >= 0) for town in model.towns)


def of_strangers(made: World, share: float = 0.3) -> World:
    """The same world as a county to which people come, so many of its people registered in other counties."""
    areas = tuple(replace(area, registered=(0.05, share / 2, share / 2)) for area in made.setup.areas)
    outside = Settlement("far", "outside", -1, 10**6)
    settlements = (*made.setup.settlements, *(() if not made.setup.inside.all() else (outside,)))
    return made.but(level="county", areas=areas, settlements=settlements).without_policy()


def test_homes_for_migrants_reach_who_came_from_elsewhere_and_their_families_follow():
    made = of_strangers(quiet(5))
    with_homes, without = until(building(made, 10, 0.9, LODGERS), 3), until(made, 3)
    guests = with_homes.people.guests
    assert guests.ever.sum() > 0
    followed = with_homes.ledger.flows.arrivals.sum() - without.ledger.flows.arrivals.sum()
    assert followed >= guests.moved.sum() / 3.0 > 0


def test_guests_take_no_more_homes_than_there_are_and_leave_none_that_they_would_take():
    for seed in range(4):
        made = building(of_strangers(quiet(seed)), 30, 0.9, LODGERS)
        model = made.model()
        for _ in made.setup.years[1:]:
            model.step()
            assert all(town.homes.reserved.min() >= 0 for town in model.towns)
            assert (model.people.guests.apart >= 0).all()


def test_more_homes_for_migrants_house_no_fewer_guests():
    made = of_strangers(quiet(6))
    housed = [until(building(made, units, 0.6, LODGERS)).people.guests.ever.sum() for units in (0, 2, 5, 40)]
    assert housed == sorted(housed)
    assert housed[0] == 0 < housed[-1]


def test_where_nobody_is_from_elsewhere_nobody_from_elsewhere_is_housed():
    made = quiet(7)
    inside = tuple(place for place in made.setup.settlements if place.area >= 0)
    nation = of_strangers(made).but(settlements=inside).without_policy()
    assert until(building(nation, 30, 0.9, LODGERS)).people.guests.ever.sum() == 0
