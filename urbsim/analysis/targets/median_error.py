"""The Monte-Carlo error of a median: how far it would wander were other draws taken."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from urbsim.analysis.targets.comparators import Numbers


def median_error(numbers: Numbers) -> float:
    """The error of one median, of draws (D,); see :func:`median_errors`."""
    return float(median_errors(numbers))


def median_errors(numbers: Numbers) -> Numbers:
    """Standard errors (...) of medians over draws (D, ...).

    Each is half the distance of the values sqrt(D)/2 ranks below and above the median. Draws without a number
    do not count. Draws of stratified deviates wander less than independent ones, so it is at most that. A
    single draw has none: the error of one value cannot be told and is 0.

    Of independent normal draws it is about 1.25 standard deviations over √D.
    """
    ordered = np.sort(numbers, axis=0)
    known = (~np.isnan(numbers)).sum(axis=0)
    middle, around = (known - 1) / 2, np.sqrt(known) / 2
    low, high = (at_rank(ordered, middle + side * around, known) for side in (-1, 1))
    return np.where(known < 2, 0.0, (high - low) / 2)


def at_rank(ordered: Numbers, rank: Numbers, known: NDArray[np.intp]) -> Numbers:
    """Values (...) of ordered draws (D, ...) at ranks (...) from 0 to the last one known, interpolated."""
    rank = np.clip(rank, 0.0, np.maximum(known - 1, 0))
    below = np.floor(rank).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(known - 1, 0))
    low, high = (np.take_along_axis(ordered, place[None], axis=0)[0] for place in (below, above))
    return np.asarray(low + (rank - below) * (high - low))
