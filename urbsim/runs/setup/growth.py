"""The record of growth before the base year, to which every draw is anchored.

A part of it is the growth of the region, or of the nearest region around it that has a record, the rest the
nation's. What one region tells of another depends on where people go: those who move or are reclassified in
their own region add to it as it has villages, those who leave go where towns are. Nothing from after the base
year is read, and nothing in a vintage that was not known then.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from urbsim.evidence.statistics import rate_series
from urbsim.model.setup import Array, Coefficients, Record
from urbsim.runs.setup.histories import Rates, history, values
from urbsim.vocabulary.regions import NATION

SPAN = 10
LEAST_SPAN = 4


@dataclass(frozen=True)
class Past:
    """A region's rate at the base year, and the yearly growth of its logit before that."""

    rate: float
    growth: float

    def points(self, rate: float, local: float) -> float:
        """Yearly growth (0–1) that a region like this one has at ``rate``.

        The ``local`` part of growth comes of the region's own rural people and falls with their share; the
        rest comes of others, who go where towns are, and falls with both shares as on a logistic curve. At
        the own rate both are rate · (1 − rate) · growth.
        """
        return (1 - rate) * self.growth * (local * self.rate + (1 - local) * rate)

    def inflow(self, share: float, years: int) -> Array:
        """People who leave villages for towns elsewhere, a year and resident of towns, (T + 1,).

        ``share`` is that part of the growth of towns. With a growing logit there are ever fewer people in
        villages for every one in towns: their ratio falls by ``growth`` a year.
        """
        return np.asarray(share * self.growth * (1 - self.rate) * np.exp(-self.growth * np.arange(years)))


@dataclass(frozen=True)
class SimpleRule:
    """The rate by year were the past urban-rural growth difference to go on; ``region`` has the record."""

    region: str
    rates: Mapping[int, float]


def simple_rule(region: str, rate: float, years: tuple[int, ...]) -> SimpleRule | None:
    """The rule to beat: from ``rate`` in the first of ``years`` along a straight line in the logit.

    Of the simple rules of the hindcast it is `urgd_own`. None where ``region`` has no record before.
    """
    past = past_of(region, years[0])
    if past is None or not 0 < rate < 1:
        return None
    odds = {year: rate / (1 - rate) * math.exp(past.growth * (year - years[0])) for year in years}
    return SimpleRule(region, {year: each / (1 + each) for year, each in odds.items()})


def record_of(
    lineage: tuple[str, ...], level: str, rate: float, year: int, p: Coefficients
) -> tuple[Record, str]:
    """The record for a region with base rate ``rate`` and where its own half comes from.

    KeyError where the nation has no record before ``year``.
    """
    nation = past_of(NATION, year)
    if nation is None:
        raise KeyError(f"no national record before {year}")
    known = ((past_of(code, year), code) for code in lineage)
    own, whose = next(((past, code) for past, code in known if past is not None), (nation, NATION))
    return blended(own, nation, rate, level, p), whose


def blended(own: Past, nation: Past, rate: float, level: str, p: Coefficients) -> Record:
    """The record of a region of ``level`` from its own (or its parent's) past and the nation's."""
    weight, local = p["growth_own_weight"], 1 - from_elsewhere(level, p)
    growth = weight * own.points(rate, local) + (1 - weight) * nation.points(rate, local)
    return Record(growth, p[f"growth_record_sd_{level}"] / 100)


def from_elsewhere(level: str, p: Coefficients) -> float:
    """Share of the growth of towns that is people from villages outside a region of ``level``."""
    return p["migration_share_of_growth"] * (1 - p[f"destination_share_{level}"])


def inflow_of(level: str, years: tuple[int, ...], p: Coefficients) -> Array:
    """People from villages elsewhere a year and resident of towns, (T + 1,), as the nation's past tells."""
    nation = past_of(NATION, years[0])
    return np.zeros(len(years)) if nation is None else nation.inflow(from_elsewhere(level, p), len(years))


def past_of(code: str, year: int) -> Past | None:
    """A region's rate and growth as known at the end of ``year``; None without a record.

    A province whose older census is only remembered has its growth from the yearly figures as published.
    """
    known = history(code, year)
    for rates in (known, values(rate_series(code, "published"), year)):
        growth = logit_growth(rates, year)
        if growth is not None:
            return Past((known or rates)[max(known or rates)], growth)
    return None


def window(rates: Rates, origin: int) -> Rates:
    """The last ten years of a history; empty where it spans less than four or ended long ago."""
    if not rates:
        return {}
    last = max(rates)
    kept = {year: rate for year, rate in rates.items() if last - SPAN <= year}
    if last - min(kept) < LEAST_SPAN or origin - last > LEAST_SPAN:
        return {}
    return kept


def logit_growth(rates: Rates, year: int) -> float | None:
    """Mean yearly growth of the logit over up to ten years before ``year``; None for less than four.

    A constant rate gives 0.
    """
    known = window({y: rate for y, rate in rates.items() if 0 < rate < 1}, year)
    if not known:
        return None
    first, last = min(known), max(known)
    return (logit(known[last]) - logit(known[first])) / (last - first)


def logit(share: float) -> float:
    """ln(share / (1 − share))."""
    return math.log(share / (1 - share))
