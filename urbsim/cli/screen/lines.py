"""Lines that fit a screen: broken between words and Chinese characters, never in a number or key."""

from __future__ import annotations

import re
import shutil
import sys
from typing import Final, TextIO
from unicodedata import east_asian_width

import click

NARROWEST: Final = 20
"""Columns below which nothing is made narrower."""

_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_OPENING: Final = "“‘（《「【〔("
_CLOSING: Final = "”’，。；：、！？）》」】〕％…"
_WORD: Final = (
    rf"(?:[±+−–-]\s(?=\d))?[^\s{_WIDE}{_OPENING}{_CLOSING}]+(?:(?<=\d)\s[%±–]+(?=[\s{_CLOSING}]|$))?"
)
PIECE: Final = re.compile(rf"\s+|[{_OPENING}]*(?:{_WORD}|[{_WIDE}]|[{_OPENING}{_CLOSING}])[{_CLOSING}]*")
"""What stays on one line: a word, a number with its sign and per cent, a key, a Chinese character."""


def cells(text: str) -> int:
    """Columns that a text takes up: two for each wide character."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def is_screen(stream: TextIO) -> bool:
    """Whether somebody reads along, and no file or program takes the lines."""
    return stream.isatty()


def columns(piped: int) -> int:
    """Width of the screen, which COLUMNS may set; ``piped`` where the output goes elsewhere."""
    return _width() if is_screen(sys.stdout) else piped


def _width() -> int:
    return max(shutil.get_terminal_size().columns, NARROWEST)


def folded(text: str, width: int, indent: str = "") -> list[str]:
    """The lines of a text, at most ``width`` columns wide but for pieces that are wider themselves.

    Lines after the first of a paragraph begin with ``indent``; line breaks in the text stay.
    """
    return [line for paragraph in text.split("\n") for line in _folded(paragraph, width, indent)]


def _folded(paragraph: str, width: int, indent: str) -> list[str]:
    lines, line = list[str](), ""
    for piece in PIECE.findall(paragraph):
        if line.strip() and cells(line) + cells(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def longest_piece(text: str) -> int:
    """Columns of the widest part of a text that is never broken."""
    return max((cells(piece.strip()) for piece in PIECE.findall(text)), default=0)


def echo(text: str = "", *, err: bool = False) -> None:
    """Print sentences, broken where a screen would break them; whole where they go into a file or program."""
    if not is_screen(sys.stderr if err else sys.stdout):
        click.echo(text, err=err)
        return
    for line in text.split("\n"):
        margin = line[: len(line) - len(line.lstrip())]
        click.echo("\n".join(folded(line, _width(), f"{margin}  " if margin else "")), err=err)
