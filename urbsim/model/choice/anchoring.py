"""Anchoring: the constants of a draw, solved so that the base year looks as it did.

Growth in the base year is the recorded growth, whole families are the surveyed share of
movers, and movers go inside and outside the region in the surveyed shares. Class offsets
make banding unbiased. No target and nothing after the base year enters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from urbsim.households.capacity import CLASSES
from urbsim.households.choice.attraction import Places, Taste
from urbsim.households.choice.expectation import HANDS, PERSONS, expected_moves
from urbsim.households.equations import HIGHEST_RETURN
from urbsim.model.choice.choice import village_pull, weigh
from urbsim.model.choice.classes import AreaOf, Classes, class_offsets
from urbsim.model.setup import Array, Flags, Integers

ROUNDS, ON_SOME, OFFSETS_AT = 14, 11, 5
SMALLEST = 1e-4
VILLAGES = 96


@dataclass(frozen=True)
class Anchor:
    """α₀ − c_IV, κ_F, constants of borders and places outside (A, J), and class offsets (C,)."""

    intercept: float
    family: float
    border: Array
    offset: Array


@dataclass(frozen=True)
class BaseYear:
    """The founded region as the choice sees it, before any policy.

    ``number`` (V, C) counts deciding households that are not stayers; ``near`` is (area, km, kin
    share) of the villages; ``stock`` (A, C, K) persons who may return; ``natural`` the expected
    natural and administrative growth (urban, all); ``people`` (urban, all).
    """

    number: Array
    near: tuple[Integers, Array, Array]
    classes: Classes
    incomes: Array
    stock: Array
    inside: Flags
    destination: Array
    own: Flags
    natural: tuple[float, float]
    people: tuple[float, float]


def anchor(base: BaseYear, places: Places, taste: Taste, aims: tuple[float, float]) -> Anchor:
    """Solve the constants for ``aims``: growth of the rate (0–1 a year), whole families' share of workers.

    Fixed-point iteration on log ratios: the odds of moving and the weights of options are exponential
    in their constants. The first rounds see some villages alone; the offsets and the last rounds see all
    of them, so that the chance of a sample stays in no constant. A region whose growth needs fewer moves
    than one household in ten thousand is given that many; in one without households that may decide nothing
    needs solving.
    """
    solved = Anchor(-3.0, -1.0, np.zeros(base.destination.shape), np.zeros(CLASSES))
    if not base.number.any():
        return solved
    valued, back = weigh(base.classes.representative, base.incomes, places, taste)
    needed = moves_needed(base, back, aims[0])
    few, offer, at = thinned(base), (places, taste), AreaOf(base.near[0], base.incomes)
    for turn in range(ROUNDS):
        if turn == OFFSETS_AT:
            weights = pull_of(base, solved, offer), valued
            offset = class_offsets(base.classes, solved.intercept, weights, offer, at)
            solved = replace(solved, offset=offset)
        seen = few if turn < ON_SOME else base
        flows = expected_flows(seen, solved, (pull_of(seen, solved, offer), valued), taste)
        solved = improved(seen, solved, flows, (needed, aims[1], taste.dissimilarity))
    return solved


def pull_of(base: BaseYear, solved: Anchor, offer: tuple[Places, Taste]) -> Array:
    """exp(A / λ) of the villages under the constants found so far, (V, K), without anybody's support."""
    places, taste = offer
    terms = np.zeros_like(solved.border), solved.border
    return village_pull(with_family(places, solved.family), taste, terms, base.near)


def thinned(base: BaseYear) -> BaseYear:
    """The same households, put on at most about a hundred of the villages."""
    area, distance, kin = base.near
    chosen = some_villages(area)
    here = area[chosen]
    everybody = np.bincount(area, base.number.sum(axis=1), len(base.incomes))
    taken = np.bincount(here, base.number[chosen].sum(axis=1), len(base.incomes))
    scale = (everybody / np.maximum(1, taken))[here]
    return replace(
        base, number=base.number[chosen] * scale[:, None], near=(here, distance[chosen], kin[chosen])
    )


