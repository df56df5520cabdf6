"""`urbsim report`: one page about finished runs and comparisons, to hand on."""

from pathlib import Path

import click

from urbsim.cli.options import LANG
from urbsim.text import word


@click.command(name="report")
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write. Default: report.html in DIR, or here for several.",
)
@click.option("--brief", is_flag=True, help="Write two pages to print about one folder instead.")
@LANG
def command(folders: tuple[Path, ...], output: Path | None, brief: bool) -> None:
    """Write one self-contained HTML page about folders of `urbsim run` or `urbsim compare`.

    Example: urbsim report outputs/huludao-2011 -o huludao.html --lang zh
    """  # fmt: skip
    from urbsim.runs.results.store import read_runs

    if brief and len(folders) > 1:
        raise click.BadParameter(word("report.one_brief"), param_hint="--brief")
    # A faulty folder is refused before the libraries of a page are read.
    runs = read_runs(folders)
    from urbsim.report.answer.brief import brief_of
    from urbsim.report.page import page_of
    from urbsim.report.tables import tables_beside
    from urbsim.runs.results.files import make_folder, write_bytes

    name = "brief.html" if brief else "report.html"
    place = output or (folders[0] if len(folders) == 1 else Path()) / name
    make_folder(place.parent)
    html = brief_of(runs[0]) if brief else page_of(runs)
    click.echo(str(write_bytes(place.parent, place.name, html.encode())))
    if not brief:
        for path in tables_beside(runs, place):
            click.echo(str(path))
