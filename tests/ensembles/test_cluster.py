"""A cluster without a worker says so, and goes on as soon as one joins."""

from __future__ import annotations

import time

import pytest

from urbsim.runs.ensembles import executors
from urbsim.runs.ensembles.executors import NO_WORKERS, executor_of


def test_a_cluster_that_lost_its_workers_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(executors, "EVERY", 0.1)
    quiet = {"n_workers": 0, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with (
        distributed.LocalCluster(**quiet) as cluster,
        executor_of("dask", 1, cluster.scheduler_address) as executor,
    ):
        waiting = executor.submit(pow, 2, 10)
        deadline = time.monotonic() + 20
        while NO_WORKERS not in caplog.messages and time.monotonic() < deadline:
            time.sleep(0.1)
        assert caplog.messages.count(NO_WORKERS) == 1
        assert not waiting.done()
        cluster.scale(1)
        assert waiting.result(timeout=30) == 1024
