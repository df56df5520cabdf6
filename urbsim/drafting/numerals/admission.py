"""Which numbers are quantities of policy, and which are figures of speech or articles."""

from __future__ import annotations

import re
from typing import Final

from urbsim.drafting.numerals.figures import Quantity
from urbsim.drafting.register import register, word_list

_FIRM: Final = frozenset(
    {
        "share", "permille", "points", "money", "dollars", "area", "length", "mass", "power", "grade", "age",
        "concentration", "ratio", "duration",
    }
)  # fmt: skip
_BOUNDED: Final = re.compile(r"(?:不少于|不低于|至少|不超过|达到)$|至少[^,;、\d]{1,3}$")
_CLASS: Final = re.compile(
    r"(?:以上|以下)?的\d+[家个户项]|(?:以上|以下)的?[^,、;。\d]{0,4}(?:企业|项目|乡镇|村)[^,、;。\d]{0,4}\d"
    r"|的?(?:企业|项目|乡镇|村)[^,、;。\d]{0,4}\d|(?:以上|以下)的[^,、;。\d]{1,4}(?:企业|项目|村|户|家庭|镇)"
)
_SIZED: Final = re.compile(r"(?:以上|以下)的?(?:自然村|村|小区|居民点|[^,、;。\d]{0,6}占)")
_PROGRAMME: Final = re.compile(r"[^“”]{0,10}”(?:行动|工程|计划|战略)")
_EACH_OF: Final = re.compile(r"[\d一二两三四五六七八九十][个座批]$")
_OF_SIZE: Final = re.compile(
    r"(?:人?口)?(?:以上|左右|以下|规模)?(?:的|[\u4e00-\u9fff]{0,3}(?:城市|小城镇|集镇|县城|社区|中心村))"
)
_PLACES: Final = re.compile(
    r"(?:全国|省级|市级)?(?:县城|镇区|乡镇|重点镇|中心镇|建制镇|小城镇|县|区|镇|开发区|园区|社区)(?!域)"
)
_AIMED: Final = re.compile(r"(?:对|凡|将)[^,;]{0,12}$")
_SETS: Final = frozenset({"镇", "乡", "县", "村", "市", "区"})
_ENUMERATED: Final = re.compile(r"、[\u4e00-\u9fff]{1,6}$")
_VERBS: Final = ("第", "同", "这", "哪", "每", "统", "唯", "之", "进", "万")
_NESTED: Final = re.compile(r"[^,;。、]{0,12}在内的")


def admitted(clause: str, every: list[Quantity]) -> list[Quantity]:
    """The quantities of the clause that state something; a lone 一个 only where the clause has no other."""
    kept = [each for each in every if not refused(clause, each)]
    if not kept:
        kept = [each for each in every if _is_article_that_counts(clause, each)][:1]
    return kept


def refused(clause: str, quantity: Quantity) -> str:
    """Why a quantity states nothing (a key of reasons.yaml); empty where it states something."""
    left, right = clause[: quantity.start], clause[quantity.end :]
    if quantity.word in register().ignored:
        return "clock"
    spoken = quantity.chinese or quantity.family in {"count", ""}
    programme = _PROGRAMME.match(right) and re.search(r"“[^“”]{0,6}$", left)
    if (spoken and word_list("no_things").opens(right)) or _NESTED.match(right) or programme:
        return "speech"
    if _is_criterion(clause, right, quantity):
        return "criterion"
    if quantity.family == "ratio":
        return "" if "比" in left or "倍差" in left else "unitless"
    if not quantity.chinese:
        clocked = quantity.family == "count" and re.match(
            r"月|小时|工作日|“[^”]{0,4}[一二三四五六七八九十百千万]|一(?!般)", right
        )
        return "clock" if clocked else ""
    return "" if _numeral_stands(left, right, quantity) else "speech"


