"""Jobs: one draw of one mix each, found in the store or simulated by any executor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from urbsim.households.population import in_place
from urbsim.model.reference.reference_model import ReferenceModel
from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.model.state import Draw
from urbsim.runs.ensembles.drawstore import DrawStore
from urbsim.runs.ensembles.executors import lost_by_cluster
from urbsim.runs.ensembles.fingerprint import fingerprint, model_version
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.ensembles.simulate import recorded, simulate
from urbsim.runs.results.failure import Failure
from urbsim.runs.results.files import OutputError
from urbsim.text import say
from urbsim.vocabulary.errors import DrawError, FoundingError, InputError, UnfinishedError

Progress = Callable[[int, int], None]
Work = Callable[["Job"], Array]
Keep = Callable[[str, Array], None]
OWN_WORDS = (OutputError, MemoryError, BrokenExecutor, FoundingError, InputError, UnfinishedError)
"""What ends the work and says itself why, and whose fault it is."""


@dataclass(frozen=True)
class Job:
    """A draw of a mix: the setup it lives in, the coefficients it was founded with, and what it draws.

    ``reference`` says that the reference model simulates it, one household after the other.
    """

    mix: str
    number: int
    setup: Setup
    founded_with: Coefficients
    draw: Draw
    reference: bool = False

    @cached_property
    def digest(self) -> str:
        """What the result depends on: setup, founding, draw, and the sources that live it."""
        return fingerprint(self.setup, self.founded_with, self.draw, self.reference, model_version())


@dataclass
class JobResults:
    """Results by (mix, number), how many were found finished, draws lost, and files not believed."""

    values: dict[tuple[str, int], Array] = field(default_factory=dict)
    reused: int = 0
    failures: list[Failure] = field(default_factory=list)
    damaged: tuple[Path, ...] = ()


def live(job: Job, threads: int = 1, watch: Progress | None = None) -> Array:
    """Simulate one job in the rows of its own founding, (V, R, T); ``watch`` is told of years."""
    return simulate(
        setup=job.setup,
        foundation=foundation_of(job.setup, job.founded_with, job.draw.seed, threads),
        draw=job.draw,
        threads=threads,
        population=in_place,
        watch=watch,
    )


def live_as_agents(job: Job, watch: Progress | None = None) -> Array:
    """Simulate one job by the reference model, every household a Mesa agent, (V, R, T)."""
    foundation = foundation_of(job.setup, job.founded_with, job.draw.seed)
    return recorded(ReferenceModel(job.setup, foundation, job.draw), watch)


def live_and_keep(job: Job, work: Work, store: DrawStore) -> Array:
    """Simulate a job, (V, R, T), and commit it at once: a kill costs one draw a worker at most."""
    values = work(job)
    store.keep(job.digest, values)
    return values


def finished(jobs: Iterable[Job], store: DrawStore | None) -> tuple[JobResults, list[Job]]:
    """What the store holds of the jobs already, and the jobs that are left to live."""
    outcome, left = JobResults(), []
    for job in jobs:
        values = None if store is None else store.find(job.digest)
        if values is None:
            left.append(job)
        else:
            outcome.values[job.mix, job.number] = values
            outcome.reused += 1
    outcome.damaged = () if store is None else tuple(store.damaged)
    return outcome, left


def run_jobs(
    jobs: Sequence[Job],
    outcome: JobResults,
    executor: Executor,
    work: Work,
    progress: Progress,
    keep: Keep | None = None,
) -> None:
    """Live jobs into the outcome; ``keep`` commits each as it arrives, where the workers cannot.

    Any ``concurrent.futures`` executor will do, and no order of work changes a result. A draw that
    a cluster lost with its workers is recorded; whatever else fails ends the work: DrawError where a draw
    raised what is no fault of the input. What is finished by then is kept.
    """
    before, total = outcome.reused, outcome.reused + len(jobs)
    progress(before, total)
    waiting: dict[Future[Array], Job] = {}
    try:
        with lacking_memory():
            waiting |= {executor.submit(work, job): job for job in jobs}
            for done, future in enumerate(as_completed(waiting), start=before + 1):
                settle(future, waiting.pop(future), outcome, keep)
                progress(done, total)
    except BaseException:
        for future in waiting:
            future.cancel()
        keep_finished(waiting, keep)
        raise


@contextmanager
def lacking_memory() -> Iterator[None]:
    """Say what to do when memory is used up, which shows as an error or as a worker that is gone."""
    try:
        yield
    except MemoryError as error:
        raise UnfinishedError(say("runs.there_not_enough_memory", go_on=say("runs.go_on"))) from error
    except BrokenExecutor as error:
        why = say("runs.worker_was_ended_from")
        raise UnfinishedError(say("runs.what", why=why, go_on=say("runs.go_on"))) from error


def keep_finished(waiting: Mapping[Future[Array], Job], keep: Keep | None) -> None:
    """Commit the draws, (V, R, T) each, that arrived while the work was being ended.

    As far as the store takes them.
    """
    with suppress(OutputError):
        for future, job in waiting.items():
            if keep and future.done() and not future.cancelled() and future.exception() is None:
                keep(job.digest, future.result())


def settle(future: Future[Array], job: Job, outcome: JobResults, keep: Keep | None) -> None:
    """Take in a finished draw, (V, R, T), or record that a cluster lost it.

    DrawError where it failed by itself.
    """
    try:
        values = future.result()
    except OWN_WORDS:
        raise
    except Exception as error:
        if not lost_by_cluster(error):
            raise DrawError(job.mix, job.number, job.draw.seed) from error
        message = f"{type(error).__name__}: {error}"
        outcome.failures.append(Failure(job.mix, job.number, job.draw.seed, message))
        return
    if keep is not None:
        keep(job.digest, values)
    outcome.values[job.mix, job.number] = values


def complete_numbers(outcome: JobResults, mixes: Iterable[str], numbers: Iterable[int]) -> tuple[int, ...]:
    """Draws that every mix has finished: a comparison needs them in pairs."""
    return tuple(n for n in numbers if all((mix, n) in outcome.values for mix in mixes))
