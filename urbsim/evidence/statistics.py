"""Official figures: base counts, urbanization series, drivers and demography.

The tables are `data/statistics/*.csv`, each with a card that names publication, definition and traps.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, cast

from urbsim.evidence.census import CENSUSES, census_of, prefecture_at
from urbsim.evidence.figures import BaseCount, Basis, Confidence, Figure, Vintage, weakest
from urbsim.text import Message, say
from urbsim.vocabulary.regions import NATION, Region, children, regions
from urbsim.vocabulary.tables import data_rows

RATE = "resident_urbanization_rate"
OBSERVABLE = (RATE, "population", "urban_population")

_TABLES = {
    "nation": ("national",),
    "province": ("provinces",),
    "prefecture": ("prefectures", "named_regions"),
    "county": ("prefectures", "counties"),
}
_COUNTED = (
    "population", "urban_population", "household_size",
    "share_0_14", "share_65plus", "birth_rate", "death_rate",
)  # fmt: skip
_SURVEY = 2005


class _Key(NamedTuple):
    """What a series of a table is found by; the tables of the nation name no region."""

    region: str
    variable: str
    vintage: str


@cache
def base_count(code: str, year: int) -> BaseCount | None:
    """Residents of `code` that a model may be founded on at the end of `year`; None where there are none.

    The nation has the revised year-end series 2000-2025, provinces year-end totals 2010-2024 and, from the
    survey of one per cent, 2005; prefectures and counties have the censuses of 2010 and 2020. The provinces'
    rates of 2006-2009 were projected too low and are no base.
    """
    region = regions().get(code)
    if region is None:
        return None
    if region.level == "nation":
        return _nation_count(year)
    if region.level == "province":
        return _province_count(code, year)
    return _census_count(code, year)


@cache
def base_years(code: str) -> tuple[int, ...]:
    """The years for which `base_count` knows the region, ascending."""
    region = regions().get(code)
    if region is not None and region.level not in ("nation", "province"):
        return tuple(year for year in series(code, "urban_population", "census") if base_count(code, year))
    return tuple(year for year in range(2000, 2026) if base_count(code, year) is not None)


def not_allocated(year: int) -> tuple[int, int]:
    """Persons and urban persons of the nation that no province counts at the end of `year` (may be negative).

    Raises KeyError for a year in which the nation or a province has no base count.
    """
    nation = _known_count(NATION, year)
    provinces = [_known_count(province.code, year) for province in children(NATION)]
    urban = nation.urban - sum(count.urban for count in provinces)
    return nation.population - sum(count.population for count in provinces), urban


def _known_count(code: str, year: int) -> BaseCount:
    count = base_count(code, year)
    if count is None:
        raise KeyError(f"no base count for {code} in {year}")
    return count


def rate_series(code: str, vintage: Vintage) -> dict[int, Figure]:
    """Resident urbanization rates (fractions) by year in one vintage, remembered figures included."""
    return series(code, RATE, vintage)


def series(code: str, variable: str, vintage: Vintage) -> dict[int, Figure]:
    """Figures of `variable` for the region `code` by year, in one vintage; empty where there are none."""
    region = regions().get(code)
    if region is None:
        return {}
    found = _counted(region, variable) if vintage == "census" else {}
    for table in _TABLES.get(region.level, ()):
        found |= _in_table(table, _Key(code, variable, vintage))
    return dict(sorted(found.items()))


def _counted(region: Region, variable: str) -> dict[int, Figure]:
    """What the county tables of the censuses hold; a prefecture's on the boundaries of 2020 where known."""
    if region.level in ("nation", "province"):
        return {}
    found = {year: _cell(region, variable, year) for year in CENSUSES}
    return {
        year: Figure(
            value=value,
            year=year,
            basis="resident",
            vintage="census",
            source=say("definitions.county_tables", year=year),
            confidence="read",
        )
        for year, value in found.items()
        if value is not None
    }


def _cell(region: Region, variable: str, year: int) -> float | None:
    if region.level == "prefecture" and variable in (pair := prefecture_at(region.code, year)):
        return pair[variable]
    row = census_of(region.code, year)
    return None if row is None or variable not in _COUNTED else getattr(row, variable)


def observed(code: str, variable: str) -> dict[int, Figure]:
    """What outputs and charts show as observed: one basis, one vintage, and never a remembered figure.

    Known for `OBSERVABLE` variables (rates as fractions, persons): the revised series for the nation and
    the provinces, the censuses for prefectures and counties. Empty for anything else.
    """
    region = regions().get(code)
    if region is None or variable not in OBSERVABLE:
        return {}
    vintage: Vintage = "revised" if region.level in ("nation", "province") else "census"
    found = series(code, variable, vintage)
    if not found and variable != "population":
        found = _from_parts(code, variable, vintage)
    return {year: figure for year, figure in found.items() if figure.confidence != "memory"}


def driver(name: str) -> dict[int, Figure]:
    """A national driver series (incomes, migrant pay, prices, completions) by year, in the table's unit."""
    return _named("drivers", name)


