"""Long commands say within two seconds that they work, and are quiet where nobody reads along."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.screens import PANEL, PLANS
from tests.ensembles.tiny import at_home, tiny_file

pty = pytest.importorskip("pty", reason="no terminals of its own on this system")
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="counts seconds of /proc")

WITHIN = 2.0
"""Seconds of processor time, which say the same on a machine that is busy."""
LONG = {
    "run": ("run", "tiny.yaml", "--draws", "50"),
    "compare": ("compare", "tiny.yaml", "--draws", "50"),
    "sensitivity": ("sensitivity", "tiny.yaml"),
    "optimise": ("optimise", "tiny.yaml", "--target", "third"),
    "explore": ("explore", "tiny.yaml", "-o", "page.html"),
    "levers": ("levers", "--row", "L16"),
    "hindcast": ("hindcast", "--panel", "towns.csv"),
    "plans": ("hindcast", "--plans", "plans.csv"),
    "outlook": ("outlook", "--origins", "2020", "--worlds", "1"),
    "calibrate": ("calibrate",),
}


def processor_seconds(number: int) -> float:
    """Time that a process has used so far."""
    fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("name", LONG)
def test_a_long_command_shows_within_two_seconds_that_it_works(name: str, tmp_path: Path) -> None:
    tiny_file(tmp_path)
    (tmp_path / "towns.csv").write_text(PANEL, encoding="utf-8")
    (tmp_path / "plans.csv").write_text(PLANS, encoding="utf-8")
    reading, writing = pty.openpty()
    words = [sys.executable, "-m", "urbsim", *LONG[name]]
    with subprocess.Popen(
        words, cwd=tmp_path, env=at_home(TERM="xterm"), stdout=subprocess.DEVNULL, stderr=writing
    ) as child:  # fmt: skip
        try:
            assert select.select([reading], [], [], 60.0)[0], "nothing was shown in a minute"
            assert processor_seconds(child.pid) <= WITHIN
        finally:
            child.kill()
    os.close(reading)
    os.close(writing)


def test_a_pipe_gets_the_result_and_no_progress(tmp_path: Path) -> None:
    tiny_file(tmp_path)
    words = [sys.executable, "-m", "urbsim", "run", "tiny.yaml", "--draws", "2", "--workers", "1"]
    done = subprocess.run(words, cwd=tmp_path, env=at_home(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
