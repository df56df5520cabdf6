"""`tables.xlsx`: the tables of a folder as a workbook to hand on, a sheet a table, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from urbsim.charts.terms import term
from urbsim.report.answer.cell_words import Called, told, unit_word
from urbsim.runs.heads import worded
from urbsim.runs.results.files import write_bytes
from urbsim.runs.results.store import IAMC, YEARS, read_table
from urbsim.text import block

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME: Final = "tables.xlsx"
MOST_ROWS: Final = 1_048_575
MIDDLE: Final = "p50"
_SHARES: Final = (
    "probability", "probability_low", "probability_high", "probability_without", "probability_better",
)  # fmt: skip
_PLAIN: Final = ("year", "first_year_met", "draw")
_COUNTED: Final = ("persons", "households", "units", "jobs", "yuan")


def write_workbook(folder: Path, called: Called, files: Iterable[Path]) -> Path:
    """Write the CSV tables among the files into one workbook beside them, in the language spoken.

    The first sheet has the medians, a column a variable with its
    unit in the head; the others are the tables as they are, their words told. Values in shares are percent.
    """
    import xlsxwriter

    tables = {path.stem: read_table(path) for path in files if path.suffix == ".csv" and path.name != IAMC}
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        pages = _Pages(book)
        if YEARS.removesuffix(".csv") in tables:
            pages.add_medians(tables[YEARS.removesuffix(".csv")], called)
        for name, table in tables.items():
            pages.add_long(name, table, called)
    return write_bytes(folder, NAME, content.getvalue())


class _Pages:
    """The sheets of a workbook and the forms of its numbers."""

    def __init__(self, book: Workbook) -> None:
        forms = {"plain": "0", "share": "0.0%", "whole": "#,##0", "number": "#,##0.00"}
        self.book = book
        self.forms = {name: book.add_format({"num_format": form}) for name, form in forms.items()}
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})

    def add_medians(self, years: pd.DataFrame, called: Called) -> None:
        """Medians by mix, region and year, a column a variable with its unit."""
        keys = ["mix", "region", "year"]
        wide = years.pivot_table(index=keys, columns="variable", values=MIDDLE, sort=False).reset_index()
        units = years.drop_duplicates("variable").set_index("variable")["unit"]
        forms = [_form(name, str(units.get(name, ""))) for name in wide.columns]
        heads = {name: _headed(name, str(units[name])) for name in units.index}
        shown = told(wide, called).rename(columns=heads)
        self._write(block("workbook")["medians"], worded(shown), lambda _, column: forms[column])

    def add_long(self, name: str, table: pd.DataFrame, called: Called) -> None:
        """A table as it is on disk, its words told; the unit of a row forms its numbers."""
        units = list(table["unit"]) if "unit" in table else [""] * len(table)
        heads = list(map(str, table.columns))
        shown = worded(told(table, called))
        self._write(
            block("workbook").get(name, name), shown, lambda row, at: _form(heads[at], str(units[row]))
        )

    def _write(self, name: str, table: pd.DataFrame, form: Callable[[int, int], str]) -> None:
        sheet = self.book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(table.columns):
            sheet.write_string(0, column, str(head), self.head)
            sheet.set_column(column, column, max(10, min(24, 2 * len(str(head)))))
        for row, cells in enumerate(table.head(MOST_ROWS).itertuples(index=False)):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    sheet.write_string(row + 1, column, value)
                elif not pd.isna(value):
                    sheet.write_number(row + 1, column, float(value), self.forms[form(row, column)])


def _form(name: str, unit: str) -> str:
    """How a number of a column is shown."""
    if name in _PLAIN:
        return "plain"
    if name in _SHARES or unit == "share":
        return "share"
    return "whole" if unit in _COUNTED else "number"


def _headed(variable: str, unit: str) -> str:
    """A variable with its unit; shares are shown in percent."""
    return f"{term(variable)} ({unit_word(unit)})"
