"""Which places a number is about."""

from __future__ import annotations

import re
from typing import Final

from urbsim.drafting.register import word_list
from urbsim.drafting.sentences.passages import Sentence

_PLACE: Final = re.compile(
    r"(?:^|[、,和与及在是])([^\W\d_a-zA-Z以新围开形增能全做在为实当整改选向把将和域要应其使由对从到每各个有的了]{1,4}?(?:自治县|省|市|县|区|镇|乡|街道))(?![\u4e00-\u9fff]{0,1}(?:化|域|级|区面积))"
)
_NO_PLACE: Final = re.compile(r"人均|支持|放宽|试行|推动|.{0,4}(?:地区|都市)$")
_REACH: Final = 12
_COMMON: Final = frozenset(
    {
        "建制镇",
        "小城镇",
        "重点镇",
        "中心镇",
        "示范镇",
        "乡镇",
        "城镇",
        "城乡",
        "各镇",
        "全镇",
        "全县",
        "全市",
        "全省",
        "全区",
        "镇区",
        "城区",
        "新区",
        "园区",
        "社区",
        "小区",
        "灌区",
        "景区",
        "建成区",
    }
)


def scope(sentence: Sentence, index: int, place: int) -> str | None:
    """The place or kind of place named nearest before the number, else anywhere earlier in the sentence."""
    clause = sentence.clauses[index]
    for text in (
        clause.text[:place],
        *(each.text for each in reversed(sentence.clauses[max(0, index - _REACH) : index])),
    ):
        found = _named(text)
        if found:
            return found
    return None


def _named(text: str) -> str | None:
    places = [match for match in _PLACE.findall(text) if match not in _COMMON and not _NO_PLACE.match(match)]
    if places:
        return "、".join(dict.fromkeys(places))
    for kind in ("each", "whole", "kinds"):
        found = word_list("scopes", kind).last(text)
        if found:
            return found[1]
    return None


def subjects_of_pair(text: str) -> tuple[str, ...]:
    """The places listed in front of 分别, in order."""
    listed = re.split(r"[、和与及]", text)
    names = tuple(
        match[-1] for each in listed if (match := re.findall(r"[\u4e00-\u9fff]{1,5}?[镇乡县市区]", each)[:1])
    )
    return tuple(name for name in names if name not in _COMMON)
