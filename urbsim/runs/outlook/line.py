"""The line on which regions depart: the log odds of a rate up to one half, and straight in points beyond.

Boundaries and definitions move as many people where most are urban. On log odds a departure would shrink in
points as p (1 - p) does. So from one half on the line goes on as it rises there, four to a rate of one, and a
departure is as many points at any rate above, until all residents are urban.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from urbsim.model.setup import Array

HALF = 0.5
SLOPE = 4.0
"""How much the line rises for a rate of one, at a rate of one half and beyond."""


def line_of(rates: Array) -> Array:
    """Where rates (...) stand on the line, (...): minus infinity where nobody is urban, 2 where all are."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(rates < HALF, logit(np.minimum(rates, HALF)), SLOPE * (rates - HALF)))


def rate_at(line: Array) -> Array:
    """The rates (...) at places on the line (...): the inverse, and 1 beyond its end."""
    return np.asarray(np.where(line < 0, expit(line), np.minimum(1.0, HALF + line / SLOPE)))
