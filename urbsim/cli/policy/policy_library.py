"""`urbsim policy list`, `show` and `check`: the documents, their clauses, and whether all of it holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from urbsim.cli.policy.policy_check_own import echo_own, found_in, is_borne, is_own_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from urbsim.analysis.documents.library import Use
    from urbsim.analysis.documents.quotes import QuoteCheck
    from urbsim.evidence.documents import Clause

UNBOUNDED = 1000
"""Width of a table that goes into a file or another program: no line of it is cut."""


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array with one object a document.")
def list_command(as_json: bool) -> None:
    """List the policy documents: place, date, clauses, targets, and the scenarios that use them."""
    from urbsim.analysis.documents.library import chosen_documents, shipped_scenarios, uses_of

    uses = uses_of(shipped_scenarios())
    head = ("document", "place", "level", "date", "clauses", "targets", "scenarios", "title")
    rows = [_document_row(name, uses) for name in chosen_documents(None)]
    if as_json:
        import json

        objects = [dict(zip(head, row, strict=True)) for row in rows]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=1))
    else:
        _echo_table(head, rows)


def _document_row(name: str, uses: Mapping[str, tuple[Use, ...]]) -> tuple[str, ...]:
    from urbsim.evidence.documents import document

    known = document(name)
    scenarios = dict.fromkeys(use.scenario for clause in known.clauses for use in uses.get(clause.id, ()))
    targets = sum(clause.kind == "target" for clause in known.clauses)
    counts = str(len(known.clauses)), str(targets)
    return name, known.place, known.level, known.date or "–", *counts, ", ".join(scenarios), known.title


@click.command(name="show")
@click.argument("name", metavar="DOCUMENT")
def show_command(name: str) -> None:
    """Show a document: where it comes from, and each clause with its reading and where it is used."""
    from urbsim.analysis.documents.library import shipped_scenarios, uses_of
    from urbsim.evidence.documents import document

    known, uses = document(_known(name)), uses_of(shipped_scenarios())
    click.echo(f"{known.title}\n{known.english_title}")
    first, last = known.lines
    facts = (known.issuer, known.place, known.level, known.date or "no date", known.number or "no number")
    click.echo(" · ".join(facts))
    click.echo(f"{known.authenticity}\nRead from lines {first}-{last}, SHA-256 {known.sha256}")
    for clause in known.clauses:
        click.echo(f"\n{clause.id}  [{clause.kind}, {clause.topic}]  line {clause.place}")
        click.echo(f"  “{clause.quote}”")
        for line in _reading(clause):
            click.echo(f"  {line}")
        for use in uses.get(clause.id, ()):
            click.echo(f"  used by {use.scenario}: {use.role}")


def _reading(clause: Clause) -> list[str]:
    """What a clause was read as, in lines of a reader's words."""
    lines = []
    if clause.variable is not None:
        values = clause.value if isinstance(clause.value, tuple) else (clause.value,)
        number = " to ".join(f"{value:,.12g}" for value in values if value is not None)
        years = " to ".join(str(year) for year in (clause.baseline_year, clause.target_year) if year)
        parts = (clause.comparator, number, clause.unit, clause.scope and f"({clause.scope})", years)
        lines.append(f"{clause.variable}: " + " ".join(part for part in parts if part))
    lines.append(f"{clause.reading}: {clause.reason}" if clause.reason else clause.reading)
    return lines


