"""The county tables of the censuses of 2010 and 2020: what was counted of every unit of the register.

A table is read when it is first asked, and only the rows that are asked are turned into figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from urbsim.vocabulary.tables import data_rows, data_text

CENSUSES = FIRST, LAST = 2010, 2020
AGE_BANDS = 18
OLDEST = 85
WORTH_SAYING = 0.002
"""Ages that add up to the people within so much are taken as they are, without a word."""
PAIRED = ("population", "urban_population", "household_size", "share_0_14", "share_65plus")
Pair = Mapping[str, float]


@dataclass(frozen=True)
class Census:
    """One unit at one census, None where the cell is blank.

    `population`, `urban_population` and `hukou_population` (registered here) are persons; `ages` (18,) are
    shares of the people by five years, the last 85 and over, and `age_sum` is what their counts add up to;
    `household_size` is persons a family household, `birth_rate` and `death_rate` are per person and year.
    `came` are the people registered in another township of the county, in another county of the
    province, and beyond, as shares of the people. `schooling_years` is a mean; `nonfarm_hukou` is a share of
    the people, `farming` of those at work; `piped_water`, `rented`, `selfbuilt`
    and `bought` are shares of the households.
    """

    code: str
    year: int
    population: int
    urban_population: int
    hukou_population: int | None
    ages: tuple[float, ...]
    age_sum: int
    household_size: float | None
    birth_rate: float | None
    death_rate: float | None
    came: tuple[float, float, float] | None
    schooling_years: float | None
    nonfarm_hukou: float | None
    farming: float | None
    piped_water: float | None
    rented: float | None
    selfbuilt: float | None
    bought: float | None

    @property
    def share_0_14(self) -> float:
        """Share of the people under 15."""
        return sum(self.ages[:3])

    @property
    def share_65plus(self) -> float:
        """Share of the people of 65 and over."""
        return sum(self.ages[13:])

    @property
    def ages_disagree(self) -> bool:
        """Whether the ages add up to another number than the people, so that only their shares hold."""
        return abs(self.age_sum - self.population) > WORTH_SAYING * self.population


@cache
def census_of(code: str, year: int) -> Census | None:
    """What the census of `year` counted of a unit of the register; None where the table has no row of it."""
    line = _lines(year).get(code) if year in CENSUSES else None
    if line is None:
        return None
    cells = dict(zip(_head(year), line.split(","), strict=True))
    return _census(code, year, {name: float(cell) for name, cell in cells.items() if cell and name != "code"})


def _census(code: str, year: int, cells: Mapping[str, float]) -> Census:
    counted = [cells[name] for name in _head(year) if name.startswith("age_")]
    people, total = cells["population"], sum(counted)
    households, workers = cells.get("longform_households"), cells.get("employed")
    hukou = cells.get("hukou_population")
    nonfarm = cells.get("nonfarm_hukou_percent")
    return Census(
        code=code,
        year=year,
        population=round(people),
        urban_population=round(cells["urban_population"]),
        hukou_population=None if hukou is None else round(hukou),
        ages=tuple(count / total for count in counted),
        age_sum=round(total),
        household_size=cells.get("household_size"),
        birth_rate=_part(cells.get("births_per_1000"), 1000),
        death_rate=_part(cells.get("deaths_per_1000"), 1000),
        came=_came(cells),
        schooling_years=cells.get("schooling_years"),
        nonfarm_hukou=None if nonfarm is None else nonfarm / 100,
        farming=_part(cells.get("employed_farming"), workers),
        piped_water=_part(cells.get("piped_water"), households),
        rented=_part(cells.get("homes_rented"), households),
        selfbuilt=_part(cells.get("homes_selfbuilt"), households),
        bought=_part(cells.get("homes_bought"), households),
    )


def _part(count: float | None, whole: float | None) -> float | None:
    return None if count is None or not whole else count / whole


def _came(cells: Mapping[str, float]) -> tuple[float, float, float] | None:
    """In-migrants by origin; None where one of the three is blank."""
    names = ("in_same_county", "in_same_province", "in_other_province")
    if any(name not in cells for name in names):
        return None
    near, province, beyond = (cells[name] / cells["population"] for name in names)
    return near, province, beyond


@cache
def _text(year: int) -> tuple[str, ...]:
    return tuple(data_text(f"statistics/census_{year}.csv").splitlines())


@cache
def _head(year: int) -> tuple[str, ...]:
    return tuple(_text(year)[0].split(","))


@cache
def _lines(year: int) -> Mapping[str, str]:
    return MappingProxyType({line[: line.index(",")]: line for line in _text(year)[1:]})


def cells_of(code: str, year: int, names: tuple[str, ...]) -> tuple[float | None, ...]:
    """Cells of one unit at a census by their column, None where blank or where the table has no row of it."""
    line = _lines(year).get(code)
    if line is None:
        return (None,) * len(names)
    cells = line.split(",")
    return tuple(float(cell) if (cell := cells[_column(year, name)]) else None for name in names)


@cache
def _column(year: int, name: str) -> int:
    return _head(year).index(name)


def counted_codes(year: int) -> tuple[str, ...]:
    """Codes of all units that the table of a census holds, in its order."""
    return tuple(_lines(year))


def prefecture_at(code: str, year: int) -> Pair:
    """Figures of a prefecture within its boundary of 2020, by name of `PAIRED`; shares as fractions.

    Empty where the table of pairs does not hold the people and urban people of that census.
    """
    cells = _pairs().get(code, {})
    found = {name: float(cells[key]) for name in PAIRED if cells.get(key := f"{name}_{year}")}
    if not {"population", "urban_population"} <= found.keys():
        return {}
    return {name: value / 100 if name.startswith("share") else value for name, value in found.items()}


@cache
def _pairs() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in data_rows("statistics/prefecture_pairs.csv")}


@cache
def _growth() -> Mapping[str, tuple[int, int]]:
    rows = data_rows("statistics/county_growth_2000_2010.csv")
    return {
        row["code"]: (int(row["population_2000"]), int(row["population_2010"]))
        for row in rows
        if row["population_2000"]
    }


def people_2000_2010(code: str) -> tuple[int, int] | None:
    """People of a county at the censuses of 2000 and 2010 within one boundary; None where not known."""
    return _growth().get(code)
