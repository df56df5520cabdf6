"""T5, symmetries: the order of areas, settlements and rows, and the size of the yuan, mean nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.laws.boards import open_board, state_of, villagers
from tests.laws.runs import assert_close, values_of
from tests.worlds import World, world
from urbsim.evidence.coefficients import coefficients
from urbsim.households.population import Households
from urbsim.policy.prices import price_paths
from urbsim.policy.schedule import BY_AREA, Schedule
from urbsim.vocabulary.kinds import BOUGHT
from urbsim.vocabulary.variables import variables

SEEDS = [41, 42, 43]


def reordered(made: World, areas: list[int], places: list[int] | None = None) -> World:
    """The same world with its areas (and its settlements) listed in another order."""
    setup = made.setup
    places = list(range(len(setup.settlements))) if places is None else places
    number = {old: new for new, old in enumerate(areas)} | {-1: -1}
    settlements = [setup.settlements[j] for j in places]
    levers = {
        name: strength[:, areas if name in BY_AREA else places]
        for name, strength in setup.levers.__dict__.items()
    }
    return made.but(
        areas=tuple(setup.areas[a] for a in areas),
        settlements=tuple(replace(place, area=number[place.area]) for place in settlements),
        levers=replace(setup.levers, **levers),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_areas_changes_no_value(seed):
    made = world(seed, areas=3, households=600, years=8)
    assert_close(values_of(made), values_of(reordered(made, [2, 0, 1])))


def test_order_of_settlements_changes_no_value():
    for seed in SEEDS:
        made = world(seed, areas=3, households=600, years=8)
        backwards = list(range(len(made.setup.settlements)))[::-1]
        assert_close(values_of(made), values_of(reordered(made, [0, 1, 2], backwards)))


@pytest.mark.prove
def test_order_of_areas_changes_no_value_where_villages_are_many():
    made = world(47, areas=3, households=15_000, years=4)
    made = made.but(areas=tuple(replace(area, villages=91) for area in made.setup.areas))
    assert len(made.foundation.villages.key) == 273
    assert_close(values_of(made), values_of(reordered(made, [2, 0, 1])))


def test_order_of_rows_changes_nobody():
    weights = np.random.default_rng(5).uniform(0.1, 3, (4, 6))
    rows = villagers(500, villages=4)
    order = np.concatenate([np.random.default_rng(v).permutation(500) + rows.start[v] for v in range(4)])
    shuffled = rows._replace(life=rows.life.copy(), key=rows.key.copy())
    used = np.concatenate([np.arange(500) + rows.start[v] for v in range(4)])
    shuffled.key[used] = rows.key[order]
    states = []
    for start in (rows, shuffled):
        households = Households(start, 3)
        households.live(open_board(weights, hazard=0.4))
        state = state_of(households.rows)
        keys = households.rows.key[used]
        by_key = np.lexsort((keys, state["village"]))
        states.append({name: column[by_key] for name, column in state.items()})
    for name, column in states[0].items():
        assert np.array_equal(column, states[1][name])


def in_other_money(made: World, factor: float) -> World:
    """Every yuan of the world becomes ``factor`` yuan: pay, incomes, prices, costs, budgets."""
    p, setup = dict(made.draw.coefficients), made.setup
    for name, c in coefficients().items():
        if c.unit.startswith("yuan"):
            p[name] *= factor
        elif c.unit.endswith("million yuan"):
            p[name] /= factor
    d = setup.drivers
    drivers = replace(
        d, wage=d.wage * factor, income=d.income * factor, dwelling_price=d.dwelling_price * factor
    )
    prices = price_paths(setup.years, level=factor)
    return made.but(drivers=drivers, levers=dearer(setup.levers, factor), prices=prices).with_coefficients(
        **p
    )


def dearer(levers: Schedule, level: NDArray[np.float64] | float) -> Schedule:
    """The same plans with every yuan of a year times a level."""
    one = np.reshape(level, (-1, 1))
    yuan = np.array([item in ("employment_support", "tax_relief") for item in BOUGHT])
    return replace(
        levers,
        investment=levers.investment * one[:, :, None],
        usual_investment=levers.usual_investment * one[:, :, None],
        feeder=levers.feeder * one,
        bought=levers.bought * np.where(yuan, one[:, :, None], 1.0),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_all_yuan_doubled_change_nothing_but_money(seed):
    made = world(seed, areas=2, households=500, years=8)
    plain, doubled = values_of(made), values_of(in_other_money(made, 2.0))
    for (name, region), series in doubled.items():
        if variables()[name].unit.startswith("yuan"):
            doubled[name, region] = series / 2
    assert_close(plain, doubled)


@pytest.mark.parametrize("seed", SEEDS)
def test_inflation_of_all_nominal_series_changes_nothing_but_nominal_money(seed):
    made = world(seed, areas=2, households=500, years=8)
    d, level = made.setup.drivers, 1.07 ** np.arange(len(made.setup.years))
    drivers = replace(d, wage=d.wage * level, income=d.income * level, prices=d.prices * level)
    levers = dearer(made.setup.levers, level)
    plain, inflated = values_of(made), values_of(made.but(drivers=drivers, levers=levers))
    for (name, region), series in inflated.items():
        if variables()[name].unit.startswith("yuan") and name != "housing_price":
            inflated[name, region] = series / level
    assert_close(plain, inflated)
