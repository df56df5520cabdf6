"""Dwellings as a capacity: stock, vacancy, price (eq. 5). Units are whole dwellings."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from urbsim.households.equations import displacement
from urbsim.model.setup import Array, Coefficients, Integers
from urbsim.model.state import KINDS_OF_HOMES

KEPT, REHOUSED, GROWN = KINDS_OF_HOMES, KINDS_OF_HOMES + 1, KINDS_OF_HOMES + 2
PARTS = KINDS_OF_HOMES + 3


class HousingPlan(NamedTuple):
    """Homes that measures add in a year: ``units`` (6,) and the share of growth that newcomers can have.

    Reserved by kind (villagers, listed, lodgers), kept by locals, for the rehoused, and what the market
    builds beyond the usual. ``room`` is (homes that land is ready for, share of what the market adds that
    finds land besides); without a limit the first has no end. ``usual`` homes are what measures, in force or
    not, take over of the market's own.
    """

    units: Array
    newcomers: float = 1.0
    room: tuple[float, float] = (math.inf, 0.0)
    usual: float = 0.0

    @classmethod
    def none(cls) -> HousingPlan:
        """No measure adds a home."""
        return cls(np.zeros(PARTS))


def vacancy_rate(stock: int, occupied: int) -> float:
    """Share of dwellings that stand empty, 0–1; a town without dwellings has none empty.

    The measure of the China Household Finance Survey, which found 18 to 21 % in cities (2011–2017).
    """
    return (stock - occupied) / stock if stock > 0 else 0.0


def price_change(vacancy: float, queue: int, stock: int, p: Coefficients) -> float:
    """Eq. 5 in real terms: the change of ln price; zero at normal vacancy without a queue.

    A vacancy a point above normal lowers the price by half a per cent at a response of 0.5; a queue of a
    tenth of the stock raises it by one per cent at 0.1.
    """
    pressure = min(1.0, queue / stock) if stock > 0 else 0.0
    return p["price_response"] * (p["normal_vacancy"] - vacancy) + p["queue_price_response"] * pressure


def privately_built(stock: int, growth: float, last_change: float, p: Coefficients) -> int:
    """Dwellings that the market adds: the trend, and more where the price rose (elasticity on the stock).

    Rounded down. A price that rose by 2 % last year brings homes of 1 % of the stock more at an elasticity of
    0.5 (Chow & Niu 2015); a market in decline builds nothing, and pulls nothing down here.
    """
    return math.floor(stock * max(0.0, growth + p["housing_supply_elasticity"] * last_change))


def on_land(wanted: int, room: float) -> int:
    """Of the dwellings that the market would build, those that there is land for: all where ``room`` is."""
    return int(min(wanted, max(0.0, room)))


def demolished(stock: int, occupied: int, p: Coefficients) -> int:
    """Dwellings lost in a year: the depreciation rate, but only as many as stand empty.

    A full town loses none, whatever the rate: nobody is put out by depreciation.
    """
    return min(stock - occupied, math.floor(stock * p["housing_depreciation"]))


def let_to(lodgers: int, jobs: float, p: Coefficients) -> int:
    """Dwellings let to workers who live alone: as many as they fill beyond the dormitories of employers.

    None where dormitories hold them all; rounded up, so every lodger has a roof.
    """
    beyond = max(0.0, lodgers - p["beds_per_job"] * jobs)
    return math.ceil(beyond / p["lodgers_per_dwelling"])


def offered(stock: int, occupied: int, p: Coefficients) -> int:
    """Empty dwellings that newcomers can have; the rest of the normal vacancy is never on the market.

    At normal vacancy the share 1 − ``unoffered_vacancy`` of what stands empty; below that less, down to none.
    """
    held = math.floor(p["unoffered_vacancy"] * p["normal_vacancy"] * stock)
    return max(0, stock - occupied - held)


class HousingStock:
    """The dwellings of one settlement: built, lost, occupied, offered to newcomers, and their price.

    ``occupied`` are the occupied dwellings, those ``let`` to workers among them: what lodgers rent counts as
    demand, so the market builds for them as for families. Of the stock ``reserved`` (3,) are a programme's
    homes that nobody has taken yet, apart from the market, and ``owed`` (3,) those that families of a whole
    row wait for; ``programme`` homes are all that programmes have built, ``displaced`` those that the market
    will not build because a programme did. A home reserved for others and not taken is no rival of the
    market: it displaces when its family moves in, ``moved_in``. The market builds on its own stock for
    families of its own.

    Homes are whole; a plan's fractions wait in ``carried`` until they make one. Raises nothing: who moves in
    beyond the stock has been housed by building (`clear`).
    """

    def __init__(
        self, stock: int | None, occupied: int, growth: float, p: Coefficients, let: int = 0
    ) -> None:
        self.p, self.let = p, let
        usual = math.ceil(occupied / (1 - p["normal_vacancy"]))
        self.stock, self.occupied = max(usual if stock is None else stock, occupied), occupied
        self.expect(growth)
        self.completed = self.offered = self.held_back = self.by_policy = 0
        self.part_taken = 0.0
        self.on_usual_land = 0.0
        self.ln_price = self.last_change = self.displaced = 0.0
        self.programme, self.own_families, self.moved_in = 0, occupied, 0
        self.carried, self.reserved = np.zeros(PARTS), np.zeros(KINDS_OF_HOMES, np.int64)
        self.owed = np.zeros_like(self.reserved)
        self.vacancy = vacancy_rate(self.stock, occupied)

    def expect(self, growth: float) -> None:
        """Builders of the base year count on the town's people to grow by so much a year.

        Losses are built for as well, so a town that stands still builds what depreciates.
        """
        self.demand_growth = growth + self.p["housing_depreciation"]
        self.private_at_base = max(0.0, self.demand_growth) * self.stock

    @property
    def market(self) -> int:
        """The stock without a programme's homes that nobody has taken yet."""
        return self.stock - int(self.reserved.sum())

    @property
    def to_offer(self) -> Integers:
        """Programme homes that no family waits for, (3,); below 0 where more families wait."""
        return self.reserved - self.owed

    def build(self, plan: HousingPlan) -> None:
        """A year's completions and losses; the homes of the rehoused replace as many that are pulled down.

        Before this year's newcomers apply. Without measures and limits ``completed`` is what the market
        builds alone.
        """
        units = self._whole(plan.units)
        grown, programme = int(units[GROWN]), int(units[:REHOUSED].sum())
        lost = demolished(self.market, self.occupied, self.p)
        usual = privately_built(
            max(0, self.stock - self.programme), self.demand_growth, self.last_change, self.p
        )
        taken = self._taken_over(plan.usual)
        in_use = self.moved_in + programme - int(units[:KEPT].sum())
        wanted = self._without_displaced(usual - min(usual, taken), max(0, in_use - taken))
        ready, share = plan.room
        self.on_usual_land = share * max(0, wanted - lost)
        private = on_land(wanted, ready + self.on_usual_land + lost - programme - grown)
        self.held_back = wanted - private
        self.by_policy = int(units.sum())
        self.completed = private + self.by_policy
        self.stock += private + programme + grown - lost
        self.programme += programme
        self.reserved = self.reserved + units[:KINDS_OF_HOMES]
        kept = int(units[KEPT]) + (grown - math.floor(grown * plan.newcomers) if grown else 0)
        self.offered = max(0, offered(self.market, self.occupied, self.p) - kept)

    def _taken_over(self, usual: float) -> int:
        """Whole homes of the usual that measures take over; fractions are carried to the next year."""
        self.part_taken += usual
        whole = math.floor(self.part_taken + 1e-9)
        self.part_taken -= whole
        return whole

    def _without_displaced(self, usual: int, programme: int) -> int:
        """What the market builds beside a programme; what it cannot do less of this year waits."""
        vacancy = vacancy_rate(self.market + programme, self.occupied)
        per_home = displacement(self.p["private_displacement"], vacancy, self.p["normal_vacancy"])
        self.displaced += float(per_home) * programme
        less = min(usual, math.floor(self.displaced))
        self.displaced -= less
        return usual - less

    def hand_over(self, ordered: int, taken: Integers) -> None:
        """Homes built to order for those relocated, and programme homes for the families ``taken`` on (3,).

        A row may stand for more families than there are homes: those ``owed`` one rent until it is built.
        """
        self.stock += ordered
        self.programme += ordered
        self.completed += ordered
        owed = self.owed + taken
        housed = np.minimum(owed, self.reserved)
        self.reserved, self.owed = self.reserved - housed, owed - housed
        self.moved_in = int(housed.sum())

    def clear(self, occupied: int, queue: int, let: int = 0, brought: int = 0) -> None:
        """After the moves: vacancy and eq. 5. Who moved in beyond the stock has been housed by building.

        The market does not count on families whom only a programme ``brought``. Those who would have come by
        themselves stay in its trend, since what they no longer buy is part of what a home displaces.

        The price moves once a year, so next year's newcomers read it.
        """
        own = max(0, occupied - brought)
        self.demand_growth = own / max(1, self.own_families) - 1 + self.p["housing_depreciation"]
        self.own_families = own
        self.stock = max(self.stock, occupied + int(self.reserved.sum()))
        self.occupied, self.let = occupied, let
        self.vacancy = vacancy_rate(self.stock, occupied)
        self.last_change = price_change(vacancy_rate(self.market, occupied), queue, self.market, self.p)
        self.ln_price += self.last_change

    def beds(self, jobs: float) -> int:
        """Beds for single workers: dormitories of employers and rooms in dwellings let or empty.

        Whole beds for lodgers, those here already included; the caller takes these away.
        """
        rooms = self.p["lodgers_per_dwelling"] * (self.market - self.occupied + self.let)
        return math.floor(self.p["beds_per_job"] * jobs + rooms)

    def _whole(self, planned: Array) -> Integers:
        """Whole dwellings of a plan; the fractions left over are carried to the next year."""
        self.carried = self.carried + planned
        whole = np.floor(self.carried + 1e-9)
        self.carried = self.carried - whole
        return whole.astype(np.int64)
