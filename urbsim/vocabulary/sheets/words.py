"""The words of heads, rows and captions: what they name, of which year, and in which unit.

A head counts as understood only where every part of it is a known word, so that births, densities and people
by registration are never taken for residents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from urbsim.vocabulary.spelling import is_chinese, simplified
from urbsim.vocabulary.tables import data_rows

FIELDS: Final[Mapping[frozenset[str], str]] = {
    frozenset({"people"}): "population",
    frozenset({"urban"}): "urban_population", frozenset({"urban", "people"}): "urban_population",
    frozenset({"rural"}): "rural_population", frozenset({"rural", "people"}): "rural_population",
    frozenset({"rate"}): "urban_share", frozenset({"rate", "people"}): "urban_share",
    frozenset({"urban", "share"}): "urban_share", frozenset({"urban", "share", "people"}): "urban_share",
    frozenset({"rate", "share"}): "urban_share",
    frozenset({"old", "share"}): "share_65plus", frozenset({"old", "share", "people"}): "share_65plus",
    frozenset({"young", "share"}): "share_0_14", frozenset({"young", "share", "people"}): "share_0_14",
    frozenset({"old"}): "share_65plus", frozenset({"young"}): "share_0_14",
    frozenset({"size"}): "household_size",
    **{
        frozenset({each}): each
        for each in ("villages", "dwellings", "housing_price", "built_up_area", "jobs")
    },
}  # fmt: skip
"""What the kinds of words in a head name together."""
DIMENSIONS: Final[Mapping[str, str]] = {
    "population": "persons", "urban_population": "persons", "rural_population": "persons", "jobs": "persons",
    "urban_share": "share", "share_65plus": "share", "share_0_14": "share",
    "household_size": "size", "villages": "count", "dwellings": "units", "housing_price": "price",
    "built_up_area": "km2",
}  # fmt: skip
"""The dimension in which each field is counted."""
ROLES: Final = (
    "region", "year", "unit", "parent", "indicator", "unusual", "code", "serial", "remark",
)  # fmt: skip
_YEAR: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-/年]\d{1,2}(?:[-/月]\d{1,2}日?|月)?|\.\d{1,2}\.\d{1,2})?\s*(?:年末|年底|年度|年)?(?![\d.])"
)
_CHINESE_DIGITS: Final = re.compile(r"[一二][九〇零○oO][〇零○一二三四五六七八九oO]{2}(?=年|$)")
_DIGITS: Final = str.maketrans("〇零○oO一二三四五六七八九", "00000123456789")
_BRACKETS: Final = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_BEHIND: Final = re.compile(r"(.+?)\s*[/:,]\s*([^/:,]+(?:/[^/:,]+)?)")
_TABLE_NUMBER: Final = re.compile(
    r"^[(（]?(?:续表|附表|表)?\s*[\d一二三四五六七八九十]{1,3}(?:[-—–－.·]\d{1,3})*[)）]?[、.\s:：]\s*"
)
_UNIT_SAID: Final = re.compile(r"单位\s*(?:均为|为|是|[:：])\s*([^。;；)）\]]+)")
_LATIN_TAIL: Final = re.compile(r"(?<=[\u4e00-\u9fff)\]])\s*[a-z#][a-z0-9 ,.()'&/%\-]*$")


class Unit(NamedTuple):
    """A unit as it is written, its dimension, and how many of the plain unit it is."""

    words: str
    dimension: str
    factor: float


class Meaning(NamedTuple):
    """What words say: a field or a role of a column, a year, a unit; ``rest`` is what was not understood."""

    field: str | None = None
    role: str | None = None
    year: int | None = None
    unit: Unit | None = None
    odd_unit: str | None = None
    rest: str = ""
    registered: bool = False

    @property
    def is_bare_year(self) -> bool:
        """Whether the words are a year and nothing else."""
        return self.year is not None and not self.field and not self.role and not self.rest


def words_of_kind(kind: str) -> frozenset[str]:
    """All words of a kind, in lower case."""
    return _words().get(kind, frozenset())


def level_of_name(name: str) -> str | None:
    """The level that the last character of a place's name tells, None where it may be several."""
    levels = ("township", "county", "prefecture")
    return next((each for each in levels if name.endswith(tuple(words_of_kind(f"ending_{each}")))), None)


def unit_of(words: str) -> Unit | None:
    """The unit of that name, None for one that is not known."""
    plain = " ".join(unicodedata.normalize("NFKC", words).split()).strip(" :").casefold()
    found = _units().get(plain) or _units().get(plain.replace(",", ""))
    return None if found is None else Unit(plain, *found)


def years_in(text: str) -> list[int]:
    """The years that stand in a text, in order; whole dates count as their year."""
    arabic = _CHINESE_DIGITS.sub(lambda match: match.group().translate(_DIGITS), text)
    return [int(match[1]) for match in _YEAR.finditer(arabic)]


def units_said(text: str) -> list[Unit]:
    """The units that a caption or note gives to what it belongs to: `单位:万人、%`."""
    plain = unicodedata.normalize("NFKC", text)
    listed = (re.split(r"[、,，;\s]", match[1]) for match in _UNIT_SAID.finditer(plain))
    return [unit for each in listed for word in each if (unit := unit_of(word)) is not None]


def without_number(caption: str) -> str:
    """A caption without the number of its table."""
    return _TABLE_NUMBER.sub("", caption)


def without_unit_said(text: str) -> str:
    """The text without what it says of units."""
    left = _UNIT_SAID.sub("", unicodedata.normalize("NFKC", text))
    return left.replace("()", "").replace("[]", "").strip()


