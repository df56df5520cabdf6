"""A text as sentences and clauses, each knowing the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

from urbsim.drafting.numerals.admission import admitted
from urbsim.drafting.numerals.quantities import quantities
from urbsim.drafting.register import register, word_list
from urbsim.drafting.sentences.frames import Frame, Tense
from urbsim.drafting.sentences.times import TimeMark, times

_SENTENCE: Final = re.compile(r"[^。!?\n]{1,2000}[。!?\n]?")
_CLAUSE: Final = re.compile(
    r"(?:\([^()\d,;:。]{0,12}\)|[^;:,\t()。!?\n…]|(?<=\d),(?=\d{3}(?!\d))|(?<=\d):(?=1(?![\d:.]))){1,400}"
)
_LEVELS: Final = (
    re.compile(r"第[一二三四五六七八九十百\d]{1,4}(?:部分|[章篇编])|[一二三四五六七八九十]{1,3}、|专栏"),
    re.compile(
        r"\d{1,2}(?:\.\d{1,2}){1,3}[ \t]|第[一二三四五六七八九十\d]{1,4}节"
        r"|\([一二三四五六七八九十]{1,3}\)[、.]?"
    ),
    re.compile(r"\(?\d{1,2}(?:[)、]|\.(?!\d))|[一二三四五六七八九十]是|第[一二三四五六七八九十百\d]{1,4}条"),
)
_DEFINED: Final = ("近期", "中期", "远期")


_PART_YEAR: Final = re.compile(r"上半年|季度|\d月")
_DIGIT: Final = re.compile(r"\d")
_HEAD: Final = re.compile(
    r"(?:[^,。;:\n]{0,14}:)?(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?"
    r"(?P<place>[\u4e00-\u9fff]{1,8}?(?:镇|乡|县|市|区|街道|村|社区))(?::|--?(?!\d))"
)


@dataclass(frozen=True, slots=True)
class DatedClause:
    """A clause, with the times in it and its number of clean characters from the start of the text.

    ``closed`` says that a semicolon follows; ``reasons`` why the numbers of each blocked stretch are none.
    """

    text: str
    start: int
    blocked: tuple[tuple[int, int], ...]
    marks: tuple[TimeMark, ...]
    closed: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Place after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what its headings say: whether they report, and the year they name.

    ``head`` is the place that its line begins with (`石溪镇:镇区人口2.6万人`).
    """

    clauses: tuple[DatedClause, ...]
    level: int
    opens: bool
    heading: bool
    tense: Tense
    year: int | None
    head: str = ""


def sentences(clean: str, frame: Frame) -> Iterator[Sentence]:
    """Every sentence; ``frame`` follows the headings along the way."""
    paragraph: Tense = ""
    head = ""
    for match in _SENTENCE.finditer(clean):
        text, start = match.group(), match.start()
        at_line_start = start == 0 or clean[start - 1] == "\n"
        level = _level(text, at_line_start)
        heading = _is_heading(text, level, at_line_start)
        if heading and level == 0:
            level = 1
        if level:
            _open(text, level, frame, heading)
        else:
            _turn(text, frame)
        clauses = tuple(_clauses(text, start, frame))
        head = _head(text) if at_line_start else head
        lasting = "" if at_line_start and not (frame.untitled or frame.told) else paragraph
        paragraph = _paragraph(clauses, lasting, frame)
        yield Sentence(
            clauses,
            frame.level,
            opens=bool(level),
            heading=heading,
            tense=frame.tenses[frame.level] or paragraph or ("future" if frame.horizon else ""),
            year=frame.years[frame.level],
            head=head,
        )


def _head(text: str) -> str:
    """The place that heads a line: `石溪镇:…`, `到2025年各镇目标:石溪镇:…`, `2.河口镇--…`."""
    match = _HEAD.match(text)
    return match["place"] if match else ""


def _paragraph(clauses: tuple[DatedClause, ...], tense: Tense, frame: Frame) -> Tense:
    """Past from a sentence that tells (近年来) or opens with a year gone by, to one that looks ahead."""
    first = next((mark for clause in clauses[:1] for mark in clause.marks if mark.start <= 2), None)
    if any(word_list("future").within(clause.text) for clause in clauses):
        return ""
    if any(word_list("telling").within(clause.text) for clause in clauses):
        return "past"
    if first is None or frame.issued is None or clauses[0].text[first.start :].startswith(("全年", "当年")):
        return tense
    if first.kind == "past" or (
        first.year is not None and first.year < frame.issued and first.kind != "base"
    ):
        return "past"
    return "" if first.kind in {"now", "next", "within", "due", "year", "period"} else tense


