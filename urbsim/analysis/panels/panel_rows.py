"""Rows of a user's panel: every cell checked, every fault named with its line, in one pass."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from urbsim.analysis.panels.evidence_panels import province_of
from urbsim.text import Message, say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.names import asked, find_region
from urbsim.vocabulary.sheets.echo import echoes_of
from urbsim.vocabulary.sheets.grid import grids_of
from urbsim.vocabulary.sheets.people import contradictions, derived_urban, factor_of, settled_shares
from urbsim.vocabulary.sheets.readings import readings_of
from urbsim.vocabulary.sheets.records import Reading, Readings, TableEntry

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

    file: str
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
    """Reads what a table says of a place in a year, and collects what is wrong with it."""

    def __init__(self, entry: TableEntry) -> None:
        self.entry = entry
        self.faults: list[Fault] = []

    def fault(self, problem: Message, remedy: Message, reading: Reading | None = None) -> None:
        """Note a fault of a cell, or of the line."""
        line = self.entry.line if reading is None else reading.line
        self.faults.append(Fault(self.entry.file, line, problem, remedy))

    def text(self, column: str) -> str:
        """The cell of a column of words without blanks around it, empty where the column is missing."""
        return self.entry.others.get(column, "").strip()

    def number(self, column: str, low: float, high: float, remedy: Message) -> float | None:
        """The number in a cell, None where it is empty or wrong."""
        reading = self.entry.readings.get(column)
        if reading is None or not reading.text:
            if column in REQUIRED:
                self.fault(say("analysis.empty", column=column), say("analysis.write", remedy=remedy))
            return None
        name = column if reading.words == column else f"{reading.words} ({reading.place})"
        value = reading.figure.value
        if not reading.figure.is_number:
            problem = say("analysis.not_plain_number", column=name, text=reading.text)
            self.fault(problem, say("analysis.write_without_signs_commas", remedy=remedy), reading)
            return None
        if not low <= value <= high:
            problem = say("analysis.lies_outside", column=name, text=reading.text, low=low, high=high)
            self.fault(problem, say("analysis.write", remedy=remedy), reading)
            return None
        return value

    def year(self) -> int | None:
        """The year, None where it is missing or no year."""
        text = self.entry.year
        if not text:
            self.fault(say("analysis.empty", column="year"), say("sheets.no_year_remedy"))
        elif text.isdecimal() and YEARS[0] <= int(text) <= YEARS[1]:
            return int(text)
        else:
            self.fault(say("analysis.year_not_whole_year", text=text), say("analysis.write_year_such"))
        return None

    def persons(self, column: str, least: float, remedy: Message) -> float | None:
        """Persons in a cell, in its unit; at least ``least``, None where it is wrong."""
        reading = self.entry.readings.get(column)
        factor = 1.0 if reading is None else factor_of(reading)
        value = self.number(column, least / factor, MOST_PEOPLE / factor, remedy)
        # Decimal digits of ten thousands are whole persons, whatever binary fractions make of them.
        return value if value is None or factor == 1.0 else round(value * factor, 3)

    def urban(self, people: float | None) -> float | None:
        """Urban residents: as the table has them, or as its rate or its rural residents tell them."""
        derived = derived_urban(self.entry) if "urban_population" not in self.entry.readings else None
        if derived is None or people is None:
            return self.persons("urban_population", 0, say("analysis.urban"))
        return round(derived[0])

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
        region = self.entry.region.strip()
        if not region:
            self.fault(say("analysis.region_empty"), say("sheets.no_place_remedy"))
        year = self.year()
        people = self.persons("population", 1, say("analysis.people"))
        urban = self.urban(people)
        size = self.number("household_size", *HOUSEHOLD_SIZES, say("analysis.size"))
        old = self.number("share_65plus", *ELDERLY_PERCENT, say("analysis.old"))
        parent = self.parent()
        if people is not None and urban is not None and urban > people:
            problem = say("analysis.urban_population_more_than", urban=urban, people=people)
            self.fault(problem, say("analysis.correct_one_them_they"))
        if self.faults or year is None or people is None or urban is None:
            return None
        share = None if old is None else old / 100
        return PanelRow(
            file=self.entry.file,
            line=self.entry.line,
            region=region,
            year=year,
            population=people,
            urban=urban,
            parent=parent,
            household_size=size,
            share_65plus=share,
            unusual=self.text("unusual"),
        )


class PanelTable(NamedTuple):
    """What a panel file holds: its sound rows, its faults, and how it was read."""

    rows: list[PanelRow]
    faults: list[Fault]
    notes: tuple[Message, ...]


def read_rows(path: Path) -> PanelTable:
    """The rows of a panel file, in the order of the file, with every fault of every line.

    InputError where the file cannot be read or its heads are at fault.
    """
    grids = grids_of(path)
    found = readings_of(grids)
    faults = [*_head_faults(grids[0].name, found), *found.faults]
    if faults:
        raise InputError(faults)
    faults += settled_shares(found.entries)
    faults += contradictions(found.entries)
    told, left_out = _complete(found.entries)
    rows: list[PanelRow] = []
    for entry in told:
        reader = _Reader(entry)
        row = reader.row()
        faults += reader.faults
        rows += [row] if row is not None else []
    faults += _double_faults(rows) + _parent_faults(rows)
    if not rows and not faults:
        faults.append(
            Fault(grids[0].name, 1, say("analysis.there_no_rows"), say("analysis.add_row_for_each"))
        )
    notes = (*echoes_of(found), *left_out)
    return PanelTable(rows, faults, notes)


def _complete(entries: list[TableEntry]) -> tuple[list[TableEntry], list[Message]]:
    """The entries that tell residents and urban ones; a region's other entries are left out and said."""
    whole = [entry for entry in entries if _tells_people(entry)]
    regions = {entry.region for entry in whole}
    partial = [entry for entry in entries if entry.region in regions and not _tells_people(entry)]
    kept = [entry for entry in entries if entry.region not in regions or _tells_people(entry)]
    if not partial:
        return kept, []
    first = f"{partial[0].region} {partial[0].year}"
    return kept, [say("sheets.incomplete", count=len(partial), first=first)]


