"""Calibration: the coefficients that the window tells something about, as a posterior of deviates.

Gauss-Newton for the mode, a widened Student t around it as proposal, and weights by the likelihood. The
deviates are standard normal under the prior, so a coefficient about which nothing is learnt keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from urbsim.analysis.calibration.window import LAST, Window
from urbsim.analysis.panels.forecasts import Array
from urbsim.evidence.coefficients import coefficients
from urbsim.runs.setup.sampling import CENTRAL, prior_coefficients, value_at

FITTED = (
    "income_response",
    "living_cost_away",
    "dissimilarity",
    "network",
    "age_decline",
    "return_rate",
    "stayer_share",
    "growth_share_deviate",
)
"""The coefficients that move the nation's path in expected values; policies and places move the others."""
GROWTH_SD = 0.002
"""Error of the growth at the start of the window, which is fitted with them and then dropped."""
STEP = 0.1
ROUNDS = 12
STRIDES = np.array([1.0, 0.5, 0.25, 0.1, 0.0])
DRAWS, FREEDOM, WIDENING = 2000, 5, 1.5
ENOUGH = 200

Residual = Callable[[Array], Array]


class Gaussian(NamedTuple):
    """A mean (N,) and a covariance (N, N)."""

    mean: Array
    covariance: Array


@dataclass(frozen=True)
class Calibration:
    """The posterior of the deviates (N,) with what it rests on.

    ``draws`` (D, N + 1) end with the growth at the start and have ``weights`` (D,). ``informed`` are the
    singular values of the data part of the Jacobian, ``moments`` (M,) the fitted ones.
    """

    draws: Array
    weights: Array
    informed: Array
    moments: Array

    @property
    def mean(self) -> Array:
        """Mean of every deviate but the growth's, (N,)."""
        return summed_up(self.draws, self.weights).mean[:-1]

    @property
    def growth(self) -> float:
        """Mean of the growth's deviate."""
        return float(summed_up(self.draws, self.weights).mean[-1])

    @property
    def covariance(self) -> Array:
        """Covariance of the deviates but the growth's, (N, N)."""
        return summed_up(self.draws, self.weights).covariance[:-1, :-1]

    @property
    def sd(self) -> Array:
        """Posterior over prior standard deviation of every coefficient, (N,)."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))


def calibrate(window: Window, seed: int = 1) -> Calibration:
    """The posterior of ``FITTED`` given the window."""

    def residual(z: Array) -> Array:
        return np.concatenate([window.misfit(moments_at(window, z)), z], axis=1)

    mode, jacobian = gauss_newton(residual, len(FITTED) + 1)
    spread: Array = np.asarray(np.linalg.inv(jacobian.T @ jacobian), float)
    draws, weights = weighted(residual, Gaussian(mode, spread), seed)
    if effective(weights) < ENOUGH:
        draws, weights = weighted(residual, summed_up(draws, weights), seed + 1)
    return Calibration(
        draws,
        weights,
        np.asarray(np.linalg.svd(jacobian[: len(window.observed)], compute_uv=False), float),
        moments_at(window, summed_up(draws, weights).mean[None, :])[0],
    )


@dataclass(frozen=True)
class Fitted:
    """A coefficient in the middle of its prior and its posterior, and the share of the prior's width left."""

    name: str
    prior: float
    posterior: float
    width: float


def summary_of(found: Calibration) -> list[Fitted]:
    """What was learnt about every coefficient of ``FITTED``."""
    known = coefficients(LAST)
    return [
        Fitted(name, known[name].value, value_at(name, float(mean)), float(sd))
        for name, mean, sd in zip(FITTED, found.mean, found.sd, strict=True)
    ]


def moments_at(window: Window, z: Array) -> Array:
    """Moments (D, M) at deviates (D, N + 1), the last of which is the growth's."""
    return window.moments(coefficients_at(z[:, :-1]), window.inputs.growth[0] + GROWTH_SD * z[:, -1])


def coefficients_at(z: Array) -> dict[str, Array]:
    """Every coefficient (D,): those of ``FITTED`` at deviates (D, N), the others amid their priors."""
    p = {name: np.full(len(z), value) for name, value in prior_coefficients(CENTRAL, LAST).items()}
    fitted = zip(FITTED, z.T, strict=True)
    return p | {name: np.array([value_at(name, float(x)) for x in deviates]) for name, deviates in fitted}


def gauss_newton(residual: Residual, n: int) -> tuple[Array, Array]:
    """The mode of the deviates, (N,), and the Jacobian of the residuals there, (R, N).

    Each round takes the best of a few shorter strides, so the sum of squares never rises; of a linear
    residual the first stride finds the minimum.

    The Jacobian is found anew in each round, so few rounds are enough for residuals that are nearly linear.
    """
    z = np.zeros(n)
    for _ in range(ROUNDS):
        here, jacobian = linearised(residual, z)
        step = -np.linalg.lstsq(jacobian, here, rcond=None)[0]
        tried = z + STRIDES[:, None] * step
        z = tried[int((residual(tried) ** 2).sum(axis=1).argmin())]
    return z, linearised(residual, z)[1]


def linearised(residual: Residual, z: Array) -> tuple[Array, Array]:
    """Residuals (R,) and their Jacobian (R, N) by central differences.

    The step is the same for all deviates, whose unit is a standard deviation of the prior.
    """
    n = len(z)
    around = np.vstack([z, z + STEP * np.eye(n), z - STEP * np.eye(n)])
    found = residual(around)
    return found[0], (found[1 : n + 1] - found[n + 1 :]).T / (2 * STEP)


def weighted(residual: Residual, proposal: Gaussian, seed: int) -> tuple[Array, Array]:
    """Draws (D, N) of a widened t with mean and covariance of a proposal, and posterior weights (D,).

    Importance sampling: the weights correct for what the normal approximation at the mode gets wrong, and sum
    to 1.
    """
    centre, spread = proposal
    factor = WIDENING * np.linalg.cholesky(spread)
    random = np.random.default_rng(seed)
    normal = random.standard_normal((DRAWS, len(centre)))
    scale = np.sqrt(FREEDOM / random.chisquare(FREEDOM, DRAWS))[:, None]
    z = centre + scale * normal @ factor.T
    distance = (scale**2 * normal**2).sum(axis=1)
    density = -(FREEDOM + len(centre)) / 2 * np.log1p(distance / FREEDOM)
    weight = -(residual(z) ** 2).sum(axis=1) / 2 - density
    weight = np.exp(weight - weight.max())
    return z, weight / weight.sum()


def summed_up(draws: Array, weights: Array) -> Gaussian:
    """Mean and covariance of draws (D, N) with weights (D,)."""
    mean = weights @ draws
    gap = draws - mean
    return Gaussian(mean, (gap * weights[:, None]).T @ gap)


def effective(weights: Array) -> float:
    """How many equally weighted draws tell as much as these ``weights`` (D,), which add up to 1 (Kish).

    All of them where the weights are equal, one where a single draw has all the weight.

    1 / Σw². Much fewer than draws say that the proposal does not fit the posterior.
    """
    return float(1 / (weights**2).sum())
