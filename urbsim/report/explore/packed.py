"""Surrogates packed for a page: coefficients as 16-bit numbers of a step that each term has for itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.strengths import Array
from urbsim.analysis.emulator.surrogate import Surrogate

LARGEST = 32_767


@dataclass(frozen=True)
class Packed:
    """One output: its terms, the step (P,) and middle (P,) of each, and its coefficients in base 64.

    A coefficient is middle + step * number; numbers stand term after term, each for all draws, little endian.
    """

    terms: tuple[tuple[int, ...], ...]
    steps: tuple[float, ...]
    middles: tuple[float, ...]
    numbers: str


def packed(surrogate: Surrogate) -> Packed:
    """The surrogate with coefficients rounded to a 65,000th of their range over the draws."""
    middles, steps, numbers = parts_of(surrogate.coefficients)
    return Packed(
        surrogate.terms,
        tuple(steps.tolist()),
        tuple(middles.tolist()),
        b64encode(numbers.astype("<i2").tobytes()).decode(),
    )


def as_packed(emulator: Emulator) -> Emulator:
    """The emulator with the rounded coefficients of the page, so that both say the same."""
    return replace(emulator, surrogates=tuple(rounded(each) for each in emulator.surrogates))


def rounded(surrogate: Surrogate) -> Surrogate:
    """The surrogate as the page unpacks it."""
    middles, steps, numbers = parts_of(surrogate.coefficients)
    return replace(surrogate, coefficients=middles[:, None] + steps[:, None] * numbers)


def parts_of(coefficients: Array) -> Sequence[Array]:
    """Middles (P,), steps (P,) and whole numbers (P, D) of coefficients (P, D)."""
    low, high = coefficients.min(axis=1), coefficients.max(axis=1)
    middles, steps = (low + high) / 2.0, (high - low) / (2.0 * LARGEST)
    numbers = np.round((coefficients - middles[:, None]) / np.where(steps > 0, steps, 1.0)[:, None])
    return middles, steps, numbers
