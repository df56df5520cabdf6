"""Public capital by service: perpetual inventory, delivery delay, coverage (eq. 6 and 7)."""

from __future__ import annotations

import numpy as np

from urbsim.model.setup import Array, Coefficients
from urbsim.vocabulary.kinds import SERVICES

PER_AREA = np.array([service == "green" for service in SERVICES])


def unit_costs(p: Coefficients) -> Array:
    """Yuan of the base year for one unit of each service, (7,): m² of road or green, else a person served."""
    return np.array([p[f"u_{service}"] for service in SERVICES])


def per_unit(people: float, land_per_person: float) -> Array:
    """What capital is shared by, (7,): people, or for green space the m² of town that they need.

    Land that stands empty or is being built on counts from when people need it: its developer has to
    green it before they come (GB 50180), so that land alone can neither give nor take green space.
    """
    return max(people, 1.0) * np.where(PER_AREA, land_per_person, 1.0)


def coverage(capital: Array, people: float, land_per_person: float, p: Coefficients) -> Array:
    """Coverage by service, (7,): m² of road a person; shares of 0–1 for all others.

    Capital of u yuan a person covers everybody exactly; twice as many people are covered by half.
    """
    reached = capital / (unit_costs(p) * per_unit(people, land_per_person))
    capped = np.minimum(1.0, reached)
    return np.where(np.array(SERVICES) == "road", reached, capped)


def capital_for(reached: Array, people: float, land_per_person: float, p: Coefficients) -> Array:
    """Yuan of capital that gives the coverage ``reached`` (7,): the inverse of :func:`coverage`."""
    return np.asarray(reached * unit_costs(p) * per_unit(people, land_per_person))


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

    def __init__(self, reached: Array, people: float, land_per_person: float, p: Coefficients) -> None:
        self.p, self.land_per_person = p, land_per_person
        self.capital = capital_for(reached, people, land_per_person, p)
        self.per_person = self.capital / people
        self.usual = p["capital_depreciation"] * self.capital
        self.invested = self.invested_before = self.usual
        self.by_policy = np.zeros(len(SERVICES))
        self.assess(people)

    def build(self, planned: Array, growth: Array, newcomers: float) -> None:
        """Invest a year: ``planned`` yuan by measures, ``growth`` over the usual, and for newcomers."""
        self.by_policy = self.p["plan_realisation"] * (planned + growth * self.usual)
        before, self.invested = self.invested, self.usual + newcomers * self.per_person + self.by_policy
        self.invested_before = before
        self.capital = accumulated(self.capital, self.invested, before, self.p)

    def assess(self, people: float) -> None:
        """Coverage and service index for so many people."""
        self.coverage = coverage(self.capital, people, self.land_per_person, self.p)
        self.services = service_index(self.coverage, self.p)
