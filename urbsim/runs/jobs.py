"""Jobs: one draw of one mix each, found in the store or lived by any executor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field

from urbsim.households.population import Households, in_place
from urbsim.model.founding import found
from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.model.urbanization import Draw
from urbsim.runs.drawstore import DrawStore
from urbsim.runs.failure import Failure
from urbsim.runs.files import OutputError
from urbsim.runs.fingerprint import fingerprint, model_version
from urbsim.runs.founding import foundation_of
from urbsim.runs.simulate import simulate

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Job:
    """A draw of a mix: the setup it lives in, the coefficients it was founded with, and what it draws."""

    mix: str
    number: int
    setup: Setup
    founded_with: Coefficients
    draw: Draw

    @property
    def digest(self) -> str:
        """What the result depends on: setup, founding, draw, and the sources that live it."""
        return fingerprint(self.setup, self.founded_with, self.draw, model_version())


@dataclass
class Outcome:
    """Results by (mix, number), how many were found finished, and the draws that failed."""

    values: dict[tuple[str, int], Array] = field(default_factory=dict)
    reused: int = 0
    failures: list[Failure] = field(default_factory=list)


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
    return outcome, left


def run_jobs(
    jobs: Sequence[Job],
    outcome: Outcome,
    store: DrawStore | None,
    how: tuple[Executor, Callable[[Job], Array]],
    progress: Progress,
) -> None:
    """Live jobs into the outcome; each is kept in the store as soon as it is finished.

    Any ``concurrent.futures`` executor will do, and no order of work changes a result. A failing
    draw is recorded; only a store that cannot be written, or an interruption, ends the work.
    """
    executor, work = how
    before, total = outcome.reused, outcome.reused + len(jobs)
    progress(before, total)
    waiting: dict[Future[Array], Job] = {executor.submit(work, job): job for job in jobs}
    try:
        for done, future in enumerate(as_completed(waiting), start=before + 1):
            settle(future, waiting[future], store, outcome)
            progress(done, total)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise


def settle(future: Future[Array], job: Job, store: DrawStore | None, outcome: Outcome) -> None:
    """Keep a finished draw, or record why there is none."""
    try:
        values = future.result()
    except (OutputError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  one bad draw must not cost the others
        message = f"{type(error).__name__}: {error}"
        outcome.failures.append(Failure(job.mix, job.number, job.draw.seed, message))
        return
    if store is not None:
        store.keep(job.digest, values)
    outcome.values[job.mix, job.number] = values


def complete_numbers(outcome: Outcome, mixes: Iterable[str], numbers: Iterable[int]) -> tuple[int, ...]:
    """Draws that every mix has finished: a comparison needs them in pairs."""
    return tuple(n for n in numbers if all((mix, n) in outcome.values for mix in mixes))
