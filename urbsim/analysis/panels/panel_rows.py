"""Rows of a user's panel: every cell checked, every fault named with its line, in one pass."""

from __future__ import annotations

import csv
import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from urbsim.analysis.panels.evidence_panels import province_of
from urbsim.analysis.panels.panel_heads import HeadUnit, headed, unit_faults
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.names import asked, find_region
from urbsim.vocabulary.user_files import PANEL, words_of

REQUIRED = ("region", "year", "population", "urban_population")
OPTIONAL = ("parent", "household_size", "share_65plus", "unusual")
YEARS = (1949, 2100)
MOST_PEOPLE = 2_000_000_000
HOUSEHOLD_SIZES = (1.0, 12.0)
ELDERLY_PERCENT = (0.5, 60.0)


@dataclass(frozen=True)
class PanelRow:
    """One sound row: a region in a year. ``share_65plus`` is a fraction; None where the cell is empty.

    ``unusual`` says why figures that cannot be meant are meant.
    """

    line: int
    region: str
    year: int
    population: float
    urban: float
    parent: str | None
    household_size: float | None
    share_65plus: float | None
    unusual: str = ""

    @property
    def rate(self) -> float:
        """Urban residents over residents."""
        return self.urban / self.population


class _Reader:
    """Reads the cells of one line and collects what is wrong with them."""

    def __init__(self, file: str, line: int, cells: dict[str, str], units: dict[str, HeadUnit]) -> None:
        self.file, self.line, self.cells, self.units = file, line, cells, units
        self.faults: list[Fault] = []

    def fault(self, problem: str, remedy: str) -> None:
        """Note a fault of this line."""
        self.faults.append(Fault(self.file, self.line, problem, remedy))

    def text(self, column: str) -> str:
        """The cell without blanks around it, empty where the column is missing."""
        return (self.cells.get(column) or "").strip()

    def number(self, column: str, low: float, high: float, remedy: str) -> float | None:
        """The number in a cell, None where it is empty or wrong."""
        text = self.text(column)
        if not text:
            if column in REQUIRED:
                self.fault(say("analysis.empty", column=column), say("analysis.write", remedy=remedy))
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.fault(
                say("analysis.not_plain_number", column=column, text=text),
                say("analysis.write_without_signs_commas", remedy=remedy),
            )
            return None
        if not low <= value <= high:
            self.fault(
                say("analysis.lies_outside", column=column, text=text, low=low, high=high),
                say("analysis.write", remedy=remedy),
            )
            return None
        return value

    def persons(self, column: str, least: float, remedy: str) -> float | None:
        """Persons in a cell, in the unit of the head; at least ``least``, None where it is wrong."""
        factor = self.units[column].persons if column in self.units else 1.0
        value = self.number(column, least / factor, MOST_PEOPLE / factor, remedy)
        # Decimal digits of ten thousands are whole persons, whatever binary fractions make of them.
        return value if value is None or factor == 1.0 else round(value * factor, 3)

    def parent(self) -> str | None:
        """The province's code, None where the cell is empty, unknown or the nation."""
        text = self.text("parent")
        if not text:
            return None
        region = find_region(text, ("province",)) or find_region(text)
        if region is None:
            self.fault(*asked(text, "parent"))
            return None
        return province_of(region.code)

    def row(self) -> PanelRow | None:
        """The row, None where anything in it is wrong."""
        region = self.text("region")
        if not region:
            self.fault(say("analysis.region_empty"), say("analysis.write_region_name_code"))
        year = self.number("year", *YEARS, "a year such as 2010")
        people = self.persons("population", 1, "the residents as persons, at least 1")
        urban = self.persons("urban_population", 0, "the urban residents as persons, at least 0")
        size = self.number("household_size", *HOUSEHOLD_SIZES, "persons per household, or leave it empty")
        old = self.number("share_65plus", *ELDERLY_PERCENT, "percent, such as 8.9, or leave it empty")
        parent = self.parent()
        if year is not None and year != round(year):
            self.fault(
                say("analysis.year_not_whole_year", text=self.text("year")), say("analysis.write_year_such")
            )
        if people is not None and urban is not None and urban > people:
            problem = say("analysis.urban_population_more_than", urban=urban, people=people)
            self.fault(problem, say("analysis.correct_one_them_they"))
        if self.faults or year is None or people is None or urban is None:
            return None
        share = None if old is None else old / 100
        return PanelRow(
            line=self.line,
            region=region,
            year=int(year),
            population=people,
            urban=urban,
            parent=parent,
            household_size=size,
            share_65plus=share,
            unusual=self.text("unusual"),
        )


class PanelTable(NamedTuple):
    """What a panel file holds: its sound rows, its faults, and the units that its head gives."""

    rows: list[PanelRow]
    faults: list[Fault]
    units: dict[str, HeadUnit]


def read_rows(path: Path) -> PanelTable:
    """The rows of a panel file, in the order of the file, with every fault of every line.

    InputError where the file cannot be read or its head is at fault.
    """
    file = str(path)
    text = words_of(path, PANEL)
    reader = csv.DictReader(text.splitlines(), restkey="")
    names, units = headed(reader.fieldnames or ())
    faults = _header_faults(file, names) + unit_faults(file, units)
    if faults:
        raise InputError(faults)
    reader.fieldnames = names
    rows: list[PanelRow] = []
    for cells in reader:
        line = _Reader(file, reader.line_num, cells, units)
        if "" in cells:
            line.fault(say("analysis.there_more_cells_than"), say("analysis.write_numbers_without_commas"))
            row = None
        else:
            row = line.row()
        faults += line.faults
        rows += [row] if row is not None else []
    faults += _double_faults(file, rows) + _parent_faults(file, rows)
    if not rows and not faults:
        faults.append(Fault(file, 1, say("analysis.there_no_rows"), say("analysis.add_row_for_each")))
    return PanelTable(rows, faults, units)


def _header_faults(file: str, known: Sequence[str]) -> list[Fault]:
    wanted = say("analysis.first_line_must", requireds=",".join(REQUIRED), optionals=",".join(OPTIONAL))
    faults = [
        Fault(file, 1, say("analysis.there_no_column", name=name), wanted)
        for name in REQUIRED
        if name not in known
    ]
    for name in dict.fromkeys(known):
        if known.count(name) > 1:
            faults.append(
                Fault(file, 1, say("analysis.column_stands_twice", name=name), say("analysis.keep_one_them"))
            )
        near = difflib.get_close_matches(name, OPTIONAL, n=1, cutoff=0.75)
        if near and name not in OPTIONAL:
            faults.append(
                Fault(
                    file,
                    1,
                    say("analysis.unknown_column", name=name),
                    say("scenario.did_you_mean_2", near=near[0]),
                )
            )
    return faults


def _double_faults(file: str, rows: list[PanelRow]) -> list[Fault]:
    first: dict[tuple[str, int], int] = {}
    faults = []
    for row in rows:
        before = first.setdefault((row.region, row.year), row.line)
        if before != row.line:
            problem = say("analysis.stands_line_already", region=row.region, row=row.year, before=before)
            faults.append(Fault(file, row.line, problem, say("analysis.keep_one_row_for")))
    return faults


def _parent_faults(file: str, rows: list[PanelRow]) -> list[Fault]:
    first: dict[str, PanelRow] = {}
    faults = []
    for row in (row for row in rows if row.parent is not None):
        before = first.setdefault(row.region, row)
        if before.parent != row.parent:
            problem = say("analysis.another_parent_than_line", region=row.region, line=before.line)
            faults.append(Fault(file, row.line, problem, say("analysis.give_region_one_parent")))
    return faults
