"""`validate` and `run` agree: what the first calls sound is simulated and written, the rest refused."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.ensembles.tiny import tiny
from urbsim.report import folder as writing
from urbsim.report.folder import write_folder
from urbsim.runs.ensembles.check_run import check_run
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.scenario import Scenario, read_text
from urbsim.scenario.file.digest import as_json
from urbsim.vocabulary.errors import InputError

ODD = (
    -1, 0, 1, 2, 7, 30, 400, 1500, 60_000, 2_000_000, 0.0, 0.01, 0.3, 0.99, 1.0, 12.5, -0.4, 1e9,
    "towns", "cities", "all", "320682", "CN", "620423", "observed", "extrapolated", "growth", None, [], {},
    True, 1990, 2005, 2010, 2012, 2013, 2024, 2049, ["towns", "seats"], {"scale": "weak"},
)  # fmt: skip


def altered(luck: random.Random) -> str:
    """The tiny town with one to three values replaced by odd ones."""
    content: dict[str, Any] = json.loads(tiny().written)
    content["until"] = content["from"] + 1
    content["measures"][0]["start"] = content["until"]
    content["targets"][0]["year"] = content["until"]
    for _ in range(luck.randint(1, 3)):
        here: Any = content
        while isinstance(here, dict | list) and here:
            key = luck.choice(list(here) if isinstance(here, dict) else range(len(here)))
            if not isinstance(here[key], dict | list) or not here[key] or luck.random() < 0.15:
                here[key] = otherwise(here[key], luck)
                break
            here = here[key]
    return as_json(content)


def otherwise(value: Any, luck: random.Random) -> Any:
    """Another value: mostly one of the same kind, else an odd one."""
    if luck.random() < 0.3:
        return luck.choice(ODD)
    if isinstance(value, bool | str) or not isinstance(value, int | float):
        return value
    return type(value)(value * luck.choice((0.2, 0.5, 0.9, 1.1, 2, 5)) + luck.choice((0, 0, 1)))


def sound(text: str) -> Scenario | None:
    """The scenario that `validate` calls sound, None for one that it refuses."""
    try:
        scenario = read_text(text, "fuzz.yaml")
        check_run(scenario)
    except InputError:
        return None
    return scenario


def runs(text: str, out: Path) -> bool:
    """Whether `run` simulates the file and writes its folder."""
    try:
        scenario = read_text(text, "fuzz.yaml")
        done = run_mixes(scenario, Options(draws=1, workers=1), lambda done, total: None)
    except InputError:
        return False
    return write_folder(done, out).folder.is_dir()


def disagreements(cases: int, seed: int, out: Path) -> tuple[list[str], int]:
    """Files on which the two do not agree, and how many were sound."""
    luck, found, held = random.Random(seed), [], 0
    for _ in range(cases):
        text = altered(luck)
        expected = sound(text) is not None
        held += expected
        if runs(text, out) != expected:
            found.append(text)
    return found, held


@pytest.fixture(autouse=True)
def without_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_write_charts", lambda folder, content, lang: [])


def test_they_agree_on_odd_files(tmp_path: Path) -> None:
    found, held = disagreements(40, 19, tmp_path)
    assert found == []
    assert 2 <= held <= 38


@pytest.mark.prove
@pytest.mark.parametrize("batch", range(10))
def test_they_agree_on_ten_thousand_odd_files(batch: int, tmp_path: Path) -> None:
    found, held = disagreements(1000, 100 + batch, tmp_path)
    print(
        f"part {batch + 1} of 10: 1,000 files read, founded, run for a year and written where sound; ", end=""
    )
    print(f"{held} sound, {1000 - held} refused by both, {len(found)} disagreements")
    assert found == []
