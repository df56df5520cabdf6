"""One number as it is written, with its multiplier and unit: `1.6万人`, `百分之六十`, `六成`, `百亿元`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from urbsim.drafting.numerals.grammar import (
    ARABIC,
    CHINESE,
    MIXED,
    NEIGHBOURS,
    numeral,
    plainly_written,
    values_of,
)
from urbsim.drafting.register import WrittenUnit, register

_FRACTION: Final = (
    r"(?P<parts>[二三四五六七八九十])分之(?P<of>[一二三四五六七八九])(?![\d十百])"
    r"|(?<![\d./])(?P<lower>\d)/(?P<upper>\d)(?![\d/.年月])"
    rf"|(?P<tenths>{'|'.join(sorted(NEIGHBOURS))}|[一二两三四五六七八九]|(?<![\d.])\d(?:\.\d)?)成"
    r"(?P<rest>[一二三四五六七八九半])?"
    r"(?![为立长员果效品本功就熟都绩分型套了])"
    r"|(?P<half>一半|半数)(?=以上|左右|的|[,。;]|$)"
)
_KINDS: Final = r"(?:以上)?的?[^,;。]{0,6}(?:企业|项目|产业|镇|乡|村|园|集群)"
_ROUND: Final = rf"(?<=[破超过跨达近逾上])(?P<round>[百千]?[万亿])(?=元(?!{_KINDS})|人|吨|亩|斤)"
_NUMBER: Final = re.compile(
    rf"{_FRACTION}|{_ROUND}|(?P<share>[百千万]分之)?(?:(?P<mixed>{MIXED})|(?P<arabic>{ARABIC})|(?P<chinese>{CHINESE}))"
)
_BELOW_ZERO: Final = re.compile(r"[为是长达到率幅]-$|负$")
_MULTIPLIERS: Final = {"万亿": "wan_yi", "亿": "yi", "万": "wan"}
_PLAIN_MULTIPLIERS: Final = {
    "千万": (1000, "wan"),
    "百万": (100, "wan"),
    "十万": (10, "wan"),
    "千": (1000, ""),
    "百": (100, ""),
}
SCALES: Final = {"": 1.0, "wan": 1e4, "yi": 1e8, "wan_yi": 1e12}
_PEOPLE: Final = (
    "名|农村|贫困|城镇|农业|转移|建档立卡|常住|城乡|富余|返乡|失地|"
    "本地|本县|本市|本区|困难|务工|适龄|残疾|老年|低收入|搬迁|脱贫|外来|进城|新"
)
_HEADS: Final = "贫困人口|人口|人员|劳动力|农民工|农民|居民|群众"
_PEOPLE_AHEAD: Final = re.compile(r"人口[^,;。]{0,12}$")
_PEOPLE_BEHIND: Final = re.compile(
    rf"(?:左右|以上)?的?[\u4e00-\u9fff]{{0,6}}?(?:{_HEADS}|学生|村民|职工|移民|老人)"
)
_RATIO_AHEAD: Final = re.compile(r"(?:收入比|之比|倍差)(?!重)[^,;。]{0,24}$")
_PLACE_AHEAD: Final = re.compile(r"(?:县城|镇区|城区|[\u4e00-\u9fff][镇乡])(?:约|达到?|为)?$")
_MONEY_AHEAD: Final = re.compile(
    r"(?:投资|投入|资金|收入|产值|税收|利润|贷款|存款|营收|[总销售]额|生产总值|增加值)[^,;。\d]{0,6}$"
)
_AFTER_RATIO: Final = re.compile(
    r"(?::|比)[1一](?![\d:.])|(?![\d:.%年月日\u4e00-\u9fff])|[左以之缩下上降扩减提的到至为]"
)
_ENDS: Final = re.compile(r"(?:多|余|左右|以上|以内|以下)?(?:[,;。、)]|$)")
_YEARS_AHEAD: Final = re.compile(r"年限[^,;。]{0,8}$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, or a range, with its unit. ``start`` and ``end`` count from the start of the clause.

    ``scale`` is the multiplier written before the unit (wan, yi or none); ``origin`` marks the first number
    of a from-to; ``word`` is the unit as written, ``bare`` a multiplier without a digit (百万人口).
    """

    start: int
    end: int
    values: tuple[float, ...]
    unit: WrittenUnit | None
    scale: str
    word: str
    chinese: bool
    bare: bool = False
    roughly: bool = False
    per: str | None = None
    origin: bool = False

    @property
    def family(self) -> str:
        """What its unit measures."""
        return self.unit.family if self.unit else ""

    @property
    def unit_name(self) -> str:
        """Name of the unit in statements, with multiplier and denominator."""
        name = self.unit.name if self.unit else ""
        name = f"{self.scale}_{name}" if self.scale else name
        return f"{name}_per_{self.per}" if self.per else name

    def plain(self) -> float:
        """Largest of its values in the plain unit of its family."""
        return max(self.values) * SCALES[self.scale] * (self.unit.plain if self.unit else 1.0)


