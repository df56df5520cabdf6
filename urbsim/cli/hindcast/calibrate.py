"""`urbsim calibrate`: fit the coefficients again, and say whether that is what runs draw from."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from urbsim.cli.options import SEEDS
from urbsim.cli.progress import progress_bar
from urbsim.cli.screen.lines import columns, echo
from urbsim.cli.screen.tables import print_fitted
from urbsim.text import block, in_register, told, word

if TYPE_CHECKING:
    from urbsim.analysis.calibration.calibration import Calibration
    from urbsim.analysis.calibration.window import Window

PIPED = 100
"""Width of tables that go into a file or another program."""


@click.command(name="calibrate")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the posterior to this file."
)
@click.option("--seed", type=SEEDS, default=1, show_default=True)
@click.option(
    "--influence",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Do not fit; write what rests on judgement to this file, by its influence.",
)
def command(out: Path | None, seed: int, influence: Path | None) -> None:
    """Fit behaviour to the nation of 2000-2010 and to findings of studies, and show what is learnt."""
    if influence:
        from urbsim.cli.hindcast.judgement import write_judgements

        write_judgements(influence)
        click.echo(str(influence))
        return
    with progress_bar(word("fitting.working")):
        from urbsim.analysis.calibration.simulated_window import calibrate_simulated
        from urbsim.analysis.calibration.window import national_window

        window, found = calibrate_simulated(national_window(), seed)
    from urbsim.analysis.calibration.freezing import agrees, freeze
    from urbsim.analysis.calibration.history_matching import IMPLAUSIBLE, match_history
    from urbsim.analysis.calibration.response import learn
    from urbsim.analysis.calibration.trials import Trials
    from urbsim.cli.hindcast.learnt import show_learnt
    from urbsim.evidence.posterior import posterior, posteriors

    _show(window, found)
    with progress_bar(word("calibration.trying")):
        learnt = learn(found, Trials())
    show_learnt(learnt)
    echo(word("fitting.not_ruled_out", share=match_history(window).share, errors=IMPLAUSIBLE))
    code = "same" if agrees(learnt, posteriors()) else "not_same"
    echo(word(f"fitting.{code}", digest=posterior().digest))
    if out:
        freeze(learnt, out)
        click.echo(str(out))


def _show(window: "Window", found: "Calibration") -> None:
    from urbsim.analysis.calibration.calibration import effective, summary_of
    from urbsim.analysis.calibration.studies import compared_with_studies

    learnt = [
        (row.name, f"{row.prior:.4g}", f"{row.posterior:.4g}", f"{row.width:.0%}")
        for row in summary_of(found)
    ]
    _print("learnt", ("coefficient", "prior", "posterior", "left"), learnt)
    moments = zip(window.names, window.observed, found.moments, strict=True)
    _print(
        "moments",
        ("moment", "observed", "fitted"),
        [(in_register("moments", name).text(), f"{seen:.1%}", f"{fit:.1%}") for name, seen, fit in moments],
    )
    studies = [
        (told(each.finding), f"{each.study:.1%}", f"{each.model:.1%}")
        for each in compared_with_studies(window, found)
    ]
    _print("studies", ("finding", "study", "fitted"), studies)
    echo(word("fitting.directions", values=", ".join(f"{value:.2g}" for value in found.informed)))
    echo(word("fitting.effective", effective=effective(found.weights), draws=len(found.weights)))


def _print(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first of its columns are words and the others numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    words = block("fitting")
    table = Table(title=words[title], box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for position, name in enumerate(heads):
        table.add_column(words[name], justify="right" if position else "left")
    for row in rows:
        table.add_row(*row)
    print_fitted(Console(width=columns(PIPED), markup=False, highlight=False), table)
