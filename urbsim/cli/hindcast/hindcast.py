"""`urbsim hindcast`: would it have known? Forecasts from an origin, scored against what happened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.hindcast.plans import PACKAGE, echo_plans, score_plans
from urbsim.cli.options import LANG, SEEDS
from urbsim.text import say, spoken, word

if TYPE_CHECKING:
    import pandas as pd
    from rich.progress import TaskID

    from urbsim.analysis.hindcast.hindcast import Hindcast
    from urbsim.analysis.panels.panels import Panel

ORIGIN = 2010
USUAL = (2010, 2015, 2020)
"""Origins of the package's own panels where none is asked for."""
ORIGINS = (2004, 2024)


@click.command(name="hindcast")
@click.option(
    "--panel",
    "file",
    type=click.Path(path_type=Path),
    help="Table (CSV, xlsx, xls): region, year, population, urban_population[, parent, household_size].",
)
@click.option(
    "--plans",
    is_flag=False,
    flag_value=PACKAGE,
    help="Score targets of plans from their year of issue: those of the package, or of a table like it.",
)
@click.option(
    "--origin",
    type=click.IntRange(*ORIGINS),
    help="Last year that forecasts may know; default: 2010, without --panel also 2015 and 2020.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("outputs/hindcast"),
    show_default=True,
    help="Folder for the tables and charts.",
)
@click.option(
    "--draws", type=click.IntRange(1, 256), help="Worlds that each unit is run in; default: by panel."
)
@click.option("--only", help="Panels by name, with commas between, in the place of all.")
@click.option(
    "--solved",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder that `urbsim outlook` wrote, in the place of what ships.",
)
@click.option("--seed", type=SEEDS, default=1, show_default=True)
@click.option("--workers", type=click.IntRange(1, 1024), help="Units simulated at the same time.")
@LANG
def command(file: Path | None, plans: str | None, origin: int | None, out: Path, **options: Any) -> None:
    """Forecast regions from an origin by every method and score them against what happened.

    Without --panel: the nation, the provinces, and the prefectures and counties with two censuses.
    """
    with _progress() as progress:
        # A faulty table is refused before the libraries of a forecast are read, which takes over a second.
        panels = _chosen(_panels(file, origin), options) if plans is None else []
        from urbsim.analysis.hindcast.hindcast import hindcast
        from urbsim.analysis.hindcast.model_forecast import Effort
        from urbsim.runs.results.files import make_folder

        effort = Effort(
            options["draws"] or 0,
            seed=options["seed"],
            workers=options["workers"] or 0,
            solved=options["solved"],
        )
        record = [] if plans is None else score_plans(plans, effort, progress)
        make_folder(out)
        found = hindcast(panels, effort, progress)
        origins = _origins(progress) if plans is None and file is None and origin is None else None
    if plans is not None:
        echo_plans(record, out)
    else:
        _write(found, out, origins)


def _origins(progress: "Callable[[str, int, int], None]") -> "pd.DataFrame":
    """Scores of the national path from every origin."""
    from urbsim.analysis.outlook.origins import origins_table

    return origins_table(lambda done, total: progress(word("scoreboard.origins"), done, total))


def _panels(file: Path | None, origin: int | None) -> "list[Panel]":
    from urbsim.analysis.panels.evidence_panels import evidence_panels
    from urbsim.analysis.panels.panel_file import read_panel
    from urbsim.vocabulary.errors import Fault, InputError

    if file:
        return [read_panel(file, origin or ORIGIN)]
    origins = USUAL if origin is None else (origin,)
    panels = [_named(panel) for each in origins for panel in evidence_panels(each)]
    if not panels:
        problem = say("commands.no_official_figure_was", origin=origin)
        raise InputError([Fault("--origin", None, problem, say("commands.choose_another_year_such"))])
    return panels


def _chosen(panels: "list[Panel]", options: dict[str, Any]) -> "list[Panel]":
    """The panels asked for by name; InputError for other names and for an origin that was not solved."""
    from urbsim.runs.outlook.discrepancy import origins, solved_in
    from urbsim.vocabulary.errors import Fault, InputError

    names, known = str(options["only"] or "").split(","), [panel.name for panel in panels]
    faults = [
        Fault(
            "--only",
            None,
            say("commands.no_such_panel", name=name),
            say("commands.panels", names=", ".join(known)),
        )
        for name in names
        if options["only"] and name not in known
    ]
    chosen = [panel for panel in panels if not options["only"] or panel.name in names]
    with solved_in(options["solved"]):
        lacking = sorted({panel.origin for panel in chosen} - set(origins()))
    if options["solved"] and lacking:
        problem = say("commands.not_solved", origins=", ".join(map(str, lacking)))
        faults.append(Fault(str(options["solved"]), None, problem, say("commands.solve")))
    if faults:
        raise InputError(faults)
    return chosen


def _named(panel: "Panel") -> "Panel":
    """The panel under a name that tells its origin, unless that is the usual one or in the name already."""
    from urbsim.analysis.panels.evidence_panels import REAL_TIME

    told = panel.origin == ORIGIN or panel.name == REAL_TIME
    return panel if told else replace(panel, name=f"{panel.name}-{panel.origin}")


def _write(found: "list[Hindcast]", out: Path, origins: "pd.DataFrame | None") -> None:
    """Write tables and charts, then print the scoreboard and the paths."""
    from urbsim.analysis.hindcast.hindcast import score_table
    from urbsim.cli.hindcast.scoreboard import echo_origins, echo_scoreboard
    from urbsim.report.scoring import write_hindcast

    paths = write_hindcast(found, out, spoken(), origins)
    echo_scoreboard(found, score_table(found))
    if origins is not None:
        echo_origins(origins)
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
        reading = bar.add_task(word("scoreboard.reading"), total=None)

        def advance(name: str, done: int, total: int) -> None:
            bar.update(reading, visible=False)
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done, total=total)

        yield advance
