"""A sheet as cells of text: from a workbook (xlsx, xls, ods) or from CSV, merged cells filled."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from urbsim.text import say
from urbsim.vocabulary.encodings import decoded
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.user_files import CONTROL, PANEL, content_of, control_fault, printable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_CELLS: Final = 2_000_000
MOST_UNPACKED: Final = 400_000_000
"""Bytes of a workbook once it is unpacked."""
WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of xlsx and ods, and of xls."""
_SEPARATORS: Final = (",", "\t", ";", "，", "|")


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, blank cells empty; ``lines`` are their numbers in the file, from 1.

    ``copies`` are the cells (row, column) that a merged cell fills; ``sheet`` is empty for CSV.
    """

    file: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    copies: frozenset[tuple[int, int]] = frozenset()

    @property
    def name(self) -> str:
        """File, and sheet where there is one: what faults call it."""
        return f"{self.file}[{self.sheet}]" if self.sheet else self.file

    def cell(self, row: int, column: int) -> str:
        """The text of a cell, empty beyond the end of its row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def place(self, row: int, column: int) -> str:
        """What a spreadsheet calls a cell: C5."""
        return f"{letters(column)}{self.lines[row]}"

    @property
    def width(self) -> int:
        """Cells of the longest row."""
        return max(map(len, self.rows), default=0)


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A, B, …, Z, AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def grids_of(path: Path) -> tuple[Grid, ...]:
    """The sheets of a user's table that hold anything, in order.

    Raises InputError where the file cannot be opened or read, or holds a control character.
    """
    raw = content_of(path, PANEL)
    found = _sheets(path, raw) if raw.startswith(WORKBOOKS) else [_separated(raw, str(path))]
    grids = [grid for grid in found if any(any(row) for row in grid.rows)]
    faults = [fault for grid in grids for fault in _controls(grid)]
    if faults:
        raise InputError(faults)
    if not grids:
        raise InputError([Fault(str(path), 1, say("sheets.nothing"), say("sheets.nothing_remedy"))])
    return tuple(grids)


def _controls(grid: Grid) -> Iterator[Fault]:
    for line, row in zip(grid.lines, grid.rows, strict=True):
        found = next((mark for cell in row if (mark := CONTROL.search(cell))), None)
        if found:
            yield control_fault(grid.name, line, found.group())


def _separated(raw: bytes, file: str) -> Grid:
    """The rows of a CSV file, parted by the sign that parts most of its cells."""
    text = decoded(raw, file)
    counts = {sign: text.count(sign) for sign in _SEPARATORS}
    sign = "," if counts[","] else max(_SEPARATORS, key=lambda each: counts[each])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows, lines, line = [], [], 1
    try:
        for cells in reader:
            rows.append(tuple(" ".join(cell.split()) for cell in cells))
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        problem = say("sheets.unreadable", why=printable(str(error)))
        raise InputError([Fault(file, line, problem, say("sheets.unreadable_remedy"))]) from error
    return Grid(file, "", tuple(rows), tuple(lines))


def _sheets(path: Path, raw: bytes) -> list[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    _refuse_bomb(path, raw)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        seen = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        return [_sheet(path, book.get_sheet_by_name(name)) for name in seen]
    except (CalamineError, OSError, ValueError) as error:
        problem = say("sheets.unreadable", why=" ".join(printable(str(error)).split())[:200])
        raise InputError([Fault(str(path), None, problem, say("sheets.unreadable_remedy"))]) from error


def _refuse_bomb(path: Path, raw: bytes) -> None:
    """Refuse a workbook that unpacks to more than memory should hold."""
    if not raw.startswith(WORKBOOKS[0]):
        return
    try:
        size = sum(each.file_size for each in zipfile.ZipFile(io.BytesIO(raw)).infolist())
    except zipfile.BadZipFile as error:
        problem = say("sheets.unreadable", why=str(error))
        raise InputError([Fault(str(path), None, problem, say("sheets.unreadable_remedy"))]) from error
    if size > MOST_UNPACKED:
        raise InputError([Fault(str(path), None, say("sheets.too_large"), say("sheets.too_large_remedy"))])


def _sheet(path: Path, sheet: CalamineSheet) -> Grid:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise InputError(
            [Fault(f"{path}[{sheet.name}]", None, say("sheets.too_large"), say("sheets.too_large_remedy"))]
        )
    rows = [[_words(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    copies = _fill(rows, sheet.merged_cell_ranges or ())
    lines = tuple(range(1, len(rows) + 1))
    return Grid(str(path), sheet.name, tuple(map(tuple, rows)), lines, frozenset(copies))


def _fill(
    rows: list[list[str]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    """Write the words of every merged cell into the cells that it covers, and name those."""
    copies = []
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        words = rows[top][left]
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            for column in range(left, min(right, len(rows[row]) - 1) + 1):
                if (row, column) != (top, left):
                    rows[row][column] = words
                    copies.append((row, column))
    return iter(copies)


def _words(value: Any) -> str:
    """A cell's text; whole numbers without decimals, dates by year."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return f"{value.year}-{value.month}-{value.day}"
    return " ".join(str(value).split())
