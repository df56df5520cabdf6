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
                self.fault(f"{column} is empty", f"write {remedy}")
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.fault(f"{column} '{text}' is not a plain number", f"write {remedy}, without signs or commas")
            return None
        if not low <= value <= high:
            self.fault(f"{column} {text} lies outside {low:g} to {high:g}", f"write {remedy}")
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
            self.fault("region is empty", "write the region's name or code")
        year = self.number("year", *YEARS, "a year such as 2010")
        people = self.persons("population", 1, "the residents as persons, at least 1")
        urban = self.persons("urban_population", 0, "the urban residents as persons, at least 0")
        size = self.number("household_size", *HOUSEHOLD_SIZES, "persons per household, or leave it empty")
        old = self.number("share_65plus", *ELDERLY_PERCENT, "percent, such as 8.9, or leave it empty")
        parent = self.parent()
        if year is not None and year != round(year):
            self.fault(f"year {self.text('year')} is not a whole year", "write a year such as 2010")
        if people is not None and urban is not None and urban > people:
            problem = f"urban_population {urban:g} is more than population {people:g}"
            self.fault(problem, "correct one of them; they may have been swapped")
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
            line.fault("there are more cells than columns", "write numbers without commas inside")
            row = None
        else:
            row = line.row()
        faults += line.faults
        rows += [row] if row is not None else []
    faults += _double_faults(file, rows) + _parent_faults(file, rows)
    if not rows and not faults:
        faults.append(Fault(file, 1, "there are no rows", "add a row for each region and year"))
    return PanelTable(rows, faults, units)


def _header_faults(file: str, known: Sequence[str]) -> list[Fault]:
    wanted = f"the first line must be {','.join(REQUIRED)}[,{','.join(OPTIONAL)}]"
    faults = [Fault(file, 1, f"there is no column {name}", wanted) for name in REQUIRED if name not in known]
    for name in dict.fromkeys(known):
        if known.count(name) > 1:
            faults.append(Fault(file, 1, f"the column {name} stands twice", "keep one of them"))
        near = difflib.get_close_matches(name, OPTIONAL, n=1, cutoff=0.75)
        if near and name not in OPTIONAL:
            faults.append(Fault(file, 1, f"unknown column {name}", f"did you mean {near[0]}?"))
    return faults


def _double_faults(file: str, rows: list[PanelRow]) -> list[Fault]:
    first: dict[tuple[str, int], int] = {}
    faults = []
    for row in rows:
        before = first.setdefault((row.region, row.year), row.line)
        if before != row.line:
            problem = f"{row.region} in {row.year} stands in line {before} already"
            faults.append(Fault(file, row.line, problem, "keep one row for each region and year"))
    return faults


def _parent_faults(file: str, rows: list[PanelRow]) -> list[Fault]:
    first: dict[str, PanelRow] = {}
    faults = []
    for row in (row for row in rows if row.parent is not None):
        before = first.setdefault(row.region, row)
        if before.parent != row.parent:
            problem = f"{row.region} has another parent than in line {before.line}"
            faults.append(Fault(file, row.line, problem, "give a region one parent"))
    return faults
