"""A forecast as quantiles on fixed levels, and the scales on which simple rules are straight lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtri

Array = NDArray[np.float64]

LEVELS: Array = np.arange(1, 100) / 100
"""Probabilities of the quantiles that every forecast gives."""
MEDIAN = 49
EDGE = 1e-4
"""Rates nearer to 0 or 1 than this are moved here before they are put on a logistic scale."""


@dataclass(frozen=True)
class Forecast:
    """Quantiles of a rate (fractions), (U, T, Q) at ``LEVELS``; NaN where the method has none.

    ``banded`` is False for a point forecast: its quantiles are all the point. ``not_simulated`` gives, by
    key, the reason why a unit's own forecast stands on expected values alone.
    """

    quantiles: Array
    banded: bool = True
    not_simulated: Mapping[str, str] = field(default_factory=dict)

    @property
    def median(self) -> Array:
        """The point forecast, (U, T)."""
        return np.asarray(self.quantiles[:, :, MEDIAN])

    def at(self, level: float) -> Array:
        """The quantile at a level in whole percent, (U, T)."""
        return np.asarray(self.quantiles[:, :, round(level * 100) - 1])


@dataclass(frozen=True)
class Scale:
    """A monotone map of rates to a line and back."""

    line: Callable[[Array], Array]
    rate: Callable[[Array], Array]


def _clipped(rates: Array, ceiling: float = 1.0) -> Array:
    return np.clip(rates, EDGE * ceiling, (1 - EDGE) * ceiling)


def logistic(ceiling: float) -> Scale:
    """The scale on which a logistic curve with this ceiling is a straight line."""
    return Scale(
        lambda rates: np.asarray(logit(_clipped(rates, ceiling) / ceiling)),
        lambda line: np.asarray(ceiling * expit(line)),
    )


LINEAR = Scale(lambda rates: rates, lambda line: np.clip(line, 0.0, 1.0))
LOGIT = logistic(1.0)


def gaussian(centre: Array, sd: Array, scale: Scale) -> Forecast:
    """The forecast that is normal on a scale, from centre and standard deviation (U, T) there.

    With a standard deviation of 0 every quantile is the centre.
    """
    return Forecast(scale.rate(centre[:, :, None] + sd[:, :, None] * ndtri(LEVELS)))


def point(rates: Array) -> Forecast:
    """A forecast without a band, from rates (U, T)."""
    return Forecast(np.repeat(rates[:, :, None], len(LEVELS), axis=2), banded=False)


def from_draws(draws: Array) -> Forecast:
    """The quantiles of an ensemble (D, U, T); NaN where any draw is."""
    return Forecast(np.moveaxis(np.quantile(draws, LEVELS, axis=0), 0, 2))
