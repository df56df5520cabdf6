"""A prefecture of many towns, as a user declares it: it runs, or is refused with file and line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

URBAN = 90_000


def prefecture(folder: Path, towns: int) -> Path:
    """A scenario of a small prefecture whose urban people live in so many towns of one size."""
    listed = "\n".join(f"    - {{name: 第{n}镇, population: {URBAN // towns}}}" for n in range(towns))
    file = folder / f"towns{towns}.yaml"
    file.write_text(
        f"""schema: urbsim/2
name: towns{towns}
title: {{zh: 许多镇, en: Many towns}}
region:
  name: 某市
  level: prefecture
  parent: CN
  year: 2010
  population: 240000
  urban_population: {URBAN}
  source: figures of a test
  towns:
{listed}
from: 2010
until: 2011
runs: {{draws: 1, seed: 1, weight: 20}}
""",
        encoding="utf-8",
    )
    return file


def urbsim(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "urbsim", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def assert_complete(done: subprocess.CompletedProcess[str]) -> None:
    """Nothing was said but, where it is so, that the kernel is compiled for the first time."""
    said = [line for line in done.stderr.splitlines() if not line.startswith("First run of this version")]
    assert (done.returncode, said) == (0, [])


def test_more_towns_than_eight_bits_can_name_run_to_the_end(tmp_path):
    done = urbsim("run", prefecture(tmp_path, 300), "--out", tmp_path, "--json")
    assert_complete(done)


def test_what_memory_cannot_hold_is_told_before_anything_runs(tmp_path):
    file = prefecture(tmp_path, 600)
    assert urbsim("validate", file).returncode == 0
    for words in (("validate", file), ("run", file, "--out", tmp_path)):
        done = urbsim(*words, URBSIM_MEMORY="0.05")
        assert done.returncode == 2
        assert done.stderr.startswith(
            f"{file}:4: the tables of a run (areas: 1, settlements: 601) need about"
        )
        assert "there are 0.05 GiB; use a larger weight" in done.stderr


@pytest.mark.parametrize("words", ["plenty", "-1", "nan", "0"])
def test_a_budget_that_is_no_amount_is_refused_in_words(tmp_path, words):
    done = urbsim("validate", prefecture(tmp_path, 3), URBSIM_MEMORY=words)
    assert done.returncode == 2
    assert done.stderr == f"URBSIM_MEMORY: '{words}' is no amount of memory; give GiB, as in 6 or 7.5\n"


@pytest.mark.prove
@pytest.mark.parametrize("towns", [253, 600, 2000])
def test_as_many_towns_as_a_file_may_name_run_to_the_end(tmp_path, towns):
    done = urbsim("run", prefecture(tmp_path, towns), "--out", tmp_path, "--json")
    assert_complete(done)
    print(f"{towns} towns run to the end")
