"""Anchoring: the constants of a draw, solved so that the base year looks as it did.

Growth in the base year is the recorded growth, by the sources of `urbsim.model.choice.accounting`; whole
families are the surveyed share of movers, and movers go outside as fast as the stock away grew before. Class
offsets make banding unbiased. No target and nothing after the base year enters.

Nothing here is fitted to what came after: the constants follow from the base year's figures in closed account
and fixed-point iteration, and are the same for every policy of a draw.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from urbsim.households.capacity import CLASSES
from urbsim.households.choice.attraction import Places, Taste
from urbsim.households.choice.expectation import EVENTS, HANDS, PERSONS, expected_moves
from urbsim.households.equations import HIGHEST_RETURN
from urbsim.model.choice.accounting import (
    GrowthBySource,
    chooser_part,
    school_part,
    shared_growth,
)
from urbsim.model.choice.base_year import BaseYear, thinned
from urbsim.model.choice.choice import (
    AreaTerms,
    ChoiceSet,
    OptionWeights,
    village_pull,
    weigh,
    with_family,
)
from urbsim.model.choice.classes import AreaOf, class_offsets
from urbsim.model.setup import Array

ROUNDS, ON_SOME, OFFSETS_AT = 14, 11, 5
SMALLEST, MOST_MOVE = 1e-4, 0.5
"""The fewest and the most persons who move in the base year, per household that may."""
TINY = 1e-9
LEAST_FREE = 0.05
"""Of the movers to a place at least so many are households that were at home."""
NOBODY_GOES = -30.0
"""The intercept of a group none of whom move."""


@dataclass(frozen=True)
class Anchor:
    """Constants of a draw: α₀ − c_IV, κ_F, constants of borders and places outside (A, J), offsets (C,).

    ``going`` (A, J) are where movers of the base year go, shares of each area. ``pool`` is the commuters'
    intercept, ``growth`` the account of the base year in rows, ``returning`` the share of those coming back
    from outside who go to an own town, ``school`` the intercept of families who go for a child's school.

    In utils or log odds, as they enter eq. 2 and 3. An offset of 0 in every class means that classes are
    exact.
    """

    intercept: float
    family: float
    border: Array
    offset: Array
    going: Array
    pool: float
    growth: GrowthBySource
    returning: float
    school: float = NOBODY_GOES


@dataclass(frozen=True)
class WantedMoves:
    """What the constants are solved for: persons who move, ``own`` of them to own towns.

    Further whole families' share of workers, and where they go, (A, J); ``bound`` is the share of those who
    can only go where their workers are.
    """

    persons: float
    own: float
    families: float
    destination: Array
    bound: float = 0.0

    @property
    def going(self) -> Array:
        """Where the movers of each area go, shares, (A, J)."""
        return np.asarray(self.destination / np.maximum(self.destination.sum(axis=1, keepdims=True), TINY))


def anchor(base: BaseYear, places: Places, taste: Taste, families: float) -> Anchor:
    """Solve the constants for the account of the base year and whole families' share of workers.

    Fixed-point iteration on log ratios: the odds of moving and the weights of options are exponential
    in their constants. The first rounds see some villages alone; the offsets and the last rounds see all
    of them, so that the chance of a sample stays in no constant. In a region without households that may
    decide nothing needs solving. The commuters' intercept is found apart (`urbsim.model.choice.pool`).

    Each constant moves the log of its own flow nearly one to one, so the rounds converge fast. Without
    anybody who may decide, the constants are those it starts from.
    """
    valued, back = weigh(base.classes.representative, base.incomes, places, taste)
    growth = account(base, back)
    solved = Anchor(
        -3.0,
        -1.0,
        border=np.zeros(base.destination.shape),
        offset=np.zeros(CLASSES),
        going=base.destination,
        pool=0.0,
        growth=growth,
        returning=returning(growth, base, back),
    )
    if not base.number.any():
        return solved
    wanted = choosers_wanted(base, growth, families)
    solved = replace(solved, going=wanted.going)
    few, options, at = thinned(base), ChoiceSet(places, taste), AreaOf(base.near.area, base.incomes)
    for turn in range(ROUNDS):
        if turn == OFFSETS_AT:
            weights = OptionWeights(pull_of(base, solved, options), valued)
            offset = class_offsets(base.classes, solved.intercept, weights, options, at)
            solved = replace(solved, offset=offset)
            wanted = replace(wanted, bound=bound_share(few, solved, options, valued))
        seen = few if turn < ON_SOME else base
        weights = OptionWeights(pull_of(seen, solved, options), valued)
        flows = expected_flows(seen, solved, weights, taste)
        solved = improved(seen, solved, flows, wanted, taste.dissimilarity)
    return solved


def account(base: BaseYear, back: Array) -> GrowthBySource:
    """The account of the base year, persons a year in rows, as one number each.

    ``back`` (A, C, K) is the yearly hazard of return (eq. 4); where it is 0 nobody comes back.
    """
    outside, inside = who_return(base, back)
    known = base.known._replace(
        back_outside=outside, back_inside=inside, families_back=outside * base.families
    )
    return GrowthBySource(*(float(part) for part in shared_growth(known, base.shares)))


def who_return(base: BaseYear, back: Array) -> tuple[float, float]:
    """Persons who return in a year from outside and from the region's own towns, in rows.

    ``back`` (A, C, K) is the yearly hazard of return by area, class and option, at most `HIGHEST_RETURN`.

    ``base.stock`` carries the decay with tenure already.
    """
    returns = (base.stock * np.minimum(HIGHEST_RETURN, back)).sum(axis=(0, 1))
    inside = np.repeat(base.inside, 2)
    return float(returns[~inside].sum()), float(returns[inside].sum())


def returning(growth: GrowthBySource, base: BaseYear, back: Array) -> float:
    """Share of those coming back from outside who go to an own town, 0 where nobody comes.

    ``back`` (A, C, K) is the yearly hazard of return.
    """
    outside, _ = who_return(base, back)
    return float(growth.returnees / (outside * base.families)) if outside > 0 else 0.0


def choosers_wanted(base: BaseYear, growth: GrowthBySource, families: float) -> WantedMoves:
    """What those who are no commuters do in the base year.

    They leave for outside as the account says, and go to own towns as the destinations of migrants are to
    each other, within what families who go for a school and commuters leave.
    """
    people = base.number.sum(axis=1)
    by_area = np.bincount(base.near.area, people, len(base.incomes))[:, None]
    # Of those outside, since nobody is exactly nobody where there is no outside, whatever is rounded.
    share = 1 - float((by_area * base.destination * ~base.inside).sum() / by_area.sum())
    away = growth.outflow if share < 1 else 0.0
    others = growth.villages - float(school_part(growth, base.schooled))
    wanted = own_flow(share, away, others)
    own = float(chooser_part(others, wanted, base.pool)) if share > 0 else 0.0
    persons = max(own + away, SMALLEST * people.sum())
    part = own / (own + away) if own + away > 0 else share
    scale = np.where(base.inside, part / max(share, TINY), (1 - part) / max(1 - share, TINY))
    return WantedMoves(min(persons, MOST_MOVE * people.sum()), own, families, base.destination * scale)


def own_flow(share: float, away: float, villages: float) -> float:
    """Persons who go to own towns where ``away`` go outside, a ``share`` of movers staying; all without.

    Where a fifth of movers leave the region (share 0.8) and 10 persons go outside, 40 go to own towns.
    """
    return away * share / (1 - share) if share < 1 else villages


def bound_share(base: BaseYear, solved: Anchor, options: ChoiceSet, valued: Array) -> float:
    """Share of moves that are of split households, whose other members go to the same place.

    ``valued`` (A, C, K) is the worth of options to classes; 0 where nobody moves.

    Such movers cannot be steered by a constant of another place, so the step counts on the others alone.
    """
    weights = OptionWeights(pull_of(base, solved, options), valued)
    everybody, split = (
        expected_flows(replace(base, number=number), solved, weights, options.taste)[:, :, EVENTS].sum()
        for number in (base.number, base.split)
    )
    return float(split / everybody) if everybody > 0 else 0.0


def pull_of(base: BaseYear, solved: Anchor, options: ChoiceSet) -> Array:
    """exp(A / λ) of the villages under the constants found so far, (V, K), without anybody's support."""
    terms = AreaTerms(np.zeros_like(solved.border), solved.border)
    seen = options._replace(places=with_family(options.places, solved.family))
    return village_pull(seen, terms, base.near)


