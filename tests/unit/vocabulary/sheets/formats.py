"""The files in which a table may come: CSV in two encodings, workbooks of today and of the old kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.unit.vocabulary.sheets.made_world import Sheet, Table


def as_csv(table: Table, path: Path, encoding: str) -> Path:
    """The first sheet as CSV; merged cells leave blanks."""
    out = io.StringIO(newline="")
    rows = table.sheets[0].rows
    width = max(map(len, rows))
    csv.writer(out).writerows([*row, *[""] * (width - len(row))] for row in rows)
    path = path.with_suffix(".csv")
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def as_xlsx(table: Table, path: Path) -> Path:
    """A workbook of today."""
    import xlsxwriter

    path = path.with_suffix(".xlsx")
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet in table.sheets:
            made = book.add_worksheet(sheet.name)
            _write(sheet, made.write)
            for first, left, last, right in sheet.merges:
                made.merge_range(first, left, last, right, sheet.rows[first][left])
    return path


def as_xls(table: Table, path: Path) -> Path:
    """A workbook of the old kind."""
    import xlwt

    path = path.with_suffix(".xls")
    book = xlwt.Workbook()
    for sheet in table.sheets:
        made = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        _write(sheet, made.write)
        for first, left, last, right in sheet.merges:
            made.write_merge(first, last, left, right, sheet.rows[first][left])
    book.save(str(path))
    return path


def _write(sheet: Sheet, write: Callable[[int, int, Any], Any]) -> None:
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if value != "":
                write(row, column, value)
