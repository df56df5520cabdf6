"""Tables of indicators as copying leaves them: cells parted by blanks or line ends, row by row.

A table begins with the names of its columns (指标, 单位, 2010年, 2015年, 年均增长, 属性) and ends with the
first words that are no cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from urbsim.drafting.numerals.figures import Quantity, figures
from urbsim.drafting.register import register, word_list
from urbsim.drafting.sentences.frames import Frame
from urbsim.drafting.sentences.times import times
from urbsim.drafting.statements import Kind, Statement
from urbsim.drafting.text import PolicyText

Column = Literal["name", "note", "growth"]

_CELL: Final = re.compile(r"[^\s|│┃]{1,60}")
VALUE: Final = re.compile(
    r"(?P<sign>[≤≥<>约]|不低于|不超过)?(?P<open>[\[(〔【])?(?P<minus>[-−])?(?P<number>\d[\d,]{0,14}(?:\.\d{1,4})?)%?"
    r"[\])〕】]?%?(?P<bound>左右|以上|以内|以下)?"
)
_EMPTY: Final = re.compile(r"[-—–－/…*]{1,3}")
_UNIT_IN_NAME: Final = re.compile(r"^(.{2,30}?)[((]([^()()]{1,10})[))]$")
_OF_ALL: Final = re.compile(r"(?:19|20)\d\d年?([^\d()]{0,8})\(([^()]{1,8})\)")
_END: Final = re.compile(
    r"[。,;:!?]|^注|^第.{1,3}[章节篇]|^[一二三四五六七八九十]{1,3}、|^[((][一二三四五六七八九十]"
)
BOUNDS: Final = {
    "≤": "at_most", "<": "at_most", "不超过": "at_most", "以内": "at_most", "以下": "at_most",
    "≥": "at_least", ">": "at_least", "不低于": "at_least", "以上": "at_least",
    "约": "about", "左右": "about",
}  # fmt: skip
_LESS: Final = re.compile(r"(?:降低|下降|减少|削减)(?:率|比例|幅度)?$")
_WORDS: Final = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_WIDEST: Final = 14
_LONGEST: Final = 26


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    start: int
    end: int


@dataclass
class _Line:
    """One row: its name and unit, and the cells of its numbers in the order of the columns."""

    name: _Cell
    unit: str = ""
    noun: str = ""
    cells: list[_Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A table at ``start`` to ``end`` of the original text, and what its rows state."""

    start: int
    end: int
    statements: tuple[Statement, ...]


def tables(text: PolicyText, frame: Frame) -> list[Table]:
    """Every table of the text, in order."""
    cells = [
        _Cell(unicodedata.normalize("NFKC", match.group()), match.start(), match.end())
        for match in _CELL.finditer(text.original)
    ]
    found: list[Table] = []
    place = 0
    while place < len(cells):
        columns = _columns(cells, place) if word_list("table", "opens").opens(cells[place].words) else []
        if not columns:
            place += 1
            continue
        first, place = place, place + len(columns)
        common = _common(cells[first:place])
        lines, place = _lines(cells, place)
        for line in lines:
            line.unit, line.noun = (line.unit, line.noun) if line.unit else common
            del line.cells[sum(column not in {"name", "note"} for column in columns) :]
        stated = tuple(each for line in lines for each in _stated(text, line, columns, frame))
        found.append(Table(cells[first].start, cells[place - 1].end, stated))
    return found


def _columns(cells: list[_Cell], place: int) -> list[Column | int]:
    """What the columns hold that the cells from ``place`` name, a year or a kind; empty for no header."""
    columns: list[Column | int] = []
    for cell in cells[place : place + _WIDEST]:
        column = _column(cell.words)
        if column is None:
            break
        columns.append(column)
    dated = sum(isinstance(column, int) for column in columns)
    return columns if dated and len(columns) > 1 else []


def _common(header: list[_Cell]) -> tuple[str, str]:
    """Unit and noun that the columns of years give to all rows: `2020年人口(万人)`."""
    found = (_OF_ALL.fullmatch(cell.words) for cell in header)
    return next(((each[2], each[1]) for each in found if each and _is_unit(each[2])), ("", ""))


def _column(words: str) -> Column | int | None:
    if word_list("table", "growth").within(words):
        return "growth"
    marks = [mark.year for mark in times(words) if mark.year is not None]
    if marks and len(words) <= 12:
        return marks[-1]
    bare = re.fullmatch(r"(?:19|20)\d\d", words)
    if bare:
        return int(words)
    return (
        "note"
        if word_list("table", "opens").opens(words) or words in register().words["table"]["notes"]
        else None
    )


