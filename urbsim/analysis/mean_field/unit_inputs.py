"""What the mean-field form needs of a panel: people, households, vital rates, record of growth, drivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from urbsim.analysis.panels.forecasts import Array
from urbsim.analysis.panels.panels import Panel, PanelUnit
from urbsim.evidence.statistics import base_count, demography
from urbsim.model.founding.composition import age_profile
from urbsim.model.setup import Drivers, Record
from urbsim.runs.setup.drivers import VitalRates, drivers_of
from urbsim.runs.setup.growth import Past, blended, from_elsewhere, logit_growth, past_of
from urbsim.runs.setup.histories import Rates
from urbsim.runs.setup.resolve import away_shares
from urbsim.runs.setup.settlements import vital_rates
from urbsim.vocabulary.regions import NATION

Numbers = Mapping[str, float]
SHARED = ("drivers", "away")
"""Fields of the inputs that are the same for all units."""


@dataclass(frozen=True)
class Inputs:
    """Base-year figures by unit (U,): persons, shares, rates, and the growth of the rate a year with its sd.

    ``ages`` (U, 15) are shares by five-year band, ``inflow`` (U, T + 1) people from villages elsewhere a year
    and urban resident, ``nearby`` the share of migrants who stay in the unit.
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
    inflow: Array
    drivers: Drivers
    away: tuple[float, float]

    def part(self, first: int, last: int) -> Inputs:
        """Some of the units."""
        cut = {f.name: getattr(self, f.name)[first:last] for f in fields(self) if f.name not in SHARED}
        return replace(self, **cut)


def inputs_of(panel: Panel, p: Numbers, drivers: str = "extrapolated") -> Inputs:
    """The figures of every unit as known at the origin, with central coefficients ``p``."""
    vital = {code: vital_at(code, panel.origin) for code in {unit.province for unit in panel.units}}
    structure = [structure_of(unit, panel.origin) for unit in panel.units]
    records = records_of(panel, p)
    years = range(panel.origin, panel.last + 1)
    nation = past_in(panel.nation, panel.origin)
    assert nation is not None, "records_of has seen to it"
    return Inputs(
        people=np.array([float(unit.people[0]) for unit in panel.units]),
        base=panel.base,
        size=np.array([size for size, _, _ in structure]),
        ages=np.stack([age_profile(young, old) for _, young, old in structure]),
        births=np.array([vital[unit.province].births for unit in panel.units]),
        deaths=np.array([vital[unit.province].deaths for unit in panel.units]),
        nearby=np.array([p[f"destination_share_{unit.level}"] for unit in panel.units]),
        growth=np.array([record.growth for record in records]),
        growth_sd=np.array([record.sd for record in records]),
        inflow=np.stack([nation.inflow(from_elsewhere(u.level, p), len(years)) for u in panel.units]),
        drivers=drivers_of(drivers, years, vital_at(None, panel.origin), p),
        away=away_shares(panel.origin, p),
    )


def vital_at(province: str | None, origin: int) -> VitalRates:
    """Births and deaths per person and year, of the province from 2010 on, else of the nation."""
    if province is not None and origin >= 2010:
        return vital_rates(province, origin)
    return VitalRates(*(_last(name, origin) for name in ("birth_rate", "death_rate")))


def _last(name: str, origin: int) -> float:
    known = {year: f.value for year, f in demography(name).items() if year <= origin}
    return known[max(known)]


def structure_of(unit: PanelUnit, origin: int) -> tuple[float, float, float]:
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
    """The growth that each unit is anchored to, as `urbsim.runs.setup.growth` has it, from panel histories.

    Remembered rates are not used: a province whose census of 2000 is only remembered lends its growth of
    2005-2009 as published.
    """
    nation = past_in(panel.nation, panel.origin)
    provinces = {code: past_of(code, panel.origin) for code in panel.provinces}
    if nation is None:
        raise KeyError(f"the nation has no record before {panel.origin}")
    records = []
    for unit in panel.units:
        own = provinces.get(unit.code or "") or past_in(unit.history, panel.origin)
        own = own or provinces.get(unit.province or "") or nation
        records.append(blended(own, nation, unit.history[panel.origin], unit.level, p))
    return records


def past_in(rates: Rates, origin: int) -> Past | None:
    """The rate at the origin and the growth before it in a history, None without a record."""
    growth = logit_growth(rates, origin)
    return None if growth is None else Past(rates[max(rates)], growth)
