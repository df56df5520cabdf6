"""How a Chinese place name may be written: simplified or traditional, whole or without its kind of unit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from urbsim.vocabulary.tables import data_rows

_AUTONOMOUS = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗"}
_DISTRICTS = {"林区": "", "特区": "", "地区": "", "新区": "区", "矿区": "区"}
_KINDS = "省市县区盟州旗"
_PEOPLES = [
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "锡伯",
    "塔吉克族",
    "塔吉克",
    "普米族",
    "怒族",
    "鄂温克族",
    "裕固族",
    "保安族",
    "独龙族",
    "鄂伦春族",
    "蒙古",
    "各族",
]
DISTRICT_ENDINGS = ("区", "管委会", "行政委员会")
NO_DISTRICTS = ("神农架林区", "六枝特区")
"""County units whose names end like a district's."""
PLAIN_CHARACTERS = frozenset("新老市中城东西南北郊矿区开发")
"""A name of such characters alone may as well be a plain word, as 新市区 is."""
_SEPARATORS = str.maketrans("", "", "/·・,，、-－")


@cache
def _characters() -> dict[int, str]:
    rows = data_rows("statistics/characters.csv")
    return {ord(row["traditional"]): row["simplified"] for row in rows}


def simplified(text: str) -> str:
    """The text in simplified characters, as far as names of places need them."""
    return text.translate(_characters())


def is_chinese(text: str) -> bool:
    """Whether a Chinese character stands in the text."""
    return any("一" <= letter <= "鿿" for letter in text)


def spelled(text: str) -> str:
    """The form in which names are compared: simplified, lower case, Chinese without blanks and separators."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if not is_chinese(plain):
        return " ".join(plain.split())
    return simplified("".join(plain.split()).translate(_SEPARATORS))


def short_forms(name: str) -> Iterator[str]:
    """The ways to shorten a unit's name: without its kind, and without the peoples of an autonomous unit."""
    for ending, kind in {**_AUTONOMOUS, **_DISTRICTS}.items():
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            stem = _without_peoples(name.removesuffix(ending))
            yield from (stem, stem + kind) if kind else (stem,)
            return
    if name[-1] in _KINDS and len(name) > 2:
        stem = _without_peoples(name[:-1])
        yield from (stem,) if stem == name[:-1] else (stem, stem + name[-1])


def _without_peoples(stem: str) -> str:
    shorter = stem
    while shorter and (ending := next((each for each in _PEOPLES if shorter.endswith(each)), "")):
        if len(shorter) - len(ending) < 2:
            return shorter.removesuffix("族") if len(shorter) > 2 else shorter
        shorter = shorter.removesuffix(ending)
    return shorter
