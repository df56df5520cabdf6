"""A draw that a cluster loses with its workers is recorded with its message and seed, and costs no other."""

from __future__ import annotations

import json
from concurrent.futures import BrokenExecutor, CancelledError
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.ensembles.tiny import leave, tiny, tiny_file
from urbsim.model.setup import Array
from urbsim.runs.ensembles import ensemble, jobs
from urbsim.runs.ensembles.ensemble import drawn, run_mixes
from urbsim.runs.ensembles.jobs import Job
from urbsim.runs.options import Options
from urbsim.runs.setup.resolve import resolve

BAD = 3


LOST = CancelledError("the worker went away")
"""What the executor of a cluster raises for a draw whose workers or scheduler it lost."""


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception, *numbers: int) -> list[int]:
    """Let the draws of these numbers fail; the answer fills with the numbers that were begun."""
    begun: list[int] = []

    def live(job: Job) -> Array:
        begun.append(job.number)
        if job.number in numbers:
            raise error
        return jobs.live(job)

    monkeypatch.setattr(ensemble, "live", live)
    return begun


def test_a_lost_draw_is_recorded_and_the_others_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("run", tiny_file(tmp_path), "--draws", "6", "--without", "no", "--out", tmp_path)
    whole = run_mixes(tiny(), Options(draws=6), lambda done, total: None).ensembles[0]
    with monkeypatch.context() as patch:
        failing(patch, LOST, BAD)
        assert leave(*arguments) == 0
    folder = tmp_path / "tiny"
    recorded = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (failure,) = recorded["failures"]
    message = "CancelledError: the worker went away"
    assert failure == {"mix": "policy", "number": BAD, "seed": seed_of(BAD), "message": message}
    said = " ".join(capsys.readouterr().out.split())
    assert f"Draw {BAD} of policy failed and is left out (seed {seed_of(BAD)}): {message}" in said
    assert recorded["draws"] == 5
    values = pd.read_parquet(folder / "runs.parquet")
    assert values["draw"].unique().tolist() == [1, 2, 4, 5, 6]
    kept = values.set_index(["draw", "variable", "region", "year"])["value"]
    for n, draw in enumerate(whole.draws):
        if draw != BAD:
            known = whole.values[n][~np.isnan(whole.values[n])]
            np.testing.assert_array_equal(np.sort(kept[draw].to_numpy()), np.sort(known))
    begun = failing(monkeypatch, LOST)
    assert leave(*arguments) == 0
    assert begun == [BAD]


def seed_of(number: int) -> int:
    """The seed of a draw of the town under seed 1."""
    return drawn(tiny(), resolve(tiny(), 1).setups["policy"], number, 1).seed


def test_a_draw_lost_in_one_mix_is_left_out_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, LOST, 2)
    result = run_mixes(tiny(), Options(draws=3, mixes=("policy", "nothing")), lambda done, total: None)
    assert [runs.draws for runs in result.ensembles] == [(1, 3), (1, 3)]
    assert [(each.mix, each.number) for each in result.failures] == [("nothing", 2), ("policy", 2)]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LOST, "All draws failed; first failure: seed "),
        (
            MemoryError(),
            "there is not enough memory; finished draws are kept, run again with fewer --workers",
        ),
        (BrokenExecutor(), "a worker was ended from outside, as systems do when memory runs out; finished"),
    ],
)
def test_what_stops_a_whole_run_is_told_without_a_traceback(
    error: Exception,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing(monkeypatch, error, 1, 2)
    assert leave("run", tiny_file(tmp_path), "--draws", "2", "--out", tmp_path / "out") == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"urbsim: error: {words}")
