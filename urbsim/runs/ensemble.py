"""Ensembles: every draw of every mix as a full run, on threads over one founding."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

import numpy as np

from urbsim.households.population import Households, in_place
from urbsim.model.founding import Foundation, found
from urbsim.model.record import region_keys
from urbsim.model.setup import Array
from urbsim.model.urbanization import Draw
from urbsim.policy.mixes import PLAIN
from urbsim.runs.account import (
    assumptions_of,
    clauses_of,
    inputs_of,
    names_of,
    notes_of,
    observed_of,
    targets_of,
)
from urbsim.runs.cores import usable_cores
from urbsim.runs.ensemble_result import Ensemble
from urbsim.runs.resolve import Resolved, resolve
from urbsim.runs.result import RunResult
from urbsim.runs.sampling import CENTRAL, draw_of
from urbsim.runs.simulate import simulate, variables_of
from urbsim.scenario.values import Scenario
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.regions import NATION

Progress = Callable[[int, int], None]
CENSUSES = (2010, 2020)
LARGE = 3_000_000
"""Rows from which one run is worth several threads, instead of several runs at a time."""


@dataclass(frozen=True)
class Size:
    """How many draws, from which seed, at which weight, on how many workers."""

    draws: int
    seed: int
    weight: int
    workers: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of the draws: the central one alone, or 1 to ``draws`` sampled ones."""
        return (CENTRAL,) if self.draws == 1 else tuple(range(1, self.draws + 1))


def run_mixes(
    scenario: Scenario,
    draws: int | None,
    seed: int | None,
    weight: int | None,
    workers: int | None,
    progress: Progress,
) -> RunResult:
    """Run the scenario as written; numbers left None are the scenario's own.

    Raises InputError where an ensemble would vary nothing that matters, or a founding is impossible.
    """
    size = size_of(scenario, draws, seed, weight, workers)
    resolved = resolve(scenario, size.weight)
    refuse_seed_only(scenario, resolved, size)
    foundation = founded(scenario, resolved, size.workers)
    values = run_all(scenario, resolved, foundation, (size, progress))
    return result_of(scenario, resolved, size, values)


def size_of(
    scenario: Scenario, draws: int | None, seed: int | None, weight: int | None, workers: int | None
) -> Size:
    """The numbers asked for, or the scenario's own; as many workers as there are cores."""
    return Size(
        draws or scenario.runs.draws,
        scenario.runs.seed if seed is None else seed,
        weight or scenario.runs.weight,
        workers or usable_cores(),
    )


def result_of(scenario: Scenario, resolved: Resolved, size: Size, values: dict[str, Array]) -> RunResult:
    """The ensembles with everything that tables, charts and the manifest say about them."""
    setup = resolved.setups[PLAIN]
    names, keys = variables_of(setup), region_keys(setup)
    observed = observed_of(setup)
    return RunResult(
        ensembles=tuple(
            Ensemble(scenario.name, mix, names, keys, setup.years, size.numbers, found)
            for mix, found in values.items()
        ),
        targets=targets_of(scenario, resolved),
        scenario=json.loads(scenario.written),
        title={"en": scenario.title.en, "zh": scenario.title.zh},
        seed=size.seed,
        weight=size.weight,
        notes=notes_of(scenario, resolved),
        inputs=inputs_of(scenario, resolved),
        clauses=clauses_of(scenario),
        assumptions=assumptions_of(scenario),
        observed=observed,
        census={key: CENSUSES for key in observed if len(key) > len(NATION)},
        names=names_of(scenario, resolved),
    )


def founded(scenario: Scenario, resolved: Resolved, threads: int = 1) -> Foundation:
    """The founding that all draws share; InputError where no families fit the figures."""
    try:
        return found(resolved.setups[PLAIN], resolved.coefficients, threads)
    except ValueError as error:
        remedy = "check household_size, share_0_14 and share_65plus of the region"
        raise InputError((Fault(scenario.file, None, str(error), remedy),)) from error


def refuse_seed_only(scenario: Scenario, resolved: Resolved, size: Size) -> None:
    """A nation whose draws differ by the seed alone says nothing: idiosyncratic luck cancels out."""
    if scenario.runs.vary == "seed" and resolved.ground.level in ("nation", "province") and size.draws > 1:
        problem = (
            f"an ensemble of a {resolved.ground.level} that varies only the seed has no meaningful band: the "
            "luck of millions of households cancels out (about 0.001 points), parameters and shocks do not"
        )
        raise InputError((Fault(scenario.file, None, problem, "write runs: {vary: all}"),))


def seed_only(draw: Draw, central: Draw) -> Draw:
    """A draw that shares everything but its luck with the central one."""
    return replace(central, seed=draw.seed)


def run_all(
    scenario: Scenario, resolved: Resolved, foundation: Foundation, how: tuple[Size, Progress]
) -> dict[str, Array]:
    """Values [draw, variable, region, year] of every mix; the order of work changes nothing."""
    size, progress = how
    large = len(foundation.rows.life) >= LARGE
    jobs = [(mix, i, number) for mix in resolved.setups for i, number in enumerate(size.numbers)]
    results: dict[tuple[str, int], Array] = {}

    def run(mix: str, number: int) -> Array:
        setup = resolved.setups[mix]
        draw = draw_of(number, size.seed, setup.years, setup.record, scenario.coefficients)
        if scenario.runs.vary == "seed":
            draw = seed_only(
                draw, draw_of(CENTRAL, size.seed, setup.years, setup.record, scenario.coefficients)
            )
        population = in_place if large and len(jobs) == 1 else Households
        return simulate(setup, foundation, draw, size.workers if large else 1, population)

    with ThreadPoolExecutor(1 if large else min(size.workers, len(jobs))) as pool:
        waiting = {pool.submit(run, mix, number): (mix, i) for mix, i, number in jobs}
        try:
            for done, future in enumerate(as_completed(waiting), start=1):
                results[waiting[future]] = future.result()
                progress(done, len(jobs))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return {mix: np.stack([results[mix, i] for i in range(len(size.numbers))]) for mix in resolved.setups}
