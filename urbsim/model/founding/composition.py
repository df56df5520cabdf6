"""Rural households by kind: a library of families, tilted until size and age structure fit the census.

The tilt is the maximum-entropy solution that iterative proportional fitting also reaches:
p_i ∝ prior_i · exp(λ · x_i), with λ such that the mean household size and the mean numbers
of children (0–14) and elders (65+) are those of the area.

Household size, children and elders are met exactly, ages between as nearly as families allow.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from urbsim.model.setup import Area
from urbsim.text import say
from urbsim.vocabulary.errors import FoundingError

Array = NDArray[np.float64]
BANDS = 15
GROUPS = ((0, 3), (13, 15))
"""Children and elders, whose shares are counted, as first and end of bands."""
SMOOTH = (0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13)
"""Single bands that follow a smooth profile; the bands left out follow from the groups."""
SLACK = 1e-3
ELDERS = np.array([0.35, 0.65])
"""Shares of 65-69 and of 70 and over in those over 65: census of 2010, 1,214 mostly rural counties."""
NO_FAMILIES = "runs.no_families"


class FamiliesError(FoundingError):
    """No mixture of families has a region's household size and age structure."""

    advice = "runs.check_ages"


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
    """The packed members of each kind of family, three bits a band, (n,)."""
    return np.array([sum(1 << (3 * band) for band in kind) for kind in kinds], np.uint64)


def counts(kinds: tuple[tuple[int, ...], ...]) -> Array:
    """Members by band of each kind, (n, 15)."""
    return np.array([np.bincount(kind, minlength=BANDS) for kind in kinds], float)


def size_prior(sizes: Array, shares: Array) -> Array:
    """Prior weights of families of ``sizes``, (n,): the census share of a size, shared by its kinds.

    ``shares`` (S,) are those of one person, two and so on; larger families count with the largest.

    By the census of 2010: 14.5 % of one person, 24.4 % of two, 26.9 % of three. Kinds of one size share it
    evenly.
    """
    bounded = np.minimum(sizes, len(shares)).astype(int)
    kinds_of_size = np.bincount(bounded, minlength=len(shares) + 1)
    return np.asarray(shares[bounded - 1] / kinds_of_size[bounded])


def tilted(features: Array, aims: Array, prior: Array, slack: Array | None = None) -> Array:
    """Probabilities closest to ``prior`` (n,) under which the features (n, m) have the means ``aims`` (m,).

    Newton's method on the convex dual. A feature with ``slack`` may miss its aim, at a price that falls with
    it (m,). With aims equal to the prior's own means it returns the prior. Raises FamiliesError where no
    mixture of families reaches the aims.

    The dual is convex, so the solution is the only one; it is found when no mean misses its aim by 10⁻¹⁰.
    """
    prior = prior / prior.sum()
    lift, slack = np.zeros(len(aims)), np.zeros(len(aims)) if slack is None else slack
    for _ in range(200):
        score = features @ lift
        p = prior * np.exp(score - score.max())
        p /= p.sum()
        gap = features.T @ p - aims + slack * lift
        if np.abs(gap).max() < 1e-10:
            return np.asarray(p)
        spread = (features * p[:, None]).T @ features - np.outer(features.T @ p, features.T @ p)
        try:
            step = np.linalg.solve(spread + np.diag(slack + 1e-12), gap)
        except np.linalg.LinAlgError as error:
            # All weight has come to lie on too few kinds of family to be moved any further.
            raise FamiliesError(say(NO_FAMILIES)) from error
        lift -= step * min(1.0, 1.0 / np.abs(step).max())
    raise FamiliesError(say(NO_FAMILIES))


def family_shares(by_band: Array, sizes: Array, group_slack: float = 0.0) -> Array:
    """Share of each kind of family in an area, (n,), from mean members a family by age band (15,).

    Children, elders and size are met exactly (nearly with ``group_slack``), ages in between as nearly as
    families allow. Raises FamiliesError where no mixture has that size and those ages.

    Probabilities, which add up to 1; kinds that would break the ages have next to none.
    """
    members = counts(families())
    size = members.sum(axis=1)
    groups = [(members[:, first:end].sum(axis=1), by_band[first:end].sum()) for first, end in GROUPS]
    features = np.column_stack([size, *(each for each, _ in groups), members[:, SMOOTH]])
    aims = np.array([by_band.sum(), *(aim for _, aim in groups), *by_band[list(SMOOTH)]])
    slack = np.where(np.arange(len(aims)) > len(GROUPS), SLACK, group_slack)
    return tilted(features, aims, size_prior(size, sizes), slack)


def ages_of(area: Area) -> Array:
    """The age shares of an area's people, (15,): its own, or a smooth profile from two shares."""
    return np.array(area.ages) if area.ages else age_profile(area.share_0_14, area.share_65plus)


def age_profile(share_0_14: float, share_65plus: float) -> Array:
    """A smooth age distribution, (15,), with the given shares of children and elders; sums to 1.

    Between 15 and 64 shares fall slowly with age. With 0.2 children and 0.1 elders, 0.7 are of working age.
    """
    young = np.ones(3) / 3
    work = np.array([1.0, 1.15, 1.1, 1.05, 1.05, 1.0, 0.95, 0.85, 0.75, 0.65])
    middle = 1.0 - share_0_14 - share_65plus
    return np.concatenate([young * share_0_14, work / work.sum() * middle, ELDERS * share_65plus])
