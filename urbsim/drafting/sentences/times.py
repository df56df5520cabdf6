"""Years, periods and deadlines: `到2025年`, `“十四五”期间`, `三年内`, `6月底前`, `XX年`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from urbsim.drafting.numerals.grammar import numeral, values_of

TimeKind = Literal[
    "due",
    "year",
    "period",
    "within",
    "ahead",
    "now",
    "past",
    "next",
    "base",
    "masked",
    "day",
    "term",
    "since",
]

PERIODS: Final = {
    "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016,
    "十四五": 2021, "十五五": 2026,
}  # fmt: skip
_YEAR: Final = r"(?:(?:19|20)\d\d|[一二][〇零九0]\s?[〇零一二三四五六七八九\d]{2})"
_COUNT: Final = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_MONTH: Final = "(?:1[0-2]|[1-9]|十[一二]?|[二三四五六七八九])"
_ELAPSED: Final = rf"(?:今年|本年)?(?<!\d)[1一]月?(?:-|至|到){_MONTH}月(?:份)?|今年以来|前[一二三两]个?季度"
_NAMES: Final = "十一五|十二五|十三五|十四五|十五五|八五|九五|十五"

_PATTERNS: Final = re.compile(
    rf"(?P<span>(?P<first>{_YEAR})年?(?:-{{1,2}}|至|到)(?P<last>{_YEAR}|\d\d(?!\d))(?:年(?:间|期间)?|(?=[)]|$)))"
    rf"|(?P<century>到?(?:本|二十|20)世纪末)"
    r"|(?P<term>(?:到|至)?(?P<term_name>近期|中期|远期|规划期末|规划期内|规划期间|规划末期|期末|到期))(?!限)"
    rf"|(?P<since>(?:从|自)?(?:(?P<since_year>{_YEAR})年|今年|明年|本年)(?:起|开始|以后|之后))"
    rf"|(?P<than>(?:比|较|与)[“\"]?(?P<than_name>{_NAMES})[”\"]?(?:规划期末|时期末|时期|期间|期末|末)?)"
    rf"|(?P<base>(?:比|较|以)(?P<base_year>{_YEAR})年(?:末|底)?|(?:由|从|自)(?P<from_year>{_YEAR})年(?:末|底)?"
    rf"|在(?P<on_year>{_YEAR})年(?:末|底)?(?:的)?基础上"
    rf"|(?:是|为|相当于)(?P<of_year>{_YEAR})年的?(?=[\d.一二两三四五六七八九十]{{1,6}}倍))"
    r"|(?P<masked>(?:20|19)?(?:[XxＸ×]{2,4}|\*{2,4}|_{2,4}|○○|〇〇)年(?:底|末)?(?:前)?)"
    rf"|(?P<due>(?:截至|截止到?|(?<![加高升长大展降少低小涨])[到至]|力争到?|争取到?)?(?P<year>{_YEAR})年(?P<end>(?:年)?[底末])?(?P<before>之前|以前|前)?)"
    rf"|(?P<period>[“\"‘]?(?P<name>{_NAMES})(?P<quoted>[”\"’])?(?P<tail>规划期末|规划期内|规划期|时期末|时期|期间|期末|末|以来|规划|计划|开局|收官)?)(?![大届个年中项])"
    rf"|(?P<past>{_ELAPSED}|{_COUNT}年前|近{_COUNT}年(?:来)?|过去的?{_COUNT}年|{_COUNT}年来|(?<![比较与])(?:去年|上一?年)(?:底|末)?)"
    rf"|(?P<after>(?<![前近来]){_COUNT}年(?:以后|之后|后)(?=[,、]|[^\d]))"
    rf"|(?P<within>(?:(?P<using>利?用|花)|今后|未来|在|通过|经过)?(?P<low>{_COUNT})(?:(?:-|至|到)(?P<high>{_COUNT}))?年(?:左右)?(?:的)?(?P<how>时间|之内|以内|内))"
    rf"|(?P<ahead>(?:今后|未来|下一个?|下)(?P<ahead_count>{_COUNT})年)"
    rf"|(?P<lasting>(?<![\d〇一二三四五六七八九十每近前第])(?P<lasting_count>{_COUNT})年(?=累计|总?共|新增|净增|筹集|转移))"
    r"|(?P<day>(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:底|末|中旬|上旬|\d{1,2}日)?(?:之前|以前|前)"
    r"|(?P<yearend>年底前|年底之前|年末前|年底(?=[建完竣投开]))|(?P<half>上半年|下半年)|(?P<quarter>[一二三四]季度末?))"
    r"|(?P<now>今年(?:底|末)?(?:前)?|当年|本年度?|年内|全年)|(?P<next>明年)"
)
_TIMELY: Final = re.compile(r"[年期月末底度今明五世\d]")
_BETWEEN: Final = re.compile(r"[、和与及]|以及")
_MONTH_ENDS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_QUARTERS: Final = {"一": "03-31", "二": "06-30", "三": "09-30", "四": "12-31"}


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time in a clause. ``year`` is the year meant (or the last of a span), ``base`` the first of a span.

    ``ends`` says that it is worded as an end (到…, …底, …前); ``years`` are the counts of `within`, ``day``
    a month and day; ``using`` marks `用三年时间`; ``row`` are the years of `2015年和2020年`, and ``term``
    is a name that the text itself gives to a stretch of years (近期, 规划期末).
    """

    kind: TimeKind
    start: int
    end: int
    year: int | None = None
    base: int | None = None
    ends: bool = False
    arriving: bool = False
    years: tuple[float, ...] = ()
    day: str | None = None
    using: bool = False
    row: tuple[int, ...] = ()
    term: str = ""