def _lines(cells: list[_Cell], place: int) -> tuple[list[_Line], int]:
    """The rows from ``place`` on, and the place behind the last."""
    lines: list[_Line] = []
    ended = place
    for index in range(place, len(cells)):
        cell = cells[index]
        if VALUE.fullmatch(cell.words) or _EMPTY.fullmatch(cell.words):
            if lines:
                lines[-1].cells.append(cell)
        elif word_list("table", "kinds").opens(cell.words):
            pass
        elif lines and not lines[-1].cells and _is_unit(cell.words):
            lines[-1].unit = cell.words
        elif _END.search(cell.words.removeprefix("其中:")) or len(cell.words) > _LONGEST:
            break
        else:
            lines.append(_named(cell))
            continue
        ended = index + 1
    return [line for line in lines if line.cells and _WORDS.search(line.name.words)], ended


def _named(cell: _Cell) -> _Line:
    inside = _UNIT_IN_NAME.match(cell.words)
    if inside and _is_unit(inside[2]):
        return _Line(_Cell(inside[1], cell.start, cell.end), inside[2])
    return _Line(cell)


def _is_unit(words: str) -> bool:
    return unit_of(words) is not None


def unit_of(words: str) -> Quantity | None:
    """One of the unit that a cell names, or None if it names none."""
    one = figures(f"1{words}", [])
    return one[0] if one and one[0].unit is not None and one[0].end == len(words) + 1 else None


def _stated(text: PolicyText, line: _Line, columns: list[Column | int], frame: Frame) -> Iterator[Statement]:
    unit = unit_of(line.unit)
    if unit is None or line.name.end > line.cells[0].start:
        return
    numbered = [column for column in columns if isinstance(column, int) or column == "growth"]
    dated = [column for column in numbered if isinstance(column, int)]
    for cell, column in zip(line.cells, numbered, strict=False):
        match = VALUE.fullmatch(cell.words)
        if match is not None:
            year = column if isinstance(column, int) else max(dated)
            yield _statement(
                text, line, cell, _Read(match, unit, year, column == "growth", _is_past(year, dated, frame))
            )


def _is_past(year: int, dated: list[int], frame: Frame) -> bool:
    if frame.issued is not None:
        return year < frame.issued
    return len(dated) > 1 and year == min(dated)


class _Read(NamedTuple):
    """A number of a cell with its unit and year; whether it is growth, and whether it is of the past."""

    match: re.Match[str]
    unit: Quantity
    year: int
    growing: bool
    past: bool


def _statement(text: PolicyText, line: _Line, cell: _Cell, read: _Read) -> Statement:
    match, unit, year, growing, past = read
    named = register().found(f"{line.name.words}{line.noun}")
    fitting = next((each.indicator for each in reversed(named) if each.indicator.measures(unit.family)), None)
    comparator, name, suffix = _compared(match, unit, growing, bool(_LESS.search(line.name.words)))
    variable = f"{line.name.words}{line.noun}" if fitting is None else fitting.named(unit.family)
    kind: Kind = "baseline" if past else fitting.kind if fitting is not None and not growing else "target"
    last = line.cells[-1].end
    return Statement(
        text.original[line.name.start : last],
        f"{variable}{suffix}" if fitting else variable,
        value=float(match["number"].replace(",", "")),
        unit=name,
        comparator=comparator,
        scope=None,
        baseline_year=None,
        target_year=None if past else year,
        kind=kind,
        start=line.name.start,
        end=last,
        number_start=cell.start,
        number_end=cell.end,
        known=fitting is not None,
    )


def _compared(match: re.Match[str], unit: Quantity, growing: bool, less: bool) -> tuple[str, str, str]:
    """Comparator, unit and suffix of the variable: brackets hold what is added over the whole period."""
    share = unit.family == "share"
    if less:
        return "decrease_of", unit.unit_name, "_growth" if share else "_increase"
    bound = BOUNDS.get(match["sign"] or match["bound"] or "", "reach")
    if not growing:
        return bound, unit.unit_name, ""
    least = "_at_least" if bound == "at_least" else ""
    if match["open"]:
        verb = "decrease_of" if match["minus"] else "increase_of"
        return (
            f"{verb}{least}",
            "percentage_points" if share else unit.unit_name,
            "_change" if share else "_increase",
        )
    if share:
        return f"increase_per_year{least}", "percentage_points", "_change"
    return f"grow_per_year{least}", "percent_per_year", "_growth_rate"
