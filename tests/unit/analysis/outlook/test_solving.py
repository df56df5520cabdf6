"""What is solved leads the model along its path, and leaves the effects of measures what they were."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from urbsim.analysis.outlook import provinces, solving
from urbsim.analysis.outlook.nation import as_one, by_provinces, lived
from urbsim.analysis.outlook.national_path import growth_difference
from urbsim.analysis.outlook.solving import BOUND, Bench, Followed, follow, solve
from urbsim.analysis.panels.forecasts import Array
from urbsim.evidence.posterior import posterior
from urbsim.runs.outlook.discrepancy import discrepancy

ORIGIN = 2010


def half_way(world: int) -> Array:
    """A path between the free way of a world and its growth difference, (T,)."""
    nation = as_one(ORIGIN)
    return np.asarray((lived(nation, world).rates + growth_difference(nation.setup, world)) / 2)


@pytest.fixture(scope="module")
def found() -> dict[int, tuple[Array, Followed]]:
    """Some worlds with their paths, led along them from nothing."""
    paths = {world: half_way(world) for world in (0, 1, 2)}
    nothing = np.zeros(len(paths[0]))
    return {world: (path, follow(ORIGIN, world, path, nothing)) for world, path in paths.items()}


def test_a_world_follows_its_path_to_a_twentieth_of_a_point(found: dict[int, tuple[Array, Followed]]) -> None:
    for world, (path, followed) in found.items():
        assert np.abs(followed.rates - path).max() < 0.0005, world
        free = lived(as_one(ORIGIN), world).rates
        assert np.abs(followed.rates - path).max() < np.abs(free - path).max() / 10


def test_what_was_solved_is_what_a_run_lives(found: dict[int, tuple[Array, Followed]]) -> None:
    for world, (path, followed) in found.items():
        np.testing.assert_array_equal(lived(as_one(ORIGIN), world, followed.logits).rates, followed.rates)
        again = follow(ORIGIN, world, path, np.zeros(len(path)))
        np.testing.assert_array_equal(again.logits, followed.logits)


def test_a_path_out_of_reach_ends_at_the_bound() -> None:
    nation = as_one(ORIGIN)
    path = np.full(len(nation.setup.years) - 1, 0.99)
    followed = follow(ORIGIN, 1, path, np.zeros(len(path)))
    assert np.abs(followed.logits).max() == BOUND
    assert (followed.rates < 0.99).all()


def test_a_lever_does_what_it_did_without_discrepancy(found: dict[int, tuple[Array, Followed]]) -> None:
    """0.3 logits more from the sixth year on: its mean effect changes by less than a quarter."""
    nation = as_one(ORIGIN)
    lever = np.where(np.arange(len(nation.setup.years) - 1) >= 5, 0.3, 0.0)
    nothing, years = np.zeros(len(lever)), [9, 14]
    free, held = np.zeros(2), np.zeros(2)
    for world, (_, followed) in found.items():
        free += (lived(nation, world, nothing + lever).rates - lived(nation, world, nothing).rates)[years]
        held += (lived(nation, world, followed.logits + lever).rates - followed.rates)[years]
    assert ((held / free > 0.75) & (held / free < 1.25)).all()


@pytest.mark.parametrize("world", [0, 1])
def test_the_full_model_follows_the_path_of_the_table(world: int) -> None:
    """To three times the error that the table states for the nation by provinces."""
    table = discrepancy(ORIGIN)
    assert table.posterior == posterior().digest, "solve the table again: `urbsim outlook`"
    rates = lived(by_provinces(ORIGIN), world, table.logits[world]).rates
    assert 100 * np.sqrt(((rates - table.paths[world]) ** 2).mean()) < 3 * table.error


def test_the_solution_is_the_same_for_any_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The nation as one area stands for that by provinces here, and two for all, so that it takes seconds."""
    monkeypatch.setattr(solving, "by_provinces", as_one)
    two = provinces.province_setups(ORIGIN)[27:29]
    for module in (solving, provinces):
        monkeypatch.setattr(module, "province_setups", lambda origin: two)
    seen: list[tuple[int, int]] = []
    solved = []
    for workers in (1, 3):
        with ThreadPoolExecutor(workers) as pool:
            solved.append(solve(Bench(ORIGIN, 2, pool, lambda done, of: seen.append((done, of)))))
    one, other = solved
    np.testing.assert_array_equal(one.logits, other.logits)
    np.testing.assert_array_equal(one.paths, other.paths)
    np.testing.assert_array_equal(one.provinces, other.provinces)
    assert one.provinces.any()
    assert (one.error, one.bound, one.worlds) == (other.error, other.bound, 2)
    assert one.error < 0.05
    assert seen[-1][0] == seen[-1][1]
