"""The output folder of one run: every file of the contract, written in one call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from urbsim.analysis.binding.of_measures import bound_measures
from urbsim.analysis.mixes.effects import Effect, effect_table, headline, pair_of
from urbsim.analysis.mixes.money import Cost, cost_of, money_table
from urbsim.analysis.plans.precedents import precedent_notes
from urbsim.analysis.targets.outcomes import targets_table
from urbsim.analysis.targets.summary import Summary, beside, summarize
from urbsim.analysis.targets.wording import width_of_about
from urbsim.charts.forecast import forecast_files
from urbsim.report.answer.seen import seen_notes
from urbsim.report.answer.warnings import warnings_of
from urbsim.report.datapackage import write_datapackage
from urbsim.runs.results import store
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.files import OutputError, make_folder, write_bytes, write_json
from urbsim.runs.results.folder_lock import whole_set
from urbsim.runs.results.manifest import manifest
from urbsim.runs.results.noise import at_unit_weight
from urbsim.runs.results.result import Note, RunResult, note
from urbsim.runs.results.run_tables import iamc_table, region_label, with_open_questions, years_table
from urbsim.text import spoken
from urbsim.vocabulary.errors import UnfinishedError

CHART = "forecast"


class ChartError(UnfinishedError):
    """A chart could not be drawn; the results that it would show are complete."""


@dataclass(frozen=True)
class Written:
    """A finished run: its summaries by mix, the notes to show beside them, its folder and files.

    ``effects`` say what the policy does, where it was also run without, ``cost`` what its measures
    cost; ``failed`` says why there are no charts: the results are complete without them.
    """

    result: RunResult
    summaries: tuple[Summary, ...]
    notes: tuple[Note, ...]
    folder: Path
    files: tuple[Path, ...]
    failed: str = ""
    effects: tuple[Effect, ...] = ()
    cost: Cost | None = None

    def region_name(self) -> str:
        """Name of the scenario's own region."""
        return region_label(self.summaries[0].region, self.result.names, spoken())


def folder_of(name: str, out: Path) -> Path:
    """The folder of a scenario below `out`, ready to be written to; OutputError where it is not."""
    folder = out / name
    make_folder(folder)
    return folder


def write_folder(result: RunResult, out: Path, lang: str = "en", name: str = "") -> Written:
    """Write `<out>/<scenario>/` whole: runs, years, targets, IAMC table and, last, the manifest; then charts.

    The set is written beside and takes the folder's place when it is complete, so that a folder is one run.
    With measures it holds `money.csv`, and with runs without them `effect.csv`. Charts are drawn from it
    afterwards; the manifest then names them too. Quantiles and probabilities stand for one household per row
    (see `runs.noise`); `runs.parquet` holds the runs as they were. `lang` is the language of the chart,
    `name` that of the folder where it is not the scenario's. OutputError where writing fails; a chart that
    fails is told by `failed`.
    """
    folder = folder_of(name or result.name, out)
    result = replace(result, warnings=warnings_of(result), bindings=bound_measures(result))
    published, summaries = published_of(result), summaries_of(result)
    beside = (*result.beside, *seen_notes(result, published))
    result = replace(result, precedents=precedent_notes(summaries[0]), beside=beside)
    notes = (*result.notes, *_notes_on_comparators(summaries))
    pair = pair_of(result.ensembles, published)
    found = () if pair is None else headline(pair, summaries[0].outcomes)
    with whole_set(folder) as draft:
        tables = [
            store.write_runs(draft, result.ensembles),
            *_write_tables(draft, result, _tables_of(result, published, summaries)),
        ]
        tables.append(write_datapackage(draft, result.name, tables))
        write_json(draft, store.MANIFEST, manifest(result, notes, tables, lang))
    tables = [folder / table.name for table in tables]
    told = Written(result, summaries, notes, folder, (), effects=found, cost=cost_of(result))
    try:
        with charts_after(folder):
            charts = _write_charts(folder, manifest(result, notes, tables), lang)
    except ChartError as error:
        written = (folder / store.MANIFEST, *tables)
        return replace(told, files=written, failed=str(error))
    files = (*tables, *charts)
    last = write_json(folder, store.MANIFEST, manifest(result, notes, files, lang))
    return replace(told, files=(last, *files))


@contextmanager
def charts_after(folder: Path) -> Iterator[None]:
    """Say of a chart that fails that the results are complete; faults of writing speak for themselves."""
    try:
        yield
    except OutputError:
        raise
    except Exception as error:
        words = f"the results in {folder} are complete, but a chart failed ({type(error).__name__}: {error})"
        raise ChartError(f"{words}; `urbsim plot {folder}` draws it from them") from error


def published_of(result: RunResult) -> tuple[Ensemble, ...]:
    """The ensembles as they are published: with the spread of one household per row."""
    return tuple(at_unit_weight(runs, result.weight, result.seed_variance) for runs in result.ensembles)


def summaries_of(result: RunResult) -> tuple[Summary, ...]:
    """Bands and scored targets of every mix, as they are published."""
    return beside([summarize(runs, result.targets, result.observed) for runs in published_of(result)])


def run_tables(result: RunResult) -> dict[str, pd.DataFrame]:
    """Every table of a run by the name of its file, as it is published."""
    return _tables_of(result, published_of(result), summaries_of(result))


def _tables_of(
    result: RunResult, published: Sequence[Ensemble], summaries: Iterable[Summary]
) -> dict[str, pd.DataFrame]:
    years = years_table(published, result.observed)
    outcomes = [outcome for summary in summaries for outcome in summary.outcomes]
    tables = {
        store.YEARS: years, store.TARGETS: targets_table(outcomes),
        store.IAMC: iamc_table(years, result.names),
    }  # fmt: skip
    pair = pair_of(result.ensembles, published)
    if pair is not None:
        tables[store.EFFECT] = effect_table(pair, outcomes)
    return tables | ({store.MONEY: money_table(result)} if result.measures else {})


def _write_tables(folder: Path, result: RunResult, tables: Mapping[str, pd.DataFrame]) -> list[Path]:
    """Tables for people count the open questions of a draft; that for programs has no byte order mark."""
    return [
        store.write_table(
            folder, name,
            with_open_questions(table, result.scenario) if name in (store.YEARS, store.TARGETS) else table,
            for_people=name != store.IAMC,
        )
        for name, table in tables.items()
    ]  # fmt: skip


def _write_charts(folder: Path, content: dict[str, object], lang: str) -> list[Path]:
    """Draw from the tables as written, so that `urbsim plot` on the folder draws the same picture."""
    stored = store.StoredRun(
        folder, content, store.read_table(folder / store.YEARS), store.read_table(folder / store.TARGETS)
    )
    pictures = forecast_files([stored], lang)
    return [write_bytes(folder, f"{CHART}.{kind}", picture) for kind, picture in pictures.items()]


def _notes_on_comparators(summaries: Iterable[Summary]) -> list[Note]:
    """How "about" was read, where a target says it: the reading is an assumption."""
    abouts = {
        outcome.target.unit == "share": outcome.target
        for summary in summaries
        for outcome in summary.outcomes
        if outcome.target.comparator == "about"
    }
    return [note("notes.about", width=width_of_about(target)) for target in abouts.values()]
