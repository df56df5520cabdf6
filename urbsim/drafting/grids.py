"""Tables with a line a row: places or indicators down, indicators or years across.

The cells of a line are parted by one sign (tab, bar, comma, or wide blanks). The head names what each column
is: an indicator with its unit, a year, a unit, or a note; a caption above may give year and unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from urbsim.drafting.numerals.figures import Quantity, figures
from urbsim.drafting.register import Indicator, register
from urbsim.drafting.sentences.frames import Frame
from urbsim.drafting.sentences.times import times
from urbsim.drafting.statements import Kind, Statement
from urbsim.drafting.tables import BOUNDS, VALUE, Table, unit_of
from urbsim.drafting.text import PolicyText

_SIGNS: Final = (r"\t+", r"\s*[|│┃]\s*", r"[,，](?!\d{3}(?!\d))", r"[ \u3000]{2,}", r"[ \u3000]+")
_VALUED: Final = re.compile(r"\d")
_RULE: Final = re.compile(r"[\s|:+\-—─┼├┤=]+")
_UNIT: Final = re.compile(r"(.*?)[(（\[]([^()（）\[\]]{1,10})[)）\]](.*)")
_CAPTION_UNIT: Final = re.compile(r"单位[:：]([^\s;；。()（）]{1,20})")
_LISTED: Final = re.compile(r"[、,，]|和")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,10}(?:镇|乡|县|市|区|街道|村|社区|旗|州|农场|林场)")
_TOTAL: Final = re.compile(r"合计|总计|全[国省市县区镇乡州旗]|小计")
_DONE: Final = re.compile(r"现状|基期|实绩|实际|已完成|完成情况|完成数")
_WIDEST: Final = 14
_LONGEST: Final = 24


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Column:
    """What a head cell says: words, the indicators they name, unit and year; ``done`` for 现状."""

    words: str
    named: tuple[Indicator, ...]
    unit: str
    year: int | None
    done: bool

    @property
    def valued(self) -> bool:
        """Whether numbers can stand below it."""
        return bool(self.named or self.unit or self.year is not None or self.done or "目标" in self.words)


def grids(text: PolicyText, frame: Frame, taken: list[tuple[int, int]]) -> Iterator[Table]:
    """Every such table of the text outside the stretches taken, in order."""
    lines = [
        (match.start(), match.group())
        for match in re.finditer(r"[^\r\n]+", text.original)
        if match.group().strip() and not any(a <= match.start() < b for a, b in taken)
    ]
    place = 0
    while place < len(lines) - 1:
        valued = any(_VALUED.search(line) for _, line in lines[place + 1 : place + 3])
        rows = _rows(lines, place) if valued else []
        if rows:
            above = [line for _, line in lines[max(0, place - 2) : place]]
            yield _table(text, frame, rows, _caption(above))
        place += max(1, len(rows))


def _rows(lines: list[tuple[int, str]], place: int) -> list[list[_Cell]]:
    """Head and rows of a table that begins at a line, or nothing."""
    for sign in _SIGNS:
        head = _cells(*lines[place], sign)
        if not 2 <= len(head) <= _WIDEST or any(VALUE.fullmatch(cell.words) for cell in head):
            continue
        if not any(_column(cell.words).valued for cell in head[1:]):
            continue
        rows = [head]
        for start, line in lines[place + 1 :]:
            cells = _cells(start, line, sign)
            ruled = _RULE.fullmatch(line)
            if not ruled and (len(cells) != len(head) or not any(_number(cell.words) for cell in cells[1:])):
                break
            rows.append([] if ruled else cells)
        if any(rows[1:]):
            return rows
    return []


def _cells(start: int, line: str, sign: str) -> list[_Cell]:
    """The cells of a line; empty if one is too long for a cell."""
    cells, begin = [], 0
    bare = line.strip().strip("|│┃")
    offset = line.index(bare)
    for part in [*re.finditer(sign, bare), None]:
        end = len(bare) if part is None else part.start()
        words = bare[begin:end]
        plain = unicodedata.normalize("NFKC", words).strip()
        if len(plain) > _LONGEST or "。" in plain:
            return []
        at = start + offset + begin + len(words) - len(words.lstrip())
        cells.append(_Cell(plain, at, at + len(words.strip())))
        begin = end if part is None else part.end()
    return cells


def _caption(lines: list[str]) -> _Column:
    """Year and unit that the lines above a table give to all of it."""
    words = unicodedata.normalize("NFKC", " ".join(line for line in lines if len(line) <= 2 * _LONGEST))
    unit = _CAPTION_UNIT.search(words)
    named = tuple(found.indicator for found in register().found(words))
    return _Column(lines[-1].strip() if lines else "", named, unit[1] if unit else "", _year(words), False)


def _column(words: str) -> _Column:
    inside = _UNIT.fullmatch(words)
    unit = inside[2] if inside and unit_of(inside[2]) else ""
    words = f"{inside[1]}{inside[3]}" if inside and unit else words
    named = tuple(found.indicator for found in register().found(words))
    return _Column(words, named, unit, _year(words), bool(_DONE.search(words)))


def _year(words: str) -> int | None:
    years = [mark.year for mark in times(words) if mark.year is not None]
    bare = re.fullmatch(r"(?:19|20)\d\d", words)
    return int(words) if bare else years[-1] if years else None


def _number(words: str) -> bool:
    measured = (each.end for each in figures(words, []) if each.unit is not None)
    return bool(VALUE.fullmatch(words)) or len(words) in measured


def _table(text: PolicyText, frame: Frame, rows: list[list[_Cell]], caption: _Column) -> Table:
    head, *body = rows
    columns = [_column(cell.words) for cell in head]
    filled = [row for row in body if row]
    stated = tuple(each for row in filled for each in _row(text, frame, _Heads(columns, caption), row))
    return Table(head[0].start, filled[-1][-1].end, stated)


class _Heads(NamedTuple):
    """What the head of each column says, and the caption above them all."""

    columns: list[_Column]
    caption: _Column


def _row(text: PolicyText, frame: Frame, heads: _Heads, row: list[_Cell]) -> Iterator[Statement]:
    columns, caption = heads
    name = next((cell.words for cell in row if re.search(r"[\u4e00-\u9fff]{2}", cell.words)), "")
    own = _column(name)
    units = [cell.words for cell, column in zip(row, columns, strict=True) if "单位" in column.words]
    dated = [column.year for column in columns if column.year is not None]
    for cell, column in zip(row, columns, strict=True):
        named = (*column.named[::-1], *own.named[::-1], *caption.named[::-1])
        value, unit = _read(cell.words, [column.unit, own.unit, *units, *_LISTED.split(caption.unit)], named)
        if not column.valued or value is None or unit is None:
            continue
        year = next((each for each in (column.year, caption.year, frame.horizon) if each is not None), None)
        past = column.done or (year is not None and _is_past(year, dated, frame))
        indicator = _indicator(named, unit)
        place = name if not own.named and _PLACE.fullmatch(name) and not _TOTAL.search(name) else None
        kind: Kind = "baseline" if past else "target" if indicator is None else indicator.kind
        words = own.words if column.year is not None and place is None else column.words
        variable = words or caption.words if indicator is None else indicator.named(unit.family)
        yield Statement(
            text.original[row[0].start : row[-1].end],
            variable,
            value=value,
            unit=unit.unit_name,
            comparator=_bound(cell.words),
            scope=place,
            baseline_year=None,
            target_year=None if past else year,
            kind=kind,
            start=row[0].start,
            end=row[-1].end,
            number_start=cell.start,
            number_end=cell.end,
            known=indicator is not None,
        )


def _is_past(year: int, dated: list[int], frame: Frame) -> bool:
    if frame.issued is not None:
        return year < frame.issued
    return len(set(dated)) > 1 and year == min(dated)


def _indicator(named: tuple[Indicator, ...], unit: Quantity) -> Indicator | None:
    return next((each for each in named if each.measures(unit.family)), None)


def _read(words: str, units: list[str], named: tuple[Indicator, ...]) -> tuple[float | None, Quantity | None]:
    """Value and unit of a cell: its own unit, or the first given that fits what is measured."""
    match = VALUE.fullmatch(words)
    if match is None:
        own = [each for each in figures(words, []) if each.unit is not None and each.end == len(words)]
        return (own[0].values[0], own[0]) if own and len(own[0].values) == 1 else (None, None)
    given = [one for each in units if each and (one := unit_of(each)) is not None]
    fitting = [one for one in given if any(each.measures(one.family) for each in named[:1])]
    unit = unit_of("%") if "%" in words else next(iter(fitting or given), None)
    return float(match["number"].replace(",", "")), unit


def _bound(words: str) -> str:
    match = VALUE.fullmatch(words)
    return BOUNDS.get((match["sign"] or match["bound"] or "") if match else "", "reach")
