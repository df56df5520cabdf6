"""Posting the board: what households read on 1 January, and what can be given out to applicants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from urbsim.households.board import Board
from urbsim.households.capacity import AGES
from urbsim.households.draws import ALWAYS, combine
from urbsim.households.equations import decay_with_tenure, homeward
from urbsim.households.life.lifecycle import hazard_table, hazards_of_four
from urbsim.households.population import Supply
from urbsim.model.choice.anchoring import Anchor
from urbsim.model.choice.choice import (
    AreaTerms,
    ChoiceSet,
    OptionWeights,
    Surroundings,
    household_incomes,
    taste_of,
    village_pull,
    weigh,
    with_family,
)
from urbsim.model.choice.classes import AreaOf, Classes, class_offsets, classes_of
from urbsim.model.choice.kin import kin_seen
from urbsim.model.choice.pool import pool_chance, pool_levels, pool_pull, pool_value, to_town
from urbsim.model.choice.preparation import Prepared, other_area
from urbsim.model.choice.school import school_chance, school_levels, schooling
from urbsim.model.choice.standing import Offer, SinceBase
from urbsim.model.founding.migrants import in_units
from urbsim.model.setup import Addresses, Array, Integers
from urbsim.model.state import State
from urbsim.model.towns.commuting import commuting_now
from urbsim.model.towns.town import Town
from urbsim.model.towns.ways import distances

MOST_SUPPORT = 0.95
SAMPLED = 6000
"""Households, about, from which the classes of a year are taken."""


@dataclass
class Choice:
    """What the choice of a year is made from.

    ``classes`` stand for households, ``anchor`` holds the draw's constants, ``offset`` (C,) keeps banding
    unbiased, ``kin`` (V, 1) is the share of a village's people in towns. ``base`` is the offer of the base
    year, ``pull`` (V, 2 J) that of own towns on commuters then, and ``lean`` (J,) what seats and cities have
    over towns for families with children of school age.
    """

    classes: Classes
    anchor: Anchor
    offset: Array
    kin: Array
    base: Offer
    pull: Array
    lean: Array

    def refresh(self, state: State) -> None:
        """Classes and kin of 1 January; without feedback those of the first year stay."""
        people = state.people
        if state.setup.feedback:
            self.classes = classes_of(people.households.rows, state.p, SAMPLED, self.classes)
        if state.setup.feedback or state.t == 1:
            self.kin = kin_seen(state)


class OwnTowns(NamedTuple):
    """The fields of a board that tell of the towns of the own area."""

    commuting: Addresses
    pool_move: Addresses
    pool_pull: Array
    school_move: Addresses
    to_town: Addresses


def board_of(state: State, choice: Choice, towns: Sequence[Town], offer: Offer, fixed: Prepared) -> Board:
    """Weights and hazards of the year that begins, in which the towns make this ``offer``.

    Posted once a year. Chances are whole numbers of 2⁻³², so that a comparison with random bits is exact.
    """
    p, people, taste = state.p, state.people, taste_of(state.p)
    places = with_family(offer.places, choice.anchor.family)
    incomes = household_incomes(state.setup, state.t)
    worth, back = weigh(choice.classes.representative, incomes, places, taste)
    options = ChoiceSet(places, taste)
    near = Surroundings(people.land.village, distances(state), choice.kin)
    pull = village_pull(options, AreaTerms(support(state), border_now(state, choice)), near)
    level, at = choice.anchor.intercept + state.draw.shock[state.t], AreaOf(near.area, incomes)
    if state.setup.feedback or state.t == 1:
        # An offset is shared by all areas, so that without feedback the first ones are kept.
        choice.offset = class_offsets(choice.classes, level, OptionWeights(pull, worth), options, at)
    intercept = np.tile(level + choice.classes.representative.taste + choice.offset, (len(incomes), 1))
    vital = state.vital_rates()
    return Board(
        seed=np.uint64(combine(state.draw.seed)),
        year=np.int64(state.year),
        founded=np.int64(state.setup.years[0]),
        intercept=intercept,
        dissimilarity=taste.dissimilarity,
        pull=pull,
        worth=worth,
        back=back,
        bond=decay_with_tenure(np.arange(16), taste.tenure_bond),
        settle=(settling(state, towns) * ALWAYS).astype(np.uint64),
        option=fixed.option,
        group=fixed.group,
        member=fixed.member,
        area=fixed.area,
        inside=state.setup.inside,
        counted=state.setup.inside,
        beds=fixed.beds,
        mortality=hazard_table(people.dying * vital.deaths),
        fertility=np.stack([hazards_of_four(rate * vital.births, 1) for rate in people.bearing]),
        stayer=np.uint64(p["stayer_share"] * ALWAYS),
        splitting=np.uint64(p["split_rate"] * ALWAYS),
        urban=people.households.urban,
        **own_towns(state, choice, towns, offer)._asdict(),
    )


def border_now(state: State, choice: Choice) -> Array:
    """Constants of borders and places outside, (A, J), as movers drift towards home with the years.

    Home is the region, in the nation the province.
    """
    inside, shares = state.setup.inside, choice.anchor.going
    away = other_area(state.setup) if inside.all() else np.broadcast_to(~inside, shares.shape)
    stays = np.minimum(1.0, (shares * ~away).sum(axis=1, keepdims=True))
    home, abroad = homeward(stays, state.p["destination_drift"] * state.t)
    drifted = np.where(away, np.asarray(abroad, float), np.asarray(home, float))
    return np.asarray(choice.anchor.border + state.p["dissimilarity"] * drifted)


def own_towns(state: State, choice: Choice, towns: Sequence[Town], offer: Offer) -> OwnTowns:
    """What commuters, and those who come back from outside, read of the towns of their own area."""
    pull = towns_pull(state, SinceBase(offer, choice.base), support(state), choice.lean)
    levels = pool_levels(choice.anchor.pool + state.draw.shock[state.t], state.p)
    return OwnTowns(
        in_units(np.clip(commuting_now(state, towns), 0.0, 1.0)),
        in_units(pool_chance(pull, levels)),
        pull,
        in_units(for_school(state, choice, pull)),
        to_town(choice.anchor.returning, pull, choice.pull),
    )


def for_school(state: State, choice: Choice, pull: Array) -> Array:
    """Chance that a family goes for a child's school, (V, 4): nobody where no share of moves is for one."""
    if state.p["school_share_of_moves"] <= 0:
        return np.zeros((len(pull), AGES))
    return school_chance(pull, school_levels(choice.anchor.school + state.draw.shock[state.t], state.p))


