"""The register of regions: nation, provinces, prefectures and counties of the censuses of 2010 and 2020."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from urbsim.vocabulary.spelling import name_parts
from urbsim.vocabulary.tables import data_rows

RegionLevel = Literal["nation", "province", "prefecture", "county", "township"]

NATION = "CN"


@dataclass(frozen=True)
class Region:
    """A place: its code, Chinese and English name, level, and the code of the region around it.

    Codes are `CN`, two digits for a province and six for a prefecture or county (GB/T 2260, of 2020 where
    the unit lasted). `parent` is None for the nation only. `code_2010` is the code of 2010 where that is
    another, `successors` are the regions into which one went that ended between the censuses.
    """

    code: str
    name: str
    english: str
    level: RegionLevel
    parent: str | None
    code_2010: str | None = None
    successors: tuple[str, ...] = ()

    @property
    def is_district(self) -> bool:
        """Whether it is a district (or a zone counted like one) of a city."""
        if self.level != "county" or self.name in name_parts("no_district"):
            return False
        return self.name.endswith(tuple(name_parts("district")))


@cache
def regions() -> Mapping[str, Region]:
    """Every known region by code: nation, provinces, prefectures, counties, each group by code."""
    rows = data_rows("statistics/regions.csv")
    return MappingProxyType({row["code"]: _region(row) for row in rows})


def _region(row: Mapping[str, str]) -> Region:
    level = cast(RegionLevel, row["level"])
    successors = tuple(row["successors"].split())
    own = (row["code"], row["name"], row["english"], level)
    return Region(*own, row["parent"] or None, row["code_2010"] or None, successors)


def qualified_name(region: Region) -> str:
    """The Chinese name, preceded for a county by that of the region around it."""
    if region.level != "county" or region.parent is None:
        return region.name
    return f"{regions()[region.parent].name}/{region.name}"


def children(code: str) -> tuple[Region, ...]:
    """The known regions directly below `code`, by code."""
    return _children().get(code, ())


@cache
def _children() -> Mapping[str, tuple[Region, ...]]:
    below: dict[str, list[Region]] = {}
    for region in regions().values():
        if region.parent is not None:
            below.setdefault(region.parent, []).append(region)
    return {code: tuple(found) for code, found in below.items()}


def lineage(code: str) -> tuple[str, ...]:
    """The region and every region around it, smallest first."""
    chain = [code]
    while (parent := regions()[chain[-1]].parent) is not None:
        chain.append(parent)
    return tuple(chain)


def within(code: str) -> tuple[Region, ...]:
    """Every region below `code`, each before those below itself."""
    found: list[Region] = []
    for region in children(code):
        found += (region, *within(region.code))
    return tuple(found)
