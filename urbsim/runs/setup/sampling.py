"""What one draw draws: coefficients from their priors, the common shock, and the anchored growth.

Every number is a quantile at the address (seed, draw, name), so a draw is the same however many
there are, whatever the policy, and in whatever order they run. Draw 0 has central values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import betainc, betaincinv, expit, logit, ndtr, ndtri

from urbsim.evidence.coefficients import Coefficient, Prior, coefficients
from urbsim.evidence.posterior import posterior
from urbsim.households.draws import address_of, combine, uniform_of
from urbsim.model.setup import Array, Record
from urbsim.model.urbanization import Draw
from urbsim.scenario.file.values import Assumption

CENTRAL = 0


def central_coefficients(overrides: Mapping[str, Assumption], base_year: int) -> dict[str, float]:
    """Every coefficient at the middle of what was known at a base year, or what the scenario assumes."""
    return drawn_coefficients(CENTRAL, 0, base_year) | {
        name: assumption.value for name, assumption in overrides.items()
    }


def draw_of(
    number: int, seed: int, years: tuple[int, ...], record: Record, fixed: Mapping[str, Assumption]
) -> Draw:
    """The draw of that number under a seed."""
    values = drawn_coefficients(number, seed, years[0]) | {name: fixed[name].value for name in fixed}
    z = 0.0 if number == CENTRAL else float(ndtri(uniform_of(seed, number, address_of("growth"))))
    return Draw(
        values,
        combine(seed, number),
        common_shock(number, seed, len(years), values),
        record.growth + record.sd * z,
    )


def drawn_coefficients(number: int, seed: int, base_year: int) -> dict[str, float]:
    """Every coefficient under a draw: from the posterior where it was fitted, else from its prior."""
    values, known = prior_coefficients(number, seed, base_year), posterior(base_year)
    if not calibrated(base_year):
        return values
    z = known.mean + known.factor @ np.array([deviate(name, number, seed) for name in known.names])
    return values | {name: value_at(name, float(x)) for name, x in zip(known.names, z, strict=True)}


def calibrated(base_year: int) -> bool:
    """Whether the figures behind the posterior were known at a base year."""
    return base_year >= posterior().until


def prior_coefficients(number: int, seed: int, base_year: int) -> dict[str, float]:
    """Every coefficient under a draw from the priors known at a base year; draw 0 has their own values."""
    return {
        name: c.value
        if c.prior is None or number == CENTRAL
        else quantile(c, uniform_of(seed, number, address_of(name)))
        for name, c in coefficients(base_year).items()
    }


def deviate(name: str, number: int, seed: int) -> float:
    """The standard normal deviate of a coefficient under a draw; 0 in draw 0."""
    return 0.0 if number == CENTRAL else float(ndtri(uniform_of(seed, number, address_of(name))))


def common_shock(number: int, seed: int, years: int, values: Mapping[str, float]) -> Array:
    """A stationary AR(1) path of the mover intercept, (T + 1,), zero in the base year and in draw 0."""
    shock = np.zeros(years)
    if number == CENTRAL:
        return shock
    persistence = values["shock_persistence"]
    innovation = values["shock_sd"] * math.sqrt(1 - persistence**2)
    for t in range(1, years):
        z = float(ndtri(uniform_of(seed, number, address_of("shock"), t)))
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