def _tells_people(entry: TableEntry) -> bool:
    """Whether an entry has cells, sound or not, of residents and of urban ones."""
    given = {name for name, reading in entry.readings.items() if reading.text}
    return "population" in given and bool(given & {"urban_population", "urban_share", "rural_population"})


def _head_faults(file: str, found: Readings) -> Iterable[Fault]:
    """Columns that no head, caption or sheet names, and heads that are nearly one of the known."""
    wanted = say("analysis.first_line_must", requireds=",".join(REQUIRED), optionals=",".join(OPTIONAL))
    known = found.seen | ({"urban_population"} if found.seen & {"urban_share", "rural_population"} else set())
    line = found.entries[0].line - 1 if found.entries else 1
    for name in REQUIRED:
        if name not in known:
            yield Fault(file, line, say("analysis.there_no_column", name=name), wanted)
    for head in found.unknown:
        near = difflib.get_close_matches(head.words, OPTIONAL, n=1, cutoff=0.75)
        if near:
            problem = say("analysis.unknown_column", name=head.words)
            yield Fault(head.file, head.line, problem, say("scenario.did_you_mean_2", near=near[0]))


def _double_faults(rows: list[PanelRow]) -> list[Fault]:
    first: dict[tuple[str, int], int] = {}
    faults = []
    for row in rows:
        before = first.setdefault((row.region, row.year), row.line)
        if before != row.line:
            problem = say("analysis.stands_line_already", region=row.region, row=row.year, before=before)
            faults.append(Fault(row.file, row.line, problem, say("analysis.keep_one_row_for")))
    return faults


def _parent_faults(rows: list[PanelRow]) -> list[Fault]:
    first: dict[str, PanelRow] = {}
    faults = []
    for row in (row for row in rows if row.parent is not None):
        before = first.setdefault(row.region, row)
        if before.parent != row.parent:
            problem = say("analysis.another_parent_than_line", region=row.region, line=before.line)
            faults.append(Fault(row.file, row.line, problem, say("analysis.give_region_one_parent")))
    return faults
