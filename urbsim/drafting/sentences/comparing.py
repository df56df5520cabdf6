"""How a number is compared: level or increment, at least, about, a year or all at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from urbsim.drafting.numerals.figures import Quantity
from urbsim.drafting.register import Indicator, register, word_list

_KEPT: Final = (
    "新增", "净增", "增长", "增速", "增幅", "涨幅", "递增", "降幅", "年均", "每年", "逐年", "年平均",
    "平均每年",
)  # fmt: skip
_AFTER: Final = re.compile(r"(?:宽度|规模|面积|的)?(?P<word>或以上|及以上|以上|以内|以下|之内|左右|上下)")
_IMPROVING: Final = ("提升", "提高", "扩大")
_COUNTED: Final = frozenset({"count", "length", "dwellings", "households", "places"})
_FLOWING: Final = re.compile(r"(?:每年|年均)[^,;]{0,8}?(?:转移|新增|增加|净增|吸纳|吸引|落户|减少)")
_SHRUNK: Final = ("缩小到", "控制在")
_YEARLY: Final = re.compile(r"每年|年均")
_TO_A_LEVEL: Final = re.compile(r"[提增上升扩下降减缩压发拓展][高升长加大降低少小展]?[到至](?!少)")
_ATTRIBUTE: Final = re.compile(
    r"增加值|转移(?=人口|支付|性)|增长(?=贡献率|点|极|质量|方式|政策|措施)|(?:新增|扩大|提升)(?=[^,、]{2,10}(?:标准|比例|比重|占比|密度|指标)[^,、]{0,4}$)"
)
_APART: Final = re.compile(r"(?:低|(?<!提)高|落后|相差)(?:于|出|了)?[^,]{0,14}$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparator of a number, and what of the variable the number is.

    ``part`` is increase, growth, growth_rate or points, and empty for a level.
    """

    comparator: str
    part: str

    @property
    def is_change(self) -> bool:
        """Whether the number is a change and not a level."""
        return self.part != ""


def compared(left: str, right: str, quantity: Quantity, indicator: Indicator | None) -> Comparison:
    """The comparison of a number between the words ``left`` and ``right`` of its clause."""
    left = _ATTRIBUTE.sub(" ", left.replace("分别", "")).rstrip(" 的")
    if indicator is not None and indicator.families[0] in {"share", "permille"}:
        for phrase in indicator.phrases:
            left = left.replace(phrase, " ")
    bound = _bound(left, right, quantity)
    change = _change(left, quantity, indicator)
    if len(quantity.values) == 2 and not change:
        return Comparison("range", "")
    if not change:
        stretched = bound == "" and word_list("comparators", "stretch").within(left)
        return Comparison(bound or ("stretch" if stretched else "reach"), "")
    return Comparison(_changed(change, bound, quantity), _part(change, quantity, indicator))


def _bound(left: str, right: str, quantity: Quantity) -> str:
    """at_least, at_most, exceed, about, or nothing."""
    after = _AFTER.match(right)
    if after:
        return next(name for name in ("at_least", "at_most", "about") if after["word"] in _after_words(name))
    for name in ("at_least", "at_most"):
        if word_list("comparators", "bounding", name).within(left):
            return name
    tail = left[-8:]
    for name in ("at_least", "at_most", "exceed", "about"):
        found = word_list("comparators", "before", name).last(tail)
        if found and _touches(tail[found[0] + len(found[1]) :], name):
            return name
    return "about" if quantity.roughly else ""


def _after_words(name: str) -> tuple[str, ...]:
    return {"at_least": ("或以上", "及以上", "以上"), "at_most": ("以内", "以下", "之内")}.get(
        name, ("左右", "上下")
    )


def _touches(between: str, name: str) -> bool:
    """Whether only small words stand between the comparator and the number."""
    return between in {"", "于", "到", "在", "至", "为", "了"} or (name == "at_least" and len(between) <= 2)


