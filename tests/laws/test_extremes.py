"""T6: where a coefficient or a lever is at its end, the outcome is known exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.worlds import World, crowded, world
from urbsim.households.columns.columns import SPLIT, status_of
from urbsim.households.draws import ALWAYS, mobility
from urbsim.model.setup import Settlement
from urbsim.model.towns import housing
from urbsim.model.urbanization import UrbanizationModel
from urbsim.vocabulary.kinds import SERVICES

SEEDS = [11, 12, 13]


def series(model: Any, variable: str) -> np.ndarray:
    """The region's values by year after the base year."""
    return np.array([values[0] for values in model.datacollector.model_vars[variable]])[1:]


def lived(model: UrbanizationModel) -> UrbanizationModel:
    for _ in model.setup.years[1:]:
        model.step()
    return model


def altered(model: UrbanizationModel, **coefficients: float) -> UrbanizationModel:
    """The model after its base year, with other coefficients from then on."""
    model.state.p = {**model.state.p, **coefficients}
    return model


def moves(model: Any) -> float:
    return float(series(model, "moves_to_urban").sum() + series(model, "moves_away").sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_without_any_wish_to_move_towns_grow_by_births_and_villages_alone(seed):
    made = world(seed, households=400).without_policy()
    made = made.with_coefficients(exchange_rate=0.0, return_rate=0.0)
    alone = replace(made.setup.drivers, inflow=np.zeros(len(made.setup.years)))
    # Workers who are alone in town would come home when they are old.
    model = made.but(drivers=alone, away=(0.0, made.setup.away[1])).model()
    nobody = {"intercept": -np.inf, "pool": -np.inf, "school": -np.inf, "returning": 0.0}
    model.choice.anchor = replace(model.choice.anchor, **nobody)
    lived(model)
    urban = np.array([v[0] for v in model.datacollector.model_vars["urban_population"]])
    assert moves(model) == 0
    assert not series(model, "growth_migration").any()
    grown = series(model, "growth_natural") + series(model, "growth_reclassification")
    assert np.array_equal(np.diff(urban), grown)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_stayers_never_move(seed):
    model = altered(world(seed, households=400).without_policy().model(), stayer_share=1.0)
    model.choice.anchor = replace(model.choice.anchor, returning=0.0)
    assert moves(lived(model)) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_has_left_a_family_of_stayers(seed):
    made = world(seed, households=400)
    rows = made.foundation.rows
    stayers = int(made.draw.coefficients["stayer_share"] * ALWAYS)
    split = [
        (v, i)
        for v in range(len(rows.used))
        for i in range(rows.start[v], rows.used[v])
        if status_of(rows.life[i]) == SPLIT
    ]
    assert split
    assert all(mobility(rows.key[i]) >= stayers for v, i in split)


@pytest.mark.parametrize("seed", SEEDS)
def test_closed_towns_that_matter_keep_everybody_out(seed):
    made = world(seed, households=400).without_policy()
    shut = {f"barrier_{tier}": 1.0 for tier in ("town", "seat", "city", "outside")}
    model = altered(made.model(), **shut, hukou_reform_effect=1e6)
    for town in model.towns:
        town.barrier = town.barrier_at_base = 1.0
    model.choice.anchor = replace(model.choice.anchor, pool=-np.inf, returning=0.0)
    assert moves(lived(model)) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_without_reclassification_no_village_becomes_urban(seed):
    made = world(seed, households=400).without_policy().with_coefficients(reclassification_rate=0.0)
    assert not series(made.lived(), "growth_reclassification").any()


def without_building(made: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Every dwelling is lived in, none is built, nobody loses patience or comes back."""
    monkeypatch.setattr(housing, "privately_built", lambda *_: 0)
    kept = {"queue_stay": 1.0, "return_rate": 0.0, "exchange_rate": 0.0}
    return crowded(made).without_policy().with_coefficients(**kept)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_dwellings_no_family_comes_and_the_queue_grows(seed, monkeypatch):
    made = without_building(world(seed, households=400), monkeypatch)
    inside = made.setup.inside
    model, queues = made.model(), []
    families = model.people.count.places[inside, 1].sum()
    for _ in made.setup.years[1:]:
        model.step()
        queues.append(int(model.people.count.places[inside, 2].sum()))
        assert model.people.count.places[inside, 1].sum() <= families
    assert queues == sorted(queues)
    assert queues[-1] > queues[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_with_a_million_dwellings_nobody_waits_and_nearly_all_stand_empty(seed):
    made = world(seed, households=400)
    roomy = tuple(replace(place, dwellings=10**6) for place in made.setup.settlements)
    model = made.but(settlements=roomy).lived()
    assert not series(model, "housing_queue").any()
    for town in model.towns:
        assert not town.inside or town.homes.vacancy > 0.999


@pytest.mark.parametrize("seed", SEEDS)
def test_without_investment_capital_wears_out(seed):
    made = world(seed, households=400).without_policy()
    works, p = made.model().towns[0].works, made.draw.coefficients
    works.usual, works.worth = np.zeros(len(SERVICES)), np.zeros(len(SERVICES))
    begun = works.capital.copy()
    for year in range(1, 16):
        works.build(np.zeros(len(SERVICES)), np.zeros(len(SERVICES)), 0.0)
        assert works.capital == pytest.approx(begun * (1 - p["capital_depreciation"]) ** year, rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_region_without_towns_sends_away_as_many_more_as_those_away_should_grow_faster(seed):
    made = world(seed, areas=1, households=4000, years=1).without_policy()
    rural = replace(made.setup.areas[0], urban=0)
    alone = made.but(areas=(rural,), settlements=(Settlement("far", "outside", -1, 10**6),)).without_policy()
    alone = alone.with_draw(shock=np.zeros(2))
    models = [alone.but(away_growth=growth).model() for growth in (0.02, 0.12)]
    away = models[0].people.count.kin.sum()
    slow, fast = (float(series(lived(model), "moves_away")[0]) for model in models)
    assert fast - slow == pytest.approx(0.1 * away, rel=0.4)
