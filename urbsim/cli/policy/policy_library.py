"""`urbsim policy list`, `show` and `check`: the documents, their clauses, and whether all of it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from urbsim.cli.policy.policy_check_own import (
    counted,
    echo_finding,
    echo_own,
    found_in,
    is_borne,
    is_own_file,
)
from urbsim.cli.screen.lines import echo
from urbsim.cli.screen.tables import print_table
from urbsim.text import in_register, sentence, spoken, told, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from urbsim.analysis.documents.library import Use
    from urbsim.analysis.documents.quotes import QuoteCheck
    from urbsim.evidence.documents import Clause, Document

HEADS = ("document", "place", "level", "date", "clauses", "targets", "scenarios", "title")


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array with one object a document.")
def list_command(as_json: bool) -> None:
    """List the policy documents: place, date, clauses, targets, and the scenarios that use them."""
    from urbsim.analysis.documents.library import chosen_documents, shipped_scenarios, uses_of

    uses = uses_of(shipped_scenarios())
    rows = [_document_row(name, uses) for name in chosen_documents(None)]
    if as_json:
        import json

        objects = [dict(zip(HEADS, row, strict=True)) for row in rows]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=1))
    else:
        heads = [word(f"library.head_{name}") for name in HEADS]
        print_table(heads, [[told(cell) for cell in row] for row in rows])


def _document_row(name: str, uses: Mapping[str, tuple[Use, ...]]) -> tuple[str, ...]:
    from urbsim.evidence.documents import document

    known = document(name)
    scenarios = dict.fromkeys(use.scenario for clause in known.clauses for use in uses.get(clause.id, ()))
    targets = sum(clause.kind == "target" for clause in known.clauses)
    place, level, when = (
        sentence(known.place),
        in_register("levels", known.level),
        sentence(known.date or "–"),
    )
    counts = str(len(known.clauses)), str(targets)
    return name, place, level, when, *counts, ", ".join(scenarios), known.title


@click.command(name="show")
@click.argument("name", metavar="DOCUMENT")
def show_command(name: str) -> None:
    """Show a document: where it comes from, and each clause with its reading and where it is used."""
    from urbsim.analysis.documents.library import shipped_scenarios, uses_of
    from urbsim.evidence.documents import document

    known, uses = document(_known(name)), uses_of(shipped_scenarios())
    echo(f"{known.title}\n{known.english_title}" if spoken() == "en" else known.title)
    echo(" · ".join(_facts(known)))
    echo(sentence(known.authenticity).text())
    first, last = known.lines
    echo(word("library.read_from", first=first, last=last, digest=known.sha256))
    for clause in known.clauses:
        _echo_clause(clause)
        for use in uses.get(clause.id, ()):
            echo(word("library.used", scenario=use.scenario, role=told(use.role)))


def _facts(known: Document) -> list[str]:
    """Issuer, place, level, date and number of a document."""
    facts = (sentence(known.issuer), sentence(known.place), in_register("levels", known.level))
    when = sentence(known.date).text() if known.date else word("library.no_date")
    return [*(each.text() for each in facts), when, known.number or word("library.no_number")]


def _echo_clause(clause: Clause) -> None:
    """A clause with its quote and what it was read as, in a reader's words."""
    from urbsim.drafting.register import named_indicator

    kind, topic = in_register("kinds_of_clauses", clause.kind), in_register("topics", clause.topic)
    title = word("library.clause", clause=clause.id, kind=kind, topic=topic, place=clause.place)
    echo(f"\n{title}")
    echo(word("library.quoted", quote=clause.quote))
    if clause.variable is not None:
        echo(
            "  " + word("library.number_of", variable=named_indicator(clause.variable), parts=_number(clause))
        )
    code = "library.reading_because" if clause.reason else "library.reading"
    reason = sentence(clause.reason or "")
    echo("  " + word(code, reading=in_register("readings", clause.reading), reason=reason))


def _figure(value: float, unit: str | None) -> str:
    """A number; Chinese readers get shares in percent."""
    return f"{100 * value:g}%" if _in_percent(unit) else f"{value:,.12g}"


def _in_percent(unit: str | None) -> bool:
    return unit == "share" and spoken() == "zh"


def _number(clause: Clause) -> str:
    """What a clause asks for: comparison, number, unit, place and years."""
    values = clause.value if isinstance(clause.value, tuple) else (clause.value,)
    to = word("library.between")
    number = to.join(_figure(value, clause.unit) for value in values if value is not None)
    years = to.join(str(year) for year in (clause.baseline_year, clause.target_year) if year)
    scope = word("library.scope", scope=in_register("scopes", clause.scope)) if clause.scope else ""
    comparator = in_register("comparators", clause.comparator or "").text()
    unit = "" if _in_percent(clause.unit) else in_register("unit_names", clause.unit or "").text()
    return " ".join(part for part in (comparator, number, unit, scope, years) if part)


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
    scenarios, missing = len(found["scenarios"]), len(found["untraced"])
    echo(word("library.provenance", numbers=numbers, scenarios=scenarios, missing=missing))
    for each in found["untraced"]:
        echo(word("library.untraced", scenario=each["scenario"], path=each["path"]))
    _echo_quotes(found["quotes"])
    if found["texts"]:
        changed = [str(each["document"]) for each in found["texts"] if not each["same"]]
        names = word("library.names", names=", ".join(changed)) if changed else ""
        echo(word("library.texts_differ", count=len(changed), names=names))
    echo(word("library.implausible", count=len(found["findings"])))
    for each in found["findings"]:
        echo_finding(each, str(each["document"]))
    echo(word("library.unused", count=len(found["unused"])))
    for each in found["unused"]:
        kind = in_register("kinds_of_clauses", str(each["kind"]))
        echo(word("library.unused_clause", clause=each["clause"], kind=kind, quote=each["quote"]))


def _echo_quotes(quotes: list[dict[str, object]]) -> None:
    if not quotes:
        return
    echo(counted(quotes))
    for each in quotes:
        if each["verdict"] == "elsewhere":
            echo(word("library.elsewhere", clause=each["clause"], line=each["line"]))
        if each["verdict"] == "missing":
            echo(word("library.missing", clause=each["clause"], quote=each["quote"]))
            echo(word("library.nearest", nearest=each["nearest"]))


def _known(name: str) -> str:
    """The name of a document, or a usage error that names the nearest."""
    from difflib import get_close_matches

    from urbsim.evidence.documents import documents

    if name in documents():
        return name
    close = get_close_matches(name, documents(), n=1)
    hint = (
        word("library.did_you_mean", close=close[0])
        if close
        else word("library.known", names=", ".join(documents()))
    )
    raise click.BadParameter(word("library.no_document", name=name, hint=hint), param_hint="DOCUMENT")
