"""Sobol indices of a function of uniform inputs: how much of its variance each input makes, alone and in all.

Two samples A and B, and A with column i of B: first order mean(y_B (y_ABi - y_A)) / V (Saltelli et al. 2010,
table 2 b), total mean((y_A - y_ABi)^2) / 2 V (Jansen 1999).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from urbsim.analysis.emulator.strengths import Array

SEED = 11
ENDS = (0.05, 0.95)
"""Ends of the intervals: 90 %."""


@dataclass(frozen=True, eq=False)
class Indices:
    """First-order and total indices (K,).

    First order: the part of the variance gone if the input were known. Total: the part left if all others
    were. Of an additive function both are the same and add up to 1.
    """

    first: Array
    total: Array


@dataclass(frozen=True, eq=False)
class SaltelliSample:
    """Outputs at A (N,), at B (N,), and at A with each column of B (K, N)."""

    a: Array
    b: Array
    mixed: Array

    def indices(self, rows: NDArray[np.int64] | None = None) -> Indices:
        """The indices from these rows of the design, numbers (n,), by default from all."""
        chosen = slice(None) if rows is None else rows
        middle = self.a[chosen].mean()
        a, b, mixed = self.a[chosen] - middle, self.b[chosen] - middle, self.mixed[:, chosen] - middle
        variance = float(np.concatenate([a, b]).var())
        if variance <= 0:
            return Indices(np.zeros(len(mixed)), np.zeros(len(mixed)))
        return Indices(
            (b * (mixed - a)).mean(axis=1) / variance, ((a - mixed) ** 2).mean(axis=1) / (2.0 * variance)
        )


def sampled(function: Callable[[Array], Array], inputs: int, count: int) -> SaltelliSample:
    """Values of a function (N, K) -> (N,) on a scrambled Sobol sequence; ``count`` is a power of two.

    Costs (K + 2) · ``count`` values of the function; the sequence is scrambled under a fixed seed, so the
    answer repeats.
    """
    points = qmc.Sobol(2 * inputs, scramble=True, rng=SEED).random(count)
    a, b = points[:, :inputs], points[:, inputs:]
    mixed = []
    for column in range(inputs):
        exchanged = a.copy()
        exchanged[:, column] = b[:, column]
        mixed.append(function(exchanged))
    return SaltelliSample(function(a), function(b), np.stack(mixed))


def bounds_of(every: list[Indices]) -> tuple[Indices, Indices]:
    """Lower and upper ends of indices that were found again and again."""
    firsts, totals = np.stack([each.first for each in every]), np.stack([each.total for each in every])
    low, high = (Indices(np.quantile(firsts, end, axis=0), np.quantile(totals, end, axis=0)) for end in ENDS)
    return low, high


def resampled(values: SaltelliSample, times: int) -> list[Indices]:
    """Indices from rows drawn again with replacement."""
    rng, count = np.random.default_rng(SEED), len(values.a)
    return [values.indices(rng.integers(0, count, count)) for _ in range(times)]
