"""Killed at any moment, an ensemble goes on where it stood, and ends in the bytes of one left alone."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ensembles.tiny import ROOT, at_home, contents, tiny, tiny_file
from urbsim.report.folder import write_folder
from urbsim.runs.ensemble import Options, run_mixes

DRAWS = 40
WORKERS = 2
SPAN = 2.5
"""Seconds after the first draw within which a kill falls; the rest of a run takes about as long."""


class Ensemble:
    """An ensemble run from the command line, whose draws begun and draws kept can be counted."""

    def __init__(self, folder: Path, executor: str = "threads") -> None:
        self.out, self.witness = folder / "out", folder / "begun"
        arguments = ("run", str(tiny_file(folder)), "--draws", str(DRAWS), "--out", str(self.out))
        how = ("--workers", str(WORKERS), "--executor", executor)
        self.command = (sys.executable, "-m", "tests.ensembles.watched", str(self.witness), *arguments, *how)

    def started(self) -> subprocess.Popen[bytes]:
        """The run, in a session of its own so that all its processes can be killed together."""
        return subprocess.Popen(
            self.command, cwd=ROOT, env=at_home(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip

    @property
    def begun(self) -> int:
        return self.witness.stat().st_size if self.witness.exists() else 0

    @property
    def kept(self) -> int:
        return len(list(self.out.glob(".draws/*/*.draw")))

    def finish(self) -> dict[str, bytes]:
        """Let it end, and read every file of the scenario's folder."""
        run = self.started()
        complaints = run.communicate()[1].decode()
        assert run.returncode == 0, complaints
        assert complaints == ""
        return contents(self.out / "tiny")

    def killed(self, wait: float) -> int | None:
        """Draws lost by a kill so long after the first draw begins; None where it had ended before."""
        begun, kept = self.begun, self.kept
        run = self.started()
        while self.begun == begun and run.poll() is None:
            time.sleep(0.002)
        time.sleep(wait)
        ended = run.poll() is not None
        run.kill()
        run.communicate()
        return None if ended else (self.begun - begun) - (self.kept - kept)


def test_a_killed_ensemble_goes_on_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    alone = run_mixes(tiny(), Options(draws=DRAWS, workers=1), lambda done, total: None)
    expected = contents(write_folder(alone, tmp_path / "alone").folder)
    killed = Ensemble(tmp_path / "killed")
    losses = [killed.killed(wait) for wait in (0.15, 0.05)]
    assert 0 < killed.kept < DRAWS
    assert all(loss is not None and loss <= WORKERS for loss in losses), losses
    assert killed.finish() == expected
    assert killed.begun <= DRAWS + sum(loss or 0 for loss in losses)


@pytest.mark.prove
def test_a_hundred_kills_lose_one_draw_a_worker_at_most(tmp_path: Path) -> None:
    luck = random.Random(3)
    expected = Ensemble(tmp_path / "alone").finish()
    losses: list[int] = []
    ensembles = 0
    while len(losses) < 100:
        ensembles += 1
        killed = Ensemble(tmp_path / str(ensembles))
        for _ in range(8):
            lost = killed.killed(luck.uniform(0, luck.choice([0.2, SPAN])))
            losses += [] if lost is None else [lost]
        assert killed.finish() == expected
    assert max(losses) <= WORKERS
    print(
        f"\n{len(losses)} kills of {ensembles} ensembles of {DRAWS} draws on {WORKERS} workers: each lost "
        f"{min(losses)} to {max(losses)} draws, {sum(losses)} in all; every one ended in the same bytes"
    )
