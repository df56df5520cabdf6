"""`urbsim outlook`: solve what keeps the nation on its path in every world, for all runs to read."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.options import LANG, WORKERS
from urbsim.cli.progress import announce_compilation, progress_bar
from urbsim.cli.screen.lines import echo
from urbsim.text import say, word

if TYPE_CHECKING:
    from urbsim.runs.outlook.discrepancy import Discrepancy

ORIGINS = "2005,2009,2010,2015,2016,2020"
"""What ships: base years of the shipped scenarios, and the origins that forecasts are scored from."""
FIRST, LAST = 2004, 2024
WORLDS = 64
"""As many as ship."""


@click.command(name="outlook")
@click.option("--origins", default=ORIGINS, show_default=True, help="Origins, with commas between.")
@click.option(
    "--worlds", type=click.IntRange(1, 256), default=WORLDS, show_default=True, help="Worlds an origin."
)
@click.option("--straight", is_flag=True, help="Go the growth difference alone, for `hindcast --solved`.")
@click.option("--resume", is_flag=True, help="Keep origins solved with the same coefficients and worlds.")
@click.option(
    "--scenarios", is_flag=True, help="Solve nothing: say how much of each scenario's growth is discrepancy."
)
@WORKERS
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("outputs/outlook"),
    show_default=True,
    help="Folder for two files an origin.",
)
@LANG
def command(origins: str, worlds: int, straight: bool, out: Path, **options: Any) -> None:
    """Solve from each origin what the decision to move lacks in each world for the nation to go its path.

    All runs read the table that ships; solve it again after the model or its coefficients have changed.
    """
    if options["scenarios"]:
        _tell_shares(out)
        return
    from urbsim.analysis.outlook.solving import Bench, solve
    from urbsim.analysis.outlook.table import is_solved, write
    from urbsim.runs.cores import usable_cores
    from urbsim.runs.ensembles.executors import executor_of

    years = _years(origins)
    announce_compilation()
    with executor_of("processes", options["workers"] or usable_cores(), None) as executor:
        for origin in years:
            if options["resume"] and not straight and is_solved(origin, worlds, out):
                echo(word("outlook.kept", origin=origin))
                continue
            with progress_bar(str(origin)) as progress:
                solved = solve(Bench(origin, worlds, executor, progress), straight)
            write(solved, out)
            echo(_told(solved))


def _tell_shares(out: Path) -> None:
    """Print and write how much of each shipped scenario's rise without measures is discrepancy."""
    from urbsim.analysis.outlook.shares import shares_table
    from urbsim.cli.screen.tables import print_table
    from urbsim.runs.results.files import make_folder
    from urbsim.runs.results.store import write_table

    announce_compilation()
    with progress_bar(word("outlook.shares")) as progress:
        table = shares_table(progress)
    make_folder(out)
    path = write_table(out, "shares.csv", table)
    heads = [word(f"outlook.share_{name}") for name in ("scenario", "until", "rise", "more", "share")]
    print_table(heads, map(_share_row, table.to_dict("records")))
    click.echo(str(path))


def _share_row(row: "dict[Any, Any]") -> tuple[str, ...]:
    from urbsim.analysis.targets.cells import absent

    rise, more = 100 * row["rise"], 100 * (row["rise"] - row["free"])
    share = "–" if absent(row["share"]) else word("asked.percent", value=f"{100 * row['share']:.0f}")
    return row["scenario"], str(row["until"]), f"{rise:.1f}", f"{more:+z.1f}", share


def _told(solved: "Discrepancy") -> str:
    return word(
        "outlook.solved",
        origin=solved.origin,
        worlds=solved.worlds,
        weight=solved.household_weight,
        error=solved.error,
        bound=solved.bound,
        first=float(solved.logits.mean(axis=0)[0]),
        last=float(solved.logits.mean(axis=0)[-1]),
    )


def _years(text: str) -> list[int]:
    """The origins asked for, each once, the earliest first."""
    from urbsim.vocabulary.errors import Fault, InputError

    years = {int(part) if part.strip().isdecimal() else 0 for part in text.split(",")}
    if all(FIRST <= year <= LAST for year in years):
        return sorted(years)
    problem = say("outlook.bad_origins", given=text, first=FIRST, last=LAST)
    raise InputError([Fault("--origins", None, problem, say("outlook.write_origins"))])
