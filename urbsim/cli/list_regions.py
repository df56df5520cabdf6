"""The register of regions as rows: provinces with the numbers of their units, or the units themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urbsim.vocabulary.regions import Region

Row = tuple[str, ...]
UNITS = ("code", "name", "english", "level", "within", "base years", "other names", "went into")
PROVINCES = ("code", "name", "english", "prefectures", "counties", "districts", "base years")


def regions_rows(under: str | None, find: str | None, *, every: bool) -> tuple[Row, Iterable[Row]]:
    """Head and rows: the units below a region, those a text finds, all of them, or else the provinces.

    Raises InputError where ``under`` is no region.
    """
    from urbsim.vocabulary.regions import regions, within

    if not (under or find or every):
        return PROVINCES, _provinces()
    found = within(_code_of(under)) if under else tuple(regions().values())
    return UNITS, [_unit(region) for region in found if find is None or _is_found(region, find)]


def _code_of(under: str) -> str:
    from urbsim.vocabulary.errors import Fault, InputError
    from urbsim.vocabulary.names import asked, find_region

    region = find_region(under)
    if region is None:
        raise InputError((Fault("--under", None, *asked(under)),))
    return region.code


def _is_found(region: Region, text: str) -> bool:
    from urbsim.vocabulary.names import forms_of
    from urbsim.vocabulary.spelling import spelled

    wanted = spelled(text)
    return region.code.startswith(text) or any(wanted in form for form in forms_of(region.code))


def _unit(region: Region) -> Row:
    from urbsim.evidence.statistics import base_years
    from urbsim.vocabulary.names import other_names

    years, others = _span(base_years(region.code)), " ".join(other_names(region.code))
    parts = (region.code, region.name, region.english, region.level, region.parent or "", years)
    return (*parts, others, " ".join(region.successors))


def _provinces() -> list[Row]:
    from urbsim.evidence.statistics import base_years
    from urbsim.vocabulary.regions import NATION, children, within

    rows = []
    for province in children(NATION):
        below = [region for region in within(province.code) if not region.successors]
        prefectures = sum(region.level == "prefecture" for region in below)
        districts = sum(region.is_district for region in below)
        numbers = (prefectures, len(below) - prefectures - districts, districts)
        years = _span(base_years(province.code))
        rows.append((province.code, province.name, province.english, *map(str, numbers), years))
    return rows


def _span(years: tuple[int, ...]) -> str:
    if len(years) > 3:
        return f"{years[0]}-{years[-1]}"
    return ", ".join(map(str, years))
