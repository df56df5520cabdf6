"""`urbsim policy check FILE.yaml --text TEXT`: a draft or scenario of one's own against its text."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from urbsim.cli.screen.lines import echo
from urbsim.text import told, word

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
    echo(counted(found["quotes"]))
    for each in found["quotes"]:
        if each["verdict"] != "found":
            code = "library.own_elsewhere" if each["line"] else "library.own_missing"
            quote = each["quote"][:SHOWN]
            echo(word(code, clause=each["clause"], quote=quote, line=each["line"], nearest=each["nearest"]))
    for code, key in (("library.not_borne", "numbers"), ("library.no_sum", "findings")):
        echo(word(code, count=len(found[key])))
        for each in found[key]:
            echo_finding(each, ", ".join(each["clauses"]))


def counted(quotes: list[dict[str, Any]]) -> str:
    """How many quotes were found, stand elsewhere or are missing."""
    found, elsewhere, missing = (
        sum(each["verdict"] == verdict for each in quotes) for verdict in ("found", "elsewhere", "missing")
    )
    return word("library.quotes", found=found, elsewhere=elsewhere, missing=missing)


def echo_finding(finding: dict[str, Any], names: str) -> None:
    """Say what does not add up in ``names``, with the arithmetic."""
    kind, arithmetic = told(finding["kind"]), told(finding["arithmetic"])
    echo(word("library.finding", names=names, kind=kind, arithmetic=arithmetic))
