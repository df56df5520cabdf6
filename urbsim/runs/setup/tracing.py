"""Where the numbers of a setup come from that no scenario file states: counts, structure, series, record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Final

from urbsim.evidence.census import census_of
from urbsim.evidence.figures import BaseCount
from urbsim.evidence.statistics import base_count, demography, driver
from urbsim.model.demography import MIDDLES
from urbsim.model.setup import Area, Setup
from urbsim.runs.setup.drivers import PRICES, RURAL, URBAN
from urbsim.runs.setup.own_census import DISTRICTS, UNKNOWN, OwnCensus, merged, own_census, years_up_to
from urbsim.runs.setup.resolve import Resolved
from urbsim.runs.setup.settlements import districts_of
from urbsim.vocabulary.regions import lineage, regions

Entry = Mapping[str, object]

KINDS: Final = ("clause", "assumption", "source", "series", "coefficient")
CENSUS_UNITS: Final = {
    "ages": "years, on average",
    "away": "times the nation's",
    "came": "times the nation's",
    "near": "log odds",
    "schooling": "years above the nation's",
    "nonfarm_in_villages": "share",
    "piped_water": "share",
    "rented": "share",
    "selfbuilt": "share",
    "bought": "share",
    "nonfarm_hukou": "share",
}
"""What a census says of an area's people beside their number, with the unit in which it is shown."""
TOLD_ALONE: Final = ("rented", "selfbuilt", "bought", "nonfarm_hukou")
"""What is told of an area and read by no law of the model."""
OF_AGES: Final = ("ages", "share_0_14", "share_65plus")
STRUCTURE: Final = {"household_size": "persons", "share_0_14": "share", "share_65plus": "share"}
DRIVERS: Final = {
    "wage": (URBAN, "yuan/yr", "times the coefficient migrant_pay_ratio"),
    "income": (RURAL, "yuan/yr", ""),
    "prices": (PRICES, "index", "chained from yearly changes"),
    "prices_since_2000": (PRICES, "index", "chained from yearly changes"),
    "dwelling_price": (("residential_avg_price",), "yuan/m2", ""),
}
"""Fields of the drivers that are read from national series: the series, the unit, and what is done to it."""
VITAL: Final = {
    "birth_rate": "birth_rate", "death_rate": "death_rate", "births": "birth_rate", "deaths": "death_rate",
}  # fmt: skip
"""Fields of the drivers that rest on vital rates, and the rate."""


def entry(path: str, value: float, unit: str, name: str, because: str) -> Entry:
    """One traced number of the kind ``series``."""
    return {"path": path, "value": value, "unit": unit, "kind": "series", "name": name, "because": because}


def series_of(resolved: Resolved) -> tuple[Entry, ...]:
    """Every number of the setup that comes from official figures, with the figures' source."""
    setup = resolved.setup
    return (
        *counts(resolved),
        *structures(setup, resolved),
        *own_counts(resolved),
        *drivers(setup),
        *rest(setup, resolved),
    )


def counts(resolved: Resolved) -> Iterator[Entry]:
    """Residents and urban residents of the region and of the areas that have counts of their own."""
    base = resolved.ground.base
    if base is None:
        return
    whole, urban = counted("region", base)
    yield {**asdict(base), **whole, "path": "region"}
    yield urban
    for area in resolved.ground.areas:
        count = base_count(area.key, base.year) if area.key in regions() else None
        if count is not None and area.key != base.region:
            yield from counted(f"areas.{area.key}", count)


def counted(path: str, count: BaseCount) -> Iterator[Entry]:
    """Residents and urban residents of one count."""
    for name, people in (("population", count.population), ("urban_population", count.urban)):
        because = f"{count.definition} ({count.date}); {count.source}"
        yield entry(f"{path}.{name}", people, "persons", f"{count.region}/{name}/{count.year}", because)


def structures(setup: Setup, resolved: Resolved) -> Iterator[Entry]:
    """Household size and ages of each area, from its own census or that of a region around it."""
    for area in setup.areas:
        for name, unit in STRUCTURE.items():
            origin = origin_of(area, name, resolved)
            if origin is not None:
                region, year = origin
                because = said_of(name, area.key, region, year)
                value, figure = float(getattr(area, name)), f"{region}/{name}/{year}"
                yield entry(f"areas.{area.key}.{name}", value, unit, figure, because)


def own_counts(resolved: Resolved) -> Iterator[Entry]:
    """Ages, migrants, schooling and base stocks of each area, from its own census or one around it."""
    for area in resolved.ground.areas:
        census = census_behind(area, resolved)
        for name, unit in CENSUS_UNITS.items():
            value = mean_age(area) if name == "ages" else getattr(census, name)
            if value is not None:
                code, year = census.origins.get(name, UNKNOWN)
                figure, because = f"{code}/{name}/{year}", said_of(name, area.key, code, year)
                because += "; no law of the model reads it" if name in TOLD_ALONE else ""
                yield entry(f"areas.{area.key}.{name}", float(value), unit, figure, because)


