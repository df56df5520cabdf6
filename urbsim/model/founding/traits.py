"""Distributions of household traits by quantile."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from urbsim.model.setup import Array, Coefficients, Integers


def lognormal_by_quantile(sd: float) -> Array:
    """A mean-one lognormal by 256th quantile, (256,).

    With a spread of 0 everybody is the mean. The mean over the table is slightly below 1, since its ends are
    cut.
    """
    return np.asarray(np.exp(sd * ndtri((np.arange(256) + 0.5) / 256) - sd**2 / 2))


def income_spread(p: Coefficients) -> float:
    """The log standard deviation whose lognormal has the stated Gini index.

    From Gini = 2 Φ(σ / √2) − 1, the Gini index of a lognormal; a Gini of 0 gives 0, of 0.37 gives 0.68.
    """
    return float(np.sqrt(2) * ndtri((p["income_gini"] + 1) / 2))


def schooling_table(p: Coefficients, more: float) -> Integers:
    """Years of schooling by quantile, (256,): a normal distribution ``more`` years above the mean, 0–15.

    Rounded to whole years, since a packed row holds four bits of them.
    """
    z = ndtri((np.arange(256) + 0.5) / 256)
    years: Array = np.rint(p["schooling_mean"] + more + p["schooling_sd"] * z)
    return np.clip(years, 0, 15).astype(np.int64)