def some_villages(area: Integers) -> Integers:
    """Up to about a hundred villages, every so-many-th of each area, in rising order."""
    taken = []
    for a in np.unique(area):
        here = np.flatnonzero(area == a)
        taken.append(here[:: max(1, len(here) * len(np.unique(area)) // VILLAGES)])
    return np.sort(np.concatenate(taken)) if taken else np.zeros(0, np.int64)


def with_family(places: Places, family: float) -> Places:
    """The same places with another constant for whole families."""
    return Places(**{**places.__dict__, "family": np.full(len(places.family), family)})


def expected_flows(base: BaseYear, solved: Anchor, weights: tuple[Array, Array], taste: Taste) -> Array:
    """Expected moves by area and option, (A, K, 3)."""
    pull, valued = weights
    intercept = np.tile(
        solved.intercept + base.classes.representative.taste + solved.offset, (len(valued), 1)
    )
    classes = (
        base.number,
        base.classes.representative.persons,
        base.classes.representative.workers,
        taste.dissimilarity,
    )
    return np.asarray(expected_moves(pull, valued, base.near[0], intercept, classes))


def moves_needed(base: BaseYear, back: Array, growth: float) -> float:
    """Persons moving (in, plus the urban share of those who leave) that give the recorded growth."""
    urban, everybody = base.people
    returns = (base.stock * np.minimum(HIGHEST_RETURN, back)).sum(axis=(0, 1))
    home = float((urban_gain(base) * returns).sum())
    natural, total = base.natural
    needed = growth * everybody - (natural - urban / everybody * total) + home
    return float(max(needed, SMALLEST * base.number.sum()))


def urban_gain(base: BaseYear) -> Array:
    """What a person who goes there adds to the urban people of the region, at its size, by option (K,).

    One inside, and outside the urban share, as a rural person is gone. A region without towns or urban people
    gains nothing by any move: there as many leave as growth would need if the towns were its own.
    """
    urban, everybody = base.people
    gain = np.repeat(np.where(base.inside, 1.0, urban / everybody), 2)
    return gain if gain.any() else np.ones_like(gain)


def improved(base: BaseYear, solved: Anchor, flows: Array, aims: tuple[float, float, float]) -> Anchor:
    """One step: every constant moves by the log of what is wanted over what came out."""
    needed, families, dissimilarity = aims
    effect = (urban_gain(base) * flows[:, :, PERSONS].sum(axis=0)).sum()
    hands = flows[:, :, HANDS]
    whole = hands[:, 1::2].sum() / hands.sum()
    family = np.log(families / (1 - families)) - np.log(whole / (1 - whole))
    return Anchor(
        float(solved.intercept + np.log(needed / effect)),
        float(solved.family + dissimilarity * family),
        solved.border + dissimilarity * border_step(base, hands[:, 0::2] + hands[:, 1::2]),
        solved.offset,
    )


def border_step(base: BaseYear, moved: Array) -> Array:
    """Log of wanted over expected shares, (A, J): other areas together, and each place outside alone.

    Relative to what an area's own settlements got, whose constant stays 0.
    """
    step = np.zeros_like(moved)
    groups = [~base.own & base.inside]
    groups += [
        np.broadcast_to(np.arange(moved.shape[1]) == j, moved.shape) for j in np.flatnonzero(~base.inside)
    ]
    rural = moved.sum(axis=1, keepdims=True)
    wanted = base.destination * rural
    near = ratio(wanted[base.own].sum(), moved[base.own].sum())
    for group in groups:
        step[group] = np.clip(np.log(ratio(wanted[group].sum(), moved[group].sum()) / near), -2, 2)
    return step


def ratio(wanted: float, got: float) -> float:
    """Wanted over got, 1 where there is neither."""
    return float(wanted / got) if wanted > 0 and got > 0 else 1.0
