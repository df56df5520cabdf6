"""What other Python programs call: runs and comparisons as pandas tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from urbsim.analysis.mixes.comparison import Asked
from urbsim.analysis.mixes.comparison import compare as compared
from urbsim.analysis.targets.outcomes import targets_table
from urbsim.analysis.targets.summary import summarize
from urbsim.report.comparing import tables_of, write_comparison
from urbsim.report.folder import write_folder
from urbsim.runs.ensembles.ensemble import Options, run_mixes
from urbsim.runs.results.noise import at_unit_weight
from urbsim.runs.results.run_tables import iamc_table, years_table
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_scenario


def run(
    scenario: Scenario | Path | str, *, draws: int | None = None, seed: int | None = None,
    weight: int | None = None, out: Path | None = None,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Run a scenario, given as read, by path or by shipped name; tables `years`, `targets` and `iamc`.

    Columns are those of the files of the same name; shares are 0-1. What is None is the scenario's own. With
    ``out`` the folder `<out>/<scenario>/` is written too. Raises InputError where the scenario is at fault.
    """
    result = run_mixes(read(scenario), Options(draws, seed, weight, out=out), silent)
    if out is not None:
        write_folder(result, out)
    published = [at_unit_weight(runs, result.weight, result.seed_variance) for runs in result.ensembles]
    summaries = [summarize(runs, result.targets, result.observed) for runs in published]
    years = years_table(published, result.observed)
    outcomes = [outcome for summary in summaries for outcome in summary.outcomes]
    return {"years": years, "targets": targets_table(outcomes), "iamc": iamc_table(years, result.names)}


def compare(
    *scenarios: Scenario | Path | str, mixes: bool = False, baseline: str | None = None, **size: Any
) -> dict[str, pd.DataFrame]:
    """Compare mixes and scenarios of one region under common random numbers; tables by file name.

    `comparison`, `mixes`, `chances`, `chances_by_year`, `costs`, `years` and `targets`; with ``mixes`` also
    `contributions`, `contributions_error` and `interactions`. ``size`` is draws, seed, weight, workers
    and out, as of a run; with ``out`` the folder is written too.
    Raises InputError where the scenarios cannot be compared.
    """
    options = Options(**size)
    comparison = compared([read(each) for each in scenarios], Asked(baseline, mixes), options, silent)
    if options.out is not None:
        write_comparison(comparison, options.out)
    return {name.removesuffix(".csv"): table for name, table in tables_of(comparison).items()}


def read(scenario: Scenario | Path | str) -> Scenario:
    """The scenario itself, or the one in a file."""
    return scenario if isinstance(scenario, Scenario) else read_scenario(scenario)


def silent(done: int, total: int) -> None:
    """Say nothing of progress."""
