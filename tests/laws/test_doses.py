"""Half to eight times a programme under shared draws: more brings more, ever less, and says what binds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.worlds import World, world

DOSES = (0.5, 1.0, 2.0, 4.0, 8.0)
SEEDS = range(3)


def town(seed: int) -> World:
    made = world(100 + seed, areas=1, households=3000, years=10).without_policy()
    return made.with_draw(growth=0.01, shock=np.zeros(11))


def lived(made: World, **levers: Any) -> dict[str, np.ndarray]:
    """Every variable of the region by year, (T + 1,)."""
    recorded = made.with_levers(**levers).lived().datacollector.model_vars
    return {name: np.array([values[0] for values in series]) for name, series in recorded.items()}


def with_park(made: World, jobs: float) -> dict[str, np.ndarray]:
    people = np.array([float(place.population) for place in made.setup.settlements]) * made.setup.inside
    park = made.setup.levers.park.copy()
    park[2:] = jobs * people / people.sum()
    return lived(made, park=park)


def with_works(made: World, yuan: float) -> dict[str, np.ndarray]:
    works = made.setup.levers.investment.copy()
    works[2:5, made.setup.inside] = yuan
    return lived(made, investment=works)


def summed(runs: list[dict[str, np.ndarray]], name: str) -> float:
    return float(sum(run[name][-1] for run in runs))


@pytest.fixture(scope="module")
def parks() -> list[list[dict[str, np.ndarray]]]:
    return [[with_park(town(s), dose * 0.08 * town(s).setup.urban) for s in SEEDS] for dose in (0.0, *DOSES)]


def test_larger_parks_bring_more_people_and_ever_fewer_for_a_job(
    parks: list[list[dict[str, np.ndarray]]],
) -> None:
    brought = np.array([summed(runs, "urban_population") for runs in parks])
    more = brought[1:] - brought[0]
    print(f"\nurban people that parks bring, {DOSES}: {more}")
    assert np.all(np.diff(brought) > 0)
    assert more[-1] / DOSES[-1] < more[1], "eight times the park brings less than eight times the people"


def test_a_park_says_who_is_missing(parks: list[list[dict[str, np.ndarray]]]) -> None:
    unfilled = [summed(runs, "openings_unfilled") for runs in parks]
    empty = [summed(runs, "park_jobs_empty") for runs in parks]
    commuting = np.array([summed(runs, "commuters") for runs in parks])
    assert unfilled[0] == empty[0] == commuting[0] == 0
    assert np.all(np.diff(unfilled) >= 0)
    assert unfilled[-1] / DOSES[-1] > unfilled[2]
    assert np.diff(empty) == pytest.approx(np.diff([0.0, *DOSES]) * empty[2], rel=1e-6), "firms, not workers"
    assert np.all(np.diff(commuting) >= 0)


def test_more_works_bring_more_people_and_ever_fewer_for_a_yuan() -> None:
    totals = []
    for dose in (0.0, *DOSES):
        runs = [with_works(town(s), dose * 300 * town(s).setup.urban) for s in SEEDS]
        totals.append(summed(runs, "urban_population"))
    more = np.array(totals[1:]) - totals[0]
    print(f"\nurban people that works bring, {DOSES}: {more}")
    assert np.all(np.diff(totals) > 0)
    assert more[-1] / DOSES[-1] < more[1]


def test_the_tighter_the_land_the_more_homes_are_held_back_and_the_dearer_they_are() -> None:
    held, price = [], []
    for cut in (0.0, 0.25, 0.5, 1.0):
        made = town(0)
        growth = made.setup.levers.land_growth.copy()
        growth[1:, made.setup.inside] = -cut
        run = lived(made.with_coefficients(land_reserve=0.0), land_growth=growth)
        held.append(run["homes_held_back"][1:].sum())
        price.append(run["housing_price"][-1])
    assert held[0] == 0
    assert np.all(np.diff(held) > 0)
    assert np.all(np.diff(price) > 0)


def test_a_region_of_no_outside_gains_nothing_by_lines_that_open_everywhere() -> None:
    made = town(1)
    inside = tuple(place for place in made.setup.settlements if place.area >= 0)
    closed = made.but(settlements=inside).without_policy()
    shape = closed.setup.levers.trunk_rail.shape
    lines = np.zeros(shape)
    lines[2:] = 1.0
    assert closed.setup.inside.all()
    plain, opened = lived(closed), lived(closed, trunk_rail=lines)
    for name, values in plain.items():
        assert np.array_equal(values, opened[name], equal_nan=True), name
