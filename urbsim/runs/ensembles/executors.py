"""Where jobs are simulated: threads over one founding, processes, or a Dask cluster."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError

if TYPE_CHECKING:
    from distributed import Client

KINDS = ("auto", "threads", "processes")
SMALL = 100_000
"""Rows below which Python's part of a draw, one thread at a time, weighs more than the kernel's."""
MANY = 100
"""Draws from which it pays to start processes, each of which loads the program and founds anew."""

EVERY = 5.0
"""Seconds between two looks at a cluster's workers."""
NO_WORKERS = (
    "the cluster has no worker left; waiting until one joins (`dask worker ADDRESS`). "
    "Ctrl-C ends the run, finished draws are kept."
)
log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class Workers(ProcessPoolExecutor):
    """Processes that end with the command that started them, and in no other way.

    They are spawned, never forked: a forked one would inherit the locks of threads. Ctrl-C reaches
    the command alone, which ends them in order; when the command is killed, they leave too.
    """

    def __init__(self, workers: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        super().__init__(workers, mp_context=spawn, initializer=leave_with_parent)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call; a worker spawned for it inherits that interruptions are held back."""
        with interruptions_held():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def interruptions_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment, where the system can; it is delivered afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_with_parent() -> None:
    """Let this worker end as soon as the command that started it is gone."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="watch").start()


MAKERS: Mapping[str, Callable[[int], Executor]] = MappingProxyType(
    {"threads": ThreadPoolExecutor, "processes": Workers}
)


def kind_for(asked: str, workers: int, draws: int, rows: float) -> str:
    """Threads or processes, as asked; by themselves processes for many small draws, else threads.

    Threads share one founding and run kernels side by side; processes run everything side by side.
    """
    if asked != "auto":
        return asked
    return "processes" if workers > 1 and draws >= MANY and rows < SMALL else "threads"


def lost_by_cluster(error: Exception) -> bool:
    """Whether a cluster gave up a draw because workers went away, not because its computation failed."""
    return isinstance(error, CancelledError) or type(error).__module__.partition(".")[0] == "distributed"


@contextmanager
def executor_of(kind: str, workers: int, cluster: str | None) -> Iterator[Executor]:
    """An executor of so many workers, closed at the end; work not yet begun is dropped on an error."""
    if cluster is not None:
        with dask_executor(cluster) as executor:
            yield executor
        return
    pool = MAKERS[kind](workers)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """The executor of a running Dask scheduler; InputError where there is none or Dask is not installed.

    A scheduler is trusted: it and its workers run what they are sent and send back pickles. ``tls://`` takes
    the certificates of Dask's own configuration.
    """
    try:
        from distributed import Client
    except ImportError as error:
        problem = say("runs.cluster_needs_dask_which")
        raise InputError((Fault(address, None, problem, say("runs.pip_install_urbsim_cluster")),)) from error
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        problem = say("runs.no_dask_scheduler_answers")
        remedy = say("runs.start_one_with_dask_scheduler")
        raise InputError((Fault(address, None, problem, remedy),)) from error
    except TypeError as error:
        problem = say("runs.no_certificates_set_for")
        raise InputError((Fault(address, None, problem, say("runs.certificates")),)) from error
    gone = threading.Event()
    watch = threading.Thread(target=tell_of_lost_workers, args=(client, gone), daemon=True, name="watch")
    watch.start()
    with client:
        try:
            yield client.get_executor()
        finally:
            gone.set()
            watch.join()


def tell_of_lost_workers(client: Client, gone: threading.Event) -> None:
    """Say it, once an outage, when a cluster has no worker: its scheduler waits for one without a word.

    Where the scheduler itself is gone, the calls that wait for it fail and say so.
    """
    told = False
    with suppress(OSError):
        while not gone.wait(EVERY):
            none = not client.scheduler_info()["workers"]
            if none and not told:
                log.warning(NO_WORKERS)
            told = none
