"""What each column of a block is: names of places, years, indicators, units, or figures under a head."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from urbsim.vocabulary.sheets.blocks import Block
from urbsim.vocabulary.sheets.figures import figure_of, is_missing
from urbsim.vocabulary.sheets.words import (
    DIMENSIONS,
    Meaning,
    Unit,
    meaning_of,
    units_of_dimension,
    words_of_kind,
)


class Column(NamedTuple):
    """A column: its head's words, what they mean, and its role; ``figures`` for one that holds them."""

    at: int
    words: str
    meaning: Meaning
    role: str


def columns_of(block: Block) -> tuple[Column, ...]:
    """The columns of a block, from the left."""
    found: list[Column] = []
    for index in range(block.grid.width):
        words = _head(block, index)
        meaning = meaning_of(words)
        role = meaning.role or _told_by_cells(block, index, meaning, found)
        if role == "indicator" and meaning.role == "indicator":
            role = _told_by_cells(block, index, Meaning(), found)
        found.append(Column(index, words, meaning, role))
    return tuple(found)


def _head(block: Block, index: int) -> str:
    """The words above a column, the outermost first, each once; a blank head takes what stands left of it."""
    words: list[str] = []
    for level, row in enumerate(block.heads):
        cell = block.grid.cell(row, index) or _spanning(block, level, index)
        if cell and cell not in words:
            words.append(cell)
    return " ".join(words)


def _spanning(block: Block, level: int, index: int) -> str:
    """The words of an upper head that spans a column without being marked as merged."""
    below = [row for row in block.heads[level + 1 :] if block.grid.cell(row, index)]
    row = block.heads[level]
    left = next((cell for at in range(index - 1, -1, -1) if (cell := block.grid.cell(row, at))), "")
    return left if below and left and meaning_of(left).role is None else ""


def _told_by_cells(block: Block, index: int, meaning: Meaning, before: list[Column]) -> str:
    """The role of a column whose head does not name one."""
    cells = [cell for row in block.data if (cell := block.grid.cell(row, index)) and not is_missing(cell)]
    if meaning.field or meaning.is_bare_year or (meaning.unit and not meaning.rest):
        return "figures"
    if not cells:
        return "nothing"
    if meaning.rest:
        return _of_unknown_head(cells, before)
    read = [meaning_of(cell) for cell in cells]
    if all(each.is_bare_year for each in read):
        return "year"
    if any(each.field for each in read):
        return "indicator"
    figures = sum(figure_of(cell).is_number for cell in cells)
    return "figures" if figures > len(cells) / 2 else "region"


def _of_unknown_head(cells: list[str], before: list[Column]) -> str:
    """An unknown head stands over figures, or over places where none stand before, or over others."""
    if sum(figure_of(cell).is_number for cell in cells) > len(cells) / 2:
        return "figures"
    named = any(column.role in ("region", "indicator", "year") for column in before)
    ending = sum(cell[-1:] in words_of_kind("ending") for cell in cells)
    return "region" if not named and ending > len(cells) / 2 else "nothing"


def fits(unit: Unit, field: str) -> bool:
    """Whether figures of a field may be in a unit; persons a household are persons."""
    dimension = DIMENSIONS[field]
    return unit.dimension == dimension or (
        dimension == "size" and unit.words in units_of_dimension("persons")[:1]
    )


def known_units(field: str) -> str:
    """The units that figures of a field may be in."""
    return ", ".join(units_of_dimension(DIMENSIONS[field]))


def is_across(column: Column, roles: Collection[str]) -> bool:
    """Whether a column of figures is headed by a place, where rows are years or indicators."""
    ending = column.words[-1:] in words_of_kind("ending")
    return "region" not in roles and column.role == "figures" and bool(column.meaning.rest) and ending
