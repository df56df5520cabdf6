"""Ensembles of the tiny town run from the command line, whose draws begun and draws kept can be counted."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.ensembles.tiny import ROOT, at_home, contents, tiny_file


class WatchedRun:
    """A command in a folder of its own, to be started as often as wanted."""

    def __init__(
        self, folder: Path, draws: int, workers: int = 2, executor: str = "threads", pace: float = 0.0
    ) -> None:
        self.environment = at_home(URBSIM_TEST_PACE=str(pace))
        self.out, self.witness = folder / "out", folder / "begun"
        self.arguments = (
            "run",
            str(tiny_file(folder)),
            "--draws",
            str(draws),
            "--without",
            "no",
            "--out",
            str(self.out),
        )
        self.how = ("--workers", str(workers), "--executor", executor)

    def started(self) -> subprocess.Popen[str]:
        """The run, in a session of its own, as if it had a terminal of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.ensembles.watched", self.witness, *self.arguments, *self.how],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def at_work(self, draws: int = 1) -> subprocess.Popen[str]:
        """The run at the moment when so many draws are begun, or when it ends."""
        begun, run = self.begun, self.started()
        while self.begun < begun + draws and run.poll() is None:
            time.sleep(0.002)
        return run

    @property
    def begun(self) -> int:
        return self.witness.stat().st_size if self.witness.exists() else 0

    @property
    def kept(self) -> int:
        return len(list(self.out.glob(".draws/*/*.draw")))

    def finish(self) -> dict[str, bytes]:
        """Let it end without a complaint, and read every file of the scenario's folder."""
        run = self.started()
        complaints = run.communicate()[1]
        assert (run.returncode, complaints) == (0, "")
        return contents(self.out / "tiny")
