"""From a region's code or own figures to areas and settlements with people in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from urbsim.evidence.census import CENSUSES
from urbsim.evidence.figures import BaseCount
from urbsim.evidence.geography import capital_position
from urbsim.evidence.statistics import base_count, not_allocated
from urbsim.model.setup import Area, Coefficients, Settlement
from urbsim.runs.setup.own_census import (
    OwnCensus,
    inherited,
    inherited_census,
    merged,
    own_census,
    vital_rates,
    with_shares,
)
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.file.values import Scenario
from urbsim.vocabulary.regions import NATION, Region, children, lineage, regions

STOCKS = {
    "road": "road_area_per_capita",
    **{service: f"{service}_coverage" for service in ("water", "gas", "sewer", "green", "school", "clinic")},
}
OWN_RATES = ("vacancy_rate", "housing_price", "hukou_barrier")
OWN_TOTALS = ("built_up_area", "jobs")
TAKEN_OVER = ("away", "near", "schooling", "registered", "commuting")
RESERVOIRS = {
    "township": ("seat", "city", "outside"),
    "county": ("city", "outside"),
    "prefecture": ("outside",),
    "province": ("outside",),
    "nation": (),
}


@dataclass(frozen=True)
class Ground:
    """Areas and settlements of a region, what no area holds (rural, urban), and what was borrowed."""

    key: str
    level: str
    areas: tuple[Area, ...]
    settlements: tuple[Settlement, ...]
    unallocated: tuple[int, int]
    base: BaseCount | None
    birth_rate: float
    death_rate: float
    lineage: tuple[str, ...]
    census: OwnCensus


def ground_of(scenario: Scenario, p: Coefficients) -> Ground:
    """Where a scenario plays: a known region with its counts, or own figures inside a known one."""
    if isinstance(scenario.region, OwnFigures):
        return own_ground(scenario, scenario.region, p)
    region, year = regions()[scenario.region], scenario.base_year
    base = counted(region.code, year)
    areas = known_areas(region, base, year, p)
    settlements = [
        with_piped_water(place, area, year, p)
        for a, area in enumerate(areas)
        for place in settlements_of(a, area, p)
    ]
    births, deaths = vital_rates(lineage(region.code), year)
    people, urban = not_allocated(year) if region.code == NATION and len(areas) > 1 else (0, 0)
    return Ground(
        key=region.code,
        level=region.level,
        areas=areas,
        settlements=(*settlements, *reservoirs(region.level)),
        unallocated=(people - urban, urban),
        base=base,
        birth_rate=births,
        death_rate=deaths,
        lineage=lineage(region.code),
        census=own_census(region.code, year),
    )


def counted(code: str, year: int) -> BaseCount:
    """The region's count at the base year; KeyError where evidence has none (the scenario was checked)."""
    count = base_count(code, year)
    if count is None:
        raise KeyError(f"no count of {code} at the end of {year}")
    return count


def known_areas(region: Region, base: BaseCount, year: int, p: Coefficients) -> tuple[Area, ...]:
    """A nation by its provinces, a prefecture by its counties and the rest of it, which is its districts."""
    parts = [child for child in children(region.code) if base_count(child.code, year)]
    if region.level == "nation" and parts:
        return tuple(area_of(child, counted(child.code, year), p) for child in parts)
    parts = [child for child in parts if not child.is_district]
    if region.level != "prefecture" or not parts or lacks_a_county(region, year):
        return (area_of(region, base, p),)
    found = [area_of(child, counted(child.code, year), p) for child in parts]
    rest = replace(
        area_of(region, base, p),
        key="rest",
        population=base.population - sum(area.population for area in found),
        urban=base.urban - sum(area.urban for area in found),
    )
    if rest.population <= 0 or not 0 <= rest.urban <= rest.population:
        return (area_of(region, base, p),)
    districts = merged(districts_of(region.code), year)
    if districts is not None:
        ages, size = districts.census.ages, districts.household_size
        rest = replace(rest, household_size=size, share_0_14=sum(ages[:3]), share_65plus=sum(ages[13:]))
        rest = counted_area(rest, districts.census)
    return (*found, replace(rest, villages=villages_in(rest.population - rest.urban, p)))


