"""`urbsim reproduce`: the same digests again, or which file, draw, value, data or version differs."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import CancelledError
from pathlib import Path

import pandas as pd
import pytest

from tests.ensembles.tiny import leave, tiny_file
from urbsim.runs.ensembles import ensemble
from urbsim.runs.ensembles.jobs import live
from urbsim.runs.results import manifest

FILES = [
    "runs.parquet", "years.csv", "targets.csv", "iamc.csv", "effect.csv", "money.csv", "datapackage.json",
    "forecast.png", "forecast.svg",
]  # fmt: skip


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run with Chinese charts."""
    out = tmp_path_factory.mktemp("finished")
    assert leave("run", tiny_file(out), "--draws", "3", "--out", out, "--lang", "zh") == 0
    return out / "tiny"


@pytest.fixture
def folder(finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A copy of it, to be altered."""
    capsys.readouterr()
    return shutil.copytree(finished, tmp_path / "tiny")


def altered(path: Path, draw: int, by: float) -> None:
    """Change the first value of a draw in a kept file of runs."""
    table = pd.read_parquet(path)
    group = (table["draw"] == draw) & (table["mix"] == "policy")
    table.loc[table.index[group][0], "value"] += by
    table.to_parquet(path, row_group_size=int(group.sum()))


def test_a_run_comes_out_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("reproduce", folder / "manifest.json") == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [f"same     {name}" for name in FILES]
    assert said.err == ""


def test_a_manifest_alone_is_enough(folder: Path) -> None:
    for name in FILES:
        (folder / name).unlink()
    assert leave("reproduce", folder / "manifest.json") == 0


def test_a_changed_draw_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    altered(folder / "runs.parquet", draw=2, by=1000.0)
    assert leave("reproduce", folder / "manifest.json") == 1
    *files, named = capsys.readouterr().out.splitlines()
    assert files == ["altered  runs.parquet", *(f"same     {name}" for name in FILES[1:])]
    assert named.startswith("  draw 2 of policy: 1 values differ, first ")
    was, now = (float(word.strip(",")) for word in named.split()[-3::2])
    assert was == pytest.approx(now + 1000.0)


def test_another_model_differs_in_its_draws(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ensemble, "live", lambda job: live(job) * (1 - 1e-9 * (job.number == 3)))
    assert leave("reproduce", folder / "manifest.json") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "differs  runs.parquet"
    assert [line.split(":")[0] for line in lines[len(FILES) :]] == [
        "  draw 3 of nothing",
        "  draw 3 of policy",
    ]


def test_a_cut_file_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "runs.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    assert leave("reproduce", folder / "manifest.json") == 1
    assert f"{path} cannot be read, so no draws can be compared" in capsys.readouterr().err


def test_changed_data_and_versions_are_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = dict(manifest.package_data())
    monkeypatch.setattr(manifest, "package_data", lambda: {**now, "variables.csv": "0", "more.csv": "0"})
    promised = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    promised["data"]["statistics/lost.csv"] = "0" * 64
    promised["versions"]["numpy"] = "1.0"
    (folder / "manifest.json").write_text(json.dumps(promised), encoding="utf-8")
    assert leave("reproduce", folder / "manifest.json") == 0
    said = capsys.readouterr().err.splitlines()
    assert said[:3] == [
        "note: data/more.csv is new since",
        "note: data/statistics/lost.csv is gone since",
        "note: data/variables.csv has changed since",
    ]
    assert said[3].startswith("note: numpy was 1.0, is ")


def test_a_run_with_a_lost_draw_comes_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(job: ensemble.Job) -> object:
        if job.number == 2:
            raise CancelledError("the worker went away")
        return live(job)

    monkeypatch.setattr(ensemble, "live", failing)
    assert leave("run", tiny_file(tmp_path), "--draws", "3", "--out", tmp_path) == 0
    capsys.readouterr()
    assert leave("reproduce", tmp_path / "tiny" / "manifest.json") == 0
    assert "differs" not in capsys.readouterr().out


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "other"}'])
def test_what_is_no_manifest_is_refused(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(content, encoding="utf-8")
    assert leave("reproduce", path) == 2
    assert "give the manifest.json" in capsys.readouterr().err
