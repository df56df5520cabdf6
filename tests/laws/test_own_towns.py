"""Commuters and those who come back from outside: more is offered, more go, under the same random numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.laws.boards import families_away, open_board, state_of, villagers
from tests.worlds import World, world
from urbsim.households.board import RETURNED_TO_TOWN
from urbsim.households.draws import ALWAYS
from urbsim.households.population import Households
from urbsim.model.choice.choice import taste_of
from urbsim.model.choice.standing import offer_of, standing

SHARES = (0.1, 0.3, 0.6, 1.0)
WEIGHTS = np.array([[1.0, 1.0]])


def units(share: float, *shape: int) -> np.ndarray:
    return np.full(shape, np.uint64(share * ALWAYS))


def commuters(share: float) -> np.ndarray:
    """Which of 2,000 households at home commute at a share."""
    households = Households(villagers(2000), 1)
    households.live(open_board(WEIGHTS, commuting=units(share, 1)))
    return households.rows.life[:2000] >> np.uint64(60) & np.uint64(1)


def test_a_higher_share_adds_commuters_and_takes_none_away():
    found = [commuters(share) for share in SHARES]
    for fewer, more, share in zip(found, found[1:], SHARES, strict=False):
        assert np.all(more >= fewer)
        assert fewer.mean() == pytest.approx(share, abs=0.03)


def moved(chance: float) -> np.ndarray:
    households = Households(villagers(2000, members=2), 1)
    own = {"commuting": units(1.0, 1), "pool_move": units(chance, 1, 8), "pool_pull": np.ones((1, 2))}
    households.live(open_board(WEIGHTS, **own))
    return state_of(households.rows)["status"] == 2


def test_a_higher_chance_moves_more_commuting_families_and_keeps_none_who_went():
    found = [moved(chance) for chance in SHARES]
    for fewer, more, chance in zip(found, found[1:], SHARES, strict=False):
        assert np.all(more >= fewer)
        assert fewer.mean() == pytest.approx(chance, abs=0.05)


def test_who_does_not_commute_goes_nowhere_by_the_offers_to_commuters():
    households = Households(villagers(500), 1)
    households.live(open_board(WEIGHTS, pool_move=units(1.0, 1, 8), pool_pull=np.ones((1, 2))))
    assert families_away(households.rows) == 0


def came_back(chance: float) -> tuple[int, int]:
    """Persons who return to town, and families that live away after a year in which all come back at once."""
    rows = villagers(2000, members=2)
    rows.life[:2000] |= np.uint64(2) << np.uint64(52)
    rows.place[:2000] = 1
    inside = np.array([True, False])
    board = open_board(np.ones((1, 4)), inside=inside, back=np.full((1, 360, 4), 9.0))
    board = board._replace(
        group=np.array([0, 2, 4], np.int64), pool_pull=np.ones((1, 4)), to_town=units(chance, 1)
    )
    households = Households(rows, 2)
    tally = households.live(board)
    return int(tally.village[:, :, RETURNED_TO_TOWN].sum()), families_away(households.rows)


def test_those_who_come_back_go_to_town_as_often_as_they_may():
    found = [came_back(chance)[0] for chance in (0.0, *SHARES)]
    assert found == sorted(found)
    assert found[0] == 0
    # Half of them come back in a year.
    assert found[-1] == pytest.approx(2000, rel=0.06)


def lived(made: World, name: str) -> float:
    model = made.lived()
    return float(np.nansum([values[0] for values in model.datacollector.model_vars[name][1:]]))


def calm(seed: int) -> World:
    made = world(seed, areas=1, households=1500, years=5).without_policy().with_draw(growth=0.015)
    roomy = tuple(replace(place, dwellings=3 * place.population) for place in made.setup.settlements)
    return made.but(settlements=roomy, level="county")


def test_standing_is_nothing_in_the_base_year_and_rises_with_pay():
    model = calm(3).model()
    state, base, taste = model.state, model.choice.base, taste_of(model.state.p)
    assert not standing(offer_of(state, model.towns), base, taste).any()
    for town in model.towns:
        town.market.wage *= 1.1
    assert np.all(standing(offer_of(state, model.towns), base, taste) > 0)


@pytest.mark.parametrize("name", ["growth_elsewhere", "moves_local"])
def test_an_open_door_brings_more_from_everywhere(name):
    gained = []
    for seed in (41, 42, 44, 46):
        made = calm(seed)
        barrier = made.setup.levers.barrier.copy()
        barrier[1:] = -0.6
        open_door = made.with_levers(barrier=barrier)
        gained.append(lived(open_door, name) - lived(made, name))
    assert sum(gained) > 0


def test_without_commuters_and_returns_to_town_all_moves_are_those_of_choosers():
    made = calm(5).with_coefficients(commuting_share=0.0, return_to_town=0.0)
    model = made.lived()
    assert (
        not model.people.households.rows.life.astype(np.uint64).any()
        or not (model.people.households.rows.life >> np.uint64(60) & np.uint64(1)).any()
    )
    assert model.choice.anchor.growth.returnees == 0
    assert lived(made, "returned_to_town") == 0
