"""Public capital by service: perpetual inventory, delivery delay, coverage and worth (eq. 6 and 7)."""

from __future__ import annotations

import numpy as np

from urbsim.model.setup import Array, Coefficients
from urbsim.vocabulary.kinds import SERVICES

PER_AREA = np.array([service == "green" for service in SERVICES])
FOR_FAMILIES = np.array([service in ("school", "clinic") for service in SERVICES])
SOMETHING = 0.1
"""What a place without a service still has of it, relative to the reference: neighbours, bottles, carts."""


def unit_costs(p: Coefficients) -> Array:
    """Yuan of the base year for one unit of each service, (7,): m² of road or green, else a person served."""
    return np.array([p[f"u_{service}"] for service in SERVICES])


def of_tier(p: Coefficients, tier: str) -> Coefficients:
    """The coefficients with the cost of a street in a settlement of a tier.

    The others cost alike everywhere; a street of a town is plainer and one of a city wider and drained.
    """
    place = tier if tier in ("town", "seat") else "city"
    return {**p, "u_road": p["u_road"] * p[f"road_cost_{place}"]}


def per_unit(people: float, land_per_person: float) -> Array:
    """What capital is shared by, (7,): people, or for green space the m² of town that they need.

    Land that stands empty or is being built on counts from when people need it: its developer has to
    green it before they come (GB 50180), so that land alone can neither give nor take green space.
    """
    return max(people, 1.0) * np.where(PER_AREA, land_per_person, 1.0)


def supplied(capital: Array, people: float, land_per_person: float, p: Coefficients) -> Array:
    """Each service in units a person, (7,), m² or shares, which are above 1 where capital is to spare."""
    return np.asarray(capital / (unit_costs(p) * per_unit(people, land_per_person)))


def coverage(capital: Array, people: float, land_per_person: float, p: Coefficients) -> Array:
    """Coverage by service, (7,): m² of road a person; shares of 0–1 for all others.

    Capital of u yuan a person covers everybody exactly; twice as many people are covered by half.
    """
    reached = supplied(capital, people, land_per_person, p)
    capped = np.minimum(1.0, reached)
    return np.where(np.array(SERVICES) == "road", reached, capped)


def capital_for(reached: Array, people: float, land_per_person: float, p: Coefficients) -> Array:
    """Yuan of capital that gives the coverage ``reached`` (7,): the inverse of :func:`coverage`.

    Coverage below or at the cap comes back unchanged.
    """
    return np.asarray(reached * unit_costs(p) * per_unit(people, land_per_person))


def service_index(reached: Array, p: Coefficients) -> float:
    """Eq. 7: the weighted share of the service targets that the coverage ``reached`` (7,) meets, 0–1.

    All targets reached gives 1, and more of one does not make up for another.

    Weights need not add up to 1. Half of one target met with all others full costs half of that target's
    weight.
    """
    weights = np.array([p[f"service_weight_{service}"] for service in SERVICES])
    aims = np.array([p[f"service_target_{service}"] for service in SERVICES])
    return float((weights * np.minimum(1.0, reached / aims)).sum() / weights.sum())


def level(reached: Array, reference: Array) -> Array:
    """ln((k + ε k_ref) / ((1 + ε) k_ref)) by service, (7,), ε = 0.1: 0 at the reference.

    Twice as much of a service is worth nearly ln 2 more wherever one stands: the next yuan is worth less, but
    never nothing. Without any of it the level is ln(ε / (1 + ε)) = −2.4, not minus infinity.
    """
    return np.asarray(np.log((reached + SOMETHING * reference) / ((1 + SOMETHING) * reference)))


def pull_weights(barrier: float, p: Coefficients) -> Array:
    """What each service counts for newcomers behind a hukou ``barrier``, (7,); they add up to 1 without one.

    Schools and clinics have ``family_services_share`` of the whole and are shared between the two, like works
    among the others, as in the index (eq. 7). They admit those whom the barrier does: none where it is 1.

    At a barrier of 1 they add up to 1 − ``family_services_share``.
    """
    weights = np.array([p[f"service_weight_{service}"] for service in SERVICES])
    families = p["family_services_share"] * weights * FOR_FAMILIES / weights[FOR_FAMILIES].sum()
    works = (1 - p["family_services_share"]) * weights * ~FOR_FAMILIES / weights[~FOR_FAMILIES].sum()
    return np.asarray(families * (1 - barrier) + works)


def service_value(now: Array, base: Array, weights: Array) -> float:
    """Worth of all services above that of the base year, from levels (7,): 0 where nothing has changed."""
    return float(weights @ (now - base))


def accumulated(capital: Array, invested: Array, before: Array, p: Coefficients) -> Array:
    """Eq. 6: next year's capital by service, (S,); without investment it decays as (1 − δ)^t.

    Yuan of the base year; ``before`` is what was invested last year. Steady investment of δ K keeps K.
    """
    delivered = np.array([p[f"delivery_{service}"] for service in SERVICES])
    kept = (1 - p["capital_depreciation"]) * capital
    return np.asarray(kept + delivered * invested + (1 - delivered) * before)


class PublicWorks:
    """The public capital of one settlement, (7,) yuan of the base year, and what it serves.

    Business as usual replaces what wears out, and gives of what a newcomer needs, to be as well equipped as
    everybody was in the base year, the share that developers and the town pay for without a programme: the
    rest stays undone until a measure pays, so growth dilutes services. Of a plan the realised share is spent,
    and ``worth`` is what the year's money buys, since works of measures cost more than was appraised.
    ``value`` is what the services are worth to a newcomer, against the base year; ``level`` (7,) is the log
    of what there is a head.
    """

    def __init__(
        self, reached: Array, reference: Array, people: float, land_per_person: float, p: Coefficients
    ) -> None:
        self.p, self.land_per_person, self.reference = p, land_per_person, reference
        self.capital = capital_for(reached, people, land_per_person, p)
        self.per_person = p["newcomer_equipment"] * self.capital / people
        self.usual = p["capital_depreciation"] * self.capital
        self.invested = self.worth = self.usual
        self.by_policy = np.zeros(len(SERVICES))
        self.level_at_base = level(supplied(self.capital, people, land_per_person, p), reference)
        self.assess(people, 0.0)

    def build(self, planned: Array, growth: Array, newcomers: float, taken: Array | float = 0.0) -> None:
        """Invest a year: ``planned`` yuan by measures, ``growth`` over the usual, (7,), and for newcomers.

        Measures have ``taken`` over so many yuan of the usual, which is done without them only beyond.
        """
        self.by_policy = self.p["plan_realisation"] * self.planned(planned, growth)
        others = self.usual - np.minimum(self.usual, taken) + newcomers * self.per_person
        self.invested = others + self.by_policy
        before, self.worth = self.worth, others + self.by_policy / self.p["works_overrun"]
        self.capital = accumulated(self.capital, self.worth, before, self.p)

    def planned(self, planned: Array, growth: Array) -> Array:
        """Yuan of the base year that measures plan, (7,): as amounts, and as ``growth`` over the usual."""
        return np.asarray(planned + growth * self.usual)

    def assess(self, people: float, barrier: float) -> None:
        """Coverage, index and worth for so many people, to newcomers behind a hukou barrier."""
        self.coverage = coverage(self.capital, people, self.land_per_person, self.p)
        self.services = service_index(self.coverage, self.p)
        reached = supplied(self.capital, people, self.land_per_person, self.p)
        self.level = level(reached, self.reference)
        self.value = service_value(self.level, self.level_at_base, pull_weights(barrier, self.p))
