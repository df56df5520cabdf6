"""Draws by address in plain Python integers, masked to 64 bits (SplitMix64; Steele, Lea and Flood 2014)."""

from __future__ import annotations

import math

WORD = (1 << 64) - 1
VITAL, CHOICE, OPTION, STAYER, LOTTERY, SECOND = range(1, 7)
GAMMA = 0x9E3779B97F4A7C15


def finalised(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
    return z ^ (z >> 31)


def address(seed: int, village: int, year: int, purpose: int) -> int:
    """Where all draws of a village, year and purpose start."""
    z = finalised((seed + GAMMA * (village + 1)) & WORD)
    return finalised((z + GAMMA * (16 * year + purpose)) & WORD)


def bits_at(start: int, key: int) -> int:
    """64 bits of one key at an address."""
    return finalised((start + GAMMA * (key + 1)) & WORD)


def high(bits: int) -> int:
    return bits >> 32


def low(bits: int) -> int:
    return bits & 0xFFFFFFFF


def waiting_time(bits: int) -> float:
    """A standard exponential."""
    return -math.log(((bits >> 11) + 0.5) / 2**53)
