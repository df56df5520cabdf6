"""Deviates of a region's own discrepancy: how far one draw departs from what households explain.

They are the stratified ones of a draw's number, so that even a few draws are spread evenly, and the seed has
no part in them. Draw 0 departs by nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit

from urbsim.households.draws import address_of, combine
from urbsim.households.stratified import LENGTH, stratified_numbers
from urbsim.model.setup import Array


def related(shares: Mapping[str, float], numbers: Sequence[int]) -> Array:
    """Standard normal deviates (D,), made of those of several names, each with a share of the variance."""
    return np.asarray(sum(np.sqrt(share) * normal(name, numbers) for name, share in shares.items()))


def normal(name: str, numbers: Sequence[int]) -> Array:
    """Standard normal deviates (D,) of draws under a name; 0 in draw 0."""
    return np.where(np.asarray(numbers) == 0, 0.0, ndtri(uniforms(name, numbers)))


def uniforms(name: str, numbers: Sequence[int]) -> Array:
    """Stratified uniforms (D,) of draws under a name; as many again, others, for numbers beyond the set."""
    laps, places = np.divmod(np.maximum(np.asarray(numbers), 1) - 1, LENGTH)
    key = address_of(name)
    sets = {lap: stratified_numbers(combine(key, lap) if lap else key) for lap in {int(lap) for lap in laps}}
    return np.array([sets[int(lap)][place] for lap, place in zip(laps, places, strict=True)])


def with_tails(deviates: Array, freedom: float) -> Array:
    """Normal deviates (D,) as those of Student's t with a standard deviation of 1, at the same quantiles.

    Limiting case: for infinite ``freedom`` they stay.
    """
    if np.isinf(freedom):
        return deviates
    return np.asarray(stdtrit(freedom, ndtr(deviates)) * np.sqrt((freedom - 2) / freedom))
