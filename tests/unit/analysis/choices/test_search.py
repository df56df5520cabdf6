"""The search: a planted optimum, learned from few settings, and what cannot be reached."""

from collections.abc import Callable

import numpy as np
import pytest

from urbsim.analysis.choices.search import Problem, best
from urbsim.analysis.emulator.surrogate import fitted, scaled_of

MOST = np.full(3, 2.0)
COSTS = np.array([3.0, 2.0, 5.0])
Function = Callable[[np.ndarray], np.ndarray]
RNG = np.random.default_rng(3)
LUCK = RNG.normal(0.0, 0.05, (1, 100))
REQUIRED, BOUND = 0.8, 1.2


def gained(settings: np.ndarray) -> np.ndarray:
    """What runs would say, (S, D): falling returns, two measures that help each other, and luck."""
    a, b, c = settings.T
    return (0.6 * a - 0.12 * a**2 + 0.35 * b - 0.05 * b**2 + 0.9 * c - 0.2 * c**2 + 0.1 * a * c)[
        :, None
    ] + LUCK


def short_of(values: np.ndarray) -> np.ndarray:
    return np.maximum(0.0, BOUND - np.quantile(values, 1 - REQUIRED, axis=1))


def cost(settings: np.ndarray) -> np.ndarray:
    return settings @ COSTS


def test_a_planted_optimum_is_found_from_a_twentieth_of_the_runs() -> None:
    axis = np.linspace(0, 2, 21)
    grid = np.stack(np.meshgrid(axis, axis, axis), axis=-1).reshape(-1, 3)
    cheapest = cost(grid[short_of(gained(grid)) == 0]).min()
    settings = RNG.uniform(0, 2, (35, 3))
    assert len(settings) <= 0.05 * len(grid)
    learned = fitted(scaled_of(settings, MOST), gained(settings))
    found = best(Problem(cost, lambda s: short_of(learned(scaled_of(s, MOST))), MOST))
    assert found.cost <= 1.02 * cheapest
    assert short_of(gained(found.strengths[None]))[0] < 0.005


def test_what_cannot_be_reached_falls_short_as_little_as_it_can() -> None:
    found = best(Problem(cost, lambda s: 5.0 - s.sum(axis=1) + 2.0, MOST))
    assert found.short == pytest.approx(1.0, abs=1e-6)
    assert found.strengths == pytest.approx(MOST)


def test_nothing_is_enough_where_nothing_is_asked() -> None:
    found = best(Problem(cost, lambda s: np.zeros(len(s)), MOST))
    assert found.cost == pytest.approx(0.0, abs=1e-9)
