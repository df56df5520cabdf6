"""Random numbers by address: a draw is a hash of (seed, village, year, purpose) and the household's key.

A result cannot depend on threads, blocks or the order of work, and two policies
under one seed use common random numbers. The hash is the finaliser of SplitMix64
(Steele, Lea and Flood 2014), whose output is equidistributed over 64 bits.

Purposes are small numbers that keep two questions put to one household in one year apart; 16 of them fit a
year.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from urbsim.households.compiling import kernel

VITAL, CHOICE, OPTION, COMMUTING, LOTTERY, SECOND = (np.uint64(n) for n in range(1, 7))
ASKED, ACCEPTS = np.uint64(12), np.uint64(13)

FOUNDED = np.uint64(0)
"""The seed of all that is fixed when a region is founded, the same for every draw."""
FOR_LIFE = 0
"""Stands for the year of what is drawn once and holds for life."""

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
THEN = np.uint64(0x94D049BB133111EB)
HIGH = np.uint64(32)
LOW_HALF = np.uint64(0xFFFFFFFF)
LOWER, LOWER_BITS, HALF_A_RANK = np.uint64(0xFFFF), np.uint64(16), np.uint64(0x8000)
S27, S30, S31, S11 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(11)
ALWAYS = float(2**32)


@njit(inline="always")
def mix(z):  # type: ignore[no-untyped-def]
    """SplitMix64's finaliser: uint64 → uint64, a bijection (mix(0) == 0).

    Every bit of the argument changes each bit of the result with a chance near a half; being a bijection it
    maps no two addresses to one.
    """
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * THEN
    return z ^ (z >> S31)


@njit(inline="always")
def stream(seed, village, year, purpose):  # type: ignore[no-untyped-def]
    """The uint64 address that all draws of one village, year and purpose start from.

    Worked out once a village and year; `draw` then costs one more hash a household.
    """
    z = mix(seed + GOLDEN * (village + np.uint64(1)))
    return mix(z + GOLDEN * (np.uint64(year) * np.uint64(16) + purpose))


@njit(inline="always")
def draw(address, key):  # type: ignore[no-untyped-def]
    """64 random bits of one household under an address.

    The same address and key give the same bits in every process, on every machine and under every policy.
    """
    return mix(address + GOLDEN * (np.uint64(key) + np.uint64(1)))


@njit(inline="always")
def mobility(key):  # type: ignore[no-untyped-def]
    """A household's rank in mobility, for life, in units of 2⁻³²: the lowest, the stayers, never move.

    It is the lower half of the key, so that a founding can take its households evenly from all ranks.

    A share s of stayers are those with a rank below s · 2³²: the ranks are evenly spread at founding, so the
    share of stayers is nearly s in every village, not only on the whole.
    """
    return (np.uint64(key) & LOWER) << LOWER_BITS | HALF_A_RANK


@njit(inline="always")
def uniform(bits):  # type: ignore[no-untyped-def]
    """The middle of one of 2^53 equal cells of (0, 1): never 0; in the last cell it is rounded to 1.

    The top 53 bits count: 0 gives 2⁻⁵⁴, so its logarithm exists.
    """
    return (float(bits >> S11) + 0.5) * 1.1102230246251565e-16


@njit(inline="always")
def exponential(bits):  # type: ignore[no-untyped-def]
    """A standard exponential from 64 bits; the smallest of E/w over options picks with P ∝ w.

    The mean is 1. Who wins a race of such times over weights w is chosen with probability w / Σw, and stays
    chosen when its own weight rises.
    """
    return -math.log(uniform(bits))


@kernel()
def uniforms_at(parts, out):  # type: ignore[no-untyped-def]
    """Uniform draws in (0, 1) at addresses ``parts`` (m, n), as :func:`uniform_of` gives them, into (n,).

    ``parts`` are unsigned integers, one column an address; ``out`` is overwritten. The order of the parts
    matters.
    """
    for n in range(len(out)):
        value = np.uint64(0)
        for m in range(len(parts)):
            value = mix(value + GOLDEN * (parts[m, n] + np.uint64(1)))
        out[n] = uniform(value)


def address_of(name: str) -> int:
    """A stable 64-bit key of a name (FNV-1a, then mixed): independent of order and of PYTHONHASHSEED.

    Unicode names are hashed as UTF-8. The empty name has an address too.
    """
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value


def combine(*parts: int) -> int:
    """One 64-bit address from several integers, the same on every machine.

    Negative parts count modulo 2⁶⁴. The order of parts matters, and (1, 2) is not (1, 2, 0).
    """
    value = 0
    for part in parts:
        value = _mix(value + int(GOLDEN) * (part % 2**64 + 1))
    return value


def _mix(value: int) -> int:
    z = value % 2**64
    z = ((z ^ (z >> 30)) * int(FIRST)) % 2**64
    z = ((z ^ (z >> 27)) * int(THEN)) % 2**64
    return z ^ (z >> 31)


def uniform_of(*parts: int) -> float:
    """A uniform draw in (0, 1) at an address given by integers, for the few (towns, villages).

    Equal to `uniforms_at` of the same parts; plain Python, some microseconds a call.
    """
    return ((combine(*parts) >> 11) + 0.5) * 2.0**-53
