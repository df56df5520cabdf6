"""T1: nobody appears or vanishes. The model asserts eq. 12 itself; here everybody is counted a second way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.boards import state_of
from tests.worlds import World, world, worlds
from urbsim.model.founding.villages import largest_weight

HOME, SPLIT, AWAY, SETTLED = range(4)


def recount(model: Any) -> dict[str, np.ndarray]:
    """Persons in villages by area and part, and in settlements, from the rows' own bits and the cohorts."""
    setup, people = model.setup, model.people
    s, weight = state_of(people.households.rows), setup.weight
    gone = s["status"] >= AWAY
    area = np.array(people.land.village)[s["village"]]
    urban = s["neighbourhood"] < people.households.urban.astype(np.int64)[s["village"]]
    home = np.where(gone, 0, s["members"] - s["out"])
    away = np.where(gone, s["members"], s["out"])
    places, areas = len(setup.settlements), len(setup.areas)
    others = [people.remainder - people.remainder_urban, people.remainder_urban]
    rural, in_place = (np.bincount(people.land.village, persons, areas) for persons in others)
    return {
        "rural": np.bincount(area[~urban], home[~urban], areas) * weight + rural,
        "in_place": np.bincount(area[urban], home[urban], areas) * weight + in_place,
        "rows_in_town": np.bincount(s["place"], away, places) * weight,
        "natives": people.cohorts.people.sum(axis=1).astype(float),
    }


def of_area(model: Any, towns: np.ndarray) -> np.ndarray:
    home = np.array([place.area for place in model.setup.settlements])
    return np.array([towns[home == a].sum() for a in range(len(model.setup.areas))])


def residents(model: Any) -> tuple[np.ndarray, np.ndarray]:
    """Rural and urban residents by area."""
    c = recount(model)
    return c["rural"], c["in_place"] + of_area(model, c["rows_in_town"] + c["natives"])


def recorded(model: Any, variable: str) -> np.ndarray:
    """The last values of the areas, as the run records them."""
    values, areas = model.datacollector.model_vars[variable][-1], len(model.setup.areas)
    return values[1 : 1 + areas] if areas > 1 else values[:1]


def assert_lawful_states(model: Any) -> None:
    """A household is in one state: workers in town are workers, and only a split one has them."""
    s = state_of(model.people.households.rows)
    lives = s["members"] > 0
    workers = s["bands"][:, 3:12].sum(axis=1)
    assert np.array_equal(s["out"] > 0, s["status"] == SPLIT)
    assert np.all(s["out"][lives] <= workers[lives])
    assert np.all(s["out"] <= s["members"])
    assert np.all(s["waits"] * (s["status"] >= AWAY) == 0), "who has arrived does not wait"
    assert np.all(s["bed"] == 0), "beds are given or refused within the year"


def assert_founded_exactly(model: Any) -> None:
    """Persons of every area, total and urban, are the declared ones, at any weight."""
    rural, urban = residents(model)
    declared = np.array([area.urban for area in model.setup.areas])
    everybody = np.array([area.population for area in model.setup.areas])
    assert np.array_equal(urban, declared)
    assert np.array_equal(rural + urban, everybody)
    assert np.all(recount(model)["natives"] >= 0)


def assert_conserved(made: World) -> int:
    """Live a world and check every year; returns the years checked."""
    model = made.model()
    assert_founded_exactly(model)
    for _ in made.setup.years[1:]:
        rural, urban = residents(model)
        everybody = (rural + urban).sum() + outside(model)
        model.step()
        assert_lawful_states(model)
        now = residents(model)
        change = recorded(model, "births") - recorded(model, "deaths")
        change += recorded(model, "arrivals") - recorded(model, "departures")
        vital = model.people.tally.town.sum(axis=0)[~made.setup.inside]
        abroad = (vital[:, 0] - vital[:, 1]).sum() * made.setup.weight
        assert sum(now).sum() + outside(model) == everybody + change.sum() + abroad
        sources = ("growth_migration", "growth_natural", "growth_reclassification")
        assert np.array_equal(now[1], urban + sum(recorded(model, name) for name in sources))
        assert np.array_equal(now[0], recorded(model, "rural_population"))
        assert np.array_equal(now[1], recorded(model, "urban_population"))
    return len(made.setup.years) - 1


