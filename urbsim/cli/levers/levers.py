"""`urbsim levers`: the experiments that hold every lever, beside what studies found."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.options import LANG, WORKERS
from urbsim.cli.progress import announce_compilation, progress_bar
from urbsim.text import say

if TYPE_CHECKING:
    import pandas as pd

    from urbsim.scenario.file.values import Scenario

NAME, DOCUMENTS, ORIGINS = "levers.csv", "documents.csv", "origins.csv"
KEPT_DRAWS = "documents"
"""Folder of the draws of documents that are finished."""
COUNTIES, MOST_OF_ORIGINS = 50, 4
"""Counties beside the census, and draws of each."""
MOST_OF_DOCUMENTS = 50
"""Draws of a shipped scenario, of which there are twenty and more."""


@click.command(name="levers")
@click.option("--region", metavar="CODE", help="Make the experiments on this region, not on a plain county.")
@click.option("--scenario", "file", metavar="FILE", help="Make them on the region of this scenario.")
@click.option(
    "--draws", type=click.IntRange(2, 10_000), default=200, show_default=True, help="Draws at most."
)
@click.option("--row", "rows", multiple=True, metavar="ID", help="Only this experiment; may be repeated.")
@click.option("--origins", is_flag=True, help="Fifty counties instead: movers by origin beside the census.")
@click.option("--documents", is_flag=True, help="The shipped scenarios instead, measures off and on.")
@WORKERS
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("outputs/levers"),
    show_default=True,
    help="Folder for levers.csv.",
)
@LANG
def command(region: str | None, file: str | None, out: Path, **options: Any) -> None:
    """Make the experiments that studies made, on a plain county, and say which results are theirs."""
    if options["origins"]:
        origins(min(options["draws"], MOST_OF_ORIGINS), options["workers"], out)
        return
    if options["documents"]:
        documents(min(options["draws"], MOST_OF_DOCUMENTS), out)
        return
    from urbsim.analysis.levers.levers import AskedLevers, run_levers
    from urbsim.analysis.levers.table import table_of
    from urbsim.cli.levers.levers_screen import echo_rows
    from urbsim.runs.results.files import make_folder

    check_rows(options["rows"])
    asked = AskedLevers(options["draws"], asked_scenario(region, file), options["rows"], options["workers"])
    make_folder(out)
    announce_compilation()
    with progress_bar("levers") as progress:
        rows = run_levers(asked, progress)
    path = written(out, NAME, table_of(rows))
    echo_rows(rows, place_of(asked.scenario), path)


def documents(draws: int, out: Path) -> None:
    """Run every shipped scenario with and without its measures, write documents.csv and print it.

    The table grows with each document, and finished draws are kept, so that what was broken off goes on.
    """
    from urbsim.analysis.levers.documents import document_effects, documents_table
    from urbsim.analysis.levers.documents import documents as shipped_documents
    from urbsim.cli.levers.levers_screen import echo_document, echo_documents
    from urbsim.runs.results.files import make_folder

    make_folder(out)
    announce_compilation()
    chosen, found, path = shipped_documents(), [], out / DOCUMENTS
    with progress_bar("levers", draws) as progress:
        for effect in document_effects(chosen, draws, out / KEPT_DRAWS, progress):
            found.append(effect)
            path = written(out, DOCUMENTS, documents_table(found))
            echo_document(effect, len(found), len(chosen))
    echo_documents(found, path)


def origins(draws: int, workers: int | None, out: Path) -> None:
    """Simulate fifty counties, write origins.csv and print how they stand beside the census of 2010."""
    from urbsim.analysis.levers.origins import origins_table, run_origins
    from urbsim.cli.levers.levers_screen import echo_origins
    from urbsim.runs.cores import usable_cores
    from urbsim.runs.results.files import make_folder

    make_folder(out)
    with progress_bar("levers") as progress:
        found = run_origins(COUNTIES, draws, workers or usable_cores(), progress)
    path = written(out, ORIGINS, origins_table(found))
    echo_origins(found, path)


def written(out: Path, name: str, table: "pd.DataFrame") -> Path:
    """Write a table whose cells cannot be taken for formulas."""
    from urbsim.report.comparing import neutral
    from urbsim.runs.results.store import write_table

    return write_table(out, name, neutral(table))


def check_rows(ids: tuple[str, ...]) -> None:
    """InputError for an experiment that there is not."""
    from urbsim.evidence.experiments import experiments
    from urbsim.vocabulary.errors import Fault, InputError

    known = [row.id for row in experiments().rows]
    remedy = say("experiments.use_rows", names=", ".join(known))
    faults = [
        Fault("--row", None, say("experiments.row_unknown", name=each), remedy)
        for each in ids
        if each not in known
    ]
    if faults:
        raise InputError(faults)


def asked_scenario(region: str | None, file: str | None) -> "Scenario | None":
    """The scenario on whose region experiments are made; None for the plain places."""
    from urbsim.scenario.reading import read_scenario, read_text
    from urbsim.scenario.starting.new_file import starting_text

    if region is not None and file is not None:
        raise click.UsageError(say("commands.region_or_scenario").text())
    if file is not None:
        return read_scenario(file)
    if region is None:
        return None
    return read_text(starting_text("levers", region, None, None), "--region")


def place_of(scenario: "Scenario | None") -> str:
    """What the experiments are made on, in the language spoken."""
    from urbsim.text import spoken, word

    if scenario is None:
        return word("experiments.ground_county")
    return scenario.title.zh if spoken() == "zh" else scenario.title.en
