"""Figures by place and year from a user's sheets: each with its cell, its unit, and how it was read.

A figure is taken only where its field, year and place each follow from one head, row, section, caption or
name of a sheet. Whatever is left out is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from urbsim.text import Message, say
from urbsim.vocabulary.errors import Fault
from urbsim.vocabulary.sheets.blocks import Block, blocks_of, own_cells
from urbsim.vocabulary.sheets.captions import Told, told_around
from urbsim.vocabulary.sheets.columns import Column, columns_of, fits, is_across, known_units
from urbsim.vocabulary.sheets.figures import Numeral, figure_of, is_missing, plain
from urbsim.vocabulary.sheets.grid import Grid
from urbsim.vocabulary.sheets.head_faults import head_faults
from urbsim.vocabulary.sheets.records import PEOPLE, Head, Reading, Readings, TableEntry
from urbsim.vocabulary.sheets.words import Meaning, Unit, meaning_of, unit_of, words_of_kind


def readings_of(grids: Sequence[Grid]) -> Readings:
    """The figures of all sheets of a file."""
    found = Readings()
    for grid in grids:
        for block in blocks_of(grid):
            _BlockReader(block, found).read()
    return found


class _Row(NamedTuple):
    """What the labels of a row say."""

    at: int
    region: str
    year: str
    meaning: Meaning
    words: str
    unit: Unit | None


class _BlockReader:
    """Reads one block into the readings of its file."""

    def __init__(self, block: Block, found: Readings) -> None:
        self.block, self.grid, self.found = block, block.grid, found
        self.columns = columns_of(block)
        self.above = told_around(block)
        self.section = Told()
        self.roles = {column.role for column in self.columns}
        self.alone = _stand_alone(self.columns)

    def read(self) -> None:
        """Read every row of data."""
        faults = head_faults(self.block, self.columns, self.above)
        self.found.faults += faults
        self._note_heads()
        self.found.sources += self.above.sources
        if faults:
            return
        region = ""
        for row in self.block.data:
            if not self._is_section(row):
                label = self._labels(row, region)
                region = label.region
                if not self._is_total(label):
                    self._read_row(label)

    def _note_heads(self) -> None:
        """Note which fields and roles have heads, and which heads say nothing."""
        line = self.grid.lines[(*self.block.heads, 0)[0]]
        for column in self.columns:
            said = (column.meaning.field, column.role, "year" if column.meaning.year else None)
            self.found.seen |= {each for each in said if each}
            if column.words and column.meaning.rest and not is_across(column, self.roles):
                self.found.unknown.append(Head(self.grid.name, line, column.words))
        placed = self.above.region or any(is_across(each, self.roles) for each in self.columns)
        told = (self.above.field, "year" if self.above.year else None, "region" if placed else None)
        self.found.seen |= {each for each in told if each}

    def _is_section(self, row: int) -> bool:
        """Whether a row is a heading within the data; what it says holds for the rows below it."""
        cells = own_cells(self.grid, row)
        if len(cells) != 1 or (figure_of(cells[0]).is_number and not meaning_of(cells[0]).is_bare_year):
            return False
        meaning = meaning_of(cells[0], caption=True)
        if meaning.field or meaning.year is not None:
            self.found.seen |= {each for each in (meaning.field, "year" if meaning.year else None) if each}
            self.section = Told(meaning.field, meaning.year, units=(meaning.unit,) if meaning.unit else ())
        else:
            self.found.left_out.append(say("sheets.row_without_figures", place=self._at(row), words=cells[0]))
        return True

    def _at(self, row: int) -> str:
        return f"{self.grid.name}:{self.grid.lines[row]}"

    def _labels(self, row: int, before: str) -> _Row:
        """The labels of a row; a blank place is that of the row before, as merged cells leave it."""
        texts: dict[str, str] = {}
        for column in self.columns:
            if column.role not in ("figures", "nothing"):
                texts.setdefault(column.role, self.grid.cell(row, column.at))
        region = texts.get("region", "") or (before if self.roles & {"year", "indicator"} else "")
        words = texts.get("indicator", "")
        meaning = meaning_of(words)
        if meaning.field:
            self.found.seen.add(meaning.field)
        unit = unit_of(texts["unit"]) if texts.get("unit") else None
        year = _plain_year(texts.get("year", ""))
        return _Row(at=row, region=region, year=year, meaning=meaning, words=words, unit=unit)

    def _is_total(self, label: _Row) -> bool:
        """Whether a row sums others up; it is left out and said."""
        if "".join(plain(label.region).casefold().split()) not in words_of_kind("total"):
            return False
        self.found.left_out.append(say("sheets.total_left_out", place=self._at(label.at), words=label.region))
        return True

    def _read_row(self, label: _Row) -> None:
        if self.alone:
            self._entry(label, label.region, label.year)
        for column in self.columns:
            name = self._field(label, column) if column.role == "figures" else None
            if name is not None:
                self._read_cell(label, column, name)
        if self.alone:
            entry = self._entry(label, label.region, label.year)
            others = (column for column in self.columns if column.role in ("parent", "unusual", "code"))
            entry.others.update({each.role: self.grid.cell(label.at, each.at) for each in others})

    def _entry(self, label: _Row, region: str, year: str) -> TableEntry:
        made = TableEntry(self.grid.name, self.grid.lines[label.at], region, year)
        return self.found.entry(made, alone=self.alone)

    def _field(self, label: _Row, column: Column) -> str | None:
        """What a cell counts: as head or row says, else the section or the caption; None for others."""
        head, row = column.meaning, label.meaning
        if row.rest or (head.rest and not is_across(column, self.roles)):
            return None
        named = {each for each in (head.field, row.field) if each}
        if len(named) > 1:
            return None
        return next(iter(named), None) or self.section.field or self.above.field

    def _read_cell(self, label: _Row, column: Column, name: str) -> None:
        """Put a cell where it belongs."""
        region = (
            label.region or (column.words if is_across(column, self.roles) else "") or self.above.region or ""
        )
        entry = self._entry(label, region, self._year(label, column))
        text = self.grid.cell(label.at, column.at)
        text = "" if is_missing(text) else text
        if not text and not self.alone:
            return
        reading = self._reading(label, column, name, text)
        before = entry.readings.setdefault(name, reading)
        if before.text != text or before.unit != reading.unit:
            problem = say("sheets.two_figures", name=name, place=reading.place, other=before.place)
            self._fault(label.at, problem, say("analysis.keep_one_them"))

    def _year(self, label: _Row, column: Column) -> str:
        """The year of a cell as it is written; head and row must not name two."""
        said = [str(year) for year in (column.meaning.year, label.meaning.year) if year is not None]
        said += [label.year] if label.year else []
        if len(set(said)) > 1:
            place = self.grid.place(label.at, column.at)
            self._fault(
                label.at,
                say("sheets.two_years", place=place, years=", ".join(said)),
                say("sheets.one_year"),
            )
        others = (self.section.year, self.above.year)
        return next(iter(said), None) or next((str(year) for year in others if year is not None), "")

    def _reading(self, label: _Row, column: Column, name: str, text: str) -> Reading:
        figure = figure_of(text)
        place = self.grid.place(label.at, column.at)
        words = " ".join(each for each in (label.words, column.words) if each) or column.words
        unit = self._unit(label, column, name, figure)
        if unit is not None and not fits(unit, name):
            problem = say("analysis.which_not_known_here", name=f"{place} {words}", words=unit.words)
            self._fault(label.at, problem, say("sheets.known_units", known=known_units(name)))
            unit = None
        return Reading(
            text=text, words=words, figure=figure, unit=unit, place=place, line=self.grid.lines[label.at]
        )

    def _unit(self, label: _Row, column: Column, name: str, figure: Numeral) -> Unit | None:
        """The unit of a cell: its own, its row's, its head's, the section's, the caption's or the note's."""
        nearest = (figure.unit, label.unit, label.meaning.unit, column.meaning.unit)
        said = next((unit for unit in nearest if unit is not None), None)
        if said is not None:
            return said
        for told in (self.section, self.above):
            fitting = {unit.factor: unit for unit in told.units if fits(unit, name)}
            if len(fitting) > 1:
                both = ", ".join(unit.words for unit in fitting.values())
                self._fault(label.at, say("sheets.two_units", units=both), say("sheets.unit_in_head"))
            if fitting:
                return next(iter(fitting.values()))
        return None

    def _fault(self, row: int, problem: Message, remedy: Message) -> None:
        fault = Fault(self.grid.name, self.grid.lines[row], problem, remedy)
        if fault not in self.found.faults:
            self.found.faults.append(fault)


def _plain_year(text: str) -> str:
    """A year without the word for it; other texts as they are."""
    year = meaning_of(text)
    return str(year.year) if year.is_bare_year else text


def _stand_alone(columns: Sequence[Column]) -> bool:
    """Whether a row says all that there is of a place in a year: a long table."""
    fields = {column.meaning.field for column in columns}
    roles = {column.role for column in columns}
    return {"region", "year"} <= roles and "population" in fields and len(fields & set(PEOPLE)) > 1
