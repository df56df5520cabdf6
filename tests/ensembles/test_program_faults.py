"""A fault of the program ends a run with status 1, a sentence and a trace, wherever its draws are run."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.ensembles.broken import BAD, MISSHAPEN, MISSING, live_leaky, live_misshapen
from tests.ensembles.tiny import contents, leave, tiny, tiny_file, undisturbed
from urbsim.model.founding.founding import CoarseError
from urbsim.model.setup import Array
from urbsim.runs.ensembles import ensemble, outlook
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.ensembles.jobs import Job
from urbsim.runs.ensembles.simulate import variables_of
from urbsim.runs.options import Options
from urbsim.runs.outlook.correction import Correction, correction_of
from urbsim.scenario import read_text
from urbsim.vocabulary.errors import DrawError, Fault, InputError

DRAWS = 6


@pytest.fixture(autouse=True)
def _traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let traces be written to a folder of the test's own."""
    (tmp_path / "traces").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "traces"))


def trace_of(tmp_path: Path) -> Path:
    """The one trace that was written."""
    (trace,) = (tmp_path / "traces").glob("urbsim-trace-*.txt")
    return trace


def asked(tmp_path: Path, *more: str) -> tuple[str | Path, ...]:
    out = tmp_path / "out"
    plain = ("--draws", str(DRAWS), "--workers", "2", "--without", "no")
    return ("run", tiny_file(tmp_path), *plain, "--out", out, *more)


def complaints(said: str) -> list[str]:
    """What a command complains of; a first run also says that it compiles."""
    return [line for line in said.splitlines() if line.startswith("urbsim: ")]


def assert_told(said: str, error: Exception, trace: Path) -> None:
    """One line that names the draw, the error and the file with its trace."""
    (line,) = complaints(said)
    assert line.startswith(f"urbsim: error: a fault of the program, not of your input: draw {BAD} of policy ")
    assert f"): {type(error).__name__}: {error}; finished draws are kept; its trace is in {trace}" in line
    written = trace.read_text(encoding="utf-8")
    assert "Traceback (most recent call last)" in written
    assert f"{type(error).__name__}: {error}" in written


