"""Panels: sets of regions with what was known of them at an origin, and what happened afterwards.

A forecast may read a panel's ``units``, ``nation`` and ``provinces``, which end at the origin. ``truth`` is
for scoring; ``Panel.known`` is the panel without it, and nothing else is handed to a method.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from urbsim.analysis.panels.forecasts import Array
from urbsim.evidence.statistics import base_count, rate_series, series
from urbsim.runs.setup.histories import CENSUS_OF_2010, Rates, history, last_census, national_history, values
from urbsim.vocabulary.regions import NATION, Region, children, regions
from urbsim.vocabulary.tables import data_rows

REAL_TIME = "nation-2009"
VERIFIED, ALL_PROVINCES = "provinces", "provinces-31"
LATER_FORECASTS = (
    "UN WUP 2014 and 2018 knew three and seven years more; the SSPs are moved to the origin's rate"
)
LEVEL_OF_TABLE = {"prefectures": "prefecture", "counties": "county"}


@dataclass(frozen=True)
class Unit:
    """A region as known at the origin: rates by year up to then, people (all, urban), households.

    ``key`` names it in tables, ``code`` its figures in evidence (None for a region of a user's own),
    ``province`` the province around it or itself. Shares are fractions.
    """

    key: str
    name: str
    level: str
    code: str | None
    province: str | None
    history: Rates
    people: tuple[int, int]
    household_size: float | None = None
    share_65plus: float | None = None


@dataclass(frozen=True)
class Panel:
    """Units that are forecast from one origin, with the histories of the nation and the provinces up to it.

    ``truth`` is by key of unit and year. ``drifts`` says that the histories are as first published, which
    drift away from the next census. ``notes`` are for the reader.
    """

    name: str
    origin: int
    units: tuple[Unit, ...]
    nation: Rates
    provinces: Mapping[str, Rates]
    truth: Mapping[str, Rates]
    last: int
    since_census: int = 0
    drifts: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def known(self) -> Panel:
        """The panel as it stood at the origin: no truth."""
        return replace(self, truth={})

    @property
    def years(self) -> tuple[int, ...]:
        """The years to forecast."""
        return tuple(range(self.origin + 1, self.last + 1))

    @property
    def of_nation(self) -> bool:
        """Whether the nation is the only unit."""
        return [unit.code for unit in self.units] == [NATION]

    @property
    def span(self) -> tuple[int, ...]:
        """The origin and the years to forecast."""
        return (self.origin, *self.years)

    @property
    def horizons(self) -> Array:
        """Years ahead of the origin, (T,)."""
        return np.arange(1.0, len(self.years) + 1)

    @property
    def base(self) -> Array:
        """The rate of each unit at the origin, (U,)."""
        return np.array([unit.history[self.origin] for unit in self.units])

    def observed(self) -> Array:
        """Truth as rates [unit, year], NaN where there is none."""
        nothing: Rates = {}
        rows = [self.truth.get(unit.key, nothing) for unit in self.units]
        return np.array([[row.get(year, np.nan) for year in self.years] for row in rows])


def evidence_panels(origin: int) -> tuple[Panel, ...]:
    """The panels that the package's own figures allow from an origin.

    From 2010 the nation (also with the data of early 2010), the provinces (census to census, yearly) and
    census pairs of prefectures and counties; from other years what was published of the nation and, from
    2011 on, of all provinces (2015, 2019 to 2023). Empty where nothing was read, as for 2006.
    """
    if origin == CENSUS_OF_2010:
        return (
            nation_panel(origin),
            replace(nation_panel(origin - 1), name=REAL_TIME),
            province_census_panel(verified=True),
            province_census_panel(verified=False),
            province_yearly_panel(origin),
            census_panel("prefectures"),
            census_panel("counties"),
        )
    panels = []
    if origin in national_history(origin)[0]:
        panels.append(nation_panel(origin))
    if origin > CENSUS_OF_2010 and all(origin in known for known in province_histories(origin).values()):
        panels.append(province_yearly_panel(origin))
    return tuple(panel for panel in panels if panel.years)


def province_histories(origin: int, *, remembered: bool = True) -> dict[str, dict[int, float]]:
    """Rates of every province known at the origin: census of 2000, and the census or yearly series after it.

    From 2011 on the yearly figures are those first published until the census of 2020 revised them.
    """
    return {p.code: history(p.code, origin, remembered=remembered) for p in children(NATION)}


def nation_panel(origin: int) -> Panel:
    """The nation, year-end; truth is today's revised series."""
    history, drifts = national_history(origin)
    count = base_count(NATION, origin)
    if count is None or origin not in history:
        raise KeyError(f"the nation has no rate at the end of {origin}")
    people = (count.population, round(count.population * history[origin]))
    unit = _unit(regions()[NATION], history, people, origin)
    truth = {y: f.value for y, f in rate_series(NATION, "revised").items() if y > origin}
    return Panel(
        "nation",
        origin,
        (unit,),
        history,
        province_histories(origin),
        {NATION: truth},
        max(truth, default=origin),
        origin - last_census(origin),
        drifts,
        _national_notes(origin, drifts),
    )


def _national_notes(origin: int, drifts: bool) -> tuple[str, ...]:
    if origin == CENSUS_OF_2010:
        return (LATER_FORECASTS,)
    return ("data as published at the origin, which the next census revised",) if drifts else ()


def province_census_panel(*, verified: bool) -> Panel:
    """Provinces from the census of 2010 to that of 2020: those whose rate of 2000 was read, or all 31."""
    histories = province_histories(CENSUS_OF_2010)
    read = province_histories(CENSUS_OF_2010, remembered=False)
    chosen = [p for p in children(NATION) if not verified or 2000 in read[p.code]]
    units = [_unit(p, histories[p.code], _census_people(p.code), CENSUS_OF_2010) for p in chosen]
    truth = {p.code: {2020: rate_series(p.code, "census")[2020].value} for p in chosen}
    note = "14 of the rates of 2000 are unverified; they only tell past growth"
    return Panel(
        VERIFIED if verified else ALL_PROVINCES,
        CENSUS_OF_2010,
        tuple(units),
        national_history(CENSUS_OF_2010)[0],
        histories,
        truth,
        2020,
        notes=() if verified else (note,),
    )


def province_yearly_panel(origin: int) -> Panel:
    """The 31 provinces at year-end; truth is the series as revised after 2020."""
    histories, revised = province_histories(origin), {}
    units: list[Unit] = []
    for province in children(NATION):
        code = province.code
        history = dict(histories[code])
        revised[code] = values(rate_series(code, "revised"), 2100)
        if origin == CENSUS_OF_2010:
            history[origin] = revised[code][origin]
        total = _population(code, origin)
        units.append(_unit(province, history, (total, round(total * history[origin])), origin))
    truth = {code: {y: r for y, r in rates.items() if y > origin} for code, rates in revised.items()}
    last = max(max(rates, default=origin) for rates in truth.values())
    nation, drifts = national_history(origin)
    passed = origin - last_census(origin)
    return Panel("provinces-yearly", origin, tuple(units), nation, histories, truth, last, passed, drifts)


def _population(code: str, year: int) -> int:
    for vintage in ("published", "revised"):
        found = series(code, "population", "published" if vintage == "published" else "revised").get(year)
        if found is not None and found.confidence != "memory":
            return round(found.value)
    count = base_count(code, year)
    assert count is not None, "provinces have totals from 2010 on"
    return count.population


def census_panel(table: str) -> Panel:
    """The units of ``prefectures`` or ``counties`` with both censuses, 2010 to 2020."""
    codes = dict.fromkeys(row["region"] for row in data_rows(f"statistics/{table}.csv"))
    known = [(regions()[code], _census_rates(code)) for code in codes]
    pairs = [(region, rates) for region, rates in known if {2010, 2020} <= rates.keys()]
    units = [
        replace(
            _unit(region, {2010: rates[2010]}, _census_people(region.code), CENSUS_OF_2010),
            level=LEVEL_OF_TABLE[table],
        )
        for region, rates in pairs
    ]
    truth = {region.code: {2020: rates[2020]} for region, rates in pairs}
    nation, provinces = national_history(CENSUS_OF_2010)[0], province_histories(CENSUS_OF_2010)
    return Panel(table, CENSUS_OF_2010, tuple(units), nation, provinces, truth, 2020)


def _census_rates(code: str) -> dict[int, float]:
    total, urban = (series(code, name, "census") for name in ("population", "urban_population"))
    return {year: urban[year].value / total[year].value for year in urban if year in total}


def _census_people(code: str) -> tuple[int, int]:
    total, urban = (series(code, name, "census")[2010] for name in ("population", "urban_population"))
    return round(total.value), round(urban.value)


def _unit(region: Region, history: Rates, people: tuple[int, int], origin: int) -> Unit:
    structure = _structure(region.code, origin)
    code = region.code
    return Unit(code, region.name, region.level, code, province_of(code), history, people, *structure)


def _structure(code: str, origin: int) -> tuple[float | None, float | None]:
    """Household size and share over 65 of the last census up to the origin, where the region has them."""
    count = base_count(code, last_census(origin)) or base_count(code, CENSUS_OF_2010)
    if count is None or (count.structure_year or 0) > origin:
        return None, None
    return count.household_size, count.share_65plus


def province_of(code: str) -> str | None:
    """The province around a region, the province itself, or None for the nation."""
    region = regions()[code]
    while region.level not in ("province", "nation"):
        region = regions()[str(region.parent)]
    return region.code if region.level == "province" else None


def with_truth(panel: Panel, rows: Iterable[tuple[str, int, float]]) -> Panel:
    """The panel with another truth: what tests change to show that no forecast reads it."""
    truth: dict[str, dict[int, float]] = {}
    for key, year, rate in rows:
        truth.setdefault(key, {})[year] = rate
    return replace(panel, truth=truth)