def census_behind(area: Area, resolved: Resolved) -> OwnCensus:
    """The census an area is founded from: its own, that of a prefecture's districts, or what it inherits."""
    year, ground = resolved.setup.base_year, resolved.ground
    if area.key in regions():
        return own_census(area.key, year)
    districts = merged(districts_of(ground.key), year) if area.key == "rest" else None
    return ground.census if districts is None else districts.census


def mean_age(area: Area) -> float | None:
    """Mean age of an area's people by the middles of the bands; None where no census gives their ages."""
    if not area.ages:
        return None
    return float(sum(share * middle for share, middle in zip(area.ages, MIDDLES, strict=True)))


def said_of(name: str, key: str, code: str, year: int) -> str:
    """Whose census of which year the figure ``name`` of an area is: its own, inherited, or nobody's."""
    if year == 0:
        return "the nation's usual value: no census up to the base year has it"
    if code == DISTRICTS:
        return f"own census of {year}: the districts of the city"
    row = census_of(code, year)
    words = f"census of {year} for {regions()[code].english}"
    if row is not None and row.ages_disagree and name in OF_AGES:
        words += f"; ages add up to {row.age_sum:,} of {row.population:,} people, so their shares are used"
    return f"own {words}" if code == key else f"inherited: {words}"


def origin_of(area: Area, name: str, resolved: Resolved) -> tuple[str, int] | None:
    """Region and year whose figure an area has; None where the scenario states it itself."""
    codes = lineage(area.key) if area.key in regions() else resolved.ground.lineage
    year = resolved.setup.base_year
    for region in codes:
        for known in years_up_to(region, year):
            count = base_count(region, known)
            if count is not None and getattr(count, name) is not None:
                same = getattr(count, name) == getattr(area, name)
                return (region, count.structure_year or known) if same else None
    return None


def drivers(setup: Setup) -> Iterator[Entry]:
    """Base-year values of the drivers with the national series they are read from and extrapolated by."""
    year = setup.base_year
    for name, (series, unit, change) in DRIVERS.items():
        because = read_from(series, year) + (f"; {change}" if change else "")
        yield entry(f"drivers.{name}", at_base(setup, name), unit, " + ".join(series), because)
    for name, rate in VITAL.items():
        near = min(demography(rate), key=lambda known: (abs(known - year), known))
        because = (
            f"census of the region or one around it, by the nation's change; {demography(rate)[near].source}"
        )
        unit = "per person" if name.endswith("rate") else "relative to the base year"
        yield entry(f"drivers.{name}", at_base(setup, name), unit, rate, because)


def at_base(setup: Setup, name: str) -> float:
    """A field of the drivers in the base year."""
    value = getattr(setup.drivers, name)
    return float(value if isinstance(value, float) else value[0])


def read_from(series: tuple[str, ...], year: int) -> str:
    """Sources of the figures that series hold nearest to a year, of those that reach back so far."""
    reaching = [driver(name) for name in series if min(driver(name)) <= year] or [driver(series[0])]
    nearest = [known[min(known, key=lambda each: (abs(each - year), each))] for known in reaching]
    return " | ".join(dict.fromkeys(figure.source for figure in nearest))


def rest(setup: Setup, resolved: Resolved) -> Iterator[Entry]:
    """The record of growth, people away, and people of no area."""
    because = f"yearly rates of {regions()[resolved.record_from].english} and the nation before the base year"
    yield entry("record.growth", setup.record.growth, "share/yr", f"{resolved.record_from}/rate", because)
    if setup.drivers.inflow.any():
        because = "yearly rates of the nation before the base year, for the part that leaves its region"
        yield entry("drivers.inflow", at_base(setup, "inflow"), "per urban resident", "CN/rate", because)
    because = f"survey of migrant workers; {read_from(('migrant_outgoing',), setup.base_year)}"
    for name, share in zip(("away.alone", "away.families"), setup.away, strict=True):
        yield entry(name, share, "share", "migrant_outgoing", because)
    yield entry("away_growth", setup.away_growth, "share/yr", "migrant_outgoing", because)
    if any(setup.unallocated):
        because = "the nation's count less those of its provinces"
        for name, people in zip(("rural", "urban"), setup.unallocated, strict=True):
            yield entry(f"unallocated.{name}", people, "persons", "CN", because)


def without_source(inputs: Iterable[Entry]) -> tuple[str, ...]:
    """Paths of inputs whose kind or reason is missing."""
    return tuple(
        str(each["path"])
        for each in inputs
        if each.get("kind") not in KINDS or not str(each.get("because") or "").strip()
    )
