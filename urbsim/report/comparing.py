"""The output folder of a comparison: its tables, and a manifest that says what was compared with what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from urbsim.analysis.mixes.comparison import MixComparison
from urbsim.analysis.mixes.costs import DISCOUNT, cost_table, costs_of
from urbsim.analysis.mixes.differences import comparison_table
from urbsim.analysis.mixes.mix_table import chances_over_time, chances_table, mix_table
from urbsim.analysis.mixes.shapley_runs import contributions_table, errors_table, interactions_table
from urbsim.analysis.targets.outcomes import targets_table, with_bare
from urbsim.charts.comparison import comparison_files
from urbsim.charts.stored import read_comparison
from urbsim.policy.mixes import NOTHING
from urbsim.report.answer.warnings import warnings_of
from urbsim.report.datapackage import write_datapackage
from urbsim.report.folder import charts_after, folder_of
from urbsim.runs.results import store
from urbsim.runs.results.files import write_bytes, write_json
from urbsim.runs.results.folder_lock import whole_set
from urbsim.runs.results.manifest import manifest
from urbsim.runs.results.result import Note, note
from urbsim.runs.results.run_tables import region_label, years_table

LONGEST_NAME = 120
COMPARISON = "comparison.csv"
CONTRIBUTIONS = "contributions.csv"
DANGEROUS = re.compile(r"^\s*[=+\-@\t\r]")


@dataclass(frozen=True, eq=False)
class Compared:
    """A finished comparison: its tables by file name, its notes, its folder and files."""

    comparison: MixComparison
    tables: dict[str, pd.DataFrame]
    notes: tuple[Note, ...]
    folder: Path
    files: tuple[Path, ...]
    warnings: tuple[Note, ...] = ()


def comparison_folder(comparison: MixComparison, out: Path) -> Path:
    """The folder of a comparison below `out`, ready to be written to; `store.OutputError` where it is not."""
    return folder_of(comparison.name[:LONGEST_NAME], out)


def tables_of(comparison: MixComparison) -> dict[str, pd.DataFrame]:
    """Every table of a comparison by the name of its file."""
    tracks, baseline = comparison.tracks, comparison.baseline
    first = next(iter(comparison.results.values()))
    parts = [part for track in tracks for part in track.parts]
    bare = next((track.scored for track in tracks if track.name == NOTHING), baseline.scored)
    tables = {
        store.YEARS: years_table(parts, first.observed),
        store.TARGETS: targets_table(
            replace(with_bare(each.outcome, without.outcome), mix=track.name)
            for track in tracks
            for each, without in zip(track.scored, bare, strict=True)
        ),
        COMPARISON: comparison_table(tracks, baseline, costs_of(tracks, baseline)),
        "mixes.csv": mix_table(tracks, baseline),
        "chances.csv": chances_table(tracks, baseline),
        "chances_by_year.csv": chances_over_time(tracks),
        "costs.csv": cost_table(tracks, baseline),
    }
    if comparison.explained is not None:
        tables[CONTRIBUTIONS] = contributions_table(comparison.explained)
        tables["contributions_error.csv"] = errors_table(comparison.explained)
        tables["interactions.csv"] = interactions_table(comparison.explained)
    return tables


def neutral(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before words that a spreadsheet would run as a formula."""
    words = table.select_dtypes(include=["object", "string"])
    return table.assign(**{name: words[name].map(harmless) for name in words.columns})


def harmless(cell: object) -> object:
    """One cell; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and DANGEROUS.match(cell) else cell


def write_comparison(comparison: MixComparison, out: Path) -> Compared:
    """Write `<out>/compare-<names>/` whole, its manifest last; OutputError where writing fails."""
    folder = comparison_folder(comparison, out)
    tables, notes = tables_of(comparison), notes_of(comparison)
    with whole_set(folder) as beside:
        files = [store.write_table(beside, name, neutral(table)) for name, table in tables.items()]
        files.append(write_datapackage(beside, folder.name, files))
        last = write_json(beside, store.MANIFEST, manifest_of(comparison, notes, files))
    written = tuple(folder / each.name for each in (last, *files))
    warnings = warnings_of(next(iter(comparison.results.values())))
    return Compared(
        comparison=comparison, tables=tables, notes=notes, folder=folder, files=written, warnings=warnings
    )


def manifest_of(comparison: MixComparison, notes: tuple[Note, ...], files: list[Path]) -> dict[str, object]:
    """The manifest of the first scenario's runs, with all mixes and what was compared."""
    first = next(iter(comparison.results.values()))
    runs = tuple(track.home for track in comparison.tracks)
    whole = replace(first, ensembles=runs, warnings=warnings_of(first))
    content = manifest(whole, notes, files)
    explained = comparison.explained
    content["comparison"] = {
        "scenarios": list(comparison.scenarios),
        "written": {name: dict(result.scenario) for name, result in comparison.results.items()},
        "baseline": comparison.baseline.name,
        "measures": {track.name: list(track.measures) for track in comparison.tracks},
        "discount": DISCOUNT,
        "contributions": None
        if explained is None
        else {"draws": explained.found.draws, "exact": explained.found.exact},
    }
    content["name"] = comparison.name
    keys = dict.fromkeys(key for part in comparison.baseline.parts for key in part.regions)
    content["regions"] = {
        key: {lang: region_label(key, first.names, lang) for lang in ("en", "zh")} for key in keys
    }
    return content


def notes_of(comparison: MixComparison) -> tuple[Note, ...]:
    """Notes of all runs, and how money is counted."""
    own = dict.fromkeys(each for result in comparison.results.values() for each in result.notes)
    return (
        *own,
        note("notes.costs", rate=DISCOUNT),
    )


def write_charts(written: Compared, lang: str) -> list[Path]:
    """Draw every chart from the tables as written, write it beside them, and name it in the manifest.

    ChartError where one fails; the tables are complete without it.
    """
    folder = written.folder
    with charts_after(folder):
        pictures = comparison_files(read_comparison(folder), lang)
        charts = [write_bytes(folder, name, picture) for name, picture in pictures.items()]
    files = [each for each in written.files if each.name != store.MANIFEST]
    write_json(folder, store.MANIFEST, manifest_of(written.comparison, written.notes, [*files, *charts]))
    return charts
