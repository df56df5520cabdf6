"""The output folder of the record of plans: its tables, a manifest, and the reliability diagram."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from urbsim.analysis.plans.plan_forecasts import PlanForecast
from urbsim.analysis.plans.plan_scores import plan_table, reliability, score_table
from urbsim.charts.plans import plan_files
from urbsim.report.folder import charts_after
from urbsim.runs.results.files import make_folder, write_bytes, write_json
from urbsim.runs.results.folder_lock import locked, whole_set
from urbsim.runs.results.manifest import digest, package_data, versions
from urbsim.runs.results.store import MANIFEST, write_table

FORMAT = "urbsim-plans/1"


def write_plans(found: Sequence[PlanForecast], out: Path) -> list[Path]:
    """Write the folder `out` whole, its manifest last, then the chart, and return the paths of all files.

    OutputError where writing fails, ChartError where the chart does; the tables are complete without it.
    """
    tables = {
        "plans.csv": plan_table(found),
        "plan_scores.csv": score_table(found),
        "plan_reliability.csv": reliability(found),
    }
    make_folder(out)
    with locked(out):
        with whole_set(out) as beside:
            written = [write_table(beside, name, table) for name, table in tables.items()]
            write_json(beside, MANIFEST, manifest_of(written))
        paths = [out / path.name for path in written]
        with charts_after(out):
            if len(tables["plan_reliability.csv"]):
                for kind, picture in plan_files(tables["plan_reliability.csv"]).items():
                    paths.append(write_bytes(out, f"plans.{kind}", picture))
        write_json(out, MANIFEST, manifest_of(paths))
    return [*paths, out / MANIFEST]


def manifest_of(written: Sequence[Path]) -> dict[str, object]:
    """On which data and versions the record was forecast, and the digest of every other file."""
    return {
        "format": FORMAT,
        "data": dict(package_data()),
        "versions": versions(),
        "files": {path.name: digest(path.read_bytes()) for path in written},
    }
