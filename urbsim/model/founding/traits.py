"""Distributions of household traits by quantile."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from urbsim.model.setup import Array, Coefficients


def lognormal_by_quantile(sd: float) -> Array:
    """A mean-one lognormal by 256th quantile, (256,)."""
    return np.asarray(np.exp(sd * ndtri((np.arange(256) + 0.5) / 256) - sd**2 / 2))


def income_spread(p: Coefficients) -> float:
    """The log standard deviation whose lognormal has the stated Gini index."""
    return float(np.sqrt(2) * ndtri((p["income_gini"] + 1) / 2))
