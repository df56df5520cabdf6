"""Where jobs are lived: threads over one founding, processes, or a Dask cluster."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager

from urbsim.vocabulary.errors import Fault, InputError

KINDS = ("auto", "threads", "processes")
SMALL = 100_000
"""Rows below which Python's part of a draw, one thread at a time, weighs more than the kernel's."""
MANY = 100
"""Draws from which it pays to start processes, each of which loads the program and founds anew."""


def kind_for(asked: str, workers: int, draws: int, rows: float) -> str:
    """Threads or processes, as asked; by themselves processes for many small draws, else threads.

    Threads share one founding and run kernels side by side; processes run everything side by side.
    """
    if asked != "auto":
        return asked
    return "processes" if workers > 1 and draws >= MANY and rows < SMALL else "threads"


@contextmanager
def executor_of(kind: str, workers: int, cluster: str | None) -> Iterator[Executor]:
    """An executor of so many workers, closed at the end; work not yet begun is dropped on an error.

    Processes are spawned, never forked: a forked process would inherit the locks of threads.
    """
    if cluster is not None:
        with dask_executor(cluster) as executor:
            yield executor
        return
    pool: Executor
    if kind == "processes":
        pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    else:
        pool = ThreadPoolExecutor(workers, thread_name_prefix="draw")
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """The executor of a running Dask scheduler; InputError where there is none or Dask is not installed."""
    try:
        from distributed import Client
    except ImportError as error:
        problem = "--cluster needs Dask, which is not installed"
        raise InputError((Fault(address, None, problem, "pip install 'urbsim[cluster]'"),)) from error
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        problem = "no Dask scheduler answers at this address"
        remedy = "start one with `dask scheduler` and give its address, tcp://host:port"
        raise InputError((Fault(address, None, problem, remedy),)) from error
    with client:
        yield client.get_executor()