def outside(model: Any) -> float:
    """People of rural origin who live outside the region."""
    return float(recount(model)["rows_in_town"][~model.setup.inside].sum())


@given(worlds(households=300, years=6))
@settings(max_examples=25)
def test_people_are_conserved(made):
    assert assert_conserved(made) == 6


@pytest.mark.prove
def test_people_are_conserved_in_200_worlds():
    years = []

    @given(worlds(households=900, years=12))
    @settings(max_examples=200)
    def every(made: World) -> None:
        years.append(assert_conserved(made))

    every()
    print(f"\n{len(years)} worlds, {sum(years)} years: every person counted twice, none lost")
    assert len(years) >= 200


def all_programmes(made: World, seed: int) -> World:
    """The same world with homes of every kind, both quotas, parks and openings at work everywhere."""
    rng, levers = np.random.default_rng(seed), made.setup.levers
    families = sum(area.population for area in made.setup.areas) / 3
    begun = np.arange(len(made.setup.years)) >= rng.integers(1, 3)

    def strength(like: np.ndarray, high: float) -> np.ndarray:
        return rng.uniform(0.2 * high, high, like.shape) * begun.reshape(-1, *[1] * (like.ndim - 1))

    reserved = strength(levers.reserved, 0.01 * families)
    jobs = strength(levers.jobs, 0.05 * families)
    park = np.cumsum(strength(levers.park, 0.05 * families), axis=0)
    return made.with_levers(
        reserved=reserved,
        subsidised=reserved * rng.uniform(0, 1),
        dwellings=reserved.sum(axis=2) + strength(levers.dwellings, 0.01 * families),
        rehoused=strength(levers.rehoused, 0.003 * families),
        quota=strength(levers.quota, 0.1 * families),
        quota_listed=strength(levers.quota_listed, 0.1 * families),
        resettled=np.ones(levers.resettled.shape),
        subsidy=strength(levers.subsidy, 1.0),
        park=park,
        park_promised=park * rng.uniform(0, 1),
        jobs=jobs,
        jobs_promised=jobs * rng.uniform(0, 1),
    )


def assert_conserved_with_programmes(made: World, seed: int) -> int:
    """Live a world with every programme at work and check every year; returns the persons placed."""
    busy = all_programmes(made, seed)
    assert assert_conserved(busy) == len(busy.setup.years) - 1
    return int(busy.lived().state.programme.moved_so_far.sum())


def test_people_are_conserved_where_every_programme_is_at_work():
    placed = [assert_conserved_with_programmes(world(seed, areas=1 + seed % 3), seed) for seed in range(6)]
    assert min(placed) > 0, "programmes place somebody in every world"


@pytest.mark.prove
def test_people_are_conserved_in_200_worlds_of_programmes():
    placed = [
        assert_conserved_with_programmes(world(seed, areas=1 + seed % 3, years=10), seed)
        for seed in range(1000, 1200)
    ]
    print(f"\n200 worlds with homes, quotas and parks: {sum(placed)} persons placed, none lost")
    assert sum(n > 0 for n in placed) >= 190


@given(worlds(households=200, years=4), st.integers(2, 60))
@settings(max_examples=10)
def test_people_are_conserved_at_any_weight(made, weight):
    fits = min(weight, *(largest_weight(area) for area in made.setup.areas))
    assert assert_conserved(made.but(weight=fits)) == 4


def test_residents_who_are_no_rows_become_urban_with_their_village():
    made = world(5, areas=3, households=400, weight=50).with_coefficients(reclassification_rate=9.0)
    model = made.lived()
    joined = model.reclassification.urban == model.state.foundation.villages.multiplicity
    assert model.people.remainder.sum() > 0
    assert joined.any()
    assert np.array_equal(model.people.remainder_urban[joined], model.people.remainder[joined])
    assert model.people.remainder.sum() < 3 * 50
