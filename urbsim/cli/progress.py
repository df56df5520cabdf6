"""What long commands say while they work: that the kernel is compiled, and a bar on the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from urbsim.cli.screen.estimate import Estimate
from urbsim.cli.screen.lines import echo
from urbsim.text import word


@cache
def announce_compilation() -> None:
    """Say when a first kernel begins to be compiled, so that nobody takes it for slowness."""
    from urbsim.households import kernel_cache
    from urbsim.households.compiling import told_of_first

    told_of_first(lambda: echo(word("run.uncached" if kernel_cache() is None else "run.compiling"), err=True))


@contextmanager
def progress_bar(name: str, draws: int | None = None) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, and above it how long the work will take where that is long.

    Nothing where errors go into a file. ``draws`` are those of the work, which fewer would shorten.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        estimate = Estimate(draws)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            if console.is_terminal and (told := estimate.heard(done, total)):
                console.print(told, markup=False, highlight=False)

        yield advance
