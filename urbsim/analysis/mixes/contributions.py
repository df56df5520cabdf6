"""Shapley values: each measure's share of the whole effect, from what sets of measures are worth.

The contribution of measure i is its gain averaged over all orders in which measures can be added to
nothing (Shapley 1953):

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! * (v(S + i) - v(S))

Contributions add up to v(all) - v(nothing), draw by draw and exactly, whether all sets are known or
only those along some orders (Castro et al. 2009). A measure that changes nothing gets 0; two measures
that always do the same get the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Coalition = frozenset[str]
Worth = Callable[[Coalition, int], Array]
"""What a set of measures is worth in one draw: an array of any shape, the same for all sets."""

EXACT_UP_TO = 8
"""Measures up to which all sets are simulated: 2**8 of them."""
WIDTH_95 = 1.96


@dataclass(frozen=True, eq=False)
class Contributions:
    """Mean over the draws by measure, (M, ...); ``total`` (...) is their sum.

    ``error`` is the half width of a 95 % interval of the mean: sampled draws and sampled orders together.
    ``interactions`` holds, by pair, what two do together beyond what each does alone:
    v(ij) - v(i) - v(j) + v(nothing).
    """

    measures: tuple[str, ...]
    values: Array
    error: Array
    total: Array
    draws: int
    exact: bool
    interactions: Mapping[tuple[str, str], Array]


def contributions(
    measures: Iterable[str], draws: Sequence[int], worth: Worth, seed: int = 0, exact: bool | None = None
) -> Contributions:
    """Shapley values over measures, exact up to 8 of them and from sampled orders beyond.

    ``worth(set, draw)`` is asked for sets named by `sets_needed`. The order of measures changes nothing.
    """
    names = tuple(sorted(measures))
    fully = len(names) <= EXACT_UP_TO if exact is None else exact
    each = [
        exact_values(names, draw, worth) if fully else sampled_values(names, draw, worth, seed)
        for draw in draws
    ]
    by_draw = np.stack(each)
    spread = by_draw.std(axis=0, ddof=1) if len(draws) > 1 else np.full(by_draw.shape[1:], np.nan)
    total = np.mean([worth(frozenset(names), d) - worth(frozenset(), d) for d in draws], axis=0)
    return Contributions(
        measures=names,
        values=by_draw.mean(axis=0),
        error=WIDTH_95 * spread / np.sqrt(len(draws)),
        total=np.asarray(total),
        draws=len(draws),
        exact=fully,
        interactions=interactions(names, draws, worth),
    )


def exact_values(names: Sequence[str], draw: int, worth: Worth) -> Array:
    """Shapley values of one draw from all sets, (M, ...)."""
    n = len(names)
    found = []
    for name in names:
        others = [other for other in names if other != name]
        gains = [
            factorial(size) * factorial(n - size - 1) / factorial(n)
            * (worth(frozenset((*chosen, name)), draw) - worth(frozenset(chosen), draw))
            for size in range(n)
            for chosen in combinations(others, size)
        ]  # fmt: skip
        found.append(np.sum(gains, axis=0))
    return np.stack(found)


def sampled_values(names: Sequence[str], draw: int, worth: Worth, seed: int) -> Array:
    """Gains along a random order of one draw and its reverse, averaged, (M, ...)."""
    gains: dict[str, list[Array]] = {name: [] for name in names}
    for order in orders_of(names, draw, seed):
        before = worth(frozenset(), draw)
        for position, name in enumerate(order, start=1):
            after = worth(frozenset(order[:position]), draw)
            gains[name].append(after - before)
            before = after
    return np.stack([np.mean(gains[name], axis=0) for name in names])


def orders_of(names: Sequence[str], draw: int, seed: int) -> tuple[tuple[str, ...], ...]:
    """The orders of one draw: drawn from (seed, draw), and independent of the order of the names."""
    order = np.random.default_rng((seed, draw)).permutation(len(names))
    forth = tuple(sorted(names)[i] for i in order)
    return forth, forth[::-1]


def sets_needed(
    measures: Iterable[str], draw: int, seed: int = 0, exact: bool | None = None
) -> set[Coalition]:
    """Every set whose worth `contributions` asks for in a draw."""
    names = tuple(sorted(measures))
    fully = len(names) <= EXACT_UP_TO if exact is None else exact
    if fully:
        return {frozenset(c) for size in range(len(names) + 1) for c in combinations(names, size)}
    along = {frozenset(order[:k]) for order in orders_of(names, draw, seed) for k in range(len(names) + 1)}
    small = {frozenset(c) for size in range(3) for c in combinations(names, size)}
    return along | small


def interactions(names: Sequence[str], draws: Sequence[int], worth: Worth) -> dict[tuple[str, str], Array]:
    """By pair, what two measures do together that neither does alone, mean over the draws."""
    return {
        (i, j): np.asarray(np.mean([together(i, j, draw, worth) for draw in draws], axis=0))
        for i, j in combinations(names, 2)
    }


def together(i: str, j: str, draw: int, worth: Worth) -> Array:
    """v(ij) - v(i) - v(j) + v(nothing) in one draw, (...)."""
    alone = worth(frozenset((i,)), draw) + worth(frozenset((j,)), draw)
    return worth(frozenset((i, j)), draw) - alone + worth(frozenset(), draw)
