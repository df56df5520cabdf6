"""`urbsim new`: a starting scenario that validates and runs."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from urbsim.cli.options import LANG
from urbsim.cli.screen.lines import echo
from urbsim.text import say, spoken, word

if TYPE_CHECKING:
    from urbsim.scenario.starting.own_table import OwnPlace

SCHEMA: Final = "urbsim.schema.json"
EDITORS_LINE: Final = f"# yaml-language-server: $schema=./{SCHEMA}"
"""What editors read to complete and check a file while one types; the schema stands beside it."""


@click.command(name="new")
@click.argument("name", default="my-scenario", metavar="[NAME]")
@click.option("--region", metavar="CODE", help="Code or name of the region; left out: figures of your own.")
@click.option("--parent", metavar="CODE", help="Code or name of the region around a place with own figures.")
@click.option("--figures", type=click.Path(path_type=Path), help="Own figures from a table (CSV, xlsx).")
@click.option("--from", "base", type=click.IntRange(1950, 2100), help="Base year; default 2010.")
@click.option("--until", type=click.IntRange(1951, 2160), help="Last year; default 15 years later.")
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="Folder for NAME.yaml.")
@LANG
def command(name: str, region: str | None, parent: str | None, out: Path, **options: Any) -> None:
    """Write NAME.yaml, a scenario to start from, for any region of the register or for figures of your own.

    Example: urbsim new my-county --region 620423 --from 2020 --until 2035
    """
    _refuse_blank(region=region, parent=parent, name=name)
    base, until = options["base"], options["until"]
    from urbsim.scenario.starting.new_file import starting_text, text_for_table

    if options["figures"] is not None:
        own = _of_table(options["figures"], region, parent, base)
        _write(name, text_for_table(name, own, until, spoken()), out)
        return
    from urbsim.vocabulary.errors import Fault, InputError

    if region and parent:
        problem = say("commands.parent_beside_region")
        raise InputError((Fault("--parent", None, problem, say("commands.leave_one_out")),))
    place = region or parent
    if place is None:
        remedy = say("commands.give_region_code_parent")
        raise InputError((Fault("urbsim new", None, say("commands.no_region_given"), remedy),))
    _write(name, starting_text(name, place, base, until, spoken(), own=region is None), out)
    if region is not None:
        _echo_peers(region, base)


def _of_table(table: Path, region: str | None, parent: str | None, base: int | None) -> "OwnPlace":
    """A place of a user's table; tells how the table was read."""
    from urbsim.scenario.starting.own_table import own_place

    own = own_place(table, region, parent, base)
    for note in own.echoes:
        echo(word("new.read", note=note), err=True)
    return own


def _write(name: str, text: str, out: Path) -> None:
    """Check the scenario as a run would, and write it where nothing stands yet."""
    from urbsim.runs.ensembles.check_run import check_run
    from urbsim.runs.results.files import make_folder, write_bytes
    from urbsim.scenario.for_editors import schema_for_editors
    from urbsim.scenario.reading import read_text
    from urbsim.vocabulary.errors import Fault, InputError

    check_run(read_text(text, f"{name}.yaml"))
    if (out / f"{name}.yaml").exists():
        there = str(out / f"{name}.yaml")
        problem, remedy = say("commands.file_there_already"), say("commands.choose_another_name")
        raise InputError((Fault(there, None, problem, remedy),))
    make_folder(out)
    if not (out / SCHEMA).exists():
        write_bytes(out, SCHEMA, f"{json.dumps(schema_for_editors(), ensure_ascii=False)}\n".encode())
    path = write_bytes(out, f"{name}.yaml", f"{EDITORS_LINE}\n{text}".encode())
    click.echo(str(path))
    echo(word("new.next", path=path), err=True)


def _echo_peers(place: str, base: int | None) -> None:
    """What became of places like this one, so far as there are any."""
    from urbsim.evidence.peers import place_of
    from urbsim.runs.results.notes import peers_note
    from urbsim.scenario.starting.new_file import count_of, region_of

    region = region_of(place, "--region")
    count = count_of(region, base)
    if region.level in ("county", "prefecture"):
        note = peers_note(place_of(count), count.year, region.code)
        echo("" if note is None else note.text(), err=True)


def _refuse_blank(**options: str | None) -> None:
    """Refuse an option that was given empty, as by a shell variable that is not set: none means it so."""
    from urbsim.vocabulary.errors import Fault, InputError

    blank = [name for name, value in options.items() if value is not None and not value.strip()]
    problem = say("commands.empty_perhaps_unset_variable")
    remedy = say("commands.give_value_leave_option")
    faults = [Fault("NAME" if name == "name" else f"--{name}", None, problem, remedy) for name in blank]
    if faults:
        raise InputError(faults)
