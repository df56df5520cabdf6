"""Random ways of living one ensemble: ``python -m … SEED COUNT`` prints a line of JSON for each."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.ensembles.tiny import digest_of, tiny
from urbsim.households import population
from urbsim.model.setup import Array
from urbsim.runs.ensembles.drawstore import DrawStore
from urbsim.runs.ensembles.ensemble import jobs_of, result_of
from urbsim.runs.ensembles.executors import executor_of
from urbsim.runs.ensembles.jobs import Job, JobResults, finished, live, run_jobs
from urbsim.runs.options import Options, Size, size_of
from urbsim.runs.setup.resolve import Resolved, resolve

DRAWS = 6
MIXES = ("policy", "nothing")
KINDS = ("threads", "processes", "dask") if find_spec("distributed") else ("threads", "processes")
"""Each in turn; without Dask, which is an extra, the other two."""


@dataclass(frozen=True)
class Combination:
    """One way: where, on how many workers with how many threads each, and what was finished before.

    ``blocks`` is the number of blocks of villages that a run is cut into, ``order`` the luck that
    shuffles the tasks, and ``before`` the number of tasks that an earlier run left in the store.
    ``killed`` says whether one of several workers of the cluster is killed midway.
    """

    kind: str
    workers: int
    threads: int
    blocks: int
    order: int
    before: int
    killed: bool


@dataclass(frozen=True)
class Place:
    """Where tasks are lived, and how one of its workers is killed."""

    executor: Executor
    kill: Callable[[], None] = lambda: None


def combinations(seed: int, count: int) -> list[Combination]:
    """A batch of ways; processes and clusters take seconds to start, so a batch has one number of workers."""
    luck = random.Random(seed)
    workers = luck.randint(1, 4)
    return [
        Combination(
            kind=KINDS[n % len(KINDS)],
            workers=workers,
            threads=luck.randint(1, 3),
            blocks=luck.choice([1, 2, 3, 5, 16, 64]),
            order=luck.randrange(10**6),
            before=luck.choice([0, 0, 1, luck.randint(2, len(MIXES) * DRAWS // 2)]),
            killed=KINDS[n % len(KINDS)] == "dask" and workers > 1 and luck.random() < 0.5,
        )
        for n in range(count)
    ]


def live_in_blocks(job: Job, threads: int, blocks: int) -> Array:
    """A run cut into so many blocks, wherever the worker stands."""
    population.BLOCKS = blocks
    return live(job, threads)


def digest(chosen: Combination, place: Place, folder: Path) -> str:
    """Digest of the ensemble lived in that way, some tasks before the others."""
    scenario = tiny()
    size = size_of(scenario, Options(draws=DRAWS, seed=1))
    resolved = resolve(scenario, size.weight, MIXES)
    jobs = jobs_of(scenario, resolved, size)
    random.Random(chosen.order).shuffle(jobs)
    store = DrawStore(folder)
    work = partial(live_in_blocks, threads=chosen.threads, blocks=chosen.blocks)

    def progress(done: int, total: int) -> None:
        if chosen.killed and done == len(jobs) - 3:
            place.kill()

    for part in (jobs[: chosen.before], jobs):
        outcome, left = finished(part, store)
        run_jobs(left, outcome, place.executor, work, progress, keep=store.keep)
    assert outcome.reused == chosen.before
    return digest_of_outcome(resolved, size, outcome)


def digest_of_outcome(resolved: Resolved, size: Size, outcome: JobResults) -> str:
    values = {mix: np.stack([outcome.values[mix, n] for n in size.numbers]) for mix in MIXES}
    return digest_of(result_of(tiny(), resolved, size, size.numbers, values).ensembles)


@contextmanager
def place_of(kind: str, workers: int) -> Iterator[Place]:
    """An executor of a kind; for Dask with a scheduler and worker processes of its own."""
    if kind != "dask":
        with executor_of(kind, workers, None) as executor:
            yield Place(executor)
        return
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        executor_of(kind, workers, cluster.scheduler_address) as executor,
    ):
        yield Place(executor, lambda: os.kill(cluster.workers[0].pid, signal.SIGKILL))


def main() -> None:
    seed, count = (int(number) for number in sys.argv[1:])
    batch = combinations(seed, count)
    for kind in KINDS:
        with place_of(kind, batch[0].workers) as place:
            for chosen in (each for each in batch if each.kind == kind):
                with TemporaryDirectory() as folder:
                    found = digest(chosen, place, Path(folder))
                print(json.dumps({**asdict(chosen), "digest": found}), flush=True)


if __name__ == "__main__":
    main()