def _is_criterion(clause: str, right: str, quantity: Quantity) -> bool:
    """Whether the number only says to what something applies: `300万以下城市落户限制`, `25户以上自然村`."""
    if quantity.family == "money":
        return bool(_CLASS.match(right))
    if quantity.family == "count":
        return _mentions(clause[: quantity.start], right)
    if quantity.family in {"persons", "households"}:
        aimed = _AIMED.match(clause[: quantity.start]) and right.startswith(("以上的", "以下的"))
        sized = _SIZED.match(right) or (_EACH_OF.search(clause[: quantity.start]) and _OF_SIZE.match(right))
        return bool(aimed or sized) or word_list("criteria").within(clause)
    return False


def _mentions(left: str, right: str) -> bool:
    """Whether a count only says of which places a measure is told: `6个县城常住人口总量达到130万人`."""
    if word_list("doing").within(left[-8:]) or left.endswith(("其中", "其余")):
        return False
    near = re.split(r"[,、;:(\d]", right, maxsplit=1)[0]
    measures = [each for each in register().found(near) if not each.indicator.counted]
    return bool(_PLACES.match(near) and measures)


def _numeral_stands(left: str, right: str, quantity: Quantity) -> bool:
    """Whether a Chinese numeral is a number here and no figure of speech."""
    if _is_title(left, right) or (quantity.word in _SETS and _ENUMERATED.search(left)):
        return False
    if quantity.bare:
        return quantity.family not in {"count", "households", "dwellings"}
    if quantity.values[0] == 1 and len(quantity.values) == 1 and not quantity.scale:
        return bool(_BOUNDED.search(left)) or _changes(left, right, quantity)
    paired = len(quantity.values) == 2 and word_list("doing").within(left[-12:])
    if paired or quantity.family in _FIRM or quantity.scale or _changes(left, right, quantity):
        return True
    if quantity.family in {"persons", "households", "dwellings", "visits", "times"}:
        listed = not right and word_list("doing").within(left[-12:])
        return listed or max(quantity.values) >= 10 or bool(_BOUNDED.search(left))
    return _counts(left, right, quantity)


def _is_title(left: str, right: str) -> bool:
    """Whether the number stands in a short name between quotation marks: `“三个一批”工程`."""
    return bool(re.search(r"“[^“”]{0,5}$", left) and re.match(r"[^“”]{0,8}”", right))


def _changes(left: str, right: str, quantity: Quantity) -> bool:
    """`翻两番`, `增加一倍`, and one thing named before its number: `新建水厂一座`."""
    if quantity.family == "times":
        return word_list("change", "increase").within(left[-6:])
    counted = quantity.family == "count" and not re.match(r"[^,;、。:和及与(]", right)
    return quantity.family in {"doublings", "grade"} or (
        counted and word_list("doing").within(left[-18:]) and not left.endswith(tuple(_VERBS))
    )


def _counts(left: str, right: str, quantity: Quantity) -> bool:
    """Whether a verb of doing stands before the numeral and a concrete thing behind it."""
    if not right and word_list("doing").within(left[-18:]):
        return True
    words = quantity.word[1:] + right[:14]
    stop = re.search(r"[,;、:(]", words)
    reach = words[: stop.start()] if stop else words
    return word_list("doing").within(left[-12:]) and (
        word_list("things").within(reach)
        or quantity.word in {"个建制镇", "个镇", "个乡镇", "个村", "个行政村"}
    )


def _is_article_that_counts(clause: str, quantity: Quantity) -> bool:
    """`当年…建设一个…示范小区`: one thing to be built by a stated time."""
    left, right = clause[: quantity.start], clause[quantity.end :]
    timely = any(word in left for word in register().words["articles"])
    one = quantity.chinese and quantity.values == (1.0,) and quantity.family == "count"
    built = word_list("doing").last(left)
    adjacent = built is not None and built[0] + len(built[1]) >= len(left) - 1
    return one and timely and adjacent and word_list("things").within(right)
