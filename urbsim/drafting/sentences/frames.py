"""What is known of a document as a whole: its kind, its year, the years it plans for, its open section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from urbsim.drafting.numerals.grammar import numeral
from urbsim.drafting.register import word_list
from urbsim.drafting.sentences.times import PERIODS, times, year_of

Tense = Literal["past", "future", ""]

_DATE: Final = re.compile(
    r"((?:19|20)\d\d|[一二][〇零0九][〇零一二三四五六七八九\d]{2})"
    r"(?:年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?!份?[底末前起]|\d{1,2}日[前起至]|至|到|-)"
    r"|[.\-/](?:0?[1-9]|1[0-2])[.\-/](?:0?[1-9]|[12]\d|3[01])(?!\d))"
)
"""A day or month on which a text was issued; one that something is due by is none."""
_NUMBERED: Final = re.compile(
    r"(?P<cited>》\(?[^()》\n]{0,12})?[\[〔【(](?P<year>(?:19|20)\d\d)[\]〕】)]\d{1,5}号"
)
_PLAN: Final = re.compile(
    r"[“\"]?(十一五|十二五|十三五|十四五|十五五|九五|十五)[”\"]?(?:时期|期间)?(?:[^,。]{0,30})(?:规划|计划|纲要)|第([八九十]{1,3}[一二三四五]?)个五年"
)
_TERM: Final = re.compile(r"(近期|中期|远期)[^,;。\d\n()]{0,6}[(:]?(\d{4}[^,;。:()\n]{0,8}年)")
_PERIOD_NAMED: Final = re.compile(r"[“\"]([八九]五|十[一二三四五]?五)[”\"](时期|期间|末|以来)")
_CHAPTER: Final = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[篇章编]")
_DATED_WORDS: Final = (
    "规划", "纲要", "总结", "报告", "计划", "要点", "方案", "安排", "任务", "意见", "讲话", "汇报", "决定",
    "通知", "部署", "公报", "打算",
)  # fmt: skip
_NEWS: Final = re.compile(r"本报讯|记者|通讯员|新华社|讯\(")
_SPAN_BELOW: Final = re.compile(r"[(]?(?:19|20)\d\d年?(?:-{1,2}|至|到)(?:19|20)?\d\d年?[)]?.{0,6}")
_SURVEY: Final = re.compile(
    r"现状(?:\(|为)?(?P<year>(?:19|20)\d\d)年|(?P<then>(?:19|20)\d\d)年(?:末|底)?现状"
)
_CONGRESS: Final = re.compile(
    r"代表大会|党代会|党员大会|全委会?[^,。]{0,12}(?:报告|全会)|全会[^,。]{0,8}报告"
)
_TERM_OF_OFFICE: Final = 5
_DAY: Final = re.compile(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月")


@dataclass
class Frame:
    """What is known of the document: its year, the year its title sets, and the section that is open.

    ``begins`` is the first year of the span in its title; ``reports`` says that it is a yearly report,
    ``congress`` that it is one to a party congress, whose five years begin after it, ``untitled`` that
    neither title nor date say what it is, ``told`` that it is news; ``terms`` are the last years of the
    terms it defines (近期).
    """

    issued: int | None = None
    horizon: int | None = None
    begins: int | None = None
    reports: bool = False
    congress: bool = False
    untitled: bool = False
    told: bool = False
    terms: dict[str, int] = field(default_factory=dict)
    titled: Tense = ""
    tenses: list[Tense] = field(default_factory=lambda: ["", "", "", ""])
    years: list[int | None] = field(default_factory=lambda: [None, None, None, None])
    level: int = 0


def framed(clean: str, issued: date | None = None) -> Frame:
    """What title, header and signature tell of the document; a day of issue that is given comes first."""
    head, foot = clean[:800], clean[-200:]
    title = _title(clean)
    congress = bool(_CONGRESS.search(title))
    frame = Frame(reports="工作报告" in title and not congress, congress=congress, terms=_terms(clean))
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
    told = stated or frame.issued or (int(own) if own else None) or _surveyed(clean, frame)
    frame.untitled = told is None and not any(word in title for word in _DATED_WORDS)
    frame.told = bool(_NEWS.search(head))
    frame.issued = issued.year if issued is not None else told
    if frame.congress and frame.issued is not None and frame.horizon is None:
        frame.horizon = frame.issued + _TERM_OF_OFFICE
        frame.years = [frame.horizon] * 4
    return frame


def _surveyed(clean: str, frame: Frame) -> int | None:
    """The year after the one whose state an undated plan of terms describes (现状2010年)."""
    found = _SURVEY.search(clean) if frame.terms else None
    year = year_of(found["year"] or found["then"]) if found else None
    return None if year is None or year >= min(frame.terms.values()) else year + 1


def _title(clean: str) -> str:
    """The first of the opening lines that names a kind of document."""
    lines = [line[:80] for line in clean[:400].split("\n")[:4]]
    named = (at for at, line in enumerate(lines) if "。" not in line and _names_a_document(line))
    at = next(named, 0)
    below = "".join(lines[at + 1 : at + 2])
    return lines[at] + (below if _SPAN_BELOW.fullmatch(below) else "")


def _names_a_document(line: str) -> bool:
    return any(word in line for word in _DATED_WORDS)


def _terms(clean: str) -> dict[str, int]:
    """The last year of each term that the text defines: `近期(2013-2015年)`, `远期为2030年`."""
    terms: dict[str, int] = {}
    for match in _TERM.finditer(clean):
        marks = [mark for mark in times(match[2]) if mark.year is not None]
        if marks and marks[0].year is not None:
            terms.setdefault(match[1], marks[0].year)
    return terms


def _read_title(title: str, frame: Frame) -> None:
    marks = [
        mark
        for mark in times(title)
        if mark.year is not None and mark.kind != "base" and not _DAY.match(title[mark.end :])
    ]
    if marks and any(word in title for word in _DATED_WORDS):
        frame.horizon = marks[-1].year
        frame.issued = marks[-1].base or marks[-1].year
        frame.begins = marks[-1].base
    plan = _PLAN.search(title)
    if plan:
        start = PERIODS[plan[1]] if plan[1] else 1951 + 5 * int(numeral(plan[2]) or 1)
        frame.horizon = start + 4
        frame.issued = frame.begins = start
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
