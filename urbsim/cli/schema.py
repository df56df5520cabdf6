"""`urbsim schema`: the JSON Schema of a scenario file."""

import json

import click


@click.command(name="schema")
def command() -> None:
    """Print the JSON Schema of a scenario file, for editors that complete and check while one types."""
    from urbsim.scenario.file.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
