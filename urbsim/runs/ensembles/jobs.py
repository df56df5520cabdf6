"""Jobs: one draw of one mix each, found in the store or lived by any executor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from urbsim.households.population import Households, in_place
from urbsim.model.founding import found
from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.model.urbanization import Draw
from urbsim.runs.ensembles.drawstore import DrawStore
from urbsim.runs.ensembles.fingerprint import fingerprint, model_version
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.ensembles.simulate import simulate
from urbsim.runs.results.failure import Failure
from urbsim.runs.results.files import OutputError
from urbsim.vocabulary.errors import UnfinishedError

Progress = Callable[[int, int], None]
Work = Callable[["Job"], Array]
GO_ON = "finished draws are kept, run again with fewer --workers or a larger --weight"


@dataclass(frozen=True)
class Job:
    """A draw of a mix: the setup it lives in, the coefficients it was founded with, and what it draws."""

    mix: str
    number: int
    setup: Setup
    founded_with: Coefficients
    draw: Draw

    @cached_property
    def digest(self) -> str:
        """What the result depends on: setup, founding, draw, and the sources that live it."""
        return fingerprint(self.setup, self.founded_with, self.draw, model_version())


@dataclass
class Outcome:
    """Results by (mix, number), how many were found finished, draws that failed, and files not believed."""

    values: dict[tuple[str, int], Array] = field(default_factory=dict)
    reused: int = 0
    failures: list[Failure] = field(default_factory=list)
    damaged: tuple[Path, ...] = ()


def live(job: Job) -> Array:
    """Live one job on one thread; the founding is shared by all jobs of a process."""
    return simulate(job.setup, foundation_of(job.setup, job.founded_with), job.draw)


def live_large(job: Job, threads: int, watch: Progress | None = None) -> Array:
    """Live one large job on several threads, in the rows of its own founding; ``watch`` is told of years."""
    foundation = found(job.setup, job.founded_with, threads)
    return simulate(job.setup, foundation, job.draw, threads, in_place, watch)


def live_in_turn(job: Job, threads: int, watch: Progress | None = None) -> Array:
    """Live one job on so many threads, of several large ones or of one alone."""
    foundation = foundation_of(job.setup, job.founded_with, threads)
    return simulate(job.setup, foundation, job.draw, threads, Households, watch)


def live_and_keep(job: Job, work: Work, store: DrawStore) -> Array:
    """Live a job and commit it before the worker takes another: a kill costs one draw a worker at most."""
    values = work(job)
    store.keep(job.digest, values)
    return values


def finished(jobs: Iterable[Job], store: DrawStore | None) -> tuple[Outcome, list[Job]]:
    """What the store holds of the jobs already, and the jobs that are left to live."""
    outcome, left = Outcome(), []
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
    outcome: Outcome,
    how: tuple[Executor, Work],
    progress: Progress,
    keep: Callable[[str, Array], None] | None = None,
) -> None:
    """Live jobs into the outcome; ``keep`` commits each as it arrives, where the workers cannot.

    Any ``concurrent.futures`` executor will do, and no order of work changes a result. A failing draw
    is recorded; only a store that cannot be written, an interruption, or a lack of memory ends the work.
    """
    executor, work = how
    before, total = outcome.reused, outcome.reused + len(jobs)
    progress(before, total)
    waiting: dict[Future[Array], Job] = {}
    try:
        with lacking_memory():
            waiting |= {executor.submit(work, job): job for job in jobs}
            for done, future in enumerate(as_completed(waiting), start=before + 1):
                settle(future, waiting[future], outcome, keep)
                progress(done, total)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise


@contextmanager
def lacking_memory() -> Iterator[None]:
    """Say what to do when memory is used up, which shows as an error or as a worker that is gone."""
    try:
        yield
    except MemoryError as error:
        raise UnfinishedError(f"there is not enough memory; {GO_ON}") from error
    except BrokenExecutor as error:
        why = "a worker was ended from outside, as systems do when memory runs out"
        raise UnfinishedError(f"{why}; {GO_ON}") from error


def settle(
    future: Future[Array], job: Job, outcome: Outcome, keep: Callable[[str, Array], None] | None
) -> None:
    """Take in a finished draw, or record why there is none."""
    try:
        values = future.result()
    except (OutputError, MemoryError, BrokenExecutor):
        raise
    except Exception as error:  # noqa: BLE001  one bad draw must not cost the others
        message = f"{type(error).__name__}: {error}"
        outcome.failures.append(Failure(job.mix, job.number, job.draw.seed, message))
        return
    if keep is not None:
        keep(job.digest, values)
    outcome.values[job.mix, job.number] = values


def complete_numbers(outcome: Outcome, mixes: Iterable[str], numbers: Iterable[int]) -> tuple[int, ...]:
    """Draws that every mix has finished: a comparison needs them in pairs."""
    return tuple(n for n in numbers if all((mix, n) in outcome.values for mix in mixes))
