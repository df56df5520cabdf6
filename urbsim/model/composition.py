"""Rural households by kind: a library of families, tilted until size and age structure fit the census.

The tilt is the maximum-entropy solution that iterative proportional fitting also reaches:
p_i ∝ prior_i · exp(λ · x_i), with λ such that the mean household size and the mean numbers
of children (0–14) and elders (65+) are those of the area.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
BANDS = 15


@cache
def families() -> tuple[tuple[int, ...], ...]:
    """Kinds of family as tuples of five-year age bands, one entry a member."""
    kinds: list[tuple[int, ...]] = []
    for head in range(4, 14):
        kinds.append((head,))
        kinds.append((head, head))
    for head in range(5, 11):
        for children in (1, 2, 3):
            kinds.append((head, head, *(max(0, head - 5 - birth) for birth in range(children))))
        kinds.append((head, max(0, head - 5)))
    for elder in range(9, 15):
        young = elder - 5
        kinds.append((elder, elder, young))
        for couple, children in product((1, 2), (0, 1, 2)):
            line = (*(young,) * couple, *(max(0, young - 5 - birth) for birth in range(children)))
            kinds.append((elder, *line))
            kinds.append((elder, elder, *line))
    kinds += [(elder, elder, child) for elder in range(10, 14) for child in (0, 1, 2)]
    return tuple(sorted(set(kinds)))


def words(kinds: tuple[tuple[int, ...], ...]) -> NDArray[np.uint64]:
    """The packed members of each kind of family, three bits a band."""
    return np.array([sum(1 << (3 * band) for band in kind) for kind in kinds], np.uint64)


def counts(kinds: tuple[tuple[int, ...], ...]) -> Array:
    """Members by band of each kind, (n, 15)."""
    return np.array([np.bincount(kind, minlength=BANDS) for kind in kinds], float)


def size_prior(sizes: Array, shares: Array) -> Array:
    """Prior weights of families of the given sizes: the census share of a size, shared by its kinds."""
    bounded = np.minimum(sizes, len(shares)).astype(int)
    kinds_of_size = np.bincount(bounded, minlength=len(shares) + 1)
    return np.asarray(shares[bounded - 1] / kinds_of_size[bounded])


def tilted(features: Array, aims: Array, prior: Array) -> Array:
    """Probabilities closest to ``prior`` (n,) under which the features (n, m) have the means ``aims`` (m,).

    Newton's method on the convex dual. With aims equal to the prior's own means it returns the prior.
    Raises ValueError where no mixture of families reaches the aims.
    """
    prior = prior / prior.sum()
    lift = np.zeros(len(aims))
    for _ in range(100):
        score = features @ lift
        p = prior * np.exp(score - score.max())
        p /= p.sum()
        gap = features.T @ p - aims
        if np.abs(gap).max() < 1e-10:
            return np.asarray(p)
        spread = (features * p[:, None]).T @ features - np.outer(features.T @ p, features.T @ p)
        step = np.linalg.solve(spread + 1e-12 * np.eye(len(aims)), gap)
        lift -= step * min(1.0, 1.0 / np.abs(step).max())
    raise ValueError("no mixture of families has this household size and age structure")


def family_shares(household_size: float, share_0_14: float, share_65plus: float, sizes: Array) -> Array:
    """Share of each kind of family in an area, (n,), from mean size and the age shares of its people."""
    members = counts(families())
    size = members.sum(axis=1)
    features = np.stack([size, members[:, :3].sum(axis=1), members[:, 13:].sum(axis=1)], axis=1)
    aims = household_size * np.array([1.0, share_0_14, share_65plus])
    return tilted(features, aims, size_prior(size, sizes))


def age_profile(share_0_14: float, share_65plus: float) -> Array:
    """A smooth age distribution over the 15 bands with the given shares of children and elders."""
    young, old = np.ones(3) / 3, np.array([0.55, 0.45])
    work = np.array([1.0, 1.15, 1.1, 1.05, 1.05, 1.0, 0.95, 0.85, 0.75, 0.65])
    middle = 1.0 - share_0_14 - share_65plus
    return np.concatenate([young * share_0_14, work / work.sum() * middle, old * share_65plus])
