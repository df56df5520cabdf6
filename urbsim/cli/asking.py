"""What commands with `--json` print where their input is at fault: its open questions and its faults."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click

from urbsim.vocabulary.errors import InputError, OpenQuestion


@contextmanager
def faults_as_json(wanted: bool) -> Iterator[None]:
    """Print faults as JSON as well, where that is wanted; they go on to the end of the command."""
    try:
        yield
    except InputError as error:
        if wanted:
            plain = [each for each in error.faults if not isinstance(each, OpenQuestion)]
            faults = [
                {"file": each.file, "line": each.line, "problem": each.problem, "remedy": each.remedy}
                for each in plain
            ]
            content = {"questions": [each.as_json() for each in error.questions], "faults": faults}
            click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        raise
