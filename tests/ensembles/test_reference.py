"""`urbsim run --reference`: every household a Mesa agent, the same bytes, up to so many households."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ensembles.tiny import TINY, leave, tiny, tiny_file
from urbsim.model.reference.reference_model import ReferenceModel
from urbsim.runs.ensembles.ensemble import jobs_of
from urbsim.runs.options import Options, size_of
from urbsim.runs.setup.founding_faults import MOST_AGENTS, rows_expected
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario import read_text

LARGE = TINY.replace("population: 1500", "population: 40000").replace("villages: 4", "villages: 40")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the same scenario run by the kernel and by the reference model."""
    made = []
    for name, option in (("kernel", []), ("reference", ["--reference"])):
        out = tmp_path_factory.mktemp(name)
        assert leave("run", tiny_file(out), "--draws", "2", "--out", out, *option) == 0
        made.append(out / "tiny")
    return made[0], made[1]


def test_the_reference_model_writes_the_bytes_of_the_kernel(folders):
    kernel, reference = folders
    for name in ("runs.parquet", "years.csv", "targets.csv"):
        assert (kernel / name).read_bytes() == (reference / name).read_bytes()


def test_the_manifest_says_which_model_it_was(folders):
    said = [json.loads((folder / "manifest.json").read_text("utf-8"))["reference"] for folder in folders]
    assert said == [False, True]


def test_reproduce_runs_the_reference_model_again(folders, capsys, monkeypatch):
    simulated = []
    monkeypatch.setattr(
        "urbsim.runs.ensembles.jobs.ReferenceModel.terms",
        lambda model, terms=ReferenceModel.terms: simulated.append(model.state.year) or terms(model),
    )
    assert leave("reproduce", folders[1] / "manifest.json", "--workers", "1") == 0
    assert set(simulated) == {2011, 2012, 2013}
    assert "differs" not in capsys.readouterr().out


def test_with_weights_the_replicates_of_the_seed_are_simulated_by_it_too():
    scenario = tiny()
    size = size_of(scenario, Options(draws=2, weight=3, reference=True))
    jobs = jobs_of(scenario, resolve(scenario, size.weight), size)
    assert len(jobs) > 2
    assert all(job.reference for job in jobs)


def test_stored_draws_of_the_two_models_are_told_apart():
    scenario = tiny()
    size = size_of(scenario, Options(draws=2))
    for job in jobs_of(scenario, resolve(scenario, size.weight), size):
        assert job.digest != replace(job, reference=True).digest


@pytest.mark.parametrize("place", ["file", "option"])
def test_too_many_households_are_refused_with_the_least_weight_that_fits(place, tmp_path, capsys):
    path = tiny_file(tmp_path)
    path.write_text(LARGE + ("runs: {draws: 2, seed: 1, weight: 2}\n" if place == "file" else ""), "utf-8")
    option = [] if place == "file" else ["--weight", "2"]
    assert leave("run", path, "--reference", "--out", tmp_path, *option) == 2
    said = capsys.readouterr().err
    where = f"{path}:{LARGE.count(chr(10)) + 1}: " if place == "file" else "--weight: "
    assert said.startswith(where)
    least = int(said.split("use a weight of ")[1].split()[0])
    scenario = read_text(LARGE, "large.yaml")
    assert rows_expected(resolve(scenario, least).setup) <= MOST_AGENTS
    assert rows_expected(resolve(scenario, least - 1).setup) > MOST_AGENTS


def test_the_refusal_is_said_in_chinese_too(tmp_path, capsys):
    path = tiny_file(tmp_path)
    path.write_text(LARGE, "utf-8")
    assert leave("run", path, "--reference", "--out", tmp_path, "--lang", "zh") == 2
    assert "权重" in capsys.readouterr().err
