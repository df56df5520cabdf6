"""The anchor is solved for the households as they are founded, not for a sample of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.worlds import world
from urbsim.evidence.coefficients import coefficients
from urbsim.model.choice.anchoring import (
    bound_share,
    choosers_wanted,
    expected_flows,
    improved,
    pull_of,
)
from urbsim.model.choice.base_year import VILLAGES, BaseYear, thinned
from urbsim.model.choice.choice import ChoiceSet, OptionWeights, places_of, taste_of, weigh
from urbsim.model.choice.pool import pool_of
from urbsim.model.choice.preparation import base_year
from urbsim.model.choice.school import school_families
from urbsim.model.urbanization import UrbanizationModel


def founded_year(model: UrbanizationModel) -> BaseYear:
    """The founded region as the anchor of a model saw it."""
    state = model.state
    persons, schooled = (float(each(state).sum()) for each in (pool_of, school_families))
    return base_year(state, model.choice.classes, persons, schooled)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_constants_solved_on_some_villages_hold_for_all(seed):
    usual = {name: each.value for name, each in coefficients().items()}
    made = world(seed, areas=1, households=4_000).without_policy().with_coefficients(**usual)
    made = made.with_draw(growth=0.012)
    model = made.but(areas=(replace(made.setup.areas[0], villages=500),)).model()
    state, solved, taste = model.state, model.choice.anchor, taste_of(model.state.p)
    base = founded_year(model)
    places = places_of(model.towns, 0.0, state.p, state.setup.drivers.prices_since_2000)
    valued, _ = weigh(base.classes.representative, base.incomes, places, taste)
    options = ChoiceSet(places, taste)
    weights = OptionWeights(pull_of(base, solved, options), valued)
    flows = expected_flows(base, solved, weights, taste)
    wanted = choosers_wanted(base, solved.growth, state.p["whole_family_share"])
    wanted = replace(wanted, bound=bound_share(thinned(base), solved, options, valued))
    again = improved(base, solved, flows, wanted, taste.dissimilarity)
    assert again.intercept == pytest.approx(solved.intercept, abs=5e-3)
    assert again.family == pytest.approx(solved.family, abs=5e-3)
    assert np.abs(again.border - solved.border).max() < 5e-3


def test_some_villages_stand_for_the_households_of_all():
    made = world(4, areas=2, households=3_000).without_policy()
    areas = tuple(replace(area, villages=300) for area in made.setup.areas)
    model = made.but(areas=areas).model()
    base = founded_year(model)
    few = thinned(base)
    assert len(few.number) < 2 * VILLAGES < len(base.number)
    of_area = [np.bincount(each.near.area, each.number.sum(axis=1)) for each in (few, base)]
    assert of_area[0] == pytest.approx(of_area[1])


@pytest.mark.parametrize("lived_in", [[], [0], [1], [299], [1, 2]])
def test_some_villages_are_never_empty_ones_while_somebody_lives_in_others(lived_in: list[int]) -> None:
    made = world(4, areas=1, households=3_000).without_policy()
    base = founded_year(made.but(areas=(replace(made.setup.areas[0], villages=300),)).model())
    number = np.zeros_like(base.number)
    number[lived_in] = base.number[lived_in]
    few = thinned(replace(base, number=number))
    assert few.number.any() == number.any()
