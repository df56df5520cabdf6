"""Sensitivity: how much strengths, coefficients and drivers each move an output.

The emulator's coefficients of every draw are regressed on what varied between the draws (linear and squared,
those that foretell left-out draws best); with what is left of each draw as an input of its own, *the rest*,
the output is a function of independent inputs, and its indices are taken on it. Intervals come from drawing
the draws again, and are widened to the estimate where that lies outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from urbsim.analysis.choices.indices import Indices, bounds_of, sampled
from urbsim.analysis.choices.what_varies import Varied
from urbsim.analysis.emulator.design import spread
from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.strengths import Array
from urbsim.analysis.emulator.surrogate import Surrogate, matrix_of, scaled_of

REST = "the rest"
COUNT = 1024
AGAIN = 40
"""How often the draws are drawn again."""
SETTINGS, SEED = 16, 5
MOST_FEATURES = 8
DRAWS_A_FEATURE = 12
"""Draws for each input that is used: among many inputs some fit few draws by chance."""


@dataclass(frozen=True, eq=False)
class Regression:
    """A surrogate's coefficients by what varied: columns used, weights (Q, P), and the rest (D, P)."""

    columns: tuple[int, ...]
    weights: Array
    rest: Array


def features(scaled: Array, columns: tuple[int, ...]) -> Array:
    """A constant, then each column with its square about its mean, (N, Q)."""
    parts = [np.ones(len(scaled))]
    for column in columns:
        parts += [scaled[:, column], scaled[:, column] ** 2 - 1.0 / 3.0]
    return np.stack(parts, axis=1)


def chosen_columns(scaled: Array, responses: Array) -> tuple[int, ...]:
    """Columns of (D, K) that foretell responses (D, S) of draws left out, found one by one."""
    columns: tuple[int, ...] = ()
    missed = left_out(features(scaled, columns), responses)
    while len(columns) < min(MOST_FEATURES, len(scaled) // DRAWS_A_FEATURE):
        ahead = {
            column: left_out(features(scaled, (*columns, column)), responses)
            for column in range(scaled.shape[1])
            if column not in columns
        }
        best = min(ahead, key=lambda column: ahead[column], default=None)
        if best is None or ahead[best] >= missed:
            break
        columns, missed = (*columns, best), ahead[best]
    return columns


def left_out(matrix: Array, responses: Array) -> float:
    """Sum of squared residuals of draws that are foretold without themselves.

    By leverage from one fit of ``responses`` (D, n) on ``matrix`` (D, k): each residual over 1 − h.
    """
    q, _ = np.linalg.qr(matrix)
    residuals = responses - q @ (q.T @ responses)
    return float(((residuals / np.maximum(1e-3, 1.0 - (q**2).sum(axis=1))[:, None]) ** 2).sum())


def explained(surrogate: Surrogate, scaled: Array, columns: tuple[int, ...]) -> Regression:
    """Least squares of the coefficients (P, D) on the features of these columns."""
    matrix = features(scaled, columns)
    weights = np.asarray(np.linalg.lstsq(matrix, surrogate.coefficients.T, rcond=None)[0], dtype=float)
    return Regression(columns, weights, np.asarray(surrogate.coefficients.T - matrix @ weights))


def indices_of(emulator: Emulator, surrogate: Surrogate, found: Regression) -> Indices:
    """Indices over strengths, the columns used, and the rest."""
    measures, used = len(emulator.sliders), len(found.columns)

    def output(uniform: Array) -> Array:
        terms = matrix_of(surrogate.terms, 2.0 * uniform[:, :measures] - 1.0)
        inputs = 2.0 * uniform[:, measures : measures + used] - 1.0
        number = np.minimum((uniform[:, -1] * len(found.rest)).astype(int), len(found.rest) - 1)
        coefficients = features(inputs, tuple(range(used))) @ found.weights + found.rest[number]
        return np.asarray((terms * coefficients).sum(axis=1))

    return sampled(output, measures + used + 1, COUNT).indices()


def sensitivity(emulator: Emulator, keys: list[str], varied: Varied) -> pd.DataFrame:
    """`sensitivity.csv`: indices of these outputs with their intervals, the largest total first."""
    tables = [of_output(emulator, key, varied) for key in keys]
    return pd.concat(tables, ignore_index=True)


def of_output(emulator: Emulator, key: str, varied: Varied) -> pd.DataFrame:
    """The rows of one output."""
    surrogate, scaled = emulator.surrogates[emulator.position[key]], varied.scaled
    settings = scaled_of(spread(emulator.sliders, SETTINGS, SEED), emulator.most)
    columns = chosen_columns(scaled, surrogate(settings).T)
    found = indices_of(emulator, surrogate, explained(surrogate, scaled, columns))
    rng, again = np.random.default_rng(SEED), []
    for _ in range(AGAIN):
        rows = rng.integers(0, len(scaled), len(scaled))
        drawn = Surrogate(surrogate.terms, surrogate.coefficients[:, rows], surrogate.left_out)
        again.append(indices_of(emulator, drawn, explained(drawn, scaled[rows], columns)))
    low, high = bounds_of(again)
    names = [slider.measure for slider in emulator.sliders] + [varied.names[c] for c in columns] + [REST]
    table = pd.DataFrame(
        {
            "output": key, "input": names,
            "first": found.first, "first_low": np.minimum(low.first, found.first),
            "first_high": np.maximum(high.first, found.first),
            "total": found.total, "total_low": np.minimum(low.total, found.total),
            "total_high": np.maximum(high.total, found.total),
        }
    )  # fmt: skip
    return table.sort_values("total", ascending=False, kind="stable")
