"""The output folder of a hindcast, or of a record of plans: tables, a manifest of what was scored, charts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from urbsim.analysis.hindcast.hindcast import (
    Hindcast,
    difference_table,
    hindcast_table,
    people_table,
    pit_table,
    reliability_table,
    score_table,
)
from urbsim.analysis.hindcast.published import context_table
from urbsim.analysis.plans import plan_scores
from urbsim.analysis.plans.plan_forecasts import PlanForecast
from urbsim.charts.hindcast import hindcast_files
from urbsim.charts.plans import plan_files
from urbsim.report.folder import charts_after
from urbsim.runs.results.files import make_folder, write_bytes, write_json
from urbsim.runs.results.folder_lock import locked, whole_set
from urbsim.runs.results.manifest import digest, package_data, versions
from urbsim.runs.results.store import MANIFEST, write_table

FORMAT = "urbsim-hindcast/2"
PLANS_FORMAT = "urbsim-plans/1"


def write_hindcast(
    found: Sequence[Hindcast], out: Path, lang: str, origins: pd.DataFrame | None = None
) -> list[Path]:
    """Write the folder `out` whole, its manifest last, then the charts, and return the paths of all files.

    ``origins`` are the scores of the national path by origin, where they were asked for.
    OutputError where writing fails, ChartError where a chart does; the tables are complete without it.
    """
    make_folder(out)
    with locked(out):
        with whole_set(out) as beside:
            kept = tables_of(found) | ({} if origins is None else {"origins.csv": origins})
            tables = [write_table(beside, name, table) for name, table in kept.items()]
            write_json(beside, MANIFEST, manifest_of(found, tables))
        paths = [out / table.name for table in tables]
        with charts_after(out):
            for each in found:
                for kind, picture in hindcast_files(each, lang).items():
                    paths.append(write_bytes(out, f"{each.panel.name}.{kind}", picture))
        write_json(out, MANIFEST, manifest_of(found, paths))
    return [*paths, out / MANIFEST]


def tables_of(found: Sequence[Hindcast]) -> dict[str, pd.DataFrame]:
    """Every table of a hindcast by the name of its file."""
    tables = {
        "hindcast.csv": hindcast_table(found),
        "scores.csv": score_table(found),
        "people.csv": people_table(found),
        "reliability.csv": reliability_table(found),
        "differences.csv": difference_table(found),
        "pit.csv": pit_table(found),
    }
    if any(each.panel.name == "nation" for each in found):
        tables["context.csv"] = context_table()
    return tables


def manifest_of(found: Sequence[Hindcast], written: Sequence[Path]) -> dict[str, object]:
    """What was scored, on which data and versions, and the digest of every other file."""
    return {
        "format": FORMAT,
        "panels": {each.panel.name: len(each.panel.units) for each in found},
        "origins": {each.panel.name: each.panel.origin for each in found},
        "worlds": {each.panel.name: each.draws.worlds for each in found if each.draws is not None},
        "methods": list(found[0].forecasts),
        "data": dict(package_data()),
        "versions": versions(),
        "files": {path.name: digest(path.read_bytes()) for path in written},
    }


def write_plans(found: Sequence[PlanForecast], out: Path) -> list[Path]:
    """Write the folder `out` whole, its manifest last, then the chart, and return the paths of all files.

    OutputError where writing fails, ChartError where the chart does; the tables are complete without it.
    """
    tables = {
        "plans.csv": plan_scores.plan_table(found),
        "plan_scores.csv": plan_scores.score_table(found),
        "plan_reliability.csv": plan_scores.reliability(found),
    }
    make_folder(out)
    with locked(out):
        with whole_set(out) as beside:
            written = [write_table(beside, name, table) for name, table in tables.items()]
            write_json(beside, MANIFEST, plans_manifest(written))
        paths = [out / path.name for path in written]
        with charts_after(out):
            if len(tables["plan_reliability.csv"]):
                for kind, picture in plan_files(tables["plan_reliability.csv"]).items():
                    paths.append(write_bytes(out, f"plans.{kind}", picture))
        write_json(out, MANIFEST, plans_manifest(paths))
    return [*paths, out / MANIFEST]


def plans_manifest(written: Sequence[Path]) -> dict[str, object]:
    """On which data and versions the record was forecast, and the digest of every other file."""
    return {
        "format": PLANS_FORMAT,
        "data": dict(package_data()),
        "versions": versions(),
        "files": {path.name: digest(path.read_bytes()) for path in written},
    }