def districts_of(code: str) -> tuple[str, ...]:
    """Codes of the districts of a prefecture."""
    return tuple(child.code for child in children(code) if child.is_district)


def lacks_a_county(region: Region, year: int) -> bool:
    """Whether the figures of a county that still is one are missing, so that no rest can be told from it."""
    counties = [child for child in children(region.code) if not child.is_district and not child.successors]
    return year >= CENSUSES[-1] and not all(base_count(child.code, year) for child in counties)


def area_of(region: Region, count: BaseCount, p: Coefficients) -> Area:
    """An area with its people as its own census has them, inherited where that is silent."""
    x, y = position(region)
    around = lineage(region.code)
    plain = Area(
        key=region.code,
        level=region.level,
        population=count.population,
        urban=count.urban,
        household_size=inherited(around, count.year, "household_size"),
        share_0_14=inherited(around, count.year, "share_0_14"),
        share_65plus=inherited(around, count.year, "share_65plus"),
        villages=villages_in(count.population - count.urban, p),
        x=x,
        y=y,
    )
    return counted_area(plain, own_census(region.code, count.year))


def as_counted(area: Area, census: OwnCensus) -> Area:
    """The area with a census's ages, migrants, commuters, schooling; its shares of young and old stay."""
    ages = with_shares(census.ages, area.share_0_14, area.share_65plus)
    return replace(area, ages=ages, **{name: getattr(census, name) for name in TAKEN_OVER})


def counted_area(area: Area, census: OwnCensus) -> Area:
    """As `as_counted`, of an area whose household size is of a census too."""
    return replace(as_counted(area, census), counted=True)


def villages_in(rural: int, p: Coefficients) -> int:
    """Administrative villages that hold so many people."""
    return max(1, round(rural / p["village_population"]))


def position(region: Region) -> tuple[float, float]:
    """Kilometres east and north of a province's capital on a plane; 0, 0 for all smaller regions."""
    return capital_position(region.code) if region.level == "province" else (0.0, 0.0)


def settlements_of(a: int, area: Area, p: Coefficients) -> list[Settlement]:
    """City, county seat and towns of an area, with urban people shared by the nation's shares.

    A county has a seat and towns, a district and the rest of a prefecture (its districts) a city and
    towns, larger areas all three.
    """
    seat_and_towns = 1 - p["city_share_of_urban"]
    shares = {
        "city": p["city_share_of_urban"],
        "seat": seat_and_towns * p["seat_share_of_town"],
        "town": seat_and_towns * (1 - p["seat_share_of_town"]),
    }
    if area.level == "county":
        shares = {"seat": p["seat_share_of_county"], "town": 1 - p["seat_share_of_county"]}
    if is_city(area):
        shares = {"city": 1 - shares["town"], "town": shares["town"]}
    return shared_out(a, area, shares, p)


def with_piped_water(place: Settlement, area: Area, year: int, p: Coefficients) -> Settlement:
    """The settlement with at most as many people on piped water as its area has: towns came first."""
    piped = own_census(area.key, year).piped_water if area.key in regions() else None
    if piped is None or area.urban == 0:
        return place
    usual, most = p[f"stock_water_{place.tier}"], piped * area.population / area.urban
    return place if most >= usual else replace(place, stocks={**place.stocks, "water": most})


def is_city(area: Area) -> bool:
    """Whether an area is a district or the districts of a prefecture."""
    return area.key == "rest" or (area.key in regions() and regions()[area.key].is_district)


