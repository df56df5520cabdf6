"""`urbsim plot`: the forecasts of finished runs in one chart."""

from pathlib import Path

import click

from urbsim.cli.options import LANG
from urbsim.text import spoken

FORMATS = ("png", "svg", "pdf")


@click.command(name="plot")
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .png, .svg or .pdf. Default: forecast.png and .svg in DIR, or here for several.",
)
@LANG
def command(folders: tuple[Path, ...], output: Path | None) -> None:
    """Draw the forecasts in folders that `urbsim run` wrote, against their targets, in one chart."""
    from urbsim.runs.results.store import read_runs

    kinds = _kinds(output)
    # A faulty folder is refused before the libraries of charts are read.
    runs = read_runs(folders)
    from urbsim.charts.forecast import forecast_files
    from urbsim.runs.results.files import make_folder, write_bytes

    place = output or (folders[0] if len(folders) == 1 else Path()) / "forecast"
    make_folder(place.parent)
    for kind, picture in forecast_files(runs, spoken(), kinds).items():
        name = place.name if output else f"{place.name}.{kind}"
        click.echo(str(write_bytes(place.parent, name, picture)))


def _kinds(output: Path | None) -> tuple[str, ...]:
    if output is None:
        return ("png", "svg")
    kind = output.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise click.BadParameter(f"'{output}' must end in .png, .svg or .pdf", param_hint="-o")
    return (kind,)
