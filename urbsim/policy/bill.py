"""The bill of a settlement's year: what measures brought about there, and what that costs at its price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from urbsim.policy.prices import Price
from urbsim.policy.schedule import BY_AREA, Array, Schedule
from urbsim.vocabulary.kinds import BOUGHT, PAYERS


class Charge(NamedTuple):
    """Yuan of the base year for one item: what was planned, what was done, and who pays which share, (5,)."""

    item: str
    planned: float
    realised: float
    payers: tuple[float, ...]


class Amount(NamedTuple):
    """How much of an item was planned and how much was done, in units of its price."""

    planned: float
    done: float

    def times(self, factor: float) -> Amount:
        """Both so many times."""
        return Amount(factor * self.planned, factor * self.done)


@dataclass(frozen=True)
class Bill:
    """What a settlement did under measures in year ``t``; money in constant yuan of the base year.

    ``plan`` is what measures say, ``schedule`` what of it is paid for: the same unless money binds.
    ``works`` are the yuan of public investment planned and done by service, (2, 7); ``families`` whole
    families that came; ``homes``, ``relocated`` (persons) and ``jobs`` amounts planned and done; ``dwelling``
    the price of a dwelling and ``size`` its m²; ``released`` m² of land; ``deflator`` the price index of the
    year. ``prices`` hold by item and tier what a unit costs.
    """

    plan: Schedule
    schedule: Schedule
    prices: Mapping[str, Price]
    t: int
    settlement: int
    area: int
    tier: str
    works: Array
    families: int
    homes: Amount
    relocated: Amount
    jobs: Amount
    dwelling: float
    size: float
    released: float
    deflator: float

    def in_force(self, name: str) -> Amount:
        """What measures say of the settlement, or of its area, in this year, and what of it is done."""
        place = self.area if name in BY_AREA else self.settlement
        return Amount(*(float(getattr(each, name)[self.t, place]) for each in (self.plan, self.schedule)))

    def bought(self, item: str, before: int = 0) -> Amount:
        """Units of an item that are paid for so far, or yuan of the year; some years ``before``."""
        at = self.t - before, self.settlement, BOUGHT.index(item)
        return Amount(float(self.plan.bought[at]), float(self.schedule.bought[at]))

    def opened(self, item: str) -> Amount:
        """By how much that has grown since the year before, which is when it is paid."""
        now, then = self.bought(item), self.bought(item, before=1)
        return Amount(*(max(0.0, b - a) for a, b in zip(then, now, strict=True)))

    def charge(self, item: str, amount: Amount, households: float | None = None) -> Charge:
        """An amount of an item at its price; ``households`` pay that share of it where a measure says so."""
        price = self.prices[f"{item}/{self.tier}"]
        payers = price.payers if households is None else shared(price.payers, households)
        unit = float(price.path[self.t])
        return Charge(item, unit * amount.planned, unit * amount.done, payers)


def shared(payers: tuple[float, ...], households: float) -> tuple[float, ...]:
    """Shares of payers (5,) where households pay so much: the others in proportion, else the county."""
    others = sum(payers[:-1])
    if others == 0:
        return (*(1 - households if payer == "county" else 0.0 for payer in PAYERS[:-1]), households)
    return (*((1 - households) * share / others for share in payers[:-1]), households)
