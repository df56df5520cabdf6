"""The output folder of one run: every file of the contract, written in one call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from urbsim.analysis.targets.outcomes import targets_table
from urbsim.analysis.targets.summary import Summary, summarize
from urbsim.analysis.targets.wording import width_of_about
from urbsim.charts.forecast import forecast_files
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

    ``failed`` says why there are no charts; the results are complete without them.
    """

    result: RunResult
    summaries: tuple[Summary, ...]
    notes: tuple[Note, ...]
    folder: Path
    files: tuple[Path, ...]
    failed: str = ""

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
    Charts are drawn from it afterwards; the manifest then names them too. Quantiles and probabilities stand
    for one household per row (see `runs.noise`); `runs.parquet` holds the runs as they were. `lang` is the
    language of the chart, `name` that of the folder where it is not the scenario's. OutputError where writing
    fails; a chart that fails is told by `failed`.
    """
    folder = folder_of(name or result.name, out)
    published, summaries = published_of(result), summaries_of(result)
    notes = (*result.notes, *_notes_on_comparators(summaries))
    with whole_set(folder) as beside:
        tables = [
            store.write_runs(beside, result.ensembles),
            *_write_tables(beside, result, published, summaries),
        ]
        write_json(beside, store.MANIFEST, manifest(result, notes, tables, lang))
    tables = [folder / table.name for table in tables]
    try:
        with charts_after(folder):
            charts = _write_charts(folder, manifest(result, notes, tables), lang)
    except ChartError as error:
        written = (folder / store.MANIFEST, *tables)
        return Written(result, summaries, notes, folder, written, failed=str(error))
    files = (*tables, *charts)
    last = write_json(folder, store.MANIFEST, manifest(result, notes, files, lang))
    return Written(result, summaries, notes, folder, (last, *files))


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
    return tuple(summarize(runs, result.targets, result.observed) for runs in published_of(result))


def _write_tables(
    folder: Path, result: RunResult, published: Iterable[Ensemble], summaries: Iterable[Summary]
) -> list[Path]:
    years = years_table(published, result.observed)
    targets = targets_table(outcome for summary in summaries for outcome in summary.outcomes)
    return [
        store.write_table(folder, store.YEARS, with_open_questions(years, result.scenario)),
        store.write_table(folder, store.TARGETS, with_open_questions(targets, result.scenario)),
        store.write_table(folder, store.IAMC, iamc_table(years, result.names), for_people=False),
    ]


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
