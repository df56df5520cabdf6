"""What other Python programs call: runs and comparisons as pandas tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from urbsim.analysis.mixes.comparison import Asked
from urbsim.analysis.mixes.comparison import compare as compared
from urbsim.policy.mixes import PLAIN, with_and_without
from urbsim.report.comparing import tables_of, write_comparison
from urbsim.report.folder import run_tables, write_folder
from urbsim.runs.ensembles.ensemble import run_mixes, unwatched
from urbsim.runs.options import Options
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_scenario


def run(
    scenario: Scenario | Path | str, *, draws: int | None = None, seed: int | None = None,
    weight: int | None = None, out: Path | None = None, without: bool = True,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Run a scenario, given as read, by path or by shipped name; tables `years`, `targets`, `iamc`, `effect`.

    Columns are those of the files of the same name; shares are 0-1. What is None is the scenario's own. With
    ``out`` the folder `<out>/<scenario>/` is written too. With ``without`` the scenario is also run without
    its measures, if it has any: `effect` says what they do. Raises InputError where the scenario is at fault.
    """
    chosen = read(scenario)
    mixes = with_and_without(chosen.measures) if without else (PLAIN,)
    result = run_mixes(chosen, Options(draws, seed, weight, out=out, mixes=mixes), unwatched)
    if out is not None:
        write_folder(result, out)
    return {name.removesuffix(".csv"): table for name, table in run_tables(result).items()}


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
    comparison = compared([read(each) for each in scenarios], Asked(baseline, mixes), options, unwatched)
    if options.out is not None:
        write_comparison(comparison, options.out)
    return {name.removesuffix(".csv"): table for name, table in tables_of(comparison).items()}


def read(scenario: Scenario | Path | str) -> Scenario:
    """The scenario itself, or the one in a file."""
    return scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