@cache
def _tail() -> re.Pattern[str]:
    known = sorted({*register().by_word, *register().ignored}, key=len, reverse=True)
    units = "|".join(re.escape(word) + _not_before(word) for word in known)
    per = "|".join(sorted(register().per, key=len, reverse=True))
    return re.compile(
        rf"(?P<more>多|余|来)?(?P<times>万亿|千万|百万|十万|亿|万|千(?!瓦|克|米)|百)?(?P<more2>多|余)?"
        rf"(?P<unit>(?:{_PEOPLE}){{1,4}}(?P<people>{_HEADS}|人|户)|{units})?"
        rf"(?P<half>(?<=[番倍])半)?(?:(?:/|每)(?P<per>{per}))?"
    )


def _not_before(word: str) -> str:
    """What may not follow a unit: 个村 is none in 个村级, nor is m in mg."""
    if word[-1] in "县镇村":
        return "(?![域城级区])"
    return "(?![A-Za-z²³])" if word[-1].isascii() and word[-1].isalnum() else ""


def figures(clause: str, blocked: list[tuple[int, int]]) -> list[Quantity]:
    """Every number in the clause outside the blocked stretches, also those without a unit."""
    clause = plainly_written(clause)
    found: list[Quantity] = []
    place = 0
    for start, end in [*sorted(blocked), (len(clause), len(clause))]:
        while match := _NUMBER.search(clause, place, max(start, 0)):
            atom = None if _part_of_a_name(clause, match) else _figure(clause, match)
            if atom is not None:
                found.append(atom)
            place = max(match.end(), atom.end if atom else 0)
        place = max(place, end)
    return found


def _part_of_a_name(clause: str, match: re.Match[str]) -> bool:
    before, after = clause[: match.start()][-1:], clause[match.end() :][:1]
    latin = before.isascii() and (before.isalpha() or before in set("_./#"))
    named = after.isascii() and after.isalpha() and not _tail().match(clause, match.end())["unit"]  # type: ignore[index]
    vague = before in {"几", "数"} and match.group()[0] in "十百千万亿"
    return latin or named or vague or before == "第"


def _figure(clause: str, match: re.Match[str]) -> Quantity | None:
    part = _part_of_all(match)
    if part:
        return Quantity(
            match.start(),
            match.end(),
            values=part,
            unit=register().by_word["%"],
            scale="",
            word="成",
            chinese=True,
        )
    if match["round"]:
        return _round(clause, match)
    text = match["mixed"] or match["arabic"] or match["chinese"] or ""
    values = values_of(text)
    if not values:
        return None
    if match["share"]:
        unit = register().by_word["%" if match["share"][0] == "百" else "‰"]
        values = tuple(each / (10 if match["share"][0] == "万" else 1) for each in values)
        return Quantity(
            match.start(),
            match.end(),
            values=values,
            unit=unit,
            scale="",
            word=match["share"],
            chinese=not text[0].isdigit(),
        )
    return _measured(clause, match, text, values)


