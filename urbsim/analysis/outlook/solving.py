"""The discrepancy of every world: logits of the decision to move that make the model follow its path.

Every world is solved on the nation as one area under its own random numbers. What the nation by provinces
differs by is taken from the first worlds, which stand evenly for all, and is made good in every world; so the
mean way is that of the full model, and one world's is it to the error that the table states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np

from urbsim.analysis.outlook.nation import as_one, by_provinces, lived
from urbsim.analysis.outlook.national_path import growth_difference, household_weight
from urbsim.analysis.outlook.provinces import (
    ProvinceRuns,
    province_runs,
    province_setups,
    steps_together,
)
from urbsim.analysis.panels.forecasts import Array
from urbsim.evidence.posterior import posterior
from urbsim.runs.outlook.discrepancy import Discrepancy

LEADING = 8
"""Worlds beside the central one in which the nation is simulated by provinces."""
BOUND = 3.0
"""Logits beyond which nothing is solved for."""
ROUNDS, CLOSE = 5, 2e-4
"""Whole runs a world at the most, and the miss (as a share) with which it is content."""
STRIDE = 1.3
"""A year's moves answer by less than their odds, as some return and later ones fail: steps are longer."""
PASSES = 2
"""How often the difference between the two forms of the nation is taken."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Followed:
    """The logits (T,) that a path took, and the rates (T,) of the nation as one area that came of them."""

    logits: Array
    rates: Array


class Bench:
    """Workers that simulate the worlds of one origin, and who is told how much is done."""

    def __init__(self, origin: int, worlds: int, executor: Executor, progress: Progress) -> None:
        self.origin, self.executor, self.progress = origin, executor, progress
        self.every, self.leading = range(worlds + 1), range(min(LEADING, worlds) + 1)
        self.alone = range(len(province_setups(origin)))
        self.done, self.total = 0, (PASSES + 1) * (len(self.every) + len(self.leading)) + len(self.alone)

    def free(self) -> Array:
        """Rates of every world without discrepancy, as one area, (W + 1, T)."""
        return np.array(self._each(free_rates, self.every))

    def full(self, logits: Array) -> Array:
        """Rates of the leading worlds by provinces with these logits (W + 1, T), (L + 1, T)."""
        return np.array(self._each(full_rates, self.leading, logits))

    def followed(self, paths: Array, start: Array) -> list[Followed]:
        """Every world led along its path from logits to start with, both (W + 1, T)."""
        return self._each(follow, self.every, paths, start)

    def provinces(self, logits: Array) -> list[ProvinceRuns]:
        """Every province in a run of its own in every world with these logits (W + 1, T)."""
        return self._each(province_runs, self.alone, [logits] * len(self.alone))

    def _each(self, call: Callable[..., Any], numbers: range, *values: Iterable[Array]) -> list[Any]:
        found = []
        for one in self.executor.map(call, [self.origin] * len(numbers), numbers, *values):
            found.append(one)
            self.done += 1
            self.progress(self.done, self.total)
        return found


def solve(bench: Bench, straight: bool = False) -> Discrepancy:
    """The discrepancy of an origin in the central world and the others; the same for any workers.

    ``straight`` puts the nation on the growth difference alone, whatever the registered weight.
    """
    free, leading = bench.free(), len(bench.leading)
    logits = np.zeros_like(free)
    full = bench.full(logits)
    gap = (full - free[:leading]).mean(axis=0)
    weight = 0.0 if straight else household_weight(bench.origin)
    paths = national_paths(bench, free + gap, weight)
    for _ in range(PASSES):
        followed = bench.followed(paths - gap, logits)
        logits = np.array([each.logits for each in followed])
        full = bench.full(logits)
        gap = (full - [each.rates for each in followed[:leading]]).mean(axis=0)
    alone = bench.provinces(logits)
    return Discrepancy(
        origin=bench.origin,
        logits=logits,
        paths=paths,
        household_weight=weight,
        posterior=posterior().digest,
        error=float(100 * np.sqrt(((full - paths[:leading]) ** 2).mean())),
        bound=float((np.abs(logits) >= BOUND).mean()),
        provinces=steps_together(bench.origin, alone, paths) if alone else np.zeros_like(paths),
    )


def national_paths(bench: Bench, free: Array, weight: float) -> Array:
    """The national path of every world, (W + 1, T), from the free ones."""
    setup = as_one(bench.origin).setup
    rule = np.array([growth_difference(setup, world) for world in bench.every])
    return weight * free + (1 - weight) * rule


def free_rates(origin: int, world: int) -> Array:
    """Rates (T,) of a world as one area, without discrepancy."""
    return lived(as_one(origin), world).rates


def full_rates(origin: int, world: int, logits: Array) -> Array:
    """Rates (T,) of a world by provinces with these logits (T,)."""
    return lived(by_provinces(origin), world, logits).rates


def follow(origin: int, world: int, path: Array, start: Array) -> Followed:
    """Lead one world along its path (T,), by whole runs under the same random numbers.

    ``start`` (T,) are the logits of the first run.
    """
    nation, logits = as_one(origin), start
    for left in reversed(range(ROUNDS)):
        run = lived(nation, world, logits)
        if not left or np.abs(path - run.rates).max() < CLOSE:
            return Followed(logits, run.rates)
        logits = np.clip(logits + STRIDE * run.logits_missing(path), -BOUND, BOUND)
    raise AssertionError("the last round returns")