@pytest.mark.parametrize("executor", ["threads", "processes"])
@pytest.mark.parametrize(
    "broken", [(live_misshapen, MISSHAPEN), (live_leaky, MISSING)], ids=["ValueError", "ConservationError"]
)
def test_a_fault_in_a_draw_ends_the_run_and_keeps_what_is_finished(
    executor: str,
    broken: tuple[Callable[[Job], Array], Exception],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    live, error = broken
    words = asked(tmp_path, "--executor", executor)
    if executor == "threads" and live is live_leaky:
        # Threads share the books, so that the draw with the leak has to be alone.
        words = (*words, "--workers", "1")
    with monkeypatch.context() as patch:
        patch.setattr(ensemble, "live", live)
        assert leave(*words) == 1
    assert_told(capsys.readouterr().err, error, trace_of(tmp_path))
    assert not (tmp_path / "out" / "tiny" / "manifest.json").exists()
    assert len(list((tmp_path / "out").rglob("*.draw"))) >= 1
    assert leave(*words) == 0
    assert contents(tmp_path / "out" / "tiny") == undisturbed(DRAWS)


@pytest.mark.parametrize("draws", ["1", str(DRAWS)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_people_that_are_no_number_end_the_run_before_anything_is_told_of_them(
    lang: str, draws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where a coefficient of the discrepancy is none: what was simulated is sound."""

    def unknown(*arguments: object, **more: object) -> Correction:
        found = correction_of(*arguments, **more)
        return replace(found, line=found.line * np.where(np.arange(found.line.shape[-1]) == 2, np.nan, 1.0))

    monkeypatch.setattr(outlook, "correction_of", unknown)
    assert leave(*asked(tmp_path, "--draws", draws, "--lang", lang)) == 1
    said = capsys.readouterr()
    (line,) = complaints(said.err)
    assert "RangeError: with the discrepancy: out of range: urban_population nan" in line
    assert ("并非输入有误" if lang == "zh" else "a fault of the program, not of your input") in line
    assert "nan" not in said.out
    assert str(trace_of(tmp_path)) in line
    assert not (tmp_path / "out" / "tiny" / "manifest.json").exists()


@pytest.mark.parametrize("name", ["resident_urbanization_rate", "housing_price", "moves_local"])
def test_a_stored_draw_that_is_no_number_ends_the_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown(job: Job) -> Array:
        values = ensemble_live(job)
        values[variables_of(job.setup).index(name), 0, -1] = np.nan
        return values

    ensemble_live = ensemble.live
    monkeypatch.setattr(ensemble, "live", unknown)
    assert leave(*asked(tmp_path, "--executor", "threads")) == 1
    said = capsys.readouterr()
    assert f"{name} nan" in said.err
    assert "nan" not in said.out


def test_a_fault_on_a_cluster_ends_the_run_and_keeps_what_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    quiet = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    monkeypatch.setattr(ensemble, "live", live_misshapen)
    with distributed.LocalCluster(**quiet) as cluster:
        assert leave(*asked(tmp_path, "--cluster", cluster.scheduler_address)) == 1
    assert_told(capsys.readouterr().err, MISSHAPEN, trace_of(tmp_path))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_fault_while_founding_is_not_laid_on_the_input(
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise MISSHAPEN

    monkeypatch.setattr(ensemble, "plan_of", broken)
    assert leave(*asked(tmp_path, "--executor", "threads", "--lang", lang)) == 1
    (said,) = complaints(capsys.readouterr().err)
    assert f"ValueError: {MISSHAPEN}" in said
    assert str(trace_of(tmp_path)) in said
    assert ("并非输入有误" if lang == "zh" else "not of your input") in said


def test_a_draw_tells_python_programs_what_it_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "live", live_misshapen)
    with pytest.raises(DrawError) as caught:
        run_mixes(tiny(), Options(draws=DRAWS, workers=1), lambda done, total: None)
    assert (caught.value.mix, caught.value.number) == ("policy", BAD)
    assert caught.value.__cause__ is MISSHAPEN


ODD_FAMILIES = """\
schema: urbsim/2
name: odd
title: {zh: 怪, en: Odd}
region:
  name: 怪镇
  level: township
  parent: "320682"
  year: 2010
  population: 1500
  urban_population: 450
  household_size: 1.02
  share_0_14: 0.4
  share_65plus: 0.1
  source: an example of our own
from: 2010
until: 2012
"""


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_figures_that_no_families_fit_are_the_input_with_their_line(executor: str) -> None:
    options = Options(draws=2, workers=2, executor=executor)
    with pytest.raises(InputError) as caught:
        run_mixes(read_text(ODD_FAMILIES, "odd.yaml"), options, lambda done, total: None)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("odd.yaml", 4)
    assert "no mixture of families" in fault.problem


@pytest.mark.parametrize(("weight", "place"), [(None, "tiny.yaml:22"), (7, "--weight")])
def test_a_weight_that_is_too_coarse_is_told_where_it_was_given(
    weight: int | None, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def coarse(*_: object, **__: object) -> None:
        raise CoarseError("rows stand for too many", 2)

    monkeypatch.setattr(ensemble, "plan_of", coarse)
    text = f"{ODD_FAMILIES.replace('odd', 'tiny')}runs: {{weight: 3}}\n"
    line = text.splitlines().index("runs: {weight: 3}") + 1
    with pytest.raises(InputError) as caught:
        run_mixes(read_text(text, "tiny.yaml"), Options(draws=1, weight=weight), lambda done, total: None)
    (fault,) = caught.value.faults
    assert str(fault).startswith(place.replace("22", str(line)) + ": rows stand for too many")


def test_faults_come_back_from_other_workers_as_they_are() -> None:
    error = InputError((Fault("a.yaml", 3, "wrong", "right"),))
    assert pickle.loads(pickle.dumps(error)).faults == error.faults
