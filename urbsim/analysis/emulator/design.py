"""Design: at which strengths the model is run, so that few runs tell much; and some to be kept unseen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import qmc

from urbsim.analysis.emulator.strengths import Array, Slider

SEED = 20_111_217
"""Scrambles the points; a constant, so that a scenario is always asked about at the same strengths."""
LEAST = 16
"""Settings that even one measure gets."""
A_MEASURE = 5
"""Settings for each measure, of which an additive quadratic has two terms; rounded up to a power of two."""
UNSEEN = 12
"""Settings that are kept from the fit."""


def corners(sliders: Sequence[Slider]) -> Array:
    """Nothing, everything as written, and everything at its strongest, (3, M)."""
    most = np.array([slider.most for slider in sliders])
    return np.stack([np.zeros(len(sliders)), np.minimum(1.0, most), most])


def settings_to_learn(sliders: Sequence[Slider], count: int | None) -> Array:
    """The corners and a scrambled Sobol sequence in the box of all strengths, (N, M).

    Where fewer are asked for than an additive quadratic needs, there are as many as it needs.
    """
    least = 3 * len(sliders)
    return np.vstack([corners(sliders), spread(sliders, max(count or enough_for(len(sliders)), least), SEED)])


def settings_unseen(sliders: Sequence[Slider]) -> Array:
    """Further strengths, (U, M), that no fit sees: another scrambling of the sequence."""
    return spread(sliders, UNSEEN, SEED + 1)


def counts_for(measures: int) -> tuple[int, ...]:
    """How many settings to begin with, and how many more where these do not do: each twice the one before.

    An additive quadratic has two terms a measure; the sequence is even over powers of two, and the points of
    a shorter one are the first of a longer.
    """
    first = int(2 ** np.ceil(np.log2(max(LEAST, 2 * measures + 2))))
    return tuple(count for count in (first, 2 * first, 4 * first) if count <= enough_for(measures))


def enough_for(measures: int) -> int:
    """How many settings to learn from: a power of two, over which the sequence is even."""
    return int(2 ** np.ceil(np.log2(max(LEAST, A_MEASURE * measures))))


def spread(sliders: Sequence[Slider], count: int, seed: int) -> Array:
    """The first points of a scrambled Sobol sequence, scaled to the strengths, (N, M)."""
    sequence = qmc.Sobol(len(sliders), scramble=True, rng=seed)
    points = sequence.random(int(2 ** np.ceil(np.log2(count))))[:count]
    return np.asarray(points * np.array([slider.most for slider in sliders]))
