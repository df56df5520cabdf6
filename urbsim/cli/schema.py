"""`urbsim schema`: the JSON Schema of a scenario file, and the code lists of results."""

import json
from pathlib import Path

import click

from urbsim.text import word


@click.command(name="schema")
@click.argument("runs", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
@click.option(
    "--definitions", type=click.Path(path_type=Path), metavar="FOLDER",
    help="Write there what iamc.csv may name, for nomenclature: variables, and the regions of each DIR.",
)  # fmt: skip
def command(runs: tuple[Path, ...], definitions: Path | None) -> None:
    """Print the JSON Schema of a scenario file, for editors that complete and check while one types.

    With --definitions, write instead what the iamc.csv of results may name: every variable with unit and
    meaning, and the regions of the run folders DIR.
    """
    if definitions is not None:
        from urbsim.runs.definitions import write_definitions

        for path in write_definitions(definitions, runs):
            click.echo(str(path))
        return
    if runs:
        raise click.UsageError(word("commands.only_with_definitions"))
    from urbsim.scenario.for_editors import schema_for_editors

    click.echo(json.dumps(schema_for_editors(), ensure_ascii=False, indent=2))
