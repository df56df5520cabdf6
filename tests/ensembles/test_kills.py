"""Killed at any moment, an ensemble goes on where it stood, and ends in the bytes of one left alone."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.ensembles.tiny import undisturbed
from tests.ensembles.watched_runs import WatchedRun
from urbsim.runs.ensembles.executors import KINDS

DRAWS = 24
WORKERS = 2
SPAN = 2.5
"""Seconds after the first draw within which a kill falls; the rest of a run takes about as long."""


def lost_by_a_kill(run: WatchedRun, draws: int, wait: float) -> int | None:
    """Draws lost by a kill so long after so many have begun; None where the run had ended before."""
    begun, kept = run.begun, run.kept
    killed = run.at_work(draws)
    time.sleep(wait)
    ended = killed.poll() is not None
    killed.kill()
    killed.communicate()
    return None if ended else (run.begun - begun) - (run.kept - kept)


def test_a_killed_ensemble_goes_on_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    expected = undisturbed(DRAWS)
    run = WatchedRun(tmp_path / "killed", DRAWS, WORKERS)
    losses = [lost_by_a_kill(run, draws, 0.0) for draws in (7, 5)]
    assert 0 < run.kept < DRAWS
    assert all(loss is not None and loss <= WORKERS for loss in losses), losses
    assert run.finish() == expected
    assert run.begun == DRAWS + sum(loss or 0 for loss in losses)


@pytest.mark.prove
def test_a_hundred_kills_lose_one_draw_a_worker_at_most(tmp_path: Path) -> None:
    luck = random.Random(3)
    expected = undisturbed(DRAWS)
    losses: list[int] = []
    ensembles = 0
    while len(losses) < 100:
        ensembles += 1
        run = WatchedRun(tmp_path / str(ensembles), DRAWS, WORKERS, luck.choice(list(KINDS)))
        for _ in range(8):
            lost = lost_by_a_kill(run, 1, luck.uniform(0, luck.choice([0.2, SPAN])))
            losses += [] if lost is None else [lost]
        assert run.finish() == expected
    assert max(losses) <= WORKERS
    print(
        f"\n{len(losses)} kills of {ensembles} ensembles of {DRAWS} draws on {WORKERS} threads or processes: "
        f"each lost {min(losses)} to {max(losses)} draws, {sum(losses)} in all; all ended in the same bytes"
    )