def _part_of_all(match: re.Match[str]) -> tuple[float, ...]:
    """Percent that 三分之二, 2/3, 六成, 七八成, 八成五 or 一半 stand for."""
    if match["half"]:
        return (50.0,)
    if match["tenths"]:
        if match["rest"] and len(match["tenths"]) == 2 and match["tenths"] in NEIGHBOURS:
            return ()
        rest = 5.0 if match["rest"] == "半" else numeral(match["rest"] or "零")
        return tuple(round(10 * each + (rest or 0.0), 6) for each in values_of(match["tenths"]))
    lower, upper = match["of"] or match["lower"], match["parts"] or match["upper"]
    if not lower or not (below := numeral(upper)):
        return ()
    return (round(100 * (numeral(lower) or 0.0) / below, 2),)


def _round(clause: str, match: re.Match[str]) -> Quantity:
    """A round sum without a digit: `突破百亿元`, `超亿元`."""
    text = match["round"]
    tail = _tail().match(clause, match.end())
    assert tail is not None
    word = tail["people"] or tail["unit"] or ""
    value = {"百": 100.0, "千": 1000.0}.get(text[0], 1.0)
    unit = register().by_word.get(word)
    return Quantity(
        match.start(),
        tail.end(),
        values=(value,),
        unit=unit,
        scale=_MULTIPLIERS[text[-1]],
        word=word,
        chinese=True,
    )


def _measured(clause: str, match: re.Match[str], text: str, values: tuple[float, ...]) -> Quantity:
    """A number with the multiplier and the unit behind it, or with the unit its neighbours imply."""
    tail = _tail().match(clause, match.end())
    assert tail is not None
    times = tail["times"] or ""
    factor, scale = _PLAIN_MULTIPLIERS.get(times, (1, _MULTIPLIERS.get(times, "")))
    word = tail["people"] or tail["unit"] or ""
    whole = (tail["unit"] or "").removeprefix("名") if tail["people"] and len(tail["people"]) > 1 else word
    end = tail.end() if word or times else match.end()
    large = bool(scale) or max(values) >= 1e4
    unit = register().by_word.get(word) if word else _implied(clause, match.start(), end, large)
    more, each = (0.5 if tail["half"] else 0.0), (unit.each if unit else 1.0)
    signed = bool(_BELOW_ZERO.search(clause[: match.start()]))
    each = -each if signed else each
    return Quantity(
        match.start() - signed,
        end,
        values=tuple((value + more) * factor * each for value in values),
        unit=unit,
        scale=scale,
        word=whole,
        chinese=not (match["arabic"] or match["mixed"]),
        bare=bool(match["chinese"]) and text[0] in "百千" and text in "百千",
        roughly=bool(tail["more"] or tail["more2"]),
        per=register().per.get(tail["per"] or ""),
    )


def _implied(clause: str, start: int, end: int, large: bool) -> WrittenUnit | None:
    """The unit not written: people in `人口达到2100万`, yuan in `投资一亿五`, years in `年限10.8年`."""
    left = clause[:start]
    settled = _PLACE_AHEAD.search(left) and _ENDS.match(clause[end:])
    if large and (settled or _PEOPLE_AHEAD.search(left) or _PEOPLE_BEHIND.match(clause[end:])):
        return register().by_word["人"]
    if large and _MONEY_AHEAD.search(left) and _ENDS.match(clause[end:]):
        return register().by_word["元"]
    if clause[end : end + 1] == "年" and _YEARS_AHEAD.search(left):
        return _unit_named("years")
    ratio = _AFTER_RATIO.match(clause[end:])
    return _unit_named("ratio") if ratio and not large and _RATIO_AHEAD.search(left) else None


def _unit_named(name: str) -> WrittenUnit:
    return next(unit for unit in register().units if unit.name == name)
