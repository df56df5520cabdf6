"""Which places a number is about."""

from __future__ import annotations

import re
from typing import Final

from urbsim.drafting.register import word_list
from urbsim.drafting.sentences.passages import DatedClause, Sentence, has_quantity

_PLACE: Final = re.compile(
    r"(?:^|[、,和与及在是])([^\W\d_a-zA-Z以新围开形增能全做在为实当整改选向把将和域要应其使由对从到每各个有的了]{1,4}?(?:自治县|省|市|县|区|镇|乡|街道))(?![\u4e00-\u9fff]{0,1}(?:化|域|级|区面积))"
)
_NO_PLACE: Final = re.compile(
    r"人均|完成|预计|撤并|推进|加快|提升|支持|放宽|试行|推动|.{0,4}(?:地区|都市)$"
    r"|.*(?:建成区|[城镇]区|社区|小区|片区|山区|库区|建制镇|小城镇|重点镇|中心镇|示范镇|特色小?镇|行政村|自然村)$"
)
_REACH: Final = 12
_RANKED: Final = re.compile(
    r"全[国省市县区州](?:的)?(?:平均|领先|前列|前[一二三四五六七八九十\d]+|第[一二三四五六七八九十\d]+|先进|百强|一流"
    r"|同类|水平|示范|最|重点|同步|之首|首位)"
)
_OPENING: Final = re.compile(
    r"^(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?(?:其中|以|在|对|把|将|力争|争取|到|使)?"
)
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


def scope(sentence: Sentence, index: int, place: int, regional: bool = False) -> str | None:
    """The place or kind of place that a number is about, or None for the region of the document.

    A place binds the noun it stands before. It holds for later clauses only as the head of a clause that has
    a number too, or of its line; and a ``regional`` measure (城镇化率) is of no kind of place named before.
    """
    words = _RANKED.sub("", sentence.clauses[index].text[:place])
    own = _named(words)
    kinds = word_list("scopes", "kinds")
    if own and not (sentence.head and kinds.opens(own)):
        return own
    for clause in reversed(sentence.clauses[max(0, index - _REACH) : index]):
        found = _heading(clause)
        if found and not (regional and kinds.opens(found)):
            return sentence.head if sentence.head and kinds.opens(found) else found
    return sentence.head or own


def _heading(clause: DatedClause) -> str | None:
    """The place that heads a clause and so holds for what follows: it stands alone, or has a number too."""
    words = _OPENING.sub("", _RANKED.sub("", _without_times(clause)))
    found = _named(words)
    if found is None or not words.startswith(found.split("、")[0]):
        return None
    whole = word_list("scopes", "whole").opens(found) is not None
    return found if whole or words == found or has_quantity(clause) else None


def _without_times(clause: DatedClause) -> str:
    return "".join(
        each
        for place, each in enumerate(clause.text)
        if not any(mark.start <= place < mark.end for mark in clause.marks)
    )


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