def _change(left: str, quantity: Quantity, indicator: Indicator | None) -> str:
    """per_year, decrease or increase, or nothing for a level."""
    found = {name: word_list("change", name).last(left) for name in ("decrease", "increase", "level")}
    found["per_year"] = yearly(left)
    ends = {name: at[0] + len(at[1]) if at else -1 for name, at in found.items()}
    flow = _FLOWING.search(left) if quantity.family in {"persons", "count", "households"} else None
    if indicator is not None and indicator.moves:
        flow = flow or _YEARLY.search(left)
    if flow and not found["per_year"]:
        found["per_year"], ends["per_year"] = (flow.start(), flow.group()), flow.end()
    improved = found["increase"] is not None and found["increase"][1] in _IMPROVING
    if improved and quantity.family in _COUNTED and ends["increase"] < len(left) - 2:
        found["increase"], ends["increase"] = None, -1
    if quantity.family == "points" and _APART.search(left):
        return ""
    nearest = max(
        ("per_year", "decrease", "increase"), key=lambda name: (ends[name], len((found[name] or (0, ""))[1]))
    )
    if ends[nearest] < 0:
        moves = indicator is not None and indicator.moves and quantity.family != "share"
        apart = "差距" in left and quantity.family == "points"
        return "increase" if moves or (quantity.family == "points" and not apart) else ""
    if ends["level"] > ends[nearest] or (
        ends["level"] == ends[nearest] and len((found["level"] or (0, ""))[1]) > 2
    ):
        level = (found["level"] or (0, ""))[1]
        kept = (found[nearest] or (0, ""))[1].startswith(_KEPT) or quantity.family == "points"
        overrides = len(level) > 2 and level[-1] in "到至" and level not in {"达到"}
        if overrides or not kept:
            return "increase" if quantity.family == "points" and level not in _SHRUNK else ""
    if ends["per_year"] >= 0 and (found["per_year"] or (0, ""))[1]:
        return "per_year" if not _decreasing(left) else "decrease"
    if (
        nearest == "increase"
        and indicator is not None
        and _is_flow(indicator, quantity, (found["increase"] or (0, ""))[1])
    ):
        return ""
    return nearest


def changes(left: str) -> bool:
    """Whether the words speak of a change, and not of a level that one leads to (`提高到`)."""
    left = _TO_A_LEVEL.sub("", left)
    verbs = ("increase", "decrease")
    return yearly(left) is not None or any(word_list("change", kind).within(left) for kind in verbs)


def yearly(left: str) -> tuple[int, str] | None:
    """The last adverb of years with the verb of change that it governs: 年均 × 提升, 每年 × 净流入."""
    every = [*_rate_a_year().finditer(left)]
    return (every[-1].start(), every[-1].group()) if every else None


@cache
def _rate_a_year() -> re.Pattern[str]:
    words = register().words["change"]
    every = {*words["increase"], *words["decrease"], *words["moving"]}
    verbs = "|".join(sorted(every, key=len, reverse=True))
    adverbs = "|".join(sorted(words["yearly"], key=len, reverse=True))
    return re.compile(
        rf"(?:{adverbs})(?:平均|净|再|约|分别|至少|力争)*(?:{verbs})"
        rf"|(?<![每近])年(?:递增|递减)|(?:增速|增幅|涨幅|降幅)[^,;\d]{{0,3}}(?:{adverbs})"
    )


def _decreasing(left: str) -> bool:
    return word_list("change", "decrease").within(left[-8:])


def _is_flow(indicator: Indicator, quantity: Quantity, verb: str) -> bool:
    """Whether 新增 only says that money is spent or land sold anew, which is no change of a stock."""
    spent = indicator.kind == "lever" and quantity.family in {"money", "area", "dollars"}
    return spent and verb in {"新增", "新增加", "转移", "带动", "增加"}


def _changed(change: str, bound: str, quantity: Quantity) -> str:
    least = bound in {"at_least", "exceed"}
    if bound == "at_most" and change == "increase" and quantity.family == "share":
        return "at_most"
    if change == "per_year":
        verb = "grow_per_year" if quantity.family == "share" else "increase_per_year"
        return f"{verb}_at_least" if least else verb
    verb = "decrease_of" if change == "decrease" else "increase_of"
    return f"{verb}_at_least" if least else f"{verb}_about" if bound == "about" else verb


def _part(change: str, quantity: Quantity, indicator: Indicator | None) -> str:
    if quantity.family == "points":
        return "points"
    if quantity.family != "share":
        return "" if indicator is not None and indicator.moves else "increase"
    return "growth_rate" if change == "per_year" else "growth"
