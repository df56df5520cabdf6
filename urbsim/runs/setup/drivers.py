"""Exogenous drivers: what a planner at the base year could have known, or what was observed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from urbsim.evidence.figures import Figure
from urbsim.evidence.statistics import demography, driver
from urbsim.model.setup import Array, Coefficients, Drivers

TREND_YEARS = 5
URBAN = ("urban_disposable_income_pc", "urban_disposable_income_pc_integrated")
RURAL = ("rural_net_income_pc", "rural_disposable_income_pc_integrated")
PRICES = ("cpi_national",)
Series = dict[int, float]


class VitalRates(NamedTuple):
    """Births and deaths per person and year."""

    births: float
    deaths: float


def spliced(names: tuple[str, ...]) -> Series:
    """One series from several, each used from its first year on; remembered figures are left out.

    The household surveys before and from 2013 differ in definition; the newer one is brought to
    the older one's level by their ratio in the years both hold, and left as it is where none does.
    """
    series: Series = {}
    for name in names:
        newer = {year: f.value for year, f in driver(name).items() if f.confidence != "memory"}
        shared = sorted(set(series) & set(newer))
        factor = series[shared[0]] / newer[shared[0]] if shared else 1.0
        first = min(newer)
        series = {year: value for year, value in series.items() if year < first}
        series |= {year: value * factor for year, value in newer.items()}
    return series


def price_levels() -> Series:
    """The consumer price level by year, 2000 = 1, from yearly changes."""
    changes = driver(PRICES[0])
    levels, level = {}, 1.0
    for year in sorted(changes):
        level = 1.0 if year <= 2000 else level * changes[year].value / 100
        levels[year] = level
    return levels


def level_since(year: int, level: float) -> float:
    """The price ``level`` of the base year, 2000 = 1, over that of another: what turns its yuan into ours."""
    return level / price_levels()[year]


def last_observed() -> int:
    """The last year in which every driver series has a figure: observed drivers end here."""
    series = (spliced(URBAN), spliced(RURAL), price_levels(), demography("birth_rate"))
    return min(max(each) for each in series)


def first_base() -> int:
    """The first base year at which every extrapolated series has grown for a year."""
    return max(min(each) for each in (spliced(URBAN), spliced(RURAL), price_levels())) + 1


def usable_bases(kind: str) -> range:
    """Base years that drivers can start from: a trend needs a past, what was observed a year to come."""
    vital = min(max(demography(name)) for name in ("birth_rate", "death_rate"))
    last = last_observed() - 1 if kind == "observed" else vital
    return range(first_base(), last + 1)


def trend(series: Series, year: int) -> float:
    """Mean yearly growth over the five years before ``year``, as far as the series reaches."""
    last = max(known for known in series if known <= year)
    first = max(min(series), last - TREND_YEARS)
    return float((series[last] / series[first]) ** (1 / (last - first)) - 1)


def extrapolated(series: Series, years: range) -> Array:
    """The series (T + 1,) along its trend from the base year on; nothing after that year is read."""
    last = max(known for known in series if known <= years[0])
    growth = trend(series, years[0])
    return np.array([series[last] * (1 + growth) ** (year - last) for year in years])


def observed(series: Series, years: range) -> Array:
    """The series itself, (T + 1,); KeyError where it has no figure."""
    return np.array([series[year] for year in years])


def drivers_of(kind: str, years: range, vital: VitalRates, p: Coefficients) -> Drivers:
    """Drivers from the base year to the last year, ``extrapolated`` or ``observed``."""
    path = observed if kind == "observed" else extrapolated
    prices = path(price_levels(), years)
    births = relative(demography("birth_rate"), years) if kind == "observed" else np.ones(len(years))
    deaths = np.ones(len(years))
    return Drivers(
        wage=p["migrant_pay_ratio"] * path(spliced(URBAN), years),
        income=path(spliced(RURAL), years),
        prices=prices / prices[0],
        births=births,
        deaths=deaths,
        birth_rate=vital.births,
        death_rate=vital.deaths,
        dwelling_price=dwelling_price(years[0]),
        prices_since_2000=float(prices[0]),
        inflow=np.zeros(len(years)),
    )


def relative(series: Mapping[int, Figure], years: range) -> Array:
    """A series by year over its base year, (T + 1,)."""
    return np.array([series[year].value / series[years[0]].value for year in years])


def dwelling_price(year: int) -> float:
    """The nation's price of new dwellings in the base year or the last one read before it, yuan/m²."""
    read = {y: f.value for y, f in driver("residential_avg_price").items() if f.confidence == "read"}
    known = [y for y in read if y <= year] or sorted(read)[:1]
    return read[max(known)]
