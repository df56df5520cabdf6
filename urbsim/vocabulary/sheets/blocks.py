"""A sheet parted into blocks: captions above, rows of heads, rows of data, notes below."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from urbsim.vocabulary.sheets.figures import figure_of, is_missing
from urbsim.vocabulary.sheets.grid import Grid
from urbsim.vocabulary.sheets.words import (
    Meaning,
    meaning_of,
    units_said,
    without_number,
    without_unit_said,
    words_of_kind,
    years_in,
)
from urbsim.vocabulary.spelling import is_chinese

_INDEX: Final = re.compile(r"[a-eA-E]|\d{1,2}")
"""A cell of the row that numbers columns below a head: A 1 2 3."""


class Block(NamedTuple):
    """Rows of a grid that belong together; each part is a tuple of row indices."""

    grid: Grid
    captions: tuple[int, ...]
    heads: tuple[int, ...]
    data: tuple[int, ...]
    notes: tuple[int, ...]

    def words(self, rows: tuple[int, ...]) -> list[str]:
        """What stands in rows of words, each cell once."""
        return [
            cell
            for row in rows
            for column, cell in enumerate(self.grid.rows[row])
            if cell and (row, column) not in self.grid.copies
        ]

    @property
    def caption(self) -> list[str]:
        """What stands above the heads, without the numbers of tables."""
        return [without_number(words) for words in self.words(self.captions)]


def blocks_of(grid: Grid) -> Iterator[Block]:
    """The blocks of a sheet in order; a sheet without any head is one block."""
    filled = [row for row in range(len(grid.rows)) if any(grid.rows[row])]
    starts = [row for row in filled if is_head(grid, row)]
    starts = [row for row in starts if row - 1 not in starts or not _belongs(grid, row)]
    if not starts:
        figures = tuple(row for row in filled if _has_figure(grid, row))
        yield Block(grid, tuple(row for row in filled if row not in figures), (), figures, ())
        return
    captions = tuple(row for row in filled if row < starts[0])
    for start, end in zip(starts, (*starts[1:], len(grid.rows)), strict=True):
        heads = _heads(grid, start, end)
        below = [row for row in filled if heads[-1] < row < end and not _numbers_columns(grid, row)]
        last = max((row for row in below if _has_figure(grid, row)), default=heads[-1])
        data = tuple(row for row in below if row <= last and not is_note(grid, row))
        after = [row for row in below if row not in data]
        following = _following(grid, [row for row in after if row > last]) if end < len(grid.rows) else ()
        yield Block(grid, captions, heads, data, tuple(row for row in after if row not in following))
        captions = following


def _heads(grid: Grid, start: int, end: int) -> tuple[int, ...]:
    """The rows of heads from one on."""
    last = start
    while last + 1 < end and _belongs(grid, last + 1):
        last += 1
    return tuple(range(start, last + 1))


def _following(grid: Grid, rows: list[int]) -> tuple[int, ...]:
    """The rows below a block that are captions of the next: from the first that is no note of this one on."""
    first = next((row for row in rows if not is_note(grid, row) or _says_unit_alone(grid, row)), None)
    return () if first is None else tuple(row for row in rows if row >= first)


def _says_unit_alone(grid: Grid, row: int) -> bool:
    (cell, *others) = own_cells(grid, row)
    return not others and bool(units_said(cell)) and not without_unit_said(cell)


def own_cells(grid: Grid, row: int) -> list[str]:
    """The cells of a row that hold something of their own."""
    return [cell for column, cell in enumerate(grid.rows[row]) if cell and (row, column) not in grid.copies]


def is_head(grid: Grid, row: int) -> bool:
    """Whether a row names columns: two cells and more without a figure, one known or two years."""
    cells = own_cells(grid, row)
    if len(cells) < 2 or any(_is_figure(cell) or is_missing(cell) for cell in cells):
        return False
    meanings = [meaning_of(cell) for cell in cells]
    if any(each.role or each.field for each in meanings):
        return not is_note(grid, row)
    years = [each.year for each in meanings if each.is_bare_year]
    corner = cells[0][-1:] not in words_of_kind("ending")
    return len(set(years)) == len(years) > 1 and len(cells) - len(years) <= 1 and corner


def is_note(grid: Grid, row: int) -> bool:
    """Whether a row is a note: it begins with the word for one, or is a sentence by itself."""
    cells = own_cells(grid, row)
    if not cells or any(_is_figure(cell) for cell in cells):
        return False
    first = unicodedata.normalize("NFKC", cells[0]).casefold()
    word = re.match(r"[(\[\u3010]?\s*([^\d\s:.()\[\]\u3001]{1,4})\s*\d*[:.\u3001)\]\u3011]", first)
    unit = word is not None and word[1] in words_of_kind("unit") and len(cells) > 1
    marked = word is not None and word[1] in words_of_kind("note") and not unit
    sentence = len(cells) == 1 and first[-1] in "\u3002;\uff1b"
    return marked or sentence or re.match(r"\d[.\u3001]\D", first) is not None


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number and no year."""
    return figure_of(cell).is_number and not meaning_of(cell).is_bare_year


def _has_figure(grid: Grid, row: int) -> bool:
    return any(_is_figure(cell) for cell in own_cells(grid, row)) or any(
        meaning_of(cell).is_bare_year for cell in own_cells(grid, row)[1:]
    )


def _belongs(grid: Grid, row: int) -> bool:
    """Whether a row below one of heads goes on naming columns: sub-heads, units, or heads in English."""
    cells = own_cells(grid, row)
    if not cells or any(_is_figure(cell) or is_missing(cell) for cell in cells) or is_note(grid, row):
        return False
    first = grid.cell(row, 0)
    opens = not first or (row, 0) in grid.copies or bool(meaning_of(first).role) or not is_chinese(first)
    told = all(meaning_of(cell) != Meaning() for cell in cells)
    return opens and told and (len(cells) > 1 or not first) and not years_in(first)


def _numbers_columns(grid: Grid, row: int) -> bool:
    """Whether a row does nothing but number the columns."""
    cells = own_cells(grid, row)
    if not all(_INDEX.fullmatch(cell) or cell in words_of_kind("index") for cell in cells):
        return False
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return len(numbers) > 1 and numbers[0] <= 2 and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
