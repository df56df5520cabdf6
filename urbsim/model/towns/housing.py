"""Dwellings as a capacity: stock, vacancy, price (eq. 5). Units are whole dwellings."""

from __future__ import annotations

import math

from urbsim.model.setup import Coefficients


def vacancy_rate(stock: int, occupied: int) -> float:
    """Share of dwellings that stand empty, 0–1; a town without dwellings has none empty."""
    return (stock - occupied) / stock if stock > 0 else 0.0


def price_change(vacancy: float, queue: int, stock: int, p: Coefficients) -> float:
    """Eq. 5 in real terms: the change of ln price; zero at normal vacancy without a queue."""
    pressure = min(1.0, queue / stock) if stock > 0 else 0.0
    return p["price_response"] * (p["normal_vacancy"] - vacancy) + p["queue_price_response"] * pressure


def privately_built(stock: int, growth: float, last_change: float, p: Coefficients) -> int:
    """Dwellings that the market adds: the trend, and more where the price rose (elasticity on the stock)."""
    return math.floor(stock * max(0.0, growth + p["housing_supply_elasticity"] * last_change))


def demolished(stock: int, occupied: int, p: Coefficients) -> int:
    """Dwellings lost in a year: the depreciation rate, but only as many as stand empty."""
    return min(stock - occupied, math.floor(stock * p["housing_depreciation"]))


def let_to(lodgers: int, jobs: float, p: Coefficients) -> int:
    """Dwellings let to workers who live alone: as many as they fill beyond the dormitories of employers."""
    beyond = max(0.0, lodgers - p["beds_per_job"] * jobs)
    return math.ceil(beyond / p["lodgers_per_dwelling"])


def offered(stock: int, occupied: int, p: Coefficients) -> int:
    """Empty dwellings that newcomers can have; the rest of the normal vacancy is never on the market."""
    held = math.floor(p["unoffered_vacancy"] * p["normal_vacancy"] * stock)
    return max(0, stock - occupied - held)


class HousingStock:
    """The dwellings of one settlement: built, lost, occupied, offered to newcomers, and their price.

    ``occupied`` are the occupied dwellings, those ``let`` to workers among them: what lodgers rent counts as
    demand, so the market builds for them as for families.
    """

    def __init__(
        self, stock: int | None, occupied: int, growth: float, p: Coefficients, let: int = 0
    ) -> None:
        self.p, self.let = p, let
        usual = math.ceil(occupied / (1 - p["normal_vacancy"]))
        self.stock, self.occupied = max(usual if stock is None else stock, occupied), occupied
        self.demand_growth = growth + p["housing_depreciation"]
        self.private_at_base = max(0.0, self.demand_growth) * self.stock
        self.completed = self.offered = 0
        self.ln_price = self.last_change = self.carried = 0.0
        self.vacancy = vacancy_rate(self.stock, occupied)

    def build(self, planned: float, newcomers: float) -> None:
        """A year's completions and losses; of a programme ``newcomers`` is the share not kept by locals."""
        programme = self._whole(planned)
        private = privately_built(self.stock, self.demand_growth, self.last_change, self.p)
        lost = demolished(self.stock, self.occupied, self.p)
        self.completed = private + programme
        self.stock += self.completed - lost
        kept = programme - math.floor(programme * newcomers) if programme else 0
        self.offered = max(0, offered(self.stock, self.occupied, self.p) - kept)

    def clear(self, occupied: int, queue: int, let: int = 0) -> None:
        """After the moves: vacancy and eq. 5. Who moved in beyond the stock has been housed by building."""
        self.demand_growth = occupied / max(1, self.occupied) - 1 + self.p["housing_depreciation"]
        self.occupied, self.let, self.stock = occupied, let, max(self.stock, occupied)
        self.vacancy = vacancy_rate(self.stock, occupied)
        self.last_change = price_change(self.vacancy, queue, self.stock, self.p)
        self.ln_price += self.last_change

    def beds(self, jobs: float) -> int:
        """Beds for single workers: dormitories of employers and rooms in dwellings let or empty."""
        rooms = self.p["lodgers_per_dwelling"] * (self.stock - self.occupied + self.let)
        return math.floor(self.p["beds_per_job"] * jobs + rooms)

    def _whole(self, planned: float) -> int:
        """Whole dwellings of a plan; the fraction left over is carried to the next year."""
        self.carried += planned
        whole = math.floor(self.carried + 1e-9)
        self.carried -= whole
        return whole
