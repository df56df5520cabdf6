"""`urbsim hindcast`: would it have known? Forecasts from an origin, scored against what happened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.options import LANG, SEEDS
from urbsim.text import say, spoken

if TYPE_CHECKING:
    from rich.progress import TaskID

    from urbsim.analysis.hindcast.hindcast import Hindcast
    from urbsim.analysis.panels.panels import Panel

ORIGIN = 2010
ORIGINS = (2004, 2024)


@click.command(name="hindcast")
@click.option(
    "--panel",
    "file",
    type=click.Path(path_type=Path),
    help="Table (CSV, xlsx, xls): region, year, population, urban_population[, parent, household_size].",
)
@click.option(
    "--origin",
    type=click.IntRange(*ORIGINS),
    default=ORIGIN,
    show_default=True,
    help="Last year that forecasts may know.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("outputs/hindcast"),
    show_default=True,
    help="Folder for the tables and charts.",
)
@click.option("--pairs", type=click.IntRange(1, 1000), help="Pairs of full runs a unit; default: by panel.")
@click.option("--seed", type=SEEDS, default=1, show_default=True)
@click.option("--workers", type=click.IntRange(1, 1024), help="Units simulated at the same time.")
@LANG
def command(file: Path | None, origin: int, out: Path, **options: Any) -> None:
    """Forecast regions from an origin by every method and score them against what happened.

    Without --panel: the nation, the provinces, and the prefectures and counties with two censuses.
    """
    from urbsim.analysis.hindcast.hindcast import hindcast
    from urbsim.analysis.hindcast.model_forecast import Effort
    from urbsim.runs.results.files import make_folder

    panels = _panels(file, origin)
    make_folder(out)
    effort = Effort(options["pairs"] or 0, seed=options["seed"], workers=options["workers"] or 0)
    with _progress() as progress:
        found = hindcast(panels, effort, progress)
    _write(found, out)


def _panels(file: Path | None, origin: int) -> "list[Panel]":
    from urbsim.analysis.panels.evidence_panels import evidence_panels
    from urbsim.analysis.panels.panel_file import read_panel
    from urbsim.vocabulary.errors import Fault, InputError

    if file:
        return [read_panel(file, origin)]
    panels = list(evidence_panels(origin))
    if not panels:
        problem = say("commands.no_official_figure_was", origin=origin)
        raise InputError([Fault("--origin", None, problem, say("commands.choose_another_year_such"))])
    return panels


def _write(found: "list[Hindcast]", out: Path) -> None:
    """Write tables and charts, then print the scoreboard and the paths."""
    from urbsim.analysis.hindcast.hindcast import score_table
    from urbsim.cli.hindcast.scoreboard import echo_scoreboard
    from urbsim.report.scoring import write_hindcast

    paths = write_hindcast(found, out, spoken())
    echo_scoreboard(found, score_table(found))
    for path in paths:
        click.echo(str(path))


@contextmanager
def _progress() -> "Iterator[Callable[[str, int, int], None]]":
    """A bar a panel on the terminal; nothing where errors go into a file."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def advance(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done)

        yield advance
