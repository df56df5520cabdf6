"""Random numbers by address in plain Python integers, masked to 64 bits.

The generator is SplitMix64 (Steele, Lea and Flood 2014); the numbers are bit for bit those of
`urbsim.households.draws`.
"""

from __future__ import annotations

import math

WORD = (1 << 64) - 1
VITAL, CHOICE, OPTION, COMMUTING, LOTTERY, SECOND = range(1, 7)
ASKED, ACCEPTS = 12, 13
FOUNDED = 0
"""The seed of all that is fixed when a region is founded, the same for every draw."""
GAMMA = 0x9E3779B97F4A7C15
FIRST, THEN = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def finalised(z: int) -> int:
    """SplitMix64's finaliser, a bijection of 64-bit numbers: 0 stays 0."""
    z = ((z ^ (z >> 30)) * FIRST) & WORD
    z = ((z ^ (z >> 27)) * THEN) & WORD
    return z ^ (z >> 31)


def address(seed: int, village: int, year: int, purpose: int) -> int:
    """Where all random numbers of a village, year and purpose start."""
    z = finalised((seed + GAMMA * (village + 1)) & WORD)
    return finalised((z + GAMMA * (16 * year + purpose)) & WORD)


def bits_at(start: int, key: int) -> int:
    """64 bits of one key at an address."""
    return finalised((start + GAMMA * (key + 1)) & WORD)


def high(bits: int) -> int:
    """The upper 32 bits."""
    return bits >> 32


def low(bits: int) -> int:
    """The lower 32 bits."""
    return bits & 0xFFFFFFFF


def uniform(bits: int) -> float:
    """The middle of one of 2⁵³ equal cells of (0, 1)."""
    return ((bits >> 11) + 0.5) / 2**53


def waiting_time(bits: int) -> float:
    """A standard exponential, never 0: −ln of a uniform number."""
    return -math.log(uniform(bits))
