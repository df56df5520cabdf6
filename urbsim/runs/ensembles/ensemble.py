"""Ensembles: every draw of every mix as a full run, in the store or simulated now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from urbsim.evidence.scoreboard import standing_of
from urbsim.model.setup import Array, Setup
from urbsim.model.state import Draw
from urbsim.model.year.record import region_keys
from urbsim.runs.ensembles.check_run import refuse_seed_only
from urbsim.runs.ensembles.draw_notes import floor_notes, programme_notes
from urbsim.runs.ensembles.drawstore import DrawStore
from urbsim.runs.ensembles.executors import executor_of, kind_for
from urbsim.runs.ensembles.jobs import (
    Job,
    JobResults,
    Progress,
    Work,
    complete_numbers,
    finished,
    live,
    live_and_keep,
    live_as_agents,
    run_jobs,
)
from urbsim.runs.ensembles.outlook import Basis, corrected_draws
from urbsim.runs.ensembles.outlook_notes import discrepancy_notes, discrepancy_share, share_notes
from urbsim.runs.ensembles.replicates import MIX as REPLICATES
from urbsim.runs.ensembles.replicates import replicate_jobs
from urbsim.runs.ensembles.shared_founding import plan_of
from urbsim.runs.ensembles.simulate import variables_of
from urbsim.runs.options import Options, Size, size_of
from urbsim.runs.outlook.reported import reported_names
from urbsim.runs.plans import books_of, plans_of
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.noise import LEAST_SEEDS, seed_variance
from urbsim.runs.results.notes import (
    assumptions_of,
    beside_notes,
    clauses_of,
    failure_notes,
    inputs_of,
    names_of,
    notes_of,
    observed_of,
    with_seen,
)
from urbsim.runs.results.result import RunResult
from urbsim.runs.results.scopes import targets_of
from urbsim.runs.setup.founding_faults import check_memory, founding_faults, refuse_large, rows_expected
from urbsim.runs.setup.growth import simple_rule
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.runs.setup.sampling import CENTRAL, calibrated, draw_of
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import UnfinishedError
from urbsim.vocabulary.regions import NATION

CENSUSES = (2010, 2020)
LARGE = 3_000_000
"""Rows from which one run is worth several threads, instead of several runs at a time."""


def run_mixes(scenario: Scenario, options: Options, progress: Progress) -> RunResult:
    """Run the mixes of a scenario that the options name, every one over the same draws.

    Raises InputError where an ensemble would vary nothing that matters, or a founding is impossible.
    """
    size = size_of(scenario, options)
    resolved = resolve(scenario, size.weight, options.mixes)
    refuse_seed_only(scenario, resolved, size)
    if size.reference:
        refuse_large(scenario, resolved.setup)
    outcome = lived(scenario, jobs_of(scenario, resolved, size), size, progress)
    numbers = complete_numbers(outcome, resolved.setups, size.numbers)
    if not numbers:
        first = outcome.failures[0]
        raise UnfinishedError(say("runs.all_draws_failed_first", seed=first.seed, message=first.message))
    values = {mix: np.stack([outcome.values[mix, n] for n in numbers]) for mix in resolved.setups}
    result = result_of(scenario, resolved, size, numbers, values)
    replicates = replicates_of(outcome)
    failures = tuple(sorted(outcome.failures, key=lambda each: (each.mix, each.number)))
    # One draw is a quick look, which two more runs would make three times as slow.
    share = discrepancy_share(scenario, resolved) if len(numbers) > 1 else None
    return replace(
        result,
        notes=(*result.notes, *share_notes(share, resolved.setup.years[-1]), *failure_notes(failures)),
        discrepancy=share,
        failures=failures,
        damaged=outcome.damaged,
        seed_variance=None if replicates is None else noise_of_weights(scenario, resolved, replicates),
    )


def replicates_of(outcome: JobResults) -> Array | None:
    """Runs that differ by the seed alone, (S, V, R, T); None where too few were made."""
    replicates = [values for (mix, _), values in sorted(outcome.values.items()) if mix == REPLICATES]
    return np.stack(replicates) if len(replicates) >= LEAST_SEEDS else None


def noise_of_weights(scenario: Scenario, resolved: Resolved, replicates: Array) -> Array:
    """Variance of what is reported of runs that differ by the seed alone, (V, R, T)."""
    return seed_variance(reported_draws(scenario, resolved, [CENTRAL] * len(replicates), replicates))


def reported_draws(scenario: Scenario, resolved: Resolved, numbers: Sequence[int], values: Array) -> Array:
    """Draws (D, V, R, T) as they are reported, (D, V, R, T): the one place where a forecast leaves a run.

    All mixes of a draw have the same discrepancy. Draws that vary by the seed alone are all central.
    """
    basis = Basis(resolved.setup, resolved.coefficients, scenario.coefficients)
    known = [CENTRAL] * len(numbers) if scenario.runs.vary == "seed" else numbers
    return corrected_draws(values, basis, known).values


def jobs_of(scenario: Scenario, resolved: Resolved, size: Size) -> list[Job]:
    """Every draw of every mix, under common random numbers; with weights, replicates of the seed."""
    jobs = [
        Job(mix, number, setup, resolved.coefficients, drawn(scenario, setup, number, size.seed))
        for mix, setup in resolved.setups.items()
        for number in size.numbers
    ]
    if size.weight > 1 and size.draws > 1:
        first = resolved.setup
        jobs += replicate_jobs(scenario, first, resolved.coefficients, size.seed)
    return [replace(job, reference=True) for job in jobs] if size.reference else jobs


def drawn(scenario: Scenario, setup: Setup, number: int, seed: int) -> Draw:
    """The draw of a number; where only the seed varies, the central one with that draw's random numbers."""
    fixed = scenario.coefficients
    draw = draw_of(number, seed, setup.years, setup.record, fixed)
    if scenario.runs.vary == "seed":
        return replace(draw_of(CENTRAL, seed, setup.years, setup.record, fixed), seed=draw.seed)
    return draw


