"""`urbsim explore`: one page with a slider for each measure, to hand to people who run nothing."""

from pathlib import Path
from typing import Any

import click

from urbsim.cli.decide.learning import SETTINGS, echo_trust, learned, options_of
from urbsim.cli.options import sized


@click.command(name="explore")
@click.argument("scenario")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
    help="File to write. Default: SCENARIO-explore.html here.",
)  # fmt: skip
@SETTINGS
@sized
def command(scenario: str, output: Path | None, settings: int | None, **options: Any) -> None:
    """Write one HTML page with a slider for the strength of each measure, which opens without a network.

    Example: urbsim explore huludao-2011 -o huludao.html --draws 50 --weight 20
    """  # fmt: skip
    from urbsim.runs.results.files import make_folder, write_bytes
    from urbsim.scenario.reading import read_scenario

    chosen = read_scenario(scenario)
    place = output or Path(f"{chosen.name}-explore.html")
    make_folder(place.parent)
    emulator = learned(chosen, options_of(chosen, options), settings)
    from urbsim.report.explore.page import slider_page

    written = write_bytes(place.parent, place.name, slider_page(emulator).encode())
    echo_trust(emulator)
    click.echo(str(written))