def demography(name: str) -> dict[int, Figure]:
    """A national demographic series by year: rates per person, shares as fractions, persons, children."""
    return _named("demography", name)


def town_statistics(name: str) -> dict[int, Figure]:
    """A national series on designated towns, county seats or cities by year; mostly remembered."""
    return _named("towns", name)


def _named(table: str, name: str) -> dict[int, Figure]:
    found = _in_table(table, _Key("", name, "none"))
    if not found:
        raise KeyError(f"no series {name!r} in data/statistics/{table}.csv")
    return dict(found)


@cache
def _table(name: str) -> Mapping[_Key, list[dict[str, str]]]:
    found: dict[_Key, list[dict[str, str]]] = {}
    for row in data_rows(f"statistics/{name}.csv"):
        key = _Key(row.get("region", ""), row["variable"], row.get("vintage", "none"))
        found.setdefault(key, []).append(row)
    return MappingProxyType(found)


@cache
def _in_table(name: str, key: _Key) -> Mapping[int, Figure]:
    """Figures by year; only the rows that are asked become figures, which are thousands."""
    figures = (_figure(row) for row in _table(name).get(key, ()))
    return MappingProxyType({figure.year: figure for figure in figures})


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        value=float(row["value"]),
        year=int(row["year"]),
        basis=cast(Basis, row.get("basis", "none")),
        vintage=cast(Vintage, row.get("vintage", "none")),
        source=row["source"],
        confidence=cast(Confidence, row["confidence"]),
    )


def _from_parts(code: str, variable: str, vintage: Vintage) -> dict[int, Figure]:
    """Rate = urban / total, or urban = rate x total, for the years in which both parts are known."""
    other = "urban_population" if variable == RATE else RATE
    totals, parts = series(code, "population", vintage), series(code, other, vintage)
    return {year: _derived(variable, totals[year], parts[year]) for year in parts if year in totals}


def _derived(variable: str, total: Figure, part: Figure) -> Figure:
    value = part.value / total.value if variable == RATE else float(round(part.value * total.value))
    confidence = weakest((total.confidence, part.confidence, "derived"))
    return Figure(
        value=value,
        year=part.year,
        basis=part.basis,
        vintage=part.vintage,
        source=part.source,
        confidence=confidence,
    )


def _nation_count(year: int) -> BaseCount | None:
    total = series(NATION, "population", "revised").get(year)
    urban = series(NATION, "urban_population", "revised").get(year)
    if total is None or urban is None or year < 2000:
        return None
    return _count(NATION, total, urban.value, say("definitions.nation"), (total, urban))


def _province_count(code: str, year: int) -> BaseCount | None:
    surveyed = year == _SURVEY
    rate = rate_series(code, "published" if surveyed else "revised").get(year)
    revised = series(code, "population", "revised").get(year)
    total = revised or series(code, "population", "published").get(year)
    if rate is None or total is None:
        return None
    key = "survey" if surveyed else "province" if revised else "unrevised"
    definition = say(f"definitions.{key}")
    return _count(code, total, rate.value * total.value, definition, (total, rate))


def _census_count(code: str, year: int) -> BaseCount | None:
    total = series(code, "population", "census").get(year)
    urban = series(code, "urban_population", "census").get(year)
    if total is None or urban is None:
        return None
    definition = say("definitions.census", year=year)
    return _count(code, total, urban.value, definition, (total, urban))


def _count(
    code: str, total: Figure, urban: float, definition: Message, parts: tuple[Figure, ...]
) -> BaseCount:
    year = total.year
    structure_year = _structure_year(code, year)
    return BaseCount(
        region=code,
        year=year,
        date=f"{year}-11-01" if total.vintage == "census" else f"{year}-12-31",
        definition=definition,
        population=round(total.value),
        urban=round(urban),
        household_size=_structure(code, "household_size", structure_year),
        share_0_14=_structure(code, "share_0_14", structure_year),
        share_65plus=_structure(code, "share_65plus", structure_year),
        birth_rate=_vital(code, "birth_rate", year),
        death_rate=_vital(code, "death_rate", year),
        structure_year=structure_year,
        source=" | ".join(dict.fromkeys(part.source for part in parts)),
        confidence=weakest(part.confidence for part in parts),
    )


def _structure_series(code: str, variable: str) -> dict[int, Figure]:
    if code == NATION:
        return demography(f"{variable}_national")
    return series(code, variable, "census")


def _structure_year(code: str, year: int) -> int | None:
    known = [census for census in _structure_series(code, "household_size") if census <= year]
    return max(known, default=None)


def _structure(code: str, variable: str, year: int | None) -> float | None:
    figure = None if year is None else _structure_series(code, variable).get(year)
    return None if figure is None else figure.value


def _vital(code: str, variable: str, year: int) -> float | None:
    known = demography(variable) if code == NATION else series(code, variable, "census")
    return known[year].value if year in known else None
