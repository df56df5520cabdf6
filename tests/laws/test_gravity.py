"""T8: flows fall with distance at the rate of the theory, and every stream has its counter-stream."""

from __future__ import annotations

import numpy as np
import pytest

from tests.laws.boards import open_board, plain_taste, state_of, villagers
from tests.worlds import world
from urbsim.households.choice.attraction import pull
from urbsim.households.population import Households

KM = np.geomspace(1.0, 300.0, 25)


@pytest.mark.parametrize(("response", "dissimilarity"), [(1.35, 0.7), (0.8, 1.0), (1.0, 0.45)])
def test_flows_fall_with_distance_as_in_the_gravity_model(response, dissimilarity):
    taste = plain_taste(distance_response=response, dissimilarity=dissimilarity)
    weights = pull(np.zeros((1, 2 * len(KM))), KM[None, :], np.zeros((1, len(KM))), taste)
    households = Households(villagers(200_000), len(KM))
    households.live(open_board(weights * np.tile([0.0, 1.0], len(KM)), hazard=1.0))
    flow = np.bincount(state_of(households.rows)["place"], minlength=len(KM))
    seen = flow > 50
    x, y, w = np.log1p(KM / 5)[seen], np.log(flow[seen]), flow[seen]
    centred = x - np.average(x, weights=w)
    slope = (w * centred * y).sum() / (w * centred**2).sum()
    error = 1 / np.sqrt((w * centred**2).sum())
    assert abs(slope + response / dissimilarity) < 3 * error
    assert flow[KM < 30].sum() > 0.5 * flow.sum(), "most moves are short"


@pytest.mark.parametrize("seed", [0, 2, 5])
def test_every_stream_has_its_counter_stream(seed):
    """Long enough for worlds whose recorded growth needs few moves in the first years."""
    made = world(seed, areas=3, households=20_000, years=15)
    model, came, left = made.model(), 0, 0
    places = made.setup.settlements
    home = np.array([place.area for place in places])
    streams = np.zeros((3, 3), np.int64)
    for _ in made.setup.years[1:]:
        before = model.people.count.kin.copy()
        model.step()
        gained = np.maximum(model.people.count.kin - before, 0)
        for a in range(3):
            for b in range(3):
                streams[a, b] += gained[np.ix_(model.people.land.village == a, home == b)].sum()
        town = model.people.tally.town.sum(axis=0)
        came, left = came + town[:, 2], left + town[:, 3]
    assert np.all(streams > 0), "from every area to every other"
    for a in range(3):
        assert came[home == a].sum() > left[home == a].sum() > 0, "some return to villages"
