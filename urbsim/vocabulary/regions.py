"""The register of regions: nation, provinces, prefectures and counties with official figures."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from urbsim.vocabulary.tables import data_rows

RegionLevel = Literal["nation", "province", "prefecture", "county", "township"]

NATION = "CN"
_RANK = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}
_SUFFIXES = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市", "县", "区", "旗")


@dataclass(frozen=True)
class Region:
    """A place: its code, Chinese and English name, level, and the code of the region around it.

    Codes are `CN`, two digits for a province and six for a prefecture or county (GB/T 2260).
    `parent` is None for the nation only.
    """

    code: str
    name: str
    english: str
    level: RegionLevel
    parent: str | None


@cache
def regions() -> Mapping[str, Region]:
    """Every known region by code: nation, provinces, prefectures, counties, each group by code."""
    rows = data_rows("statistics/regions.csv")
    return MappingProxyType({row["code"]: _region(row) for row in rows})


def _region(row: Mapping[str, str]) -> Region:
    level = cast(RegionLevel, row["level"])
    return Region(row["code"], row["name"], row["english"], level, row["parent"] or None)


def qualified_name(region: Region) -> str:
    """The Chinese name, preceded by the parent's where that is a prefecture or the name recurs."""
    if region.level != "county" or region.parent is None:
        return region.name
    return f"{regions()[region.parent].name}/{region.name}"


def children(code: str) -> tuple[Region, ...]:
    """The known regions directly below `code`, by code."""
    return tuple(region for region in regions().values() if region.parent == code)


def find_region(text: str) -> Region | None:
    """The region whose code, Chinese name, short Chinese name or English name is `text`.

    A name shared by regions of different level means the larger one (吉林 the province); a name shared
    within a level is answered with None, and `nearest` lists the unambiguous spellings.
    """
    wanted = text.strip()
    if wanted.upper() in regions():
        return regions()[wanted.upper()]
    found = _names().get(wanted.casefold(), ())
    if not found:
        return None
    rank = min(_RANK[region.level] for region in found)
    largest = [region for region in found if _RANK[region.level] == rank]
    return largest[0] if len(largest) == 1 else None


def nearest(text: str, count: int = 3) -> tuple[str, ...]:
    """Up to `count` spellings like `text` that `find_region` understands, as `name (code)`, best first."""
    wanted = text.strip().casefold()
    if wanted in _names():
        close = [wanted]
    else:
        close = [code for code in regions() if wanted and code.startswith(wanted)]
    close = close or difflib.get_close_matches(wanted, _spellings(), n=count, cutoff=0.6)
    answers = (f"{qualified_name(region)} ({region.code})" for key in close for region in _spelled(key))
    return tuple(dict.fromkeys(answers))[:count]


@cache
def _spellings() -> tuple[str, ...]:
    return (*_names(), *(code.casefold() for code in regions()))


def _spelled(key: str) -> tuple[Region, ...]:
    return _names().get(key) or (regions()[key.upper()],)


@cache
def _names() -> Mapping[str, tuple[Region, ...]]:
    names: dict[str, tuple[Region, ...]] = {}
    for region in regions().values():
        for name in dict.fromkeys(_names_of(region)):
            names[name] = (*names.get(name, ()), region)
    return names


def _names_of(region: Region) -> Iterator[str]:
    yield region.name.casefold()
    yield region.english.casefold()
    yield qualified_name(region).casefold()
    short = next((region.name[: -len(end)] for end in _SUFFIXES if region.name.endswith(end)), "")
    if len(short) >= 2:
        yield short
