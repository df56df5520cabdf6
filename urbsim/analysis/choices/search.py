"""Search in a box: the least cost at which enough draws meet a target, and mixes that differ from it.

Differential evolution (Storn & Price 1997) of all candidates at once, under the rule of Deb (2000): of two
that both fall short the nearer one is better, any that is enough is better than any that is not, and of two
that are enough the cheaper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import differential_evolution

from urbsim.analysis.emulator.strengths import Array

Score = Callable[[Array], Array]
"""A number (S,) for each of many settings (S, M)."""

GENERATIONS = 200
CANDIDATES = 12
"""Candidates for each strength."""
SEED = 7
CLOSE = 1e-9
COST_CAP = 1e18
"""More than anything costs, yuan: what falls short scores above it."""


@dataclass(frozen=True, eq=False)
class Problem:
    """What is small where it is good, by how much a setting falls short (0: enough), and where to look.

    ``most`` (M,) bounds the strengths from above; 0 bounds them from below.
    """

    cost: Score
    short: Score
    most: Array


@dataclass(frozen=True, eq=False)
class BestSetting:
    """The best setting (M,), its cost, and what it falls short: more than 0 where nothing is enough."""

    strengths: Array
    cost: float
    short: float


def best(problem: Problem, starts: Array | None = None) -> BestSetting:
    """The cheapest setting that is enough, else the one that falls short least.

    ``starts`` (S, M) are settings that are looked at as well.

    Random, under a fixed seed: the same problem has the same answer. Not proven to be the least; the
    candidates of all rounds are compared.
    """

    def score(columns: Array) -> Array:
        settings = np.clip(columns.T, 0.0, problem.most)
        cost, short = problem.cost(settings), problem.short(settings)
        return np.where(short > CLOSE, 10.0 * COST_CAP * (1.0 + short), cost)

    known = np.zeros((1, len(problem.most))) if starts is None else starts
    population = first_candidates(problem.most, known)
    result = differential_evolution(
        score, [(0.0, float(most)) for most in problem.most], init=population, maxiter=GENERATIONS,
        vectorized=True, updating="deferred", polish=False, rng=SEED, tol=1e-7,
    )  # fmt: skip
    chosen = np.clip(result.x, 0.0, problem.most)
    return BestSetting(chosen, float(problem.cost(chosen[None])[0]), float(problem.short(chosen[None])[0]))


def first_candidates(most: Array, known: Array) -> Array:
    """What is known and random settings, some of whose strengths are none or all there is, (S, M)."""
    rng = np.random.default_rng(SEED)
    settings = rng.random((max(40, CANDIDATES * len(most)), len(most)))
    settings = np.where(rng.random(settings.shape) < 0.2, np.round(settings), settings) * most
    return np.vstack([known, np.zeros_like(most)[None], most[None], settings])
