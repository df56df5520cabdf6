"""An ensemble of a tiny town, in whose seconds hundreds of runs can be tried, and its bytes."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from urbsim.cli.main import main
from urbsim.report.folder import write_folder
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.store import write_runs
from urbsim.scenario import Scenario, read_text

ROOT = Path(__file__).parents[2]
TINY = """\
schema: urbsim/2
name: tiny
title: {zh: 小镇, en: A tiny town}
region:
  name: 小镇
  level: township
  parent: "320682"
  year: 2010
  population: 1500
  urban_population: 450
  villages: 4
  distances: {seat_km: 14, city_km: 60}
  source: an example of our own
from: 2010
until: 2013
measures:
  - {name: homes, lever: dwellings, value: {assumption: homes}, start: 2012, where: towns}
targets:
  - name: third
    variable: resident_urbanization_rate
    comparator: at_least
    value: 0.34
    year: 2013
    because: a target that some draws meet
mixes:
  nothing: {measures: []}
assumptions:
  homes: {value: 5, unit: units/yr, because: an example of our own}
"""


def tiny() -> Scenario:
    return read_text(TINY, "tiny.yaml")


def tiny_file(folder: Path) -> Path:
    """The scenario as a file of a folder that is made where needed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    return path


def digest_of(ensembles: tuple[Ensemble, ...]) -> str:
    """SHA-256 of ``runs.parquet`` as it would be written."""
    with TemporaryDirectory() as folder:
        return hashlib.sha256(write_runs(Path(folder), ensembles).read_bytes()).hexdigest()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and of those below it, by its path inside."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def at_home(**more: str) -> dict[str, str]:
    """The environment with the project and its tests importable, as they are here."""
    paths = [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "MPLBACKEND": "Agg", **more}


@cache
def undisturbed(draws: int) -> dict[str, bytes]:
    """Every file that an undisturbed run of the town on one thread writes into its folder."""
    result = run_mixes(tiny(), Options(draws=draws, workers=1), lambda done, total: None)
    with TemporaryDirectory() as out:
        return contents(write_folder(result, Path(out)).folder)


def leave(*arguments: str | Path) -> int:
    """Exit status of the command line, run in this process."""
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code or 0)
