"""What is wrong with the heads of a block: heads twice, other units, registered people, loose commas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from urbsim.text import say
from urbsim.vocabulary.errors import Fault
from urbsim.vocabulary.sheets.blocks import Block
from urbsim.vocabulary.sheets.captions import Told
from urbsim.vocabulary.sheets.columns import Column, fits, known_units
from urbsim.vocabulary.sheets.grid import letters
from urbsim.vocabulary.sheets.records import PEOPLE
from urbsim.vocabulary.sheets.words import Meaning, words_of_kind


def head_faults(block: Block, columns: Sequence[Column], above: Told) -> list[Fault]:
    """Everything that is wrong with the heads of a block."""
    registered = _registered(block, columns) if above.registered else ()
    return [*_of_heads(block, columns), *_ragged(block), *registered]


def _ragged(block: Block) -> Iterator[Fault]:
    """Rows of a CSV file with more cells than heads, as a comma inside a number makes them."""
    grid = block.grid
    heads = max((len(grid.rows[row]) for row in block.heads), default=grid.width)
    for row in block.data:
        if not grid.sheet and len(grid.rows[row]) > heads:
            remedy = say("analysis.write_numbers_without_commas")
            yield Fault(grid.name, grid.lines[row], say("analysis.there_more_cells_than"), remedy)


def _registered(block: Block, columns: Sequence[Column]) -> Iterator[Fault]:
    """Heads that do not say which people they count, where captions or notes speak of registered ones."""
    if any(column.meaning.registered for column in columns):
        return
    above = "".join(block.caption)
    for column in columns:
        said = f"{above}{column.words}"
        if column.meaning.field in PEOPLE and not any(word in said for word in words_of_kind("resident")):
            line = block.grid.lines[(*block.heads, 0)[0]]
            problem = say("sheets.registered", place=letters(column.at), words=column.words)
            yield Fault(block.grid.name, line, problem, say("sheets.registered_remedy"))


def _of_heads(block: Block, columns: Sequence[Column]) -> Iterator[Fault]:
    """Heads that stand twice, and units in heads that are not known or of something else."""
    name, line = block.grid.name, block.grid.lines[(*block.heads, 0)[0]]
    labelled = any(column.role == "indicator" for column in columns)
    seen: set[tuple[str, int | None]] = set()
    for column in columns:
        meaning = column.meaning
        key = (meaning.field or (column.role if column.role in ("region", "year") else ""), meaning.year)
        if key[0] and key in seen and not labelled:
            problem = say("analysis.column_stands_twice", name=column.words)
            yield Fault(name, line, problem, say("analysis.keep_one_them"))
        seen.add(key)
        odd = _odd_unit(meaning)
        if odd:
            problem = say("analysis.which_not_known_here", name=column.words, words=odd)
            yield Fault(
                name, line, problem, say("sheets.known_units", known=known_units(meaning.field or ""))
            )


def _odd_unit(meaning: Meaning) -> str | None:
    """The unit of a head whose field is not counted in it."""
    if meaning.field and meaning.unit and not fits(meaning.unit, meaning.field):
        return meaning.unit.words
    return None
