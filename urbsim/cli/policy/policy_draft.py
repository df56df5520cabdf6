"""`urbsim policy draft`: Chinese policy text in, statements and a draft scenario out."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from urbsim.drafting import Reading

UNBOUNDED = 220
"""Width of a table that goes into a file or another program."""

SHOWN = 48
"""Characters of a quote in the table."""


@click.command(name="draft")
@click.argument("textfile", type=click.Path(path_type=Path))
@click.option(
    "-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write the draft scenario here."
)
@click.option("--json", "as_json", is_flag=True, help="Print the statements as a JSON array.")
def command(textfile: Path, output: Path | None, as_json: bool) -> None:
    """Read a policy text by rules: every number with its quote, and a draft scenario.

    TEXTFILE is plain text (UTF-8, GB18030, Big5), HTML, Word (.docx) or PDF with text in it.
    """
    from urbsim.drafting import normalised, read_policy
    from urbsim.vocabulary.user_documents import document_of

    document = document_of(textfile)
    for note in document.notes:
        click.echo(f"note: {textfile}: {note}", err=True)
    reading = read_policy(normalised(document.text, document.name))
    if output is not None:
        _write(reading, textfile.name, output)
    if as_json:
        click.echo(json.dumps([each.entry() for each in reading.statements], ensure_ascii=False, indent=1))
        return
    _show(reading)
    if output is not None:
        click.echo(f"draft scenario: {output} ({_drafted(reading)})")


def _drafted(reading: "Reading") -> str:
    from urbsim.drafting.draft.proposal import proposed

    draft = proposed(reading)
    counts = f"{len(draft.targets)} targets, {len(draft.measures)} measures"
    return f"{counts}; {len(draft.review)} questions to answer under review:"


def _write(reading: "Reading", name: str, output: Path) -> None:
    from urbsim.drafting.draft.scenario_text import scenario_text

    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(scenario_text(reading, name), "utf-8")


def _show(reading: "Reading") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    heads = ("kind", "variable", "value", "unit", "comparator", "year", "scope", "line", "quote")
    table = Table(*heads, box=None)
    for each in reading.statements:
        quote = " ".join(each.quote.split())[:SHOWN]
        year = each.target_year or each.baseline_year or ""
        row = (each.kind, each.variable, _value(each.entry()["value"]), each.unit, each.comparator, str(year))
        line = 1 + reading.text.original.count("\n", 0, each.start)
        table.add_row(*(Text(cell) for cell in (*row, each.scope or "", str(line), quote)))
    wide = None if sys.stdout.isatty() else UNBOUNDED
    console = Console(markup=False, highlight=False, width=wide)
    console.print(table)
    for aim in reading.aims:
        console.print(f"aim without a number: {aim.variable}: {aim.quote[:SHOWN]}")
    for each in reading.statements:
        if each.question:
            console.print(f"review: {each.question} ({each.quote[:SHOWN]})")
    targets = sum(each.kind == "target" for each in reading.statements)
    counts = (
        f"{len(reading.statements)} statements, {targets} targets, {len(reading.aims)} aims without a number"
    )
    console.print(f"{reading.text.name}: {counts}")


def _value(value: Any) -> str:
    return "-".join(f"{each:g}" for each in value) if isinstance(value, list) else str(value)
