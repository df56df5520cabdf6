"""Quotes compared with a text: found where they should stand, found elsewhere, or not borne by it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from urbsim.evidence.documents import Clause, Document, document

Verdict = Literal["found", "elsewhere", "missing"]


@dataclass(frozen=True)
class QuoteCheck:
    """One quote against a text: the line (from 1) where it stands, or the passage that comes nearest."""

    clause: str
    quote: str
    verdict: Verdict
    line: int | None
    nearest: str


def plain(text: str) -> str:
    """Text with full-width letters, digits and punctuation as half-width ones; one character stays one."""
    return "".join(folded if len(folded := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)


def lines_of(text: str) -> tuple[str, ...]:
    """Lines of a text, without any byte order mark and carriage returns."""
    return tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))


def same_text(name: str, lines: tuple[str, ...]) -> bool:
    """Whether the text, or its lines that the document was read from, are that document to the letter."""
    first, last = document(name).lines
    parts = "\n".join(lines[first - 1 : last]), "\n".join(lines).strip("\n")
    return document(name).sha256 in [hashlib.sha256(part.encode()).hexdigest() for part in parts]


def check_quotes(name: str, lines: tuple[str, ...]) -> tuple[QuoteCheck, ...]:
    """Every quote of a document against a text.

    Where the text is long enough to hold the lines the document was read from, a quote must stand in its own
    line; in any other text anywhere will do.
    """
    known, folded = document(name), tuple(map(plain, lines))
    return tuple(_checked(clause, known, folded) for clause in known.clauses)


def checked_quote(clause: Clause, lines: tuple[str, ...]) -> QuoteCheck:
    """The quote of one clause against the lines of a text."""
    return _checked(clause, document(clause.document), tuple(map(plain, lines)))


def _checked(clause: Clause, owner: Document, lines: tuple[str, ...]) -> QuoteCheck:
    quote = plain(clause.quote)
    at = [number for number, line in enumerate(lines, start=1) if quote in line]
    if clause.place in at:
        return QuoteCheck(clause.id, clause.quote, "found", clause.place, "")
    if at:
        placed = len(lines) >= owner.lines[1]
        return QuoteCheck(clause.id, clause.quote, "elsewhere" if placed else "found", at[0], "")
    broken = _over_lines(quote, lines)
    if broken is not None:
        return QuoteCheck(clause.id, clause.quote, "elsewhere", broken, "")
    return QuoteCheck(clause.id, clause.quote, "missing", None, nearest_passage(quote, lines))


def _over_lines(quote: str, lines: tuple[str, ...]) -> int | None:
    """The line in which a quote begins that the text breaks over several lines."""
    position = "".join(lines).find(quote)
    if position < 0:
        return None
    for number, line in enumerate(lines, start=1):
        if position < len(line):
            return number
        position -= len(line)
    return None


def nearest_passage(quote: str, lines: tuple[str, ...]) -> str:
    """The passage of the text that shares most with the quote; empty where nothing comes near."""
    best, passage = 0.0, ""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    for line in lines:
        matcher.set_seq1(line)
        longest = matcher.find_longest_match()
        start = max(0, longest.a - longest.b)
        part = line[start : start + len(quote)]
        likeness = SequenceMatcher(None, part, quote, autojunk=False).ratio() if longest.size > 1 else 0.0
        if likeness > best:
            best, passage = likeness, part
    return passage if best >= 0.5 else ""
