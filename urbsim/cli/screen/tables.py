"""Tables that fit a screen: columns of words grow narrower; if that is not enough, rows become cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from urbsim.cli.screen.lines import cells, columns, folded, longest_piece
from urbsim.text import word

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

UNBOUNDED: Final = 1000
"""Width of a table that goes into a file or another program: no line of it is broken."""
READABLE: Final = 16
"""Columns that words need side by side, so that a column of them is still read with ease."""


@dataclass(frozen=True)
class Strip:
    """One column of a table as text: its head, its cells, and whether it holds words that may be broken."""

    head: str
    cells: tuple[str, ...]
    wordy: bool

    @property
    def natural(self) -> int:
        """Width at which nothing is broken."""
        return max(cells(line) for text in (self.head, *self.cells) for line in text.split("\n"))

    @property
    def least(self) -> int:
        """Width below which it is not made narrower."""
        if not self.wordy:
            return self.natural
        piece = max(longest_piece(text) for text in (self.head, *self.cells))
        return max(piece, min(self.natural, READABLE))


def print_fitted(console: Console, table: Table) -> None:
    """Print a table as wide as the console at most, as cards where its columns do not fit side by side.

    Columns aligned to the left may be broken between words, all others are kept whole.
    """
    strips = [_strip(column) for column in table.columns]
    table.expand, overhead = False, _overhead(table)
    widths = _widths(strips, console.width - overhead)
    if widths is None:
        _print_cards(console, str(table.title or ""), strips)
        return
    for column, strip, width in zip(table.columns, strips, widths, strict=True):
        column.header = "\n".join(folded(strip.head, width))
        column._cells = ["\n".join(folded(text, width)) for text in strip.cells]
        column.no_wrap, column.ratio, column.min_width = True, None, None
    if table.title:
        title, table.title = str(table.title), None
        _print_title(console, title)
    console.print(table)


def fits(console: Console, table: Table) -> bool:
    """Whether the columns of a table stand side by side on the console, words broken where they may be."""
    strips = [_strip(column) for column in table.columns]
    return _widths(strips, console.width - _overhead(table)) is not None


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a plain table of words to standard output; in a file no line of it is broken."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*row)
    print_fitted(Console(highlight=False, markup=False, emoji=False, width=columns(UNBOUNDED)), table)


def _strip(column: object) -> Strip:
    texts = tuple(str(cell) for cell in column._cells)  # type: ignore[attr-defined]
    return Strip(str(column.header), texts, column.justify == "left")  # type: ignore[attr-defined]


def _overhead(table: Table) -> int:
    """Columns that paddings and lines between cells take up."""
    _, right, _, left = table.padding
    inner = (right + left + (0 if table.box is None else 1)) * len(table.columns)
    return inner + (2 if table.box is not None and table.show_edge else 0)


def _widths(strips: Sequence[Strip], room: int) -> list[int] | None:
    """Width of each column; None where even the least ones do not fit."""
    widths, least = [strip.natural for strip in strips], [strip.least for strip in strips]
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widest = max(range(len(strips)), key=lambda at: (widths[at] > least[at], widths[at]))
        widths[widest] -= 1
    return widths


def print_lines(console: Console, text: str, indent: str = "", style: str = "") -> None:
    """Print sentences in lines of the console's width; those after the first begin with ``indent``."""
    for line in folded(text, console.width, indent):
        console.print(line, style=style, soft_wrap=True, markup=False, highlight=False)


def _print_title(console: Console, title: str) -> None:
    print_lines(console, title, style="bold")


def _print_cards(console: Console, title: str, strips: Sequence[Strip]) -> None:
    """Each row as a heading and a line for each further cell, with a blank line between rows."""
    if title:
        _print_title(console, title)
    rows = zip(*(strip.cells for strip in strips), strict=True)
    for number, (first, *others) in enumerate(rows):
        if number:
            console.print()
        _print_title(console, " ".join(first.split()))
        for strip, text in zip(strips[1:], others, strict=True):
            if text.strip():
                _print_line(console, strip.head, text)


def _print_line(console: Console, head: str, text: str) -> None:
    words = " ".join(text.split())
    pair = word("screen.pair", head=" ".join(head.split()), cell=words) if head.strip() else words
    print_lines(console, f"  {pair}", "    ")
