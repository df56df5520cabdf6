"""A text as sentences and clauses, each knowing the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, cast

from urbsim.drafting.numerals.grammar import numeral
from urbsim.drafting.numerals.quantities import quantities
from urbsim.drafting.register import register, word_list
from urbsim.drafting.sentences.times import PERIODS, TimeMark, times, year_of

Tense = Literal["past", "future", ""]

_SENTENCE: Final = re.compile(r"[^。!?\n]{1,2000}[。!?\n]?")
_CLAUSE: Final = re.compile(
    r"(?:\([^()\d,;:。]{0,12}\)|[^;:,\t()。!?\n…]|(?<=\d),(?=\d{3}(?!\d))|(?<=\d):(?=1(?![\d:.]))){1,400}"
)
_LEVELS: Final = (
    re.compile(r"第[一二三四五六七八九十百\d]{1,4}(?:部分|[章篇编])|[一二三四五六七八九十]{1,3}、|专栏"),
    re.compile(r"第[一二三四五六七八九十\d]{1,4}节|\([一二三四五六七八九十]{1,3}\)[、.]?"),
    re.compile(r"\(?\d{1,2}(?:[)、]|\.(?!\d))|[一二三四五六七八九十]是"),
)
_DATE: Final = re.compile(
    r"((?:19|20)\d\d|[一二][〇零0九][〇零一二三四五六七八九\d]{2})(?:年|[.\-/])(\d{1,2}|[一二三四五六七八九十]{1,3})[月.\-/]"
)
_NUMBERED: Final = re.compile(
    r"(?P<cited>》\(?[^()》\n]{0,12})?[\[〔【(](?P<year>(?:19|20)\d\d)[\]〕】)]\d{1,5}号"
)
_PLAN: Final = re.compile(
    r"[“\"]?(十一五|十二五|十三五|十四五|十五五|九五|十五)[”\"]?(?:时期|期间)?(?:[^,。]{0,30})(?:规划|计划|纲要)|第([八九十]{1,3}[一二三四五]?)个五年"
)
_TERM: Final = re.compile(r"(近期|中期|远期)[^,;。\d\n()]{0,6}[(:]?(\d{4}[^,;。:()\n]{0,8}年)")
_DEFINED: Final = ("近期", "中期", "远期")
_PERIOD_NAMED: Final = re.compile(r"[“\"]([八九]五|十[一二三四五]?五)[”\"](时期|期间|末|以来)")
_CHAPTER: Final = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[篇章编]")
_DATED_WORDS: Final = (
    "规划", "纲要", "总结", "报告", "计划", "要点", "方案", "安排", "任务", "意见", "讲话", "汇报", "决定",
    "通知", "部署", "公报", "打算",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
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
    """A sentence and what its headings say: whether they report, and the year they name."""

    clauses: tuple[Clause, ...]
    level: int
    opens: bool
    heading: bool
    tense: Tense
    year: int | None


@dataclass
class Frame:
    """What is known of the document: its year, the year its title sets, and the section that is open.

    ``reports`` says that it is a yearly report; ``terms`` are the last years of the terms it defines (近期).
    """

    issued: int | None = None
    horizon: int | None = None
    reports: bool = False
    terms: dict[str, int] = field(default_factory=dict)
    titled: Tense = ""
    tenses: list[Tense] = field(default_factory=lambda: ["", "", "", ""])
    years: list[int | None] = field(default_factory=lambda: [None, None, None, None])
    level: int = 0


def framed(clean: str, issued: date | None = None) -> Frame:
    """What title, header and signature tell of the document; a day of issue that is given comes first."""
    head, foot = clean[:800], clean[-200:]
    title = _title(clean)
    frame = Frame(reports="工作报告" in title, terms=_terms(clean))
    _read_title(title, frame)
    if _CHAPTER.match(title) and len(frame.terms) < 2:
        _read_periods(clean, frame)
    if frame.horizon is None and len(frame.terms) > 1:
        frame.horizon = max(frame.terms.values())
        frame.years = [frame.horizon] * 4
    found = _DATE.search(head) or _DATE.search(foot)
    numbers = _NUMBERED.finditer("\n".join(clean[:600].split("\n")[:3]))
    own = next((match["year"] for match in numbers if not match["cited"]), None)
    stated = year_of(found[1]) if found else None
    told = stated or frame.issued or (int(own) if own else None)
    frame.issued = issued.year if issued is not None else told
    return frame


def _title(clean: str) -> str:
    """The first of the opening lines that names a kind of document."""
    lines = [line[:80] for line in clean[:400].split("\n")[:4]]
    named = (line for line in lines if "。" not in line and any(word in line for word in _DATED_WORDS))
    return next(named, lines[0])


def _terms(clean: str) -> dict[str, int]:
    """The last year of each term that the text defines: `近期(2013-2015年)`, `远期为2030年`."""
    terms: dict[str, int] = {}
    for match in _TERM.finditer(clean):
        marks = [mark for mark in times(match[2]) if mark.year is not None]
        if marks and marks[0].year is not None:
            terms.setdefault(match[1], marks[0].year)
    return terms


def _read_title(title: str, frame: Frame) -> None:
    marks = [mark for mark in times(title) if mark.year is not None and mark.kind != "base"]
    if marks and any(word in title for word in _DATED_WORDS):
        frame.horizon = marks[-1].year
        frame.issued = marks[-1].base or marks[-1].year
    plan = _PLAN.search(title)
    if plan:
        start = PERIODS[plan[1]] if plan[1] else 1951 + 5 * int(numeral(plan[2]) or 1)
        frame.horizon = start + 4
        frame.issued = start
    frame.years = [frame.horizon] * 4
    if word_list("past_headings").within(title):
        frame.titled, frame.tenses = "past", ["past"] * 4


def _read_periods(clean: str, frame: Frame) -> None:
    """A chapter without its title is of the last planning period it speaks of, or of its first year ahead."""
    named = [PERIODS[name] + 5 * (tail == "以来") for name, tail in _PERIOD_NAMED.findall(clean)]
    ahead = [mark.year for mark in times(clean) if mark.arriving and mark.year is not None]
    rounds = [year - 4 for year in ahead if year % 5 == 0]
    start = max(named, default=None) or min(rounds, default=None)
    if start is not None:
        frame.issued, frame.horizon = start, start + 4
        frame.years = [frame.horizon] * 4


def sentences(clean: str, frame: Frame) -> Iterator[Sentence]:
    """Every sentence; ``frame`` follows the headings along the way."""
    paragraph: Tense = ""
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
        paragraph = _paragraph(clauses, "" if at_line_start else paragraph, frame)
        yield Sentence(
            clauses, frame.level, bool(level), heading,
            frame.tenses[frame.level] or paragraph or ("future" if frame.horizon else ""),
            frame.years[frame.level],
        )  # fmt: skip


def _paragraph(clauses: tuple[Clause, ...], tense: Tense, frame: Frame) -> Tense:
    """Past from a sentence that opens with a year gone by (`2008年,我镇…`) to the next that looks ahead."""
    first = next((mark for clause in clauses[:1] for mark in clause.marks if mark.start <= 2), None)
    if any(word_list("future").within(clause.text) for clause in clauses):
        return ""
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
    if re.search(r"[,;%]|\d(?:\.\d+)?[万亿]", body):
        return False
    named = word_list("past_headings").within(body) or word_list("future_headings").within(body)
    return level > 0 or named


def _open(text: str, level: int, frame: Frame, heading: bool) -> None:
    """Enter a section: its tense and year hold for what is below it."""
    words = re.split(r"[,。;]", text, maxsplit=1)[0][: 40 if heading else 14]
    tense = _tense(words) or (frame.tenses[level - 1] if level > 1 else frame.titled)
    year = _year(words, frame) if heading else None
    frame.level = level
    frame.tenses[level:] = [tense] * (4 - level)
    if heading and tense == "past" and year is not None and frame.issued is None:
        frame.issued = year + 1
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
    if not years and ahead and frame.issued is not None and frame.reports:
        return frame.issued + int(ahead[-1]) - 1
    return years[-1] if years else None


def _clauses(text: str, start: int, frame: Frame) -> Iterator[Clause]:
    noise = [(*match.span(), str(match.lastgroup)) for match in register().noise.finditer(text)]
    for match in _CLAUSE.finditer(text):
        words, offset = match.group(), match.start()
        within = [(a - offset, b - offset, why) for a, b, why in noise if a < match.end() and offset < b]
        blocked = [(a, b) for a, b, _ in within]
        marks = tuple(_known(mark, frame) for mark in times(words) if not _overlaps(mark, blocked))
        reasons = tuple(why for _, _, why in within) + ("time",) * len(marks)
        blocked += [(mark.start, mark.end) for mark in marks]
        closed = text[match.end() : match.end() + 1] == ";"
        yield Clause(words, start + offset, tuple(blocked), marks, closed, reasons)


def _known(mark: TimeMark, frame: Frame) -> TimeMark:
    """A term that the document defines (近期, 规划期末) as the year it ends in."""
    year = frame.terms.get(mark.term) or (None if mark.term in _DEFINED else frame.horizon)
    if mark.kind != "term" or year is None:
        return mark
    return replace(mark, kind="due" if mark.ends else "period", year=year)


def _overlaps(mark: TimeMark, blocked: list[tuple[int, int]]) -> bool:
    return any(a < mark.end and mark.start < b for a, b in blocked)


def has_quantity(clause: Clause) -> bool:
    """Whether a number with a unit stands in the clause."""
    return bool(quantities(clause.text, list(clause.blocked)))
