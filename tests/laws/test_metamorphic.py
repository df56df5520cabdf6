"""T5, whole runs under the same luck: what one change may and may not do."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.worlds import World, world
from urbsim.policy.schedule import Schedule

FROZEN = {"rural_birth_ratio": 1.0, "reclassification_rate": 0.0}
"""As many children in town as in the village: who came earlier would else have had a child less."""


def one_town(seed: int) -> World:
    """A world with a single crowded settlement, where nothing that newcomers change comes back to others."""
    made = world(seed, areas=1, households=500, years=10)
    area, old = made.setup.areas[0], made.setup.settlements[0]
    place = {"key": "area0/one", "tier": "seat", "population": area.urban, "dwellings": 1}
    town = replace(old, area=0, members=1, **place)
    alone = made.but(settlements=(town,), levers=Schedule.none(len(made.setup.years), 1, 1), feedback=False)
    rushed = {"whole_family_share": 0.6, "housing_depreciation": 0.0}
    return alone.with_coefficients(**FROZEN, **rushed).with_draw(growth=0.03)


def town_people(made: World, extra: int) -> np.ndarray:
    growth = np.zeros((len(made.setup.years), 1))
    growth[1:4] = extra / made.model().towns[0].homes.private_at_base
    model = made.with_levers(dwellings_growth=growth, newcomers=np.ones_like(growth)).model()
    people = []
    for _ in made.setup.years[1:]:
        model.step()
        people.append(int(model.people.inhabitants()[0]))
    return np.array(people)


@pytest.mark.parametrize("seed", range(20, 28))
def test_more_dwellings_never_lower_the_towns_population(seed):
    made = one_town(seed)
    paths = [town_people(made, extra) for extra in (0, 3, 10, 40)]
    for fewer, more in pairwise(paths):
        assert np.all(more >= fewer)
    assert paths[-1][-1] > paths[0][-1]


def last_rate(made: World, **coefficients: float) -> float:
    """The rate of the last year, with coefficients changed after the base year is anchored."""
    model = made.model()
    model.state.p = {**model.state.p, **coefficients}
    for _ in made.setup.years[1:]:
        model.step()
    return float(model.datacollector.model_vars["resident_urbanization_rate"][-1][0])


def test_more_return_never_raises_the_rate_on_average():
    made = world(31, areas=2, households=500, years=8).without_policy()
    # Of those who come back from outside some go to own towns.
    made = made.with_coefficients(return_to_town=0.0)
    usual = made.draw.coefficients["return_rate"]
    few, many = (
        [last_rate(made.with_draw(seed=seed), return_rate=rate) for seed in range(8)]
        for rate in (usual, 2 * usual)
    )
    assert np.mean(many) < np.mean(few)


RAISING = {"jobs": 40.0, "barrier": -0.2, "price_support": 0.3, "investment": 3e6}


@pytest.mark.parametrize("lever", RAISING)
def test_a_lever_raises_the_mean_inflow_of_its_town(lever):
    """With labour competition only the mean over pairs of the same luck is a law; dwellings abound."""
    made = world(34, areas=1, households=2500, years=6).without_policy().with_draw(growth=0.02)
    roomy = tuple(replace(place, dwellings=2 * place.population) for place in made.setup.settlements)
    made, j = made.but(settlements=roomy), int(np.flatnonzero(made.setup.inside)[0])
    strength = getattr(made.setup.levers, lever).copy()
    strength[1:, j] = RAISING[lever]
    with_lever = made.with_levers(**{lever: strength})
    gained = [came(with_lever.with_draw(seed=s), j) - came(made.with_draw(seed=s), j) for s in range(8)]
    assert np.mean(gained) > 3 * np.std(gained) / np.sqrt(8)


def came(made: World, j: int) -> int:
    """Rows that live in a settlement at the end, in persons."""
    return int(made.lived().people.count.kin[:, j].sum())


def rows_changed(made: World, other: World, area: int) -> int:
    """Rows of an area's villages that differ at the end of two runs."""
    one, two = (each.lived().people.households.rows for each in (made, other))
    changed = 0
    for v in np.flatnonzero(made.foundation.villages.area == area):
        rows = slice(one.start[v], max(one.used[v], two.used[v]))
        apart = [getattr(one, name)[rows] != getattr(two, name)[rows] for name in ("life", "place", "key")]
        changed += int(np.any(apart, axis=0).sum())
    return changed


def test_with_feedback_frozen_a_programme_changes_only_those_it_is_for():
    """A relocation programme of one area, with dwellings for all: households of the other stay the same."""
    eligible = others = 0
    for seed in range(6):
        made = world(seed, areas=2, households=2000, years=8).without_policy().with_draw(growth=0.03)
        roomy = tuple(replace(place, dwellings=3 * place.population) for place in made.setup.settlements)
        made = made.but(settlements=roomy, feedback=False)
        shape = made.setup.levers.quota.shape
        quota, subsidy = np.zeros(shape), np.zeros(shape)
        quota[3:, 0], subsidy[3:, 0] = 600, 0.9
        taken = np.ones(made.setup.levers.resettled.shape)
        relocating = made.with_levers(quota=quota, subsidy=subsidy, resettled=taken)
        eligible += rows_changed(made, relocating, area=0)
        others += rows_changed(made, relocating, area=1)
    assert eligible > 10
    assert others == 0
