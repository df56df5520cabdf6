"""Posting the board: what households read on 1 January, and what can be given out to applicants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from urbsim.households.attraction import thresholds
from urbsim.households.board import Board
from urbsim.households.draws import ALWAYS, combine
from urbsim.households.lifecycle import hazard_table
from urbsim.households.population import Supply
from urbsim.model.choice import household_incomes, places_of, taste_of, village_pull, weigh
from urbsim.model.classes import AreaOf, class_offsets
from urbsim.model.setup import Array, Integers

if TYPE_CHECKING:
    from urbsim.model.urbanization import UrbanizationModel

MOST_SUPPORT = 0.95


def board_of(model: UrbanizationModel) -> Board:
    """Offers, thresholds and hazards of the year that begins."""
    p, people, taste = model.p, model.people, taste_of(model.p)
    places = places_of(model.towns, model.anchor.family, p, model.drivers.prices_since_2000)
    incomes = household_incomes(model.setup, model.t)
    worth, back = weigh(model.classes.representative, incomes, places, taste)
    near = (people.land.village, model.foundation.villages.distance, model.network())
    pull = village_pull(places, taste, (support(model), model.anchor.border), near)
    level = model.anchor.intercept + model.draw.shock[model.t]
    offer, at = (places, taste), AreaOf(people.land.village, incomes)
    if model.setup.feedback or model.t == 1:
        # An offset is shared by all areas, so that without feedback the first ones are kept.
        model.offset = class_offsets(model.classes, level, (pull, worth), offer, at)
    intercept = np.tile(level + model.classes.representative.taste + model.offset, (len(incomes), 1))
    choice = (pull, worth, people.land.village, intercept, taste.dissimilarity)
    move, total = thresholds(*choice, threads=people.threads)
    births, deaths = model.vital_rates()
    return Board(
        seed=np.uint64(combine(model.draw.seed)),
        year=np.int64(model.year),
        founded=np.int64(model.setup.years[0]),
        move=move,
        total=total,
        pull=pull,
        worth=worth,
        back=back,
        bond=np.exp(-taste.tenure_bond * np.arange(16)),
        settle=(settling(model) * ALWAYS).astype(np.uint64),
        option=model.prepared.option,
        group=model.prepared.group,
        member=model.prepared.member,
        area=model.prepared.area,
        inside=model.setup.inside,
        counted=model.setup.inside,
        beds=model.prepared.beds,
        mortality=hazard_table(people.dying * deaths),
        fertility=np.stack([hazard_table(rate * births)[1] for rate in people.bearing]),
        stayer=np.uint64(p["stayer_share"] * ALWAYS),
        splitting=np.uint64(p["split_rate"] * ALWAYS),
        urban=people.households.urban,
    )


def settling(model: UrbanizationModel) -> Array:
    """Yearly chance that a family away long enough obtains the local hukou, by settlement, (J,)."""
    barrier = np.array([town.barrier for town in model.towns])
    return np.asarray(model.p["hukou_conversion"] * model.p["newcomer_ownership"] * (1 - barrier))


def support(model: UrbanizationModel) -> Array:
    """Share of the housing price borne for newcomers, by area of origin and settlement, (A, J).

    A relocation programme's subsidy counts with the chance to get it: quota over last year's applicants.
    """
    levers = model.setup.levers
    everywhere = np.tile(levers.price_support[model.t], (len(model.setup.areas), 1))
    quota = levers.quota[model.t]
    chance = np.where(quota > 0, quota / np.maximum(1.0, np.maximum(quota, model.applied)), 0.0)
    under = levers.subsidy[model.t] * chance
    promised = model.prepared.programme_places * under[:, None]
    return np.asarray(np.minimum(MOST_SUPPORT, everywhere + promised))


def supply_of(model: UrbanizationModel) -> Supply:
    """Dwellings and beds on offer in rows, and relocation programmes with their quotas."""
    weight, quota = model.setup.weight, model.setup.levers.quota[model.t]
    village = model.people.land.village
    running = np.where(quota > 0, np.arange(len(quota)), -1)[village]
    beds = np.array([town.homes.beds(town.market.jobs) for town in model.towns]) - model.people.lodgers()
    return Supply(
        dwellings=in_rows(np.array([town.homes.offered for town in model.towns]), weight),
        beds=in_rows(beds, weight),
        programme=np.where(model.prepared.programme_places[village], running[:, None], -1),
        quota=in_rows(quota, weight),
        patience=model.p["queue_stay"],
    )


def in_rows(places: Array | Integers, weight: int) -> Integers:
    """The whole number of rows nearest to so many places, so that a weight takes none away on the whole."""
    return np.floor(np.maximum(0, places) / weight + 0.5).astype(np.int64)
