"""What the mean-field form needs of a panel: people, households, vital rates, record of growth, drivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.forecasts import LOGIT, Array
from urbsim.analysis.panels import Panel, Unit, province_histories, values
from urbsim.analysis.past_growth import growth_of
from urbsim.evidence.statistics import base_count, demography, rate_series
from urbsim.model.composition import age_profile
from urbsim.model.setup import Drivers, Record
from urbsim.runs.drivers import drivers_of
from urbsim.runs.regions import vital_rates
from urbsim.runs.resolve import away_shares
from urbsim.vocabulary.regions import NATION

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Inputs:
    """Base-year figures by unit (U,): persons, shares, rates, and the growth of the rate a year with its sd.

    ``ages`` (U, 15) are shares by five-year band. ``nearby`` is the share of migrants who stay in the unit.
    """

    people: Array
    base: Array
    size: Array
    ages: Array
    births: Array
    deaths: Array
    nearby: Array
    growth: Array
    growth_sd: Array
    drivers: Drivers
    away: tuple[float, float]

    def part(self, first: int, last: int) -> Inputs:
        """Some of the units."""
        names = ("people", "base", "size", "ages", "births", "deaths", "nearby", "growth", "growth_sd")
        return replace(self, **{name: getattr(self, name)[first:last] for name in names})


def inputs_of(panel: Panel, p: Numbers, drivers: str = "extrapolated") -> Inputs:
    """The figures of every unit as known at the origin, with central coefficients ``p``."""
    vital = {code: vital_at(code, panel.origin) for code in {unit.province for unit in panel.units}}
    structure = [structure_of(unit, panel.origin) for unit in panel.units]
    records = records_of(panel, p)
    years = range(panel.origin, panel.last + 1)
    return Inputs(
        people=np.array([float(unit.people[0]) for unit in panel.units]),
        base=panel.base,
        size=np.array([size for size, _, _ in structure]),
        ages=np.stack([age_profile(young, old) for _, young, old in structure]),
        births=np.array([vital[unit.province][0] for unit in panel.units]),
        deaths=np.array([vital[unit.province][1] for unit in panel.units]),
        nearby=np.array([p[f"destination_share_{unit.level}"] for unit in panel.units]),
        growth=np.array([record.growth for record in records]),
        growth_sd=np.array([record.sd for record in records]),
        drivers=drivers_of(drivers, years, vital_at(None, panel.origin), p),
        away=away_shares(panel.origin, p),
    )


def vital_at(province: str | None, origin: int) -> tuple[float, float]:
    """Births and deaths per person and year, of the province from 2010 on, else of the nation."""
    if province is not None and origin >= 2010:
        return vital_rates(province, origin)
    return tuple(_last(name, origin) for name in ("birth_rate", "death_rate"))  # type: ignore[return-value]


def _last(name: str, origin: int) -> float:
    known = {year: f.value for year, f in demography(name).items() if year <= origin}
    return known[max(known)]


def structure_of(unit: Unit, origin: int) -> tuple[float, float, float]:
    """Household size and the shares of children and elders, inherited where the unit has none.

    More elders than around it mean fewer children by half as much: the rest are of working age.
    """
    around = _structure(unit.province or NATION, origin)
    size, young, old = around
    elders = old if unit.share_65plus is None else unit.share_65plus
    return (
        unit.household_size or size,
        float(np.clip(young - (elders - old) / 2, 0.05, 0.4)),
        float(np.clip(elders, 0.01, 0.4)),
    )


def _structure(code: str, origin: int) -> tuple[float, float, float]:
    for place in (code, NATION):
        count = base_count(place, 2010 if origin < 2020 else 2020)
        if count is None:
            continue
        found = (count.household_size, count.share_0_14, count.share_65plus)
        if all(value is not None for value in found):
            return found  # type: ignore[return-value]
    raise KeyError(f"no household structure for {code}")


def records_of(panel: Panel, p: Numbers) -> list[Record]:
    """The growth that each unit is anchored to: half own (or its province's), half the nation's, in logits.

    As `urbsim.runs.growth` has it, from the panel's histories. Remembered rates are not used: a province
    whose census of 2000 is only remembered lends its growth of 2005-2009 as published.
    """
    origin, weight = panel.origin, p["growth_own_weight"]
    nation = growth_of(panel.nation, origin, LOGIT)
    provinces = verified_growth(origin)
    records = []
    for unit in panel.units:
        own = provinces.get(unit.code or "", growth_of(unit.history, origin, LOGIT))
        own = provinces.get(unit.province or "", nation) if np.isnan(own) else own
        own = nation if np.isnan(own) else own
        slope = panel_slope(unit.history[origin])
        blended = weight * own + (1 - weight) * nation
        records.append(Record(slope * blended, p[f"growth_record_sd_{unit.level}"] / 100))
    return records


def panel_slope(rate: float) -> float:
    """Points of the rate per logit at a rate: rate (1 - rate)."""
    return rate * (1 - rate)


def verified_growth(origin: int) -> dict[str, float]:
    """Yearly logit growth of every province from figures that were read and were known at the origin."""
    found = {}
    for code, history in province_histories(origin, remembered=False).items():
        growth = growth_of(history, origin, LOGIT)
        if np.isnan(growth):
            growth = growth_of(values(rate_series(code, "published"), min(origin, 2009)), origin, LOGIT)
        found[code] = growth
    return found
