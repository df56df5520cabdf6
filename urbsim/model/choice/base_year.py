"""The founded region as the choice sees it before any policy, and some of its villages that stand for all."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from urbsim.model.choice.accounting import Known, Shares
from urbsim.model.choice.choice import Surroundings
from urbsim.model.choice.classes import Classes
from urbsim.model.setup import Array, Flags, Integers

VILLAGES = 96
"""About so many villages stand for all of them while constants are sought."""


@dataclass(frozen=True)
class BaseYear:
    """The founded region as the choice sees it, before any policy.

    ``number`` (V, C) counts households that are neither stayers nor commuters, ``split`` (V, C) those of them
    with workers in town, who can only follow these; ``near`` is where the villages lie;
    ``stock`` (A, C, K) persons who may return; ``known`` is all of the base year but who returns, ``shares``
    how its growth is shared out; ``pool`` are persons of commuting households, ``schooled`` of others at home
    with children of school age; ``families`` are members of households with people outside, for each of
    these.
    """

    number: Array
    split: Array
    near: Surroundings
    classes: Classes
    incomes: Array
    stock: Array
    inside: Flags
    destination: Array
    own: Flags
    known: Known
    shares: Shares
    pool: float
    schooled: float
    families: float


def thinned(base: BaseYear) -> BaseYear:
    """The same households, put on at most about a hundred villages; on all where those are empty.

    Numbers are scaled up so that each area keeps its households; distances and kin are those of the villages
    chosen.
    """
    area, distance, kin = base.near
    chosen = some_villages(area)
    if not base.number[chosen].any():
        return base
    here = area[chosen]
    everybody = np.bincount(area, base.number.sum(axis=1), len(base.incomes))
    taken = np.bincount(here, base.number[chosen].sum(axis=1), len(base.incomes))
    scale = (everybody / np.maximum(1, taken))[here]
    return replace(
        base,
        number=base.number[chosen] * scale[:, None],
        split=base.split[chosen] * scale[:, None],
        near=Surroundings(here, distance[chosen], kin[chosen]),
    )


def some_villages(area: Integers) -> Integers:
    """Up to about a hundred villages, every so-many-th of each area, in rising order, (n,).

    ``area`` (V,) is that of each village.
    """
    taken = []
    for a in np.unique(area):
        here = np.flatnonzero(area == a)
        taken.append(here[:: max(1, len(here) * len(np.unique(area)) // VILLAGES)])
    return np.sort(np.concatenate(taken)) if taken else np.zeros(0, np.int64)
