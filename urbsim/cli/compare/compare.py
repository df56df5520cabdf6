"""`urbsim compare`: mixes and scenario files side by side under common random numbers."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.options import sized
from urbsim.cli.progress import progress_bar
from urbsim.cli.screen.lines import echo
from urbsim.text import spoken, word

if TYPE_CHECKING:
    from urbsim.report.comparing import Compared
    from urbsim.runs.options import Options
    from urbsim.scenario.file.values import Scenario


@click.command(name="compare")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option("--baseline", metavar="NAME", help="Baseline mix; default: nothing.")
@click.option("--mixes", is_flag=True, help="Also each measure left out, each alone, and contributions.")
@sized
@click.option(
    "--contribution-draws", type=click.IntRange(2, 100_000), help="Draws that contributions are taken from."
)
@click.option("--enough", metavar="MEASURE", help="Ask how strong a measure must be for --target.")
@click.option("--target", metavar="CLAUSE", help="Clause or name of the target that --enough speaks of.")
@click.option(
    "--probability",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="Required probability for --enough.",
)
@click.option("--xlsx", is_flag=True, help="Also write the tables as one workbook, tables.xlsx.")
def command(scenarios: tuple[str, ...], **options: Any) -> None:
    """Compare the mixes of a scenario, or several scenario files of one region, under common random numbers.

    Example: urbsim compare huludao-2011 --mixes --draws 50
    """  # fmt: skip
    from urbsim.cli.run.run import tell_damaged
    from urbsim.runs.options import Options, size_of

    with progress_bar("compare"):
        chosen = read_all(scenarios)
    names = ("draws", "seed", "weight", "workers", "out")
    asked = Options(executor="auto", **{name: options[name] for name in names})
    if options["enough"] is not None or options["target"] is not None:
        answer_enough(chosen, options, asked)
        return
    with progress_bar("compare", size_of(chosen[0], asked).draws) as progress:
        from urbsim.analysis.mixes.comparison import Asked, compare

        what = Asked(options["baseline"], options["mixes"], options["contribution_draws"])
        comparison = compare(chosen, what, asked, progress)
    from urbsim.cli.compare.compare_summary import echo_comparison
    from urbsim.report.comparing import comparison_folder, write_charts, write_comparison
    from urbsim.runs.results.folder_lock import locked

    for result in comparison.results.values():
        tell_damaged(result)
    with locked(comparison_folder(comparison, options["out"])):
        written = write_comparison(comparison, options["out"])
        charts = write_charts(written, spoken())
        books = (_workbook(written),) if options["xlsx"] else ()
    echo_comparison(written, (*charts, *books))


def _workbook(written: "Compared") -> Path:
    """The tables of a comparison as a workbook beside them."""
    from urbsim.report.answer.cell_words import called_in
    from urbsim.report.workbook import write_workbook

    first = next(iter(written.comparison.results.values()))
    return write_workbook(written.folder, called_in(first), written.files)


def read_all(names: tuple[str, ...]) -> "list[Scenario]":
    """Read every scenario; InputError with the faults of all of them."""
    from urbsim.scenario.reading import read_scenario
    from urbsim.vocabulary.errors import read_each

    return read_each(read_scenario, names)


def answer_enough(chosen: "list[Scenario]", options: dict[str, Any], asked: "Options") -> None:
    """Print the least strength that is enough, or the most that can be reached."""
    from urbsim.analysis.mixes.required_strength import Question, required_strength
    from urbsim.cli.compare.compare_summary import enough_text

    if options["enough"] is None or options["target"] is None or len(chosen) != 1:
        raise click.UsageError(word("commands.enough_needs"))
    question = Question(options["enough"], options["target"], options["probability"])
    with progress_bar("enough") as progress:
        found = required_strength(chosen[0], question, asked, progress)
    echo(enough_text(found))
