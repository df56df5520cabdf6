"""What each measure pays for: its items, its part of what all measures plan of them, and their price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from urbsim.evidence.coefficients import coefficients
from urbsim.model.setup import Coefficients, Setup
from urbsim.policy.bill import shared
from urbsim.policy.measures import Measure
from urbsim.policy.prices import ListedPrice, listed_price
from urbsim.policy.schedule import Schedule
from urbsim.runs.setup.schedules import schedule_of
from urbsim.runs.setup.settlements import Ground
from urbsim.scenario.checks.assumptions import PRICE
from urbsim.scenario.file.values import Scenario
from urbsim.vocabulary.kinds import BOUGHT, SERVICES

LATER = {"hukou": ("hukou", "hukou_year"), "redesignation": ("redesignation",)}
"""Levers whose people cost, not the measure itself, and at which prices."""
GROWN = {"dwelling": "dwellings_growth", "land": "land_growth", "plant": "jobs_growth"}


@dataclass(frozen=True)
class MeasureItem:
    """An item that a measure pays for: its ``share`` of the plan of all measures, and who pays, (5,).

    ``price`` is yuan of the base year for a ``unit``, ``path`` (T + 1,) the same in yuan of each year;
    ``source`` says where the price comes from and how it was found. ``number`` is of how many homes, places
    or jobs the measure speaks; what is written as growth names none.
    """

    measure: str
    item: str
    share: float
    payers: tuple[float, ...]
    price: float
    unit: str
    source: str
    path: tuple[float, ...]
    number: float = 0.0


@dataclass(frozen=True)
class BoundMeasure:
    """A measure, a constraint that binds for it, empty where none does, and the part that it takes."""

    measure: str
    constraint: str
    part: float


def plans_of(
    measures: Sequence[Measure], ground: Ground, books: PriceBook, p: Coefficients
) -> tuple[MeasureItem, ...]:
    """Every item of every measure; of an item that several pay for each has its part of the amounts.

    What is written as growth counts by people reached: of two measures of one item, one of them growth, the
    parts are no better than that.
    """
    setup = books.setup
    schedules = {each.name: schedule_of((each,), ground, setup.years, p) for each in measures}
    alone = {name: amounts_of(schedule, setup) for name, schedule in schedules.items()}
    total: dict[str, float] = {}
    for amounts in alone.values():
        for item, amount in amounts.items():
            total[item] = total.get(item, 0.0) + amount
    return tuple(
        replace(plan, number=numbers_of(schedules[each.name]).get(plan.item, 0.0))
        for each in measures
        for plan in items_of(each, alone[each.name], total, books)
    )


def numbers_of(schedule: Schedule) -> dict[str, float]:
    """Homes, persons' places, and jobs (of parks once they are full) that a schedule names."""
    return {
        "dwelling": float(schedule.dwellings.sum()),
        "relocation": float(schedule.quota.sum() + schedule.quota_listed.sum()),
        "plant": float(schedule.jobs.sum() + schedule.park.max(axis=0).sum()),
    }


def amounts_of(schedule: Schedule, setup: Setup) -> dict[str, float]:
    """How much of each item a schedule plans over all years, in any one unit an item; nothing is left out."""
    people = np.array([place.population for place in setup.settlements], float)
    grown = schedule.growth.sum(axis=0).T @ people
    found = dict(zip(SERVICES, schedule.investment.sum(axis=(0, 1)) + grown, strict=True))
    found |= numbers_of(schedule)
    found["price_support"] = (schedule.price_support @ people).sum()
    found["land"] = schedule.land.sum()
    found["road"] += schedule.feeder.sum()
    for item, name in GROWN.items():
        found[item] += float((getattr(schedule, name) @ people).sum())
    for n, item in enumerate(BOUGHT):
        found[item] = schedule.bought[:, :, n].sum()
    return {item: float(amount) for item, amount in found.items() if amount != 0}


def items_of(
    measure: Measure, amounts: Mapping[str, float], total: Mapping[str, float], books: PriceBook
) -> Iterator[MeasureItem]:
    """What one measure pays for; for people whom it brings, at the price of serving one."""
    for item, amount in amounts.items():
        yield books.priced(measure, item, amount / total[item])
    for item in LATER.get(measure.lever, ()):
        yield books.priced(measure, item, 1.0)


@dataclass(frozen=True)
class PriceBook:
    """Prices of a region in the tier where most of its townspeople live; ``own`` says why by a scenario's."""

    setup: Setup
    own: Mapping[str, str]

    @property
    def tier(self) -> str:
        """The tier of the largest settlement of the region."""
        return largest_tier(self.setup)

    def priced(self, measure: Measure, item: str, share: float) -> MeasureItem:
        """One item of a measure at the price of its first year."""
        setup, tier = self.setup, self.tier
        t = min(max(measure.start, setup.years[0]), setup.years[-1]) - setup.years[0]
        row, known = listed_price(item, tier, setup.years[t]), setup.prices[f"{item}/{tier}"]
        price, unit, source = float(known.path[t]), row.unit, self.source_of(row, tier)
        if item in SERVICES:
            cost = coefficients()[f"u_{item}"]
            price, unit, source = cost.value, cost.unit, f"{cost.tag}: {cost.source}"
        return MeasureItem(
            measure=measure.name,
            item=item,
            share=share,
            payers=payers_of(measure, row),
            price=price,
            unit=unit,
            source=source,
            path=tuple(float(each) for each in known.path * setup.drivers.prices),
        )

    def source_of(self, row: ListedPrice, tier: str) -> str:
        """Where a price comes from: the scenario, or the table with how it was found there."""
        own = self.own.get(f"{row.item}_{tier}", self.own.get(row.item))
        if own is not None:
            return f"assumption: {own}"
        return f"{row.mark}: {row.source}" + (f"; {row.seen} as published" if row.seen else "")


def largest_tier(setup: Setup) -> str:
    """The tier of the largest settlement of a region, at whose prices its measures are told."""
    return max(setup.settlements, key=lambda each: (each.area >= 0, each.population)).tier


def payers_of(measure: Measure, row: ListedPrice) -> tuple[float, ...]:
    """Shares of payers (5,), households having what no subsidy of the measure pays."""
    if measure.lever not in ("dwellings", "relocation"):
        return row.payers
    return shared(row.payers, 1 - float(measure.given("subsidy") or 0.0))


def books_of(scenario: Scenario, setup: Setup) -> PriceBook:
    """The prices of a scenario's region, with its own reasons for those that it sets."""
    named = {
        name.removeprefix(PRICE): each.because
        for name, each in scenario.assumptions.items()
        if name.startswith(PRICE)
    }
    return PriceBook(setup, named)
