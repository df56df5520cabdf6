"""Stratified random numbers by address: of the first 2^k of a key one lies in each 2^k-th of (0, 1).

The numbers of a key double: each new one is put beside one that is there, into the empty half of its cell, in
an order and at a place in the cell that are hashes of the key. So what is averaged over the first numbers of
many keys wanders far less than over independent ones, while two keys have nothing to do with each other (a
nested Latin hypercube; Qian 2009).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from urbsim.households.draws import uniforms_at

DOUBLINGS = 8
LENGTH = 1 << DOUBLINGS
"""How many numbers a key has."""
ORDER, PLACE = 1, 2
"""What the hashes of a key are for."""


def stratified(key: int, number: int) -> float:
    """The number of a key, in (0, 1), from 1 to ``LENGTH``.

    Raises IndexError for a ``number`` above `LENGTH`. Number 1 of a key is an independent uniform; numbers 1
    and 2 lie in different halves of (0, 1), 1 to 4 in different quarters.
    """
    return float(stratified_numbers(key)[number - 1])


@cache
def stratified_numbers(key: int) -> NDArray[np.float64]:
    """All numbers of a key in their order, (LENGTH,).

    Each is the place of one draw of one coefficient; the array is read-only, since all callers share it. The
    mean over the first 2^k misses the integral of a smooth function by about 2^(−1.5 k), not 2^(−k / 2).
    """
    order, place = (_uniforms(key, purpose) for purpose in (ORDER, PLACE))
    numbers = place[:1]
    for doubling in range(DOUBLINGS):
        count = 1 << doubling
        new = slice(count, 2 * count)
        beside = numbers[np.argsort(order[new], kind="stable")]
        empty = (beside * 2 * count).astype(np.int64) ^ 1
        numbers = np.concatenate([numbers, (empty + place[new]) / (2 * count)])
    numbers.setflags(write=False)
    return numbers


def _uniforms(key: int, purpose: int) -> NDArray[np.float64]:
    parts = np.empty((3, LENGTH), np.uint64)
    parts[0], parts[1], parts[2] = np.uint64(key), np.uint64(purpose), np.arange(LENGTH)
    numbers = np.empty(LENGTH)
    uniforms_at(parts, numbers)
    return numbers
