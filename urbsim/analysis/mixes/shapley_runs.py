"""The worth of sets of measures: the region's variables in runs of exactly these measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import pandas as pd

from urbsim.analysis.mixes.compared_mixes import Coalition, mix_of, with_mixes
from urbsim.analysis.mixes.contributions import Contributions, contributions, sets_needed
from urbsim.analysis.mixes.mix_results import MixResults
from urbsim.model.setup import Array
from urbsim.runs.ensembles.ensemble import jobs_of, lived, reported_draws
from urbsim.runs.ensembles.jobs import Job, Progress
from urbsim.runs.options import Options, Size, size_of
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.scenario.file.values import Scenario
from urbsim.vocabulary.variables import variables

AT_ONCE = 1000
"""Runs whose whole results are in memory at the same time; each round starts its workers anew."""
MOST_RUNS = 4000
"""Runs that contributions may take beyond those of the comparison, unless draws are asked for."""
LEAST_DRAWS = 8
CONTRIBUTION_COLUMNS = ("measure", "variable", "region", "year", "contribution", "unit")
Known = dict[tuple[Coalition, int], Array]


@dataclass(frozen=True, eq=False)
class Explained:
    """Contributions to every variable of the region, [measure, variable, year]."""

    found: Contributions
    variables: tuple[str, ...]
    region: str
    years: tuple[int, ...]


def explain(
    scenario: Scenario, tracks: Mapping[Coalition, MixResults], options: Options, progress: Progress,
    draws: int | None = None,
) -> Explained:  # fmt: skip
    """Contributions of the scenario's measures; sets that tracks hold already are not simulated again.

    ``draws`` limits the draws used; by default as many as about 4,000 further runs allow, at least 8.
    """
    home = next(iter(tracks.values())).home
    names = tuple(measure.name for measure in scenario.measures)
    seed = size_of(scenario, options).seed
    known: Known = {
        (measures, number): np.asarray(track.home.values[row, :, 0, :])
        for measures, track in tracks.items()
        for row, number in enumerate(track.home.draws)
    }
    numbers = home.draws[: draws or affordable(names, seed, home.draws)]
    run_missing(scenario, needed(names, numbers, seed, known), options, known, progress)
    complete = [n for n in numbers if all((each, n) in known for each in sets_needed(names, n, seed))]
    found = contributions(names, complete, lambda measures, number: known[measures, number], seed)
    return Explained(found, home.variables, home.home, home.years)


def affordable(names: Sequence[str], seed: int, numbers: Sequence[int]) -> int:
    """How many draws the runs allowed pay for."""
    each = len(sets_needed(names, numbers[0], seed))
    return min(len(numbers), max(LEAST_DRAWS, MOST_RUNS // each))


def needed(
    names: Sequence[str], numbers: Sequence[int], seed: int, known: Known
) -> dict[int, list[Coalition]]:
    """Sets to be simulated by draw."""
    return {
        n: sorted((s for s in sets_needed(names, n, seed) if (s, n) not in known), key=sorted)
        for n in numbers
    }


def run_missing(
    scenario: Scenario,
    wanted: Mapping[int, Sequence[Coalition]],
    options: Options,
    known: Known,
    progress: Progress,
) -> None:
    """Live every set of every draw and keep the region's variables. Draws that fail stay unknown."""
    sets = {mix_of(each).name: each for every in wanted.values() for each in every}
    if not sets:
        return
    prepared = with_mixes(scenario, (mix_of(each) for each in sets.values()))
    # The store would grow by a file for every set and draw: gigabytes that nobody asks for again.
    size = replace(size_of(scenario, options), out=None)
    resolved = resolve(prepared, size.weight, tuple(sets))
    asked = {(mix_of(each).name, n) for n, every in wanted.items() for each in every}
    jobs = (job for job in jobs_of(prepared, resolved, size) if (job.mix, job.number) in asked)
    done, total = 0, len(asked)
    while batch := list(islice(jobs, AT_ONCE)):
        known.update(results_of(prepared, resolved, batch, size, sets))
        done += len(batch)
        progress(done, total)


def results_of(
    scenario: Scenario, resolved: Resolved, batch: list[Job], size: Size, sets: Mapping[str, Coalition]
) -> Known:
    """The region's variables [variable, year] of some jobs, reported as those of whole mixes are."""
    outcome = lived(scenario, batch, size, lambda done, total: None)
    return {
        (sets[mix], n): reported_draws(scenario, resolved, [n], values[None])[0, :, 0].copy()
        for (mix, n), values in outcome.values.items()
    }


def contributions_table(explained: Explained) -> pd.DataFrame:
    """`contributions.csv`: mean contribution to every variable of the region by measure and year."""
    rows = [
        (measure, name, explained.region, year, value, variables()[name].unit)
        for measure, by_variable in zip(explained.found.measures, explained.found.values, strict=True)
        for name, by_year in zip(explained.variables, by_variable, strict=True)
        for year, value in zip(explained.years, by_year, strict=True)
        if not np.isnan(value)
    ]
    return pd.DataFrame(rows, columns=list(CONTRIBUTION_COLUMNS))


def errors_table(explained: Explained) -> pd.DataFrame:
    """`contributions_error.csv`: half widths of 95 % intervals of mean contributions, last year."""
    found = explained.found
    rows = [
        (measure, name, explained.region, explained.years[-1], found.values[m, v, -1], found.error[m, v, -1],
         found.draws, "all sets" if found.exact else "sampled orders", variables()[name].unit)
        for m, measure in enumerate(found.measures)
        for v, name in enumerate(explained.variables)
        if not np.isnan(found.values[m, v, -1])
    ]  # fmt: skip
    columns = ["measure", "variable", "region", "year", "contribution", "error", "draws", "method", "unit"]
    return pd.DataFrame(rows, columns=columns)


def interactions_table(explained: Explained) -> pd.DataFrame:
    """`interactions.csv`: what pairs of measures do together that neither does alone, in the last year."""
    rows = [
        (first, second, name, explained.region, explained.years[-1], values[v, -1], variables()[name].unit)
        for (first, second), values in explained.found.interactions.items()
        for v, name in enumerate(explained.variables)
        if not np.isnan(values[v, -1])
    ]
    columns = ["first", "second", "variable", "region", "year", "interaction", "unit"]
    return pd.DataFrame(rows, columns=columns)