def times(clause: str) -> list[TimeMark]:
    """Every time in the clause, from left to right."""
    marks: list[TimeMark] = []
    if not _TIMELY.search(clause):
        return marks
    for match in _PATTERNS.finditer(clause):
        mark = _mark(match)
        if mark is not None and marks and _listed(marks[-1], mark, clause):
            marks[-1] = _joined(marks[-1], mark)
        elif mark is not None:
            marks.append(mark)
    return marks


def _listed(first: TimeMark, second: TimeMark, clause: str) -> bool:
    dated = {first.kind, second.kind} <= {"due", "year"}
    return dated and bool(_BETWEEN.fullmatch(clause[first.end : second.start]))


def _joined(first: TimeMark, second: TimeMark) -> TimeMark:
    """`到2015年和2020年` is one time with a row of years, the last of which it is for what has no row."""
    row = tuple(year for mark in (first, second) for year in mark.row or (mark.year,) if year is not None)
    return replace(second, start=first.start, arriving=first.arriving, row=row)


def year_of(text: str) -> int | None:
    """The year that digits or Chinese digits stand for, within 1900 to 2100."""
    value = numeral(text.replace(" ", ""))
    return int(value) if value is not None and 1900 <= value <= 2100 else None


def _mark(match: re.Match[str]) -> TimeMark | None:
    for name, build in _BUILDERS.items():
        if match[name]:
            return build(match)
    return None


def _span(match: re.Match[str]) -> TimeMark | None:
    first, last = year_of(match["first"]), match["last"]
    year = year_of(match["first"][:2] + last) if len(last) == 2 else year_of(last)
    if first is None or year is None or year < first:
        return None
    return TimeMark("period", match.start(), match.end(), year, first)


def _base(match: re.Match[str]) -> TimeMark | None:
    year = year_of(match["base_year"] or match["from_year"] or match["on_year"] or match["of_year"])
    return None if year is None else TimeMark("base", match.start(), match.end(), year)


def _masked(match: re.Match[str]) -> TimeMark | None:
    return TimeMark("masked", match.start(), match.end())


def _due(match: re.Match[str]) -> TimeMark | None:
    year = year_of(match["year"])
    if year is None:
        return None
    arriving = match.start() < match.start("year")
    ends = arriving or bool(match["end"] or match["before"])
    kind: TimeKind = "due" if ends else "year"
    return TimeMark(kind, match.start(), match.end(), year, ends=ends, arriving=arriving)


def _period(match: re.Match[str]) -> TimeMark | None:
    tail = match["tail"] or ""
    if tail in {"规划", "计划", "开局", "收官"} or (not match["quoted"] and not tail):
        return None
    base = PERIODS[match["name"]]
    if tail == "以来":
        return TimeMark("past", match.start(), match.end(), None, base)
    if tail.endswith("末"):
        return TimeMark("due", match.start(), match.end(), base + 4, ends=True)
    return TimeMark("period", match.start(), match.end(), base + 4, base)


def _within(match: re.Match[str]) -> TimeMark | None:
    years = tuple(count for name in ("low", "high") if match[name] for count in values_of(match[name]))
    return TimeMark("within", match.start(), match.end(), years=years, using=bool(match["using"]))


def _ahead(match: re.Match[str]) -> TimeMark | None:
    count = numeral(match["ahead_count"] or match["lasting_count"])
    return TimeMark("ahead", match.start(), match.end(), years=() if count is None else (count,))


def _since(match: re.Match[str]) -> TimeMark:
    year = year_of(match["since_year"]) if match["since_year"] else None
    return TimeMark("since", match.start(), match.end(), base=year)


def _than(match: re.Match[str]) -> TimeMark:
    return TimeMark("base", match.start(), match.end(), PERIODS[match["than_name"]] + 4)


def _term(match: re.Match[str]) -> TimeMark:
    name = match["term_name"]
    return TimeMark(
        "term",
        match.start(),
        match.end(),
        ends=name.endswith("末"),
        arriving=match.group() != name,
        term=name,
    )


def _day(match: re.Match[str]) -> TimeMark | None:
    day = "12-31" if match["yearend"] else "06-30" if match["half"] == "上半年" else "12-31"
    if match["quarter"]:
        day = _QUARTERS[match["quarter"][0]]
    month = numeral(match["month"]) if match["month"] else None
    if month is not None and 1 <= month <= 12:
        day = f"{int(month):02}-{_MONTH_ENDS[int(month) - 1]:02}"
    return TimeMark("day", match.start(), match.end(), day=day)


def _plain(kind: TimeKind, match: re.Match[str]) -> TimeMark:
    return TimeMark(kind, match.start(), match.end(), ends=match.group().endswith(("底", "末", "前")))


_BUILDERS: Final[dict[str, Callable[[re.Match[str]], TimeMark | None]]] = {
    "span": _span,
    "century": lambda match: TimeMark("due", match.start(), match.end(), 2000, ends=True, arriving=True),
    "term": _term,
    "since": _since,
    "than": _than,
    "base": _base,
    "masked": _masked,
    "due": _due,
    "period": _period,
    "past": lambda match: _plain("past", match),
    "after": lambda match: TimeMark(
        "within", match.start(), match.end(), years=values_of(match.group().split("年")[0])
    ),
    "within": _within,
    "ahead": _ahead,
    "lasting": _ahead,
    "day": _day,
    "now": lambda match: _plain("now", match),
    "next": lambda match: _plain("next", match),
}