def expected_flows(base: BaseYear, solved: Anchor, weights: OptionWeights, taste: Taste) -> Array:
    """Expected moves by area and option, (A, K, 3)."""
    people = base.classes.representative
    intercept = np.tile(solved.intercept + people.taste + solved.offset, (len(weights.worth), 1))
    classes = (base.number, people.persons, people.workers, taste.dissimilarity)
    return np.asarray(expected_moves(*weights, base.near.area, intercept, classes))


def improved(
    base: BaseYear, solved: Anchor, flows: Array, wanted: WantedMoves, dissimilarity: float
) -> Anchor:
    """One step: every constant moves by the log of what is wanted over what came out, ``flows`` (A, K, 3).

    Where both are equal nothing moves.

    The odds of moving rise by e for each unit of the intercept, the odds of a family by e for each λ of κ_F;
    rare moves make the step nearly exact.
    """
    hands = flows[:, :, HANDS]
    whole = hands[:, 1::2].sum() / hands.sum()
    family = np.log(wanted.families / (1 - wanted.families)) - np.log(whole / (1 - whole))
    free = np.maximum(wanted.destination - wanted.bound * base.destination, LEAST_FREE * wanted.destination)
    free /= np.maximum(free.sum(axis=1, keepdims=True), TINY)
    step = border_step(base, hands[:, 0::2] + hands[:, 1::2], free)
    return replace(
        solved,
        intercept=float(solved.intercept + np.log(wanted.persons / flows[:, :, PERSONS].sum())),
        family=float(solved.family + dissimilarity * family),
        border=solved.border + dissimilarity * step,
    )


def border_step(base: BaseYear, moved: Array, destination: Array) -> Array:
    """Log of wanted over expected shares, (A, J): other areas together, and each place outside alone.

    Relative to what an area's own settlements got, whose constant stays 0.

    At most two in either direction a round. Without an outside and with one area there is no border and it is
    0.
    """
    step = np.zeros_like(moved)
    groups = [~base.own & base.inside]
    groups += [
        np.broadcast_to(np.arange(moved.shape[1]) == j, moved.shape) for j in np.flatnonzero(~base.inside)
    ]
    rural = moved.sum(axis=1, keepdims=True)
    wanted = destination * rural
    near = ratio(wanted[base.own].sum(), moved[base.own].sum())
    for group in groups:
        step[group] = np.clip(np.log(ratio(wanted[group].sum(), moved[group].sum()) / near), -2, 2)
    return step


def ratio(wanted: float, got: float) -> float:
    """Wanted over got, 1 where there is neither."""
    return float(wanted / got) if wanted > 0 and got > 0 else 1.0
