"""The Monte-Carlo error of a median: how far it would wander were other draws taken."""

from __future__ import annotations

import math

import numpy as np

from urbsim.analysis.targets.comparators import Numbers


def median_error(numbers: Numbers) -> float:
    """Standard error of the median of draws (D,), half the distance of the values sqrt(D)/2 ranks around it.

    Draws of stratified deviates wander less than independent ones, so it is at most that. A single draw has
    none: the error of one value cannot be told and is 0.
    """
    known = np.sort(numbers[~np.isnan(numbers)])
    if len(known) < 2:
        return 0.0
    middle, around = (len(known) - 1) / 2, math.sqrt(len(known)) / 2
    low, high = np.interp((middle - around, middle + around), np.arange(len(known)), known)
    return float(high - low) / 2
