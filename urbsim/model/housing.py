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


def offered(stock: int, occupied: int, p: Coefficients) -> int:
    """Empty dwellings that newcomers can have; the rest of the normal vacancy is never on the market."""
    held = math.floor(p["unoffered_vacancy"] * p["normal_vacancy"] * stock)
    return max(0, stock - occupied - held)