def lived(scenario: Scenario, jobs: list[Job], size: Size, progress: Progress) -> JobResults:
    """All jobs, from the store or simulated: large ones one by one on all cores, others side by side."""
    store = None if size.out is None else DrawStore(size.out)
    outcome, left = finished(jobs, store)
    if not left:
        return outcome
    rows = rows_expected(left[0].setup)
    kind = kind_for(size.executor, size.workers, len(left), rows)
    here = size.cluster is None and kind == "threads"
    watch = progress if len(jobs) == 1 and here else None
    if size.cluster is None:
        check_memory(scenario, left[0].setup, 1 if rows >= LARGE else min(size.workers, len(left)))
    with founding_faults(scenario, size.weight):
        if rows < LARGE and here:
            plan_of(left[0].setup, left[0].founded_with)
        work: Work = live
        if rows >= LARGE or watch is not None:
            work = partial(live, threads=size.workers if rows >= LARGE else 1, watch=watch)
        if size.reference:
            work = partial(live_as_agents, watch=watch)
        # The workers of a cluster may stand on machines that do not see the store.
        keep = None if store is None or size.cluster is None else store.keep
        if store is not None and keep is None:
            work = partial(live_and_keep, work=work, store=store)
        with executor_of(kind, 1 if rows >= LARGE else size.workers, size.cluster) as executor:
            report = progress if watch is None else unwatched
            run_jobs(left, outcome, executor, work, report, keep=keep)
    return outcome


def unwatched(done: int, total: int) -> None:
    """No report of progress."""


def result_of(
    scenario: Scenario, resolved: Resolved, size: Size, numbers: tuple[int, ...], values: Mapping[str, Array]
) -> RunResult:
    """The ensembles with everything that tables, charts and the manifest say about them.

    ``values`` (D, V, R, T) by mix are the draws of these ``numbers`` as simulated.
    """
    setup = resolved.setup
    ensembles = ensembles_of(scenario, resolved, numbers, values)
    base = float(ensembles[0].at("resident_urbanization_rate", setup.key, setup.base_year)[0])
    return RunResult(
        ensembles=ensembles,
        targets=targets_of(scenario, resolved),
        scenario=json.loads(scenario.written),
        title={"en": scenario.title.en, "zh": scenario.title.zh},
        seed=size.seed,
        weight=size.weight,
        reference=size.reference,
        notes=(
            *notes_of(scenario, resolved),
            *discrepancy_notes(scenario, resolved),
            *programme_notes(ensembles),
            *floor_notes(ensembles),
        ),
        inputs=inputs_of(scenario, resolved),
        clauses=clauses_of(scenario),
        assumptions=assumptions_of(scenario),
        observed=with_seen(scenario, setup.key, observed_of(setup)),
        census={key: CENSUSES for key in observed_of(setup) if len(key) > len(NATION)},
        beside=beside_notes(resolved),
        names=names_of(scenario, resolved),
        calibrated=calibrated(setup.years[0]),
        scored=standing_of(resolved.ground.level, setup.base_year),
        simple_rule=simple_rule(resolved.record_from, base, setup.years),
        measures=tuple(measure.name for measure in scenario.measures),
        plans=plans_of(scenario.measures, resolved.ground, books_of(scenario, setup), resolved.coefficients),
    )


def ensembles_of(
    scenario: Scenario, resolved: Resolved, numbers: tuple[int, ...], values: Mapping[str, Array]
) -> tuple[Ensemble, ...]:
    """The draws of every mix as they are reported; ``values`` (D, V, R, T) by mix as simulated."""
    setup = resolved.setup
    return tuple(
        Ensemble(
            scenario=scenario.name,
            mix=mix,
            variables=reported_names(variables_of(setup)),
            regions=region_keys(setup),
            years=setup.years,
            draws=numbers,
            values=reported_draws(scenario, resolved, numbers, simulated),
        )
        for mix, simulated in values.items()
    )