@cache
def meaning_of(words: str, *, caption: bool = False) -> Meaning:
    """What the words of a head or a row say; a caption may hold further words that say nothing."""
    plain = " ".join(unicodedata.normalize("NFKC", _unmarked(words)).casefold().split())
    if not plain:
        return Meaning()
    if is_chinese(plain):
        plain = simplified(_LATIN_TAIL.sub("", plain))
    bare, unit, odd = _unit_beside(plain)
    years = years_in(bare)
    undated = _CHINESE_DIGITS.sub("", _YEAR.sub("", bare))
    role = None if years or caption else _role(undated)
    if role:
        return Meaning(role=role, unit=unit, odd_unit=odd)
    found = _consumed(undated, caption=caption)
    years = years or found.years
    known = frozenset(found.kinds - {"fill", "caption"})
    field = None if found.rest or (len(set(years)) > 1 and not caption) else FIELDS.get(known)
    rest = found.rest or (undated if known and field is None else "")
    year = years[0] if len(set(years)) == 1 else None
    registered = "hukou" in found.kinds
    return Meaning(field=field, year=year, unit=unit, odd_unit=odd, rest=rest, registered=registered)


def _unmarked(words: str) -> str:
    """The words without circled and raised digits, which mark footnotes."""
    return re.sub(r"[\u2460-\u24ff\u00b9\u00b2\u00b3\u2070-\u2079†‡※#＃*＊]+", "", words)


def _unit_beside(plain: str) -> tuple[str, Unit | None, str | None]:
    """The words without the unit that stands in brackets or behind a sign; and a bracket that is no unit."""
    whole = unit_of(plain)
    if whole is not None and plain not in words_of_kind("share"):
        return "", whole, None
    unit, odd = None, None

    def taken(match: re.Match[str]) -> str:
        nonlocal unit, odd
        inside = match[1].strip().removeprefix("单位").strip(" :")
        found = unit_of(inside)
        if found is not None:
            unit = found
            return ""
        if inside and not years_in(inside) and _consumed(inside)[1]:
            odd = inside
        return f" {inside} "

    bare = _BRACKETS.sub(taken, plain)
    behind = _BEHIND.fullmatch(bare.strip())
    if unit is None and behind is not None and (found := unit_of(behind[2])) is not None:
        return behind[1], found, None
    return bare, unit, odd


def _role(text: str) -> str | None:
    """The role of a column of which the words are the name; two names for a corner say as little as 指标."""
    words = re.sub(r"[\s()\[\]、/\\·,]", "", text) if is_chinese(text) else text.strip(" .:#")
    found = next((role for role in ROLES if words in words_of_kind(role)), None)
    corner = ("region", "year", "indicator")
    pairs = (
        {
            first + second
            for a in corner
            for b in corner
            if a != b
            for first in words_of_kind(a)
            for second in words_of_kind(b)
        }
        if found is None and len(words) <= 8
        else set()
    )
    return "indicator" if words in pairs else found


class _Consumed(NamedTuple):
    """The kinds of known words that make up a text, what is left of it, and the years of censuses in it."""

    kinds: set[str]
    rest: str
    years: list[int]


def _consumed(text: str, *, caption: bool = False) -> _Consumed:
    """What a text is made of, the longest known words first."""
    text = text.strip()
    if not is_chinese(text):
        return _latin(re.sub(r"[\s_]+", " ", text).strip(" .:#,;-"))
    found = _Consumed(set(), "", [])
    text = re.sub(r"[\s,:;、()\[\]“”\"'·]", "", text)
    rest, place = "", 0
    while place < len(text):
        word = next((each for each in _longest_first(caption) if text.startswith(each, place)), None)
        if word is None:
            rest, place = rest + text[place], place + 1
            continue
        kind = _kind(word)
        if kind.startswith("census_"):
            found.years.append(int(kind.removeprefix("census_")))
        else:
            found.kinds.add(kind)
        place += len(word)
    return found._replace(rest=rest)


def _latin(name: str) -> _Consumed:
    if not name:
        return _Consumed(set(), "", [])
    names = {name, name.replace(" ", "_")}
    kind = next((kind for kind in _NAMING if names & words_of_kind(kind)), None)
    return _Consumed({kind}, "", []) if kind else _Consumed(set(), name, [])


_NAMING: Final = (
    "people", "urban", "rural", "rate", "share", "old", "young", "size", "hukou", "villages", "dwellings",
    "housing_price", "built_up_area", "jobs",
)  # fmt: skip


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {row["kind"]: frozenset(row["words"].split("|")) for row in data_rows("tables/words.csv")}


_CENSUSES: Final = ("census_2000", "census_2010", "census_2020")


@cache
def _longest_first(caption: bool) -> tuple[str, ...]:
    kinds = (*_NAMING, *_CENSUSES, "fill", *(("caption",) if caption else ()))
    every = {word for kind in kinds for word in words_of_kind(kind) if is_chinese(word)}
    return tuple(sorted(every, key=len, reverse=True))


@cache
def _kind(word: str) -> str:
    kinds = (*_NAMING, *_CENSUSES, "fill", "caption")
    return next(kind for kind in kinds if word in words_of_kind(kind))


@cache
def _units() -> Mapping[str, tuple[str, float]]:
    return {
        word.casefold(): (row["kind"], float(row["factor"]))
        for row in data_rows("tables/units.csv")
        for word in row["words"].split("|")
    }


def units_of_dimension(dimension: str) -> tuple[str, ...]:
    """The names of all units of a dimension, the plain one first."""
    return tuple(word for word, (kind, _) in _units().items() if kind == dimension)
