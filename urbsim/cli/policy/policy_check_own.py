"""`urbsim policy check FILE.yaml --text TEXT`: a draft or scenario of one's own against its text."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

SHOWN = 60
"""Characters of a quote in a line."""


def is_own_file(name: str) -> bool:
    """Whether a name is that of a file, and not of a shipped document."""
    return name.endswith((".yaml", ".yml")) or "/" in name


def found_in(file: Path, text: Path | None) -> dict[str, list[dict[str, Any]]]:
    """Quotes and numbers against the text, and what does not add up, as JSON values."""
    from urbsim.analysis.documents.own_document import (
        arithmetic_of,
        numbers_against,
        own_document,
        quotes_against,
    )
    from urbsim.vocabulary.user_documents import document_of

    own = own_document(file)
    document = None if text is None else document_of(text)
    return {
        "quotes": [] if document is None else [asdict(each) for each in quotes_against(own, document)],
        "numbers": [] if document is None else [asdict(each) for each in numbers_against(own, document)],
        "findings": [asdict(each) for each in arithmetic_of(own)],
    }


def is_borne(found: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether the text bears every quote and every number."""
    return not found["numbers"] and all(each["verdict"] == "found" for each in found["quotes"])


def echo_own(found: dict[str, list[dict[str, Any]]]) -> None:
    """Say what was found, one line each."""
    counts = dict.fromkeys(("found", "elsewhere", "missing"), 0)
    for each in found["quotes"]:
        counts[each["verdict"]] += 1
    click.echo("Quotes: " + ", ".join(f"{number} {verdict}" for verdict, number in counts.items()) + ".")
    for each in found["quotes"]:
        if each["verdict"] != "found":
            where = f"stands in line {each['line']}" if each["line"] else f"nearest: “{each['nearest']}”"
            click.echo(f"  {each['clause']}: “{each['quote'][:SHOWN]}” {each['verdict']}, {where}")
    for title, key in (("Numbers that the text does not bear", "numbers"), ("Does not add up", "findings")):
        click.echo(f"{title}: {len(found[key])}.")
        for each in found[key]:
            click.echo(f"  {', '.join(each['clauses'])}: {each['kind']}: {each['arithmetic']}")
