"""Sets of files that run, compare and hindcast write, quick to write and told apart by a number."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from tests.ensembles.tiny import tiny
from tests.unit.runs.worlds import result
from urbsim.analysis.hindcast.hindcast import Hindcast, hindcast
from urbsim.analysis.hindcast.model_forecast import Effort
from urbsim.analysis.mixes.comparison import Asked, MixComparison, compare
from urbsim.analysis.panels.evidence_panels import census_panel
from urbsim.report import comparing, scoring
from urbsim.report import folder as running
from urbsim.report.comparing import comparison_folder, write_charts, write_comparison
from urbsim.report.folder import write_folder
from urbsim.report.scoring import write_hindcast
from urbsim.runs.options import Options
from urbsim.runs.results.files import write_bytes
from urbsim.runs.results.folder_lock import locked
from urbsim.runs.results.manifest import digest
from urbsim.runs.results.manifest_schema import read_manifest
from urbsim.runs.results.store import read_run
from urbsim.vocabulary.errors import InputError

OLD, NEW, NEXT = 1, 2, 3
CHART = "chart.png"


@dataclass(frozen=True)
class Sets:
    """What a command writes: the name of its folder, and sets by number under the folder's lock.

    ``prepare`` makes what is written ahead of any kill; ``number`` tells which set a folder holds whole, None
    where readers refuse it.
    """

    folder: str
    prepare: Callable[[int], object]
    write: Callable[[Path, int], None]
    number: Callable[[Path], int | None]

    def written(self, out: Path, number: int) -> Path:
        """The folder below ``out``, in which a set has taken its place."""
        out.mkdir(exist_ok=True)
        self.write(out, number)
        return out / self.folder


def small_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts of a few bytes that tell of which set they are, in place of drawn ones."""

    def chart(folder: Path, content: dict[str, object], lang: str) -> list[Path]:
        return [write_bytes(folder, CHART, drawn(int(str(content["seed"]))))]

    monkeypatch.setattr(running, "_write_charts", chart)
    monkeypatch.setattr(
        comparing, "comparison_files", lambda stored, lang: {CHART: drawn(stored.run.manifest["seed"])}
    )
    monkeypatch.setattr(
        scoring, "hindcast_files", lambda found, lang: {"png": drawn(int(found.panel.name[-1]))}
    )


def drawn(number: int) -> bytes:
    return f"a chart of set {number}".encode()


def write_run(out: Path, number: int) -> None:
    place = out / "huludao-2011"
    place.mkdir(exist_ok=True)
    with locked(place):
        write_folder(replace(result(draws=3 + number), seed=number), out)


def number_of_run(folder: Path) -> int | None:
    """The seed of the run, or of the comparison's runs, that a folder holds whole."""
    try:
        read_run(folder)
    except InputError:
        return None
    promised = read_manifest(folder / "manifest.json")
    assert_kept(folder, promised["files"])
    number = int(promised["seed"])
    assert_chart(folder / CHART, number)
    return number


def assert_kept(folder: Path, files: dict[str, str]) -> None:
    """Every file is what the manifest promises."""
    for name, known in files.items():
        assert digest((folder / name).read_bytes()) == known, name


def assert_chart(chart: Path, number: int) -> None:
    """A chart beside the set is one of it, named by the manifest or not yet."""
    if chart.exists():
        assert chart.read_bytes() == drawn(number)


@cache
def compared(number: int) -> MixComparison:
    options = Options(draws=2, seed=number, workers=1)
    return compare([tiny()], Asked(), options, lambda done, total: None)


def write_compared(out: Path, number: int) -> None:
    comparison = compared(number)
    with locked(comparison_folder(comparison, out)):
        write_charts(write_comparison(comparison, out), "en")


@cache
def forecast() -> Hindcast:
    panel = census_panel("counties")
    few = replace(panel, units=panel.units[:1], last=2020)
    return hindcast([few], Effort(worlds=2, pairs=1, draws=4), lambda *_: None)[0]


def scored(number: int) -> list[Hindcast]:
    return [replace(forecast(), panel=replace(forecast().panel, name=f"counties-{number}"))]


def write_scored(out: Path, number: int) -> None:
    write_hindcast(scored(number), out / "hindcast", "en")


def number_of_hindcast(folder: Path) -> int:
    """The number in the name of the panel of which all files of a hindcast are."""
    promised = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert_kept(folder, promised["files"])
    (panel,) = promised["panels"]
    assert f"{panel}," in (folder / "scores.csv").read_text("utf-8-sig")
    number = int(panel[-1])
    assert_chart(folder / f"{panel}.png", number)
    return number


SETS = {
    "run": Sets("huludao-2011", lambda number: None, write_run, number_of_run),
    "compare": Sets("compare-tiny", compared, write_compared, number_of_run),
    "hindcast": Sets("hindcast", scored, write_scored, number_of_hindcast),
}
