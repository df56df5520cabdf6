"""`urbsim calibrate`: fit the coefficients again, and say whether that is what runs draw from."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from urbsim.cli.options import SEEDS

if TYPE_CHECKING:
    from urbsim.analysis.calibration import Calibration
    from urbsim.analysis.calibration_window import Window


@click.command(name="calibrate")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the posterior to this file."
)
@click.option("--seed", type=SEEDS, default=1, show_default=True)
def command(out: Path | None, seed: int) -> None:
    """Fit behaviour to the nation of 2000-2010 and show what the figures say about every coefficient."""
    from urbsim.analysis.calibration_window import national_window
    from urbsim.analysis.freezing import agrees, freeze
    from urbsim.analysis.lived_window import calibrate_lived
    from urbsim.analysis.screening import IMPLAUSIBLE, screen
    from urbsim.evidence.posterior import posterior

    window, found = calibrate_lived(national_window(), seed)
    _show(window, found)
    click.echo(
        f"Not ruled out are {screen(window).share:.0%} of the priors: "
        f"no moment is off by {IMPLAUSIBLE:g} errors."
    )
    word = "the same as" if agrees(found, posterior()) else "not the same as"
    click.echo(f"This posterior is {word} the frozen one, {posterior().digest}, which every run draws from.")
    if out:
        freeze(found, out)
        click.echo(str(out))


def _show(window: "Window", found: "Calibration") -> None:
    from rich.console import Console
    from rich.table import Table

    from urbsim.analysis.calibration import summary_of
    from urbsim.analysis.studies import held_against

    console = Console()
    table = Table(title="coefficients: prior, posterior, and how much of the prior's width is left")
    for name in ("coefficient", "prior", "posterior", "width left"):
        table.add_column(name, justify="left" if name == "coefficient" else "right")
    for row in summary_of(found):
        table.add_row(row.name, f"{row.prior:.4g}", f"{row.posterior:.4g}", f"{row.width:.0%}")
    console.print(table)
    table = Table(title="moments: observed, and fitted in full runs")
    for name in ("moment", "observed", "fitted"):
        table.add_column(name, justify="left" if name == "moment" else "right")
    for name, observed, fitted in zip(window.names, window.observed, found.moments, strict=True):
        table.add_row(name, f"{observed:.1%}", f"{fitted:.1%}")
    console.print(table)
    table = Table(title="studies that the priors rest on, not fitted again")
    for name in ("finding", "study", "fitted"):
        table.add_column(name, justify="left" if name == "finding" else "right")
    for implied in held_against(window, found):
        table.add_row(implied.finding, f"{implied.study:.1%}", f"{implied.model:.1%}")
    console.print(table)
    values = ", ".join(f"{value:.2g}" for value in found.informed)
    click.echo(
        f"Directions that the figures tell apart (singular values; below 1 the prior tells more): {values}"
    )
    click.echo(f"Weighted draws: {found.effective:.0f} effective of 2000.")
