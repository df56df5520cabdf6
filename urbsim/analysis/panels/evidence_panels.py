"""Panels that the package's own figures allow: the nation, provinces, census pairs of smaller units."""

from __future__ import annotations

from dataclasses import replace

from urbsim.analysis.panels.panels import Panel, PanelUnit, Residents
from urbsim.evidence.figures import Vintage
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
    if all_provinces_known(origin):
        panels.append(province_yearly_panel(origin))
    return tuple(panel for panel in panels if panel.years)


def all_provinces_known(origin: int) -> bool:
    """Whether there is a figure of every province of a year from 2010 on."""
    if origin <= CENSUS_OF_2010:
        return origin == CENSUS_OF_2010
    return all(origin in known for known in province_histories(origin).values())


def province_histories(origin: int, *, remembered: bool = True) -> dict[str, dict[int, float]]:
    """Rates of every province known at the origin: census of 2000, and the census or yearly series after it.

    From 2011 on the yearly figures are those first published until the census of 2020 revised them.
    """
    return {p.code: history(p.code, origin, remembered=remembered) for p in children(NATION)}


def nation_panel(origin: int) -> Panel:
    """The nation, year-end; truth is today's revised series. KeyError for an origin without count or rate."""
    history, drifts = national_history(origin)
    count = base_count(NATION, origin)
    if count is None or origin not in history:
        raise KeyError(f"the nation has no rate at the end of {origin}")
    people = Residents(count.population, round(count.population * history[origin]))
    unit = _unit(regions()[NATION], history, people, origin)
    truth = {y: f.value for y, f in rate_series(NATION, "revised").items() if y > origin}
    return Panel(
        name="nation",
        origin=origin,
        units=(unit,),
        nation=history,
        provinces=province_histories(origin),
        truth={NATION: truth},
        last=max(truth, default=origin),
        since_census=origin - last_census(origin),
        drifts=drifts,
        notes=_national_notes(origin, drifts),
        residents={NATION: _residents_after(NATION, origin, "revised")},
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
        name=VERIFIED if verified else ALL_PROVINCES,
        origin=CENSUS_OF_2010,
        units=tuple(units),
        nation=national_history(CENSUS_OF_2010)[0],
        provinces=histories,
        truth=truth,
        last=2020,
        notes=() if verified else (note,),
        residents={p.code: _residents_after(p.code, CENSUS_OF_2010, "census") for p in chosen},
    )


def province_yearly_panel(origin: int) -> Panel:
    """The 31 provinces at year-end; truth is the series as revised after 2020."""
    histories, revised = province_histories(origin), {}
    units: list[PanelUnit] = []
    for province in children(NATION):
        code = province.code
        history = dict(histories[code])
        revised[code] = values(rate_series(code, "revised"), 2100)
        if origin == CENSUS_OF_2010:
            history[origin] = revised[code][origin]
        total = _population(code, origin)
        units.append(_unit(province, history, Residents(total, round(total * history[origin])), origin))
    truth = {code: {y: r for y, r in rates.items() if y > origin} for code, rates in revised.items()}
    last = max(max(rates, default=origin) for rates in truth.values())
    nation, drifts = national_history(origin)
    passed = origin - last_census(origin)
    return Panel(
        name="provinces-yearly",
        origin=origin,
        units=tuple(units),
        nation=nation,
        provinces=histories,
        truth=truth,
        last=last,
        since_census=passed,
        drifts=drifts,
        residents={code: _residents_after(code, origin, "revised") for code in truth},
    )


def _residents_after(code: str, origin: int, vintage: Vintage) -> dict[int, float]:
    """Residents by year after the origin in one vintage, remembered figures left out."""
    found = values(series(code, "population", vintage), 2100)
    return {year: people for year, people in found.items() if year > origin}


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
    return Panel(
        name=table,
        origin=CENSUS_OF_2010,
        units=tuple(units),
        nation=nation,
        provinces=provinces,
        truth=truth,
        last=2020,
        residents={code: _residents_after(code, CENSUS_OF_2010, "census") for code in truth},
    )


def _census_rates(code: str) -> dict[int, float]:
    total, urban = (series(code, name, "census") for name in ("population", "urban_population"))
    return {year: urban[year].value / total[year].value for year in urban if year in total}


def _census_people(code: str) -> Residents:
    total, urban = (series(code, name, "census")[2010] for name in ("population", "urban_population"))
    return Residents(round(total.value), round(urban.value))


def _unit(region: Region, history: Rates, people: Residents, origin: int) -> PanelUnit:
    size, elders = _structure(region.code, origin)
    return PanelUnit(
        key=region.code,
        name=region.name,
        level=region.level,
        code=region.code,
        province=province_of(region.code),
        history=history,
        people=people,
        household_size=size,
        share_65plus=elders,
    )


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
