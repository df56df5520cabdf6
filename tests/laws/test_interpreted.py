"""The kernel read line by line by Python, or with every index checked, does what it does compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.laws.digest_of_world import digest

TINY = 7, 150, 5
SMALL = "zhongxinxiang-plan"


def run_apart(*words: str, timeout: int = 600, **environment: str) -> str:
    """What another Python process says, in which every warning is an error; fails with its last words."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr[-3000:]}"
    return done.stdout


def world_apart(**environment: str) -> str:
    return run_apart("tests.laws.digest_of_world", *map(str, TINY), **environment).strip()


def test_a_kernel_that_a_person_steps_through_gives_the_same_bytes():
    assert world_apart(NUMBA_DISABLE_JIT="1") == digest(*TINY)


def test_a_kernel_that_checks_every_index_gives_the_same_bytes():
    assert world_apart(NUMBA_BOUNDSCHECK="1") == digest(*TINY)


def commanded(folder: Path, **environment: str) -> bytes:
    """The draws of a small scenario as a command writes them."""
    words = ("--draws", "1", "--weight", "40", "--workers", "1", "--without", "no", "--out", str(folder))
    run_apart("urbsim", "run", SMALL, *words, **environment)
    return (folder / SMALL / "runs.parquet").read_bytes()


@pytest.mark.parametrize("setting", ["NUMBA_DISABLE_JIT", "NUMBA_BOUNDSCHECK"])
def test_a_small_scenario_runs_by_command_to_the_same_bytes(setting: str, tmp_path: Path) -> None:
    plain, other = tmp_path / "plain", tmp_path / setting
    assert commanded(other, **{setting: "1"}) == commanded(plain)


def cache_folder(checked: str) -> str:
    """Where a process keeps its compiled kernels."""
    alone = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    return subprocess.run(
        [sys.executable, "-c", "import numba, urbsim.households; print(numba.config.CACHE_DIR)"],
        env={**alone, "NUMBA_BOUNDSCHECK": checked},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_checked_kernels_are_not_taken_from_the_unchecked():
    assert cache_folder("1") == cache_folder("0") + "-checked"


@pytest.mark.prove
@pytest.mark.parametrize("tests", ["tests/twin", "tests/laws", "tests/unit/households", "tests/golden"])
def test_no_index_leaves_its_array_in(tests: str) -> None:
    """Reference model, laws, kernel tests and every shipped scenario, with checked kernels."""
    said = run_apart(
        "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", tests, timeout=3600, NUMBA_BOUNDSCHECK="1"
    )
    print(said.strip().splitlines()[-1])
