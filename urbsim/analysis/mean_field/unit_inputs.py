"""What the mean-field form needs of a panel: people, households, vital rates, record of growth, drivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
from scipy.special import expit, logit

from urbsim.analysis.panels.forecasts import Array
from urbsim.analysis.panels.panels import Panel, PanelUnit
from urbsim.evidence.statistics import demography
from urbsim.model.founding.composition import age_profile
from urbsim.model.setup import Drivers, Record
from urbsim.runs.setup.drivers import VitalRates, drivers_of
from urbsim.runs.setup.growth import Past, blended, from_elsewhere, logit_growth, past_of
from urbsim.runs.setup.histories import Rates
from urbsim.runs.setup.own_census import OwnCensus, inherited, inherited_census, vital_rates, with_shares
from urbsim.runs.setup.resolve import away_growth, away_shares
from urbsim.vocabulary.kinds import LEVELS
from urbsim.vocabulary.regions import NATION, lineage, regions

Numbers = Mapping[str, float]
STRUCTURE = ("household_size", "share_0_14", "share_65plus")
UNKNOWN = (np.nan, np.nan, np.nan)
FIRST_COUNTED = 2010
"""From here on vital rates of provinces are known."""
SHARED = ("drivers", "away", "away_growth", "start", "stayers")
"""Fields of the inputs that are not figures by unit."""


@dataclass(frozen=True)
class Figures:
    """Base-year figures by unit (U,): persons, shares, rates, and the growth of the rate a year with its sd.

    ``ages`` (U, 15) are shares by five-year band, ``inflow`` (U, T + 1) people from villages elsewhere a year
    and urban resident, ``nearby`` the share of migrants who stay in the unit, ``schooling`` years of it more
    than the nation has, ``level`` its place among the levels, ``registered`` (U, 3) as an `Area` has it, NaN
    where no census tells; people away grew by ``away_growth`` a year.
    """

    people: Array
    base: Array
    size: Array
    ages: Array
    births: Array
    deaths: Array
    nearby: Array
    schooling: Array
    growth: Array
    growth_sd: Array
    inflow: Array
    drivers: Drivers
    away: tuple[float, float]
    away_growth: float
    level: Array
    registered: Array

    def part(self, first: int, last: int) -> Self:
        """Some of the units."""
        cut = {f.name: getattr(self, f.name)[first:last] for f in fields(self) if f.name not in SHARED}
        return replace(self, **cut)


def figures_of(panel: Panel, p: Numbers, drivers: str = "extrapolated") -> Figures:
    """The figures of every unit as known at the origin, with central coefficients ``p``."""
    around = [around_unit(unit) for unit in panel.units]
    vital = [vital_at(codes, panel.origin) for codes in around]
    censuses = [inherited_census(codes, panel.origin) for codes in around]
    structure = [structure_of(unit, panel.origin) for unit in panel.units]
    records = records_of(panel, p)
    years = range(panel.origin, panel.last + 1)
    nation = past_in(panel.nation, panel.origin)
    assert nation is not None, "records_of has seen to it"
    return Figures(
        people=np.array([float(unit.people[0]) for unit in panel.units]),
        base=panel.base,
        size=np.array([size for size, _, _ in structure]),
        ages=np.stack([ages_like(c, *shares) for c, (_, *shares) in zip(censuses, structure, strict=True)]),
        births=np.array([each.births for each in vital]),
        deaths=np.array([each.deaths for each in vital]),
        nearby=np.array([stays(unit.level, c, p) for unit, c in zip(panel.units, censuses, strict=True)]),
        schooling=np.array([census.schooling for census in censuses]),
        growth=np.array([record.growth for record in records]),
        growth_sd=np.array([record.sd for record in records]),
        inflow=np.stack(
            [
                census.came * nation.inflow(from_elsewhere(unit.level, p), len(years))
                for unit, census in zip(panel.units, censuses, strict=True)
            ]
        ),
        drivers=drivers_of(drivers, years, vital_at((NATION,), panel.origin), p),
        away=away_shares(panel.origin, p),
        away_growth=away_growth(panel.origin, p),
        level=np.array([LEVELS.index(unit.level) for unit in panel.units]),
        registered=np.array([census.registered or UNKNOWN for census in censuses], float),
    )


def around_unit(unit: PanelUnit) -> tuple[str, ...]:
    """The unit and the regions around it that evidence knows, smallest first."""
    if unit.code is not None and unit.code in regions():
        return lineage(unit.code)
    return (NATION,) if unit.province is None else lineage(unit.province)


def vital_at(around: tuple[str, ...], origin: int) -> VitalRates:
    """Births and deaths per person and year as known at the origin; the nation's last ones before 2010."""
    if origin >= FIRST_COUNTED:
        return vital_rates(around, origin)
    return VitalRates(*(_last(name, origin) for name in ("birth_rate", "death_rate")))


def _last(name: str, origin: int) -> float:
    known = {year: f.value for year, f in demography(name).items() if year <= origin}
    return known[max(known)]


def ages_like(census: OwnCensus, young: float, old: float) -> Array:
    """Age shares (15,) with these shares of children and elders: a census's, or a smooth profile."""
    return np.array(with_shares(census.ages, young, old)) if census.ages else age_profile(young, old)


def stays(level: str, census: OwnCensus, p: Numbers) -> float:
    """Share of a unit's migrants who stay in it: the usual share of its level, or more by its census."""
    usual = p[f"destination_share_{level}"]
    return float(expit(logit(usual) + census.near))


def structure_of(unit: PanelUnit, origin: int) -> tuple[float, float, float]:
    """Household size and the shares of children and elders, inherited where the unit has none.

    More elders than around it mean fewer children by half as much: the rest are of working age.
    """
    around = around_unit(unit)
    size, young, old = (inherited(around, origin, name) for name in STRUCTURE)
    elders = old if unit.share_65plus is None else unit.share_65plus
    return (
        unit.household_size or size,
        float(np.clip(young - (elders - old) / 2, 0.05, 0.4)),
        float(np.clip(elders, 0.01, 0.4)),
    )


def records_of(panel: Panel, p: Numbers) -> list[Record]:
    """The growth that each unit is anchored to, as `urbsim.runs.setup.growth` has it, from panel histories.

    Remembered rates are not used: a province whose census of 2000 is only remembered lends its growth of
    2005-2009 as published. KeyError where the nation has no record before the origin.
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
