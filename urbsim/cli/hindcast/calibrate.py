"""`urbsim calibrate`: fit the coefficients again, and say whether that is what runs draw from."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from urbsim.cli.options import SEEDS

if TYPE_CHECKING:
    from urbsim.analysis.calibration.calibration import Calibration
    from urbsim.analysis.calibration.window import Window


@click.command(name="calibrate")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the posterior to this file."
)
@click.option("--seed", type=SEEDS, default=1, show_default=True)
def command(out: Path | None, seed: int) -> None:
    """Fit behaviour to the nation of 2000-2010 and to findings of studies, and show what is learnt."""
    from urbsim.analysis.calibration.freezing import agrees, freeze
    from urbsim.analysis.calibration.history_matching import IMPLAUSIBLE, match_history
    from urbsim.analysis.calibration.response import learn
    from urbsim.analysis.calibration.simulated_window import calibrate_simulated
    from urbsim.analysis.calibration.trials import Trials
    from urbsim.analysis.calibration.window import national_window
    from urbsim.cli.hindcast.learnt import show_learnt
    from urbsim.evidence.posterior import posterior, posteriors

    window, found = calibrate_simulated(national_window(), seed)
    _show(window, found)
    learnt = learn(found, Trials())
    show_learnt(learnt)
    click.echo(
        f"Not ruled out are {match_history(window).share:.0%} of the priors: "
        f"no moment is off by {IMPLAUSIBLE:g} errors."
    )
    word = "the same as" if agrees(learnt, posteriors()) else "not the same as"
    click.echo(f"This posterior is {word} the frozen one, {posterior().digest}, which every run draws from.")
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
    title = "coefficients: prior, posterior, and how much of the prior's width is left"
    _print((title, "coefficient", "prior", "posterior", "width left"), learnt)
    _print(
        ("moments: observed, and fitted in full runs", "moment", "observed", "fitted"),
        [
            (name, f"{observed:.1%}", f"{fitted:.1%}")
            for name, observed, fitted in zip(window.names, window.observed, found.moments, strict=True)
        ],
    )
    _print(
        ("studies that the priors rest on, not fitted again", "finding", "study", "fitted"),
        [
            (each.finding, f"{each.study:.1%}", f"{each.model:.1%}")
            for each in compared_with_studies(window, found)
        ],
    )
    values = ", ".join(f"{value:.2g}" for value in found.informed)
    click.echo(
        f"Directions that the figures tell apart (singular values; below 1 the prior tells more): {values}"
    )
    click.echo(f"Weighted draws: {effective(found.weights):.0f} effective of {len(found.weights)}.")


def _print(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: its title and columns, the first of them words and the others numbers."""
    from rich.console import Console
    from rich.table import Table

    title, first, *others = heads
    table = Table(title=title)
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