@click.command(name="check")
@click.argument("name", metavar="[DOCUMENT|FILE.yaml]", required=False)
@click.option(
    "--text",
    type=click.Path(path_type=Path),
    help="Check the quotes against this text: the collection the documents were read from, or one document.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check_command(name: str | None, text: Path | None, as_json: bool) -> None:
    """Find numbers without provenance, unused clauses, quotes a text does not bear, and contradictions.

    A file of your own, draft or scenario, is checked against its --text: quotes, numbers, arithmetic. Leaves
    with 2 where a number has no provenance, or a quote or number is not borne by the text.
    """
    if name is not None and is_own_file(name):
        _check_own(Path(name), text, as_json)
        return
    found = _found(None if name is None else _known(name), text)
    if as_json:
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _echo_found(found)
    if found["untraced"] or any(quote["verdict"] != "found" for quote in found["quotes"]):
        raise click.exceptions.Exit(2)


def _check_own(file: Path, text: Path | None, as_json: bool) -> None:
    import json

    found = found_in(file, text)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        echo_own(found)
    if not is_borne(found):
        raise click.exceptions.Exit(2)


def _found(name: str | None, text: Path | None) -> dict[str, list[dict[str, object]]]:
    """Everything the checks say, as JSON values."""
    from dataclasses import asdict

    from urbsim.analysis.documents.library import (
        chosen_documents,
        numbers_in,
        shipped_scenarios,
        untraced,
        unused,
        uses_of,
    )
    from urbsim.analysis.documents.plausibility import findings_of

    scenarios, chosen = shipped_scenarios(), chosen_documents(name)
    uses = uses_of(scenarios)
    return {
        "scenarios": [{"scenario": each.name, "numbers": numbers_in(each)} for each in scenarios],
        "untraced": [{"scenario": each.name, "path": path} for each in scenarios for path in untraced(each)],
        "unused": [
            {"clause": clause.id, "kind": clause.kind, "quote": clause.quote}
            for document in chosen
            for clause in unused(document, uses)
        ],
        "findings": [asdict(finding) for document in chosen for finding in findings_of(document)],
        "quotes": [asdict(quote) for quote in _quotes(chosen, text)],
        "texts": _texts(chosen, text),
    }


def _quotes(chosen: Sequence[str], text: Path | None) -> list[QuoteCheck]:
    from urbsim.analysis.documents.quotes import check_quotes, lines_of
    from urbsim.vocabulary.user_documents import document_of

    if text is None:
        return []
    lines = lines_of(document_of(text).text)
    return [quote for document in chosen for quote in check_quotes(document, lines)]


def _texts(chosen: Sequence[str], text: Path | None) -> list[dict[str, object]]:
    """Whether each document stands in the text to the letter, by its digest."""
    from urbsim.analysis.documents.quotes import lines_of, same_text
    from urbsim.vocabulary.user_documents import document_of

    if text is None:
        return []
    lines = lines_of(document_of(text).text)
    return [{"document": name, "same": same_text(name, lines)} for name in chosen]


def _echo_found(found: dict[str, list[dict[str, object]]]) -> None:
    numbers = sum(int(str(each["numbers"])) for each in found["scenarios"])
    click.echo(
        f"Provenance: {numbers} numbers and targets in {len(found['scenarios'])} scenarios, "
        f"{len(found['untraced'])} without."
    )
    for each in found["untraced"]:
        click.echo(f"  {each['scenario']}: {each['path']}")
    _echo_quotes(found["quotes"])
    if found["texts"]:
        changed = [str(each["document"]) for each in found["texts"] if not each["same"]]
        words = f": {', '.join(changed)}" if changed else ""
        click.echo(f"Texts that differ from the one that was read, by their digest: {len(changed)}{words}.")
    click.echo(f"Implausible or contradictory: {len(found['findings'])}.")
    for each in found["findings"]:
        click.echo(f"  {each['document']}, {each['kind']}: {each['arithmetic']}")
    click.echo(f"Targets and levers that no scenario uses: {len(found['unused'])}.")
    for each in found["unused"]:
        click.echo(f"  {each['clause']} ({each['kind']}): {each['quote']}")


def _echo_quotes(quotes: list[dict[str, object]]) -> None:
    if not quotes:
        return
    counts = dict.fromkeys(("found", "elsewhere", "missing"), 0)
    for each in quotes:
        counts[str(each["verdict"])] += 1
    click.echo("Quotes: " + ", ".join(f"{number} {verdict}" for verdict, number in counts.items()) + ".")
    for each in quotes:
        if each["verdict"] == "elsewhere":
            click.echo(f"  {each['clause']}: stands in line {each['line']}, not where it should")
        if each["verdict"] == "missing":
            click.echo(f"  {each['clause']}: “{each['quote']}”\n    nearest: “{each['nearest']}”")


def _known(name: str) -> str:
    """The name of a document, or a usage error that names the nearest."""
    from difflib import get_close_matches

    from urbsim.evidence.documents import documents

    if name in documents():
        return name
    close = get_close_matches(name, documents(), n=1)
    hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(documents())}"
    raise click.BadParameter(f"no document '{name}'; {hint}", param_hint="DOCUMENT")


def _echo_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in head:
        table.add_column(title, no_wrap=title != head[-1])
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else UNBOUNDED
    Console(highlight=False, markup=False, emoji=False, width=width).print(table)
