"""Runs of our own making as their folders would hold them."""

from pathlib import Path

from urbsim.analysis.targets.outcomes import score, targets_table
from urbsim.runs.results.manifest import manifest
from urbsim.runs.results.result import RunResult
from urbsim.runs.results.run_tables import years_table
from urbsim.runs.results.store import StoredRun


def stored(done: RunResult, folder: str = "outputs/huludao-2011") -> StoredRun:
    outcomes = [outcome for runs in done.ensembles for outcome in score(runs, done.targets, done.observed)]
    years = years_table(done.ensembles, done.observed)
    return StoredRun(Path(folder), manifest(done, done.notes, ()), years, targets_table(outcomes))
