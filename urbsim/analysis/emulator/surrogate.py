"""The surrogate: for every draw a quadratic in the strengths, additive or with all products.

    y_d(s) = b_d0 + sum_i (b_di x_i + c_di x_i^2) [+ sum_(i<j) e_dij x_i x_j],   x_i = 2 s_i / most_i - 1

fitted by least squares. All draws share the settings and so one matrix of terms X; leaving out setting n
moves the residual e_n to e_n / (1 - h_n), h the diagonal of X (X'X)^-1 X', so that cross-validation needs
no second fit.
Of the two forms an output takes the one whose left-out residuals are smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from urbsim.analysis.emulator.strengths import Array

Term = tuple[int, ...]
"""The strengths that a term multiplies: () the constant, (i,) one, (i, i) its square, (i, j) a product."""
ALMOST_SEEN = 0.999
"""Leverage from which a setting that is left out cannot be foretold: as many terms as settings."""


def additive(measures: int) -> tuple[Term, ...]:
    """Constant, strengths and squares."""
    each = range(measures)
    return ((), *((i,) for i in each), *((i, i) for i in each))


def with_products(measures: int) -> tuple[Term, ...]:
    """The additive terms and every product of two."""
    return (*additive(measures), *combinations(range(measures), 2))


@dataclass(frozen=True, eq=False)
class Surrogate:
    """One output: coefficients (P, D) of its terms in the scaled strengths; ``left_out`` is its residual.

    ``left_out`` is the root mean square over draws and settings, each foretold without itself.
    """

    terms: tuple[Term, ...]
    coefficients: Array
    left_out: float

    def __call__(self, scaled: Array) -> Array:
        """Values (S, D) at scaled strengths (S, M)."""
        return np.asarray(matrix_of(self.terms, scaled) @ self.coefficients)


def matrix_of(terms: Sequence[Term], scaled: Array) -> Array:
    """Every term at every setting, (S, P), for scaled strengths (S, M)."""
    return np.stack([scaled[:, list(term)].prod(axis=1) for term in terms], axis=1)


def scaled_of(strengths: Array, most: Array) -> Array:
    """Strengths (S, M) between 0 and ``most`` (M,) to between -1 and 1."""
    return np.asarray(2.0 * strengths / most - 1.0)


def fitted(scaled: Array, values: Array) -> Surrogate:
    """The better of both forms for values (N, D) at scaled strengths (N, M)."""
    measures = scaled.shape[1]
    forms = (additive(measures), with_products(measures)) if measures > 1 else (additive(measures),)
    found = [fit(terms, scaled, values) for terms in forms if len(terms) < len(scaled)]
    return min(found, key=lambda each: each.left_out)


def fit(terms: tuple[Term, ...], scaled: Array, values: Array) -> Surrogate:
    """Least squares of ``values`` (S, D) in these terms of ``scaled`` strengths (S, M)."""
    matrix = matrix_of(terms, scaled)
    q, r = np.linalg.qr(matrix)
    leverage = (q**2).sum(axis=1)
    residuals = values - q @ (q.T @ values)
    if leverage.max() > ALMOST_SEEN:
        return Surrogate(terms, np.linalg.solve(r, q.T @ values), np.inf)
    left_out = float(np.sqrt(np.mean((residuals / (1.0 - leverage)[:, None]) ** 2)))
    return Surrogate(terms, np.linalg.solve(r, q.T @ values), left_out)
