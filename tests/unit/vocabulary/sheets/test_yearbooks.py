"""Fifty tables as yearbooks print them: 95 % of the cells right, none silently wrong, others refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.unit.vocabulary.sheets.formats import as_csv, as_xls, as_xlsx
from tests.unit.vocabulary.sheets.made_world import Table, world
from tests.unit.vocabulary.sheets.yearbooks import SHAPES
from urbsim.analysis.panels.panel_rows import read_rows
from urbsim.vocabulary.errors import InputError

FORMATS: dict[str, Callable[[Table, Path], Path]] = {
    "utf-8": lambda table, path: as_csv(table, path, "utf-8-sig"),
    "gb18030": lambda table, path: as_csv(table, path, "gb18030"),
    "xlsx": as_xlsx,
    "xls": as_xls,
}


def tables() -> list[tuple[str, str, int]]:
    """Each shape in two formats, so that every format meets half of the shapes."""
    names = list(FORMATS)
    return [
        (shape.__name__, _format(number, again, names), 100 * again + number)
        for number, shape in enumerate(SHAPES)
        for again in (0, 1)
    ]


def _format(number: int, again: int, names: list[str]) -> str:
    single = SHAPES[number].__name__ in ("two_sheets", "a_sheet_a_year")
    return names[2 + again] if single else names[(number + 2 * again) % 4]


def outcome(path: Path, table: Table) -> tuple[int, int, list[str]]:
    """Right cells, wrong cells, and the faults where the table is refused."""
    try:
        rows, faults, _ = read_rows(path)
    except InputError as error:
        return 0, 0, [str(fault) for fault in error.faults]
    if faults:
        return 0, 0, [str(fault) for fault in faults]
    read = {(row.region, row.year): row for row in rows}
    right = wrong = 0
    for key, people in table.says.items():
        row = read.pop(key, None)
        told = (None, None) if row is None else (row.population, row.urban)
        right += told[0] == people.all
        near = told[1] is not None and abs(told[1] - people.urban) <= max(0.5, table.loose * people.all)
        right += near
        wrong += (told[0] is not None and told[0] != people.all) + (told[1] is not None and not near)
    return right, wrong + 2 * len(read), []


def test_fifty_tables_are_read_right_or_refused_by_name(tmp_path: Path) -> None:
    shapes = {shape.__name__: shape for shape in SHAPES}
    every, right, wrong, refused = 0, 0, 0, dict[str, list[str]]()
    for name, form, seed in tables():
        table = shapes[name](world(seed))
        path = FORMATS[form](table, tmp_path / f"{name}-{form}")
        good, bad, faults = outcome(path, table)
        every, right, wrong = every + 2 * len(table.says), right + good, wrong + bad
        if faults:
            refused[path.name] = faults
    print(f"{right} of {every} cells right, {wrong} wrong, refused: {refused}")
    assert len(tables()) == 50
    assert wrong == 0
    assert right >= 0.95 * every
    assert all(re.search(r":\d+: ", fault) for faults in refused.values() for fault in faults)