def towns_pull(state: State, offers: SinceBase, borne: Array, lean: Array) -> Array:
    """The weight of own towns for commuters, (V, 2 J), of whose prices others bear ``borne`` (A, J)."""
    taste, villages = taste_of(state.p), state.foundation.villages
    own = ~other_area(state.setup)
    value = pool_value(offers, own, taste, schooling(offers, state.p["school_response"], lean), borne)
    return pool_pull(value, own, villages.area, distances(state), taste)


def settling(state: State, towns: Sequence[Town]) -> Array:
    """Yearly chance that a family away long enough obtains the local hukou, by settlement, (J,).

    0 where the barrier is 1: nobody obtains the hukou of a closed city.
    """
    barrier = np.array([town.barrier for town in towns])
    return np.asarray(state.p["hukou_conversion"] * state.p["newcomer_ownership"] * (1 - barrier))


def support(state: State) -> Array:
    """Share of the housing price borne for newcomers, by area of origin and settlement, (A, J)."""
    everywhere = np.tile(state.levers.price_support[state.t], (len(state.setup.areas), 1))
    return np.asarray(np.minimum(MOST_SUPPORT, everywhere))


def supply_of(state: State, towns: Sequence[Town]) -> Supply:
    """Dwellings and beds on offer, in rows."""
    weight = state.setup.weight
    beds = np.array([town.homes.beds(town.market.jobs) for town in towns]) - state.people.lodgers()
    return Supply(
        dwellings=in_rows(np.array([town.homes.offered for town in towns]), weight),
        beds=in_rows(beds, weight),
        patience=state.p["queue_stay"],
    )


def in_rows(places: Array | Integers, weight: int) -> Integers:
    """The whole number of rows, (...), nearest to so many ``places`` (...).

    So a weight takes none away on the whole; at weight 1 whole places are rows.

    Half a row is rounded up; none where there are fewer beds than lodgers.
    """
    return np.floor(np.maximum(0, places) / weight + 0.5).astype(np.int64)
