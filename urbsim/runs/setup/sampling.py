"""What one draw draws: a world (coefficients, growth, common shock, discrepancy), and chance.

A world is known by its number alone: the quantile of each name is the stratified one of that number, so
the first draws are spread evenly whatever the seed, which decides the chances of households alone. A draw
is the same however many there are, whatever the policy, and in whatever order they run. Draw 0 has central
values. Numbers beyond the worlds live the first ones again, with other chances.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import betainc, betaincinv, expit, logit, ndtr, ndtri

from urbsim.evidence.coefficients import Coefficient, Prior, coefficients
from urbsim.evidence.posterior import posterior
from urbsim.households.draws import address_of, combine
from urbsim.households.stratified import stratified
from urbsim.model.setup import Array, Record
from urbsim.model.state import Draw
from urbsim.runs.outlook.discrepancy import free_world_of, logits_of, world_of
from urbsim.scenario.file.values import Assumption

CENTRAL = 0


def central_coefficients(overrides: Mapping[str, Assumption], base_year: int) -> dict[str, float]:
    """Every coefficient at the middle of what was known at a base year, or what the scenario assumes."""
    return drawn_coefficients(CENTRAL, base_year) | {
        name: assumption.value for name, assumption in overrides.items()
    }


def draw_of(
    number: int,
    seed: int,
    years: tuple[int, ...],
    record: Record,
    fixed: Mapping[str, Assumption],
    discrepancy: bool = True,
) -> Draw:
    """The draw of that number under a seed; without ``discrepancy`` the nation goes its own free way.

    All regions share the deviate of growth. What a region's record errs by more than the nation's is no
    common matter, so with the discrepancy it is left to how each region departs.
    """
    world = world_of(number, years[0]) if discrepancy else free_world_of(number)
    values = drawn_coefficients(world, years[0]) | {name: fixed[name].value for name in fixed}
    shock = common_shock(world, len(years), values)
    if discrepancy:
        shock, record = shock + logits_of(years[0], world, len(years)), shared_record(record, years[0])
    return Draw(values, combine(seed, number), shock, record.growth + record.sd * deviate("growth", world))


def shared_record(record: Record, base_year: int) -> Record:
    """The record of a region with no more error than the nation's, which is what all regions share."""
    error = coefficients(base_year)["growth_record_sd_nation"].value / 100
    return Record(record.growth, min(record.sd, error))


def drawn_coefficients(world: int, base_year: int) -> dict[str, float]:
    """Every coefficient of a world: from the posterior where it was fitted, else from its prior."""
    values, known = prior_coefficients(world, base_year), posterior(base_year)
    if not calibrated(base_year):
        return values
    z = known.mean + known.factor @ np.array([deviate(name, world) for name in known.names])
    return values | {name: value_at(name, float(x)) for name, x in zip(known.names, z, strict=True)}


def calibrated(base_year: int) -> bool:
    """Whether the figures behind the posterior were known at a base year."""
    return base_year >= posterior().until


def prior_coefficients(world: int, base_year: int) -> dict[str, float]:
    """Every coefficient of a world from the priors known at a base year; world 0 has their own values."""
    return {
        name: c.value
        if c.prior is None or world == CENTRAL
        else quantile(c, stratified(address_of(name), world))
        for name, c in coefficients(base_year).items()
    }


def deviate(name: str, world: int) -> float:
    """The standard normal deviate of a name in a world; 0 in world 0."""
    return 0.0 if world == CENTRAL else float(ndtri(stratified(address_of(name), world)))


def common_shock(world: int, years: int, values: Mapping[str, float]) -> Array:
    """A stationary AR(1) path of the mover intercept, (T + 1,), zero in the base year and in world 0."""
    shock = np.zeros(years)
    if world == CENTRAL:
        return shock
    persistence = values["shock_persistence"]
    innovation = values["shock_sd"] * math.sqrt(1 - persistence**2)
    for t in range(1, years):
        z = float(ndtri(stratified(combine(address_of("shock"), t), world)))
        shock[t] = persistence * shock[t - 1] + (innovation if t > 1 else values["shock_sd"]) * z
    return shock


def value_at(name: str, deviate: float) -> float:
    """A fitted coefficient at a normal score in the prior it was fitted with; 0 gives that one's median."""
    return quantile(coefficients(posterior().until)[name], float(ndtr(deviate)))


def quantile(coefficient: Coefficient, u: float) -> float:
    """The ``u`` quantile of a coefficient's prior, truncated to its bounds."""
    if coefficient.prior is None:
        return coefficient.value
    low, high = (cumulative(coefficient.prior, bound) for bound in (coefficient.low, coefficient.high))
    drawn = inverse(coefficient.prior, low + u * (high - low))
    # Rounding may carry the last digit over a bound.
    return float(min(max(drawn, coefficient.low), coefficient.high))


def cumulative(prior: Prior, x: float) -> float:
    """The prior's distribution function at ``x``."""
    if prior.kind == "normal":
        return float(ndtr((x - prior.a) / prior.b))
    if prior.kind == "lognormal":
        return float(ndtr((math.log(x) - prior.a) / prior.b)) if x > 0 else 0.0
    if prior.kind == "uniform":
        return min(1.0, max(0.0, (x - prior.a) / (prior.b - prior.a)))
    if prior.kind == "halfnormal":
        return float(2 * ndtr(max(0.0, x) / prior.b) - 1)
    if prior.kind == "logitnormal":
        return float(ndtr((logit(x) - prior.a) / prior.b))
    return float(betainc(prior.a, prior.b, x))


def inverse(prior: Prior, u: float) -> float:
    """The inverse of :func:`cumulative`."""
    if prior.kind == "normal":
        return float(prior.a + prior.b * ndtri(u))
    if prior.kind == "lognormal":
        return math.exp(prior.a + prior.b * float(ndtri(u)))
    if prior.kind == "uniform":
        return prior.a + u * (prior.b - prior.a)
    if prior.kind == "halfnormal":
        return float(prior.b * ndtri((u + 1) / 2))
    if prior.kind == "logitnormal":
        return float(expit(prior.a + prior.b * ndtri(u)))
    return float(betaincinv(prior.a, prior.b, u))
