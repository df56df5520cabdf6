"""Logarithms and exponentials without calls, which a compiler widens to many numbers at a time in a loop.

Both are within a few units in the last place of the exact value. ln m is 2 artanh((m − 1) ÷ (m + 1)) for
m within √½ … √2; e^y is 2^n times a polynomial in what is left, within ± ln 2 ÷ 2.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.compiling import kernel

SMALLEST = 1e-300
LARGEST_POWER = 700.0
EXPONENT, BIAS = np.uint64(52), np.uint64(1023)
HALF_ROOT = np.uint64(0x3FF0000000000000 - 0x3FE6A09E667F3BCD)
"""Added to the bits of a number, carries into the exponent where the mantissa is above √2."""
AS_FLOAT, OFFSET = np.uint64(0x4330000000000000), 2.0**52 + 1023
ROUNDED = 1.5 * 2.0**52
"""A number plus this is rounded to a whole one, which then stands in its lowest bits."""
PER_LN_2, LN_2_HIGH, LN_2_LOW = 1 / math.log(2), 0.693147180369123816490, 1.90821492927058770002e-10
ARTANH = tuple(2 / (2 * k + 1) for k in range(10, -1, -1))
POWERS = tuple(1 / math.factorial(k) for k in range(13, -1, -1))


@njit(inline="always")
def logarithm(value):  # type: ignore[no-untyped-def]
    """Ln of ``value``; of anything below 1e-300, ln 1e-300.

    For normal positive doubles; the error is a few units in the last place, and ln 1 is exactly 0. Unlike
    ``math.log`` it does not depend on the library of the C compiler.
    """
    bits = np.float64(max(value, SMALLEST)).view(np.uint64)
    exponent = (bits + HALF_ROOT) >> EXPONENT
    mantissa = np.uint64(bits - ((exponent - BIAS) << EXPONENT)).view(np.float64)
    s = (mantissa - 1) / (mantissa + 1)
    series = 0.0
    for term in ARTANH:
        series = series * (s * s) + term
    whole = np.uint64(exponent | AS_FLOAT).view(np.float64) - OFFSET
    return whole * LN_2_HIGH + (whole * LN_2_LOW + s * series)


@njit(inline="always")
def exponential(value):  # type: ignore[no-untyped-def]
    """e^value, the value kept within ± 700.

    e^0 is exactly 1. Beyond ± 700 it is e^± 700, which is neither infinite nor 0, so quotients of weights
    stay numbers.
    """
    kept = max(-LARGEST_POWER, min(LARGEST_POWER, value))
    shifted = np.float64(kept * PER_LN_2 + ROUNDED)
    factor = np.uint64((shifted.view(np.uint64) + BIAS) << EXPONENT).view(np.float64)
    twos = shifted - ROUNDED
    rest = kept - twos * LN_2_HIGH - twos * LN_2_LOW
    series = 0.0
    for term in POWERS:
        series = series * rest + term
    return series * factor


def powers(values: NDArray[np.float64], exponent: float) -> NDArray[np.float64]:
    """Each of the ``values`` (...), none below 0, to the same positive power, (...); 0 gives 0.

    Raises nothing: below 1e-300 a value counts as 1e-300, a negative one gives 0. To the power 1 a value
    comes back to some fourteen digits.
    """
    out = np.empty_like(values, order="C")
    raised(values.ravel(), exponent, out.reshape(-1))
    return out


@kernel(error_model="numpy")
def raised(values, exponent, out):  # type: ignore[no-untyped-def]
    """``values`` (n,) to a power into ``out``."""
    for n in range(len(values)):
        power = exponential(logarithm(values[n]) * exponent)
        out[n] = power if values[n] > 0.0 else 0.0


@kernel(error_model="numpy")
def raised_twice(values, exponents, out, other):  # type: ignore[no-untyped-def]
    """``values`` (n,) to two powers into ``out`` and ``other``, their logarithms taken once.

    Arrays are flat and of one length; the two results are those of two calls of `raised`, to the bit.
    """
    for n in range(len(values)):
        log = logarithm(values[n])
        power, second = exponential(log * exponents[0]), exponential(log * exponents[1])
        out[n] = power if values[n] > 0.0 else 0.0
        other[n] = second if values[n] > 0.0 else 0.0
