"""Times of whole commands, each in a process of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
URBSIM = Path(sys.executable).with_name("urbsim")
FIRST_YEAR = """
import sys, time
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of
from urbsim.scenario.reading import read_scenario
from urbsim.model.founding.founding import found
from urbsim.model.urbanization import UrbanizationModel

scenario = read_scenario("xuean-2010")
resolved = resolve(scenario, 1)
setup = resolved.setups["policy"]
draw = draw_of(0, 1, setup.years, setup.record, scenario.coefficients)
model = UrbanizationModel(setup, found(setup, resolved.coefficients), draw)
print(time.time())
model.step()
print(time.time())
"""


def seconds_of(*command: str | Path) -> float:
    start = time.perf_counter()
    printed_by(*command)
    return time.perf_counter() - start


def printed_by(*command: str | Path) -> str:
    """What a command prints; its complaints go to the terminal."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, env=at_home())
    return done.stdout


def at_home() -> dict[str, str]:
    """The environment with the project's tests importable."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def help_and_click(times: int = 7) -> tuple[float, float]:
    """Median seconds of `urbsim --help` and of importing click, taken in turn."""
    pairs = [
        (seconds_of(URBSIM, "--help"), seconds_of(sys.executable, "-c", "import click")) for _ in range(times)
    ]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def until_first_year() -> tuple[float, float]:
    """Seconds from starting Python to the start and to the end of Xue'an's first year, kernels cached."""
    seconds_of(sys.executable, "-c", FIRST_YEAR)
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", FIRST_YEAR],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=at_home(),
    )
    begun, ended = (float(line) - start for line in done.stdout.split())
    return begun, ended


def huludao(out: Path) -> tuple[float, int]:
    """Seconds of one run of every household of Huludao, from the command to its files, and their number."""
    asked = ("run", "huludao-2011", "--draws", "1", "--weight", "1", "--out", str(out))
    seconds = seconds_of(URBSIM, *asked)
    return seconds, len(list((out / "huludao-2011").iterdir()))