def shared_out(a: int, area: Area, shares: dict[str, float], p: Coefficients) -> list[Settlement]:
    """Settlements by tier with whole people that add up to the area's urban residents."""
    left, places = area.urban, []
    for tier, share in shares.items():
        people = left if tier == "town" else round(area.urban * share)
        left -= people
        members = max(1, round(people / p["town_population"])) if tier == "town" else 1
        places.append(Settlement(f"{area.key}/{tier}", tier, a, people, members))
    return places


def reservoirs(level: str) -> list[Settlement]:
    """Places outside the region that people of a region of this level go to."""
    return [Settlement(f"outside/{tier}", tier, -1, 0) for tier in RESERVOIRS[level]]


def own_ground(scenario: Scenario, own: OwnFigures, p: Coefficients) -> Ground:
    """A region with its own figures, inheriting structure and vital rates from its parent."""
    year, around = scenario.base_year, lineage(own.parent)
    plain = Area(
        key=own.people_of or scenario.name,
        level=own.level,
        population=own.population,
        urban=own.urban_population,
        villages=own.villages or villages_in(own.population - own.urban_population, p),
        household_size=own_figure(own, year, "household_size"),
        share_0_14=own_figure(own, year, "share_0_14"),
        share_65plus=own_figure(own, year, "share_65plus"),
    )
    census = inherited_census(around, year)
    areas = as_counted(plain, census).as_counties(own.counties)
    births, deaths = vital_rates(around, year)
    places = [place for a, area in enumerate(areas) for place in own_settlements(a, area, own, p)]
    return Ground(
        key=plain.key,
        level=own.level,
        areas=areas,
        settlements=(*places, *own_reservoirs(own)),
        unallocated=(0, 0),
        base=None,
        birth_rate=births,
        death_rate=deaths,
        lineage=around,
        census=census,
    )


def own_figure(own: OwnFigures, year: int, name: str) -> float:
    """A figure of the region's own, or its parent's."""
    said = getattr(own, name)
    return inherited(lineage(own.parent), year, name) if said is None else float(said)


def own_settlements(a: int, area: Area, own: OwnFigures, p: Coefficients) -> list[Settlement]:
    """The towns named, and what is left of the urban people in the county seat (or city, or other towns).

    Rates of the region hold in each of them; its totals are shared by people.
    """
    places, homes = own_places(a, area, own, p), own.stocks.dwellings
    share = [place.population / max(1, own.urban_population) for place in places]
    return [
        replace(place, stocks=own_stocks(own, part), dwellings=homes and round(homes * part))
        for place, part in zip(places, share, strict=True)
    ]


def own_stocks(own: OwnFigures, part: float) -> dict[str, float]:
    """Known stocks of a settlement that holds ``part`` of the urban people."""
    named = {**STOCKS, **{name: name for name in OWN_RATES}}
    rates = {key: getattr(own.stocks, name) for key, name in named.items()}
    totals = {name: getattr(own.stocks, name) for name in OWN_TOTALS}
    shared = {name: total * part for name, total in totals.items() if total is not None}
    return {key: value for key, value in rates.items() if value is not None} | shared


def own_places(a: int, area: Area, own: OwnFigures, p: Coefficients) -> list[Settlement]:
    """The settlements of an area of a region with its own figures."""
    places, left = [], area.urban
    for town in own.towns:
        people = town.population if town.population is not None else round(area.urban * (town.share or 0))
        people = min(people, left)
        left -= people
        places.append(Settlement(town.name, "town", 0, people))
    if not places and own.level == "township":
        return [Settlement("town", "town", 0, left)]
    if left > 0 and own.level != "township":
        places += settlements_of(a, replace(area, urban=left), p)
    elif left > 0:
        places.append(Settlement("other", "town", 0, left))
    return places


def own_reservoirs(own: OwnFigures) -> list[Settlement]:
    """Places outside, at the distances that are known."""
    known = {"seat": own.distances.seat_km, "city": own.distances.city_km}
    return [replace(place, distance=known.get(place.tier)) for place in reservoirs(own.level)]
