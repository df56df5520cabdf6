"""`urbsim guide`: the guide to the scenario file and the gallery of the shipped ones, as Markdown."""

from pathlib import Path

import click

from urbsim.cli.options import LANG


@click.command(name="guide")
@click.option("--gallery", is_flag=True, help="The gallery of the shipped scenarios instead.")
@click.option(
    "--levers",
    "measured",
    type=click.Path(path_type=Path),
    help="Measured effects: levers.csv of `urbsim levers`.",
)
@LANG
def command(gallery: bool, measured: Path | None) -> None:
    """Print the guide to the scenario file: every key, every lever with its units, evidence and prices."""
    from urbsim.analysis.levers.guide import gallery_text, guide_text, measured_effects

    text = gallery_text() if gallery else guide_text(measured_effects(measured) if measured else {})
    click.echo(text, nl=False)