def _turn(text: str, frame: Frame) -> None:
    """A sentence that opens the report of what was done, or what shall be done, without a heading."""
    for tense, name, reach in (("past", "past_sentences", 40), ("future", "future_sentences", 60)):
        if word_list(name).within(text[:reach]):
            frame.tenses[frame.level :] = [cast(Tense, tense)] * (4 - frame.level)
            return


def _level(text: str, at_line_start: bool) -> int:
    for level, pattern in enumerate(_LEVELS, 1):
        if pattern.match(text):
            return level
    return 0


def _is_heading(text: str, level: int, at_line_start: bool) -> bool:
    """Whether the sentence is a line of its own that only names what follows."""
    if not (at_line_start and text.endswith("\n")) or len(text) > 42:
        return False
    body = text.strip()
    if re.search(r"[,;%]|\d(?:\.\d+)?[万亿]", body) or (_DIGIT.search(body) and _states(body)):
        return False
    named = word_list("past_headings").within(body) or word_list("future_headings").within(body)
    return level > 0 or named


def _states(body: str) -> bool:
    """Whether a line states a value with its unit, so that it is no heading, whatever its number."""
    blocked = [match.span() for pattern in _LEVELS for match in [pattern.match(body)] if match]
    blocked += [match.span() for match in register().noise.finditer(body)]
    blocked += [(mark.start, mark.end) for mark in times(body)]
    return any(not each.chinese for each in admitted(body, quantities(body, blocked)))


def _open(text: str, level: int, frame: Frame, heading: bool) -> None:
    """Enter a section: its tense and year hold for what is below it."""
    words = re.split(r"[,。;]", text, maxsplit=1)[0][: 40 if heading else 14]
    tense = _tense(words) or (frame.tenses[level - 1] if level > 1 else frame.titled)
    year = _year(words, frame) if heading else None
    frame.level = level
    frame.tenses[level:] = [tense] * (4 - level)
    if heading and tense == "past" and year is not None and frame.issued is None:
        frame.issued = year if _PART_YEAR.search(words) else year + 1
    frame.years[level:] = [year or frame.years[level - 1]] * (4 - level)


def _tense(words: str) -> Tense:
    past, future = word_list("past_headings").last(words), word_list("future_headings").last(words)
    if past and future and "回顾" not in words:
        return "future" if future[0] > past[0] else "past"
    return "past" if past else "future" if future else ""


def _year(words: str, frame: Frame) -> int | None:
    marks = times(words)
    years = [mark.year for mark in marks if mark.year is not None]
    ahead = [mark.years[-1] for mark in marks if mark.kind == "ahead" and mark.years]
    if not years and ahead and frame.issued is not None and (frame.reports or frame.congress):
        return frame.issued + int(ahead[-1]) - frame.reports
    return years[-1] if years else None


def _clauses(text: str, start: int, frame: Frame) -> Iterator[DatedClause]:
    noise = [(*match.span(), str(match.lastgroup)) for match in register().noise.finditer(text)]
    for match in _CLAUSE.finditer(text):
        words, offset = match.group(), match.start()
        within = [(a - offset, b - offset, why) for a, b, why in noise if a < match.end() and offset < b]
        blocked = [(a, b) for a, b, _ in within]
        marks = tuple(_known(mark, frame) for mark in times(words) if not _overlaps(mark, blocked))
        reasons = tuple(why for _, _, why in within) + ("time",) * len(marks)
        blocked += [(mark.start, mark.end) for mark in marks]
        closed = text[match.end() : match.end() + 1] == ";"
        yield DatedClause(
            words, start + offset, blocked=tuple(blocked), marks=marks, closed=closed, reasons=reasons
        )


def _known(mark: TimeMark, frame: Frame) -> TimeMark:
    """A term that the document defines (近期, 规划期末) as the year it ends in."""
    year = frame.terms.get(mark.term) or (None if mark.term in _DEFINED else frame.horizon)
    if mark.kind != "term" or year is None:
        return mark
    return replace(mark, kind="due" if mark.ends else "period", year=year)


def _overlaps(mark: TimeMark, blocked: list[tuple[int, int]]) -> bool:
    return any(a < mark.end and mark.start < b for a, b in blocked)


def has_quantity(clause: DatedClause) -> bool:
    """Whether a number with a unit stands in the clause."""
    return bool(quantities(clause.text, list(clause.blocked)))
