"""Public capital by service: perpetual inventory, delivery delay, coverage (eq. 6 and 7)."""

from __future__ import annotations

import numpy as np

from urbsim.model.setup import SERVICES, Array, Coefficients

PER_AREA = np.array([service == "green" for service in SERVICES])


def unit_costs(p: Coefficients) -> Array:
    """Yuan of the base year for one unit of each service, (7,): m² of road or green, else a person served."""
    return np.array([p[f"u_{service}"] for service in SERVICES])


def per_unit(people: float, built_up_m2: float) -> Array:
    """What capital is shared by, (7,): people, or the built-up area for green space."""
    return np.where(PER_AREA, max(built_up_m2, 1.0), max(people, 1.0))


def coverage(capital: Array, people: float, built_up_m2: float, p: Coefficients) -> Array:
    """Coverage by service, (7,): m² of road a person; shares of 0–1 for all others.

    Capital of u yuan a person covers everybody exactly; twice as many people are covered by half.
    """
    reached = capital / (unit_costs(p) * per_unit(people, built_up_m2))
    capped = np.minimum(1.0, reached)
    return np.where(np.array(SERVICES) == "road", reached, capped)


def capital_for(reached: Array, people: float, built_up_m2: float, p: Coefficients) -> Array:
    """Yuan of capital that gives the coverage ``reached`` (7,): the inverse of :func:`coverage`."""
    return np.asarray(reached * unit_costs(p) * per_unit(people, built_up_m2))


def service_index(reached: Array, p: Coefficients) -> float:
    """Eq. 7: the weighted share of the service targets reached, 0–1; all targets reached gives 1."""
    weights = np.array([p[f"service_weight_{service}"] for service in SERVICES])
    aims = np.array([p[f"service_target_{service}"] for service in SERVICES])
    return float((weights * np.minimum(1.0, reached / aims)).sum() / weights.sum())


def accumulated(capital: Array, invested: Array, before: Array, p: Coefficients) -> Array:
    """Eq. 6: next year's capital; without investment it decays as (1 − δ)^t."""
    delivered = p["delivery_share"]
    kept = (1 - p["capital_depreciation"]) * capital
    return np.asarray(kept + delivered * invested + (1 - delivered) * before)


class PublicWorks:
    """The public capital of one settlement, (7,) yuan of the base year, and what it serves.

    Business as usual replaces what wears out and equips newcomers as well as everybody was in
    the base year; measures come on top, and of a plan the realised share is built.
    """

    def __init__(self, reached: Array, people: float, built_up_m2: float, p: Coefficients) -> None:
        self.p = p
        self.capital = capital_for(reached, people, built_up_m2, p)
        self.per_person = self.capital / people
        self.usual = p["capital_depreciation"] * self.capital
        self.invested = self.invested_before = self.usual
        self.by_policy = np.zeros(len(SERVICES))
        self.assess(people, built_up_m2)

    def build(self, planned: Array, growth: Array, newcomers: float) -> None:
        """Invest a year: ``planned`` yuan by measures, ``growth`` over the usual, and for newcomers."""
        self.by_policy = self.p["plan_realisation"] * (planned + growth * self.usual)
        before, self.invested = self.invested, self.usual + newcomers * self.per_person + self.by_policy
        self.invested_before = before
        self.capital = accumulated(self.capital, self.invested, before, self.p)

    def assess(self, people: float, built_up_m2: float) -> None:
        """Coverage and service index for so many people on so much land."""
        self.coverage = coverage(self.capital, people, built_up_m2, self.p)
        self.services = service_index(self.coverage, self.p)
