"""A year of the mean-field form: births and deaths, moves and returns, reclassification, ageing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from urbsim.analysis.mean_field.base_year import BaseYearTerms
from urbsim.analysis.mean_field.expected_values import (
    ALONE,
    ELDERS,
    HANDS,
    KIDS,
    MeanField,
    MeanFieldState,
    Moves,
    Parts,
)
from urbsim.analysis.mean_field.whole_families import (
    MOST_LEAVE,
    commuters_move,
    followed_by_families,
    moved_for_school,
    turned_by_band,
    turned_seekers,
)
from urbsim.analysis.panels.forecasts import Array
from urbsim.households.choice.composition import NOBODY
from urbsim.model.founding.plan import WORKERS_AWAY
from urbsim.model.people.natives import NEWCOMERS


class Returning(NamedTuple):
    """Who goes back.

    Persons ``leaving`` where they were, (U, D, 2, 2), and of those outside the share ``to_town``, (U, D), who
    go to an own town.
    """

    leaving: Array
    to_town: Array


def paths(model: MeanField, start: Array, shock: Array) -> Array:
    """Rates by unit, draw and year after the base, (U, D, T), from rates ``start`` (U, D).

    ``shock`` (D, T + 1) moves the mover intercept. With no growth to come, no births, deaths, returns or
    reclassification the rate stays where it is, but for the least flow that an anchor allows.
    """
    return np.stack([state.rate for _, state in years(model, start, shock)], axis=2)


def years(model: MeanField, start: Array, shock: Array) -> Iterator[tuple[Array, MeanFieldState]]:
    """Each year's urban natural and administrative growth in persons, (2, U, D), and the state at its end."""
    state = model.start(start)
    base = BaseYearTerms.of(model, state)
    for t in range(1, shock.shape[1]):
        older = turned(model, state, t)
        dying = (older.urban * (1 - model.living(t))).sum(axis=2)
        natural = model.inputs.drivers.births[t] * base.bearing.urban * model.fertile(older).urban - dying
        state = year(model, state, base, t, shock[:, t])
        changed = state.rural * base.reclassified / (1 - base.reclassified)
        yield np.stack([natural, changed]), state


def year(
    model: MeanField, state: MeanFieldState, base: BaseYearTerms, t: int, shock: Array | float = 0.0
) -> MeanFieldState:
    """The state at the end of year ``t``; ``shock`` is (D,).

    Everybody is a year older before anything else, as in the rows; offers are those of 1 January.
    """
    pull = model.pull(t)
    kin, _ = model.kin(state, base.kin)
    older = turned(model, state, t)
    later = lived(model, older, t, base.bearing)
    constants = model.drifted(base.constants, base.stays, t)
    moves = model.moves(later, pull, constants._replace(movers=constants.movers + shock), kin)
    home = older.bond * model.returning(pull)
    path = model.inputs.inflow[:, [t]] / np.maximum(1e-12, model.inputs.inflow[:, [1]])
    later = joined(later, (base.coming * path - base.leaving) * state.urban.sum(axis=2))
    later = commuters_move(moved(model, later, moves), base.pool)
    later = moved_for_school(model, later, base.school)
    later = returned(model, later, home, base.to_town)
    later = bonded(model, later, older, moves, Returning(home, base.to_town))
    return reclassified(later, base.reclassified)


def turned(model: MeanField, state: MeanFieldState, t: int) -> MeanFieldState:
    """Everybody a year older, and away for a year more; children become adults who may move or never do."""
    turning, stay = model.leaving[t][:, None, :], model.p["stayer_share"][None, :]
    young, grown = turned_by_band(state.young, turning[:, :, KIDS], 0.0)
    seeking = turned_seekers(model, state, turning[:, :, KIDS], young)
    mobile, retired = turned_by_band(state.mobile, turning[:, :, HANDS], grown * (1 - stay))
    fixed, too = turned_by_band(state.fixed, turning[:, :, HANDS], grown * stay)
    old, _ = turned_by_band(state.old, turning[:, :, ELDERS], retired + too)
    urban, _ = turned_by_band(state.urban, turning, 0.0)
    families = succeeded(model, state.families, turning[:, :, HANDS, None], grown * (1 - stay))
    families = branched(model, families)
    bond = state.bond * np.exp(-model.p["return_tenure_decay"])[None, :, None, None]
    return replace(
        state,
        mobile=mobile,
        fixed=fixed,
        young=young,
        old=old,
        urban=urban,
        bond=bond,
        families=families,
        seeking=seeking,
    )


def succeeded(model: MeanField, families: Array, turning: Array, grown: Array) -> Array:
    """Families after a year: who would leave next is older, or a ``grown`` (U, D) child comes before."""
    later, nobody = turned_by_band(families[:, :, :NOBODY], turning, 0.0)
    later = np.concatenate([later, families[:, :, NOBODY:] + nobody[:, :, None]], axis=2)
    wanted = grown[..., None, None] * model.inputs.start.grown[:, None]
    there = np.maximum(1e-9, later.sum(axis=3))
    share = np.minimum(1.0, wanted.sum(axis=3) / there)
    share = share / np.maximum(1e-12, wanted.sum(axis=3))
    flow = followed(later, wanted * share[..., None])
    return np.asarray(later * (1 - share * wanted.sum(axis=3))[..., None] + flow)


def branched(model: MeanField, families: Array) -> Array:
    """Families with the branches of young couples, (U, D, 10, C), of whom as many may move."""
    parents, branch = np.moveaxis(model.inputs.start.split, 1, 0)[:, :, None]
    founding = families * model.p["split_rate"][:, None, None]
    leaving = founding * parents.sum(axis=3)[..., None]
    return np.asarray(families - leaving + followed(founding, parents) + followed(founding, branch))


def followed(families: Array, share: Array) -> Array:
    """Families (U, D, n, C) by who comes next after whom in shares (U, D, 10, 10), summed, (U, D, 10, C).

    Added up one by one, so that the order of units changes no bit.
    """
    return np.asarray(
        sum(families[:, :, a, None] * share[:, :, a, :, None] for a in range(families.shape[2]))
    )


def lived(model: MeanField, state: MeanFieldState, t: int, bearing: Parts) -> MeanFieldState:
    """Deaths and births of the year among people of their new ages."""
    living, fertile, births = model.living(t), model.fertile(state), model.inputs.drivers.births[t]
    young, urban = state.young * living[:, :, KIDS], state.urban * living
    young[:, :, 0] += births * bearing.rural * fertile.rural
    urban[:, :, 0] += births * bearing.urban * fertile.urban
    return replace(
        state,
        mobile=state.mobile * living[:, :, HANDS],
        fixed=state.fixed * living[:, :, HANDS],
        young=young,
        old=state.old * living[:, :, ELDERS],
        urban=urban,
    )


def joined(state: MeanFieldState, people: Array) -> MeanFieldState:
    """People (U, D) from villages elsewhere come to the towns, families among them."""
    return replace(state, urban=state.urban + people[..., None] * NEWCOMERS)


def moved(model: MeanField, state: MeanFieldState, moves: Moves) -> MeanFieldState:
    """Movers leave the villages; those who stay in the unit join its urban people.

    As in the rows, any worker of a family may be the one who is away.
    """
    hands = moves.by_option * model.of_each(model.going)
    others = moves.by_option[..., 1] * (model.persons - model.going)[:, None, None]
    gone, near = part_of(hands.sum(axis=3), state.mobile.sum(axis=2))
    too, with_them = part_of(others, state.young.sum(axis=2) + state.old.sum(axis=2))
    came = np.concatenate([state.young * with_them, state.mobile * near, state.old * with_them], axis=2)
    return replace(
        state,
        mobile=state.mobile * (1 - gone),
        young=state.young * (1 - too),
        old=state.old * (1 - too),
        urban=state.urban + came,
        families=left_behind(model, state.families, moves),
    )


def part_of(movers: Array, there: Array) -> tuple[Array, Array]:
    """Movers (U, D, 2) as a share of those there, (U, D, 1): all, and those who stay in the unit."""
    share = movers / np.maximum(1e-9, there)[..., None]
    share = share * np.minimum(1.0, MOST_LEAVE / np.maximum(1e-12, share.sum(axis=2)))[..., None]
    return share.sum(axis=2)[..., None], share[:, :, :1]


def left_behind(model: MeanField, families: Array, moves: Moves) -> Array:
    """Families after the moves, (U, D, 10, C): the next youngest follows who has left alone."""
    whole = moves.option[..., 1].sum(axis=3)[:, :, None]
    later = families.copy()
    later[:, :, :NOBODY] -= moves.number
    alone = moves.number * (1 - whole)
    return later + followed(alone, model.inputs.start.left[:, None])


def returned(model: MeanField, state: MeanFieldState, home: Array, to_town: Array) -> MeanFieldState:
    """Migrants who go back join the workers of the villages, from the town's workers or from outside.

    Of those from outside a share ``to_town`` (U, D) goes to an own town, with the whole family.
    """
    back = home.sum(axis=3)
    settling, outside = back[:, :, 1] * to_town, home[:, :, 1, ALONE]
    home = home * np.stack([np.ones_like(to_town), 1 - to_town], axis=2)[..., None]
    shares = state.mobile / np.maximum(1e-9, state.mobile.sum(axis=2))[..., None]
    urban = state.urban.copy()
    workers = urban[:, :, HANDS]
    leaving = np.minimum(back[:, :, 0], MOST_LEAVE * workers.sum(axis=2))
    urban[:, :, HANDS] -= workers * (leaving / np.maximum(1e-9, workers.sum(axis=2)))[..., None]
    urban[:, :, HANDS] += settling[..., None] * model.workers[:, None]
    mobile = state.mobile + shares * (leaving + back[:, :, 1] - settling)[..., None]
    later = replace(state, mobile=mobile, urban=urban, families=reunited(model, state.families, home))
    return followed_by_families(model, later, to_town * outside / WORKERS_AWAY)


def reunited(model: MeanField, families: Array, home: Array) -> Array:
    """Families with those who are back, (U, D, 10, C): who leaves next is as in the founded families."""
    start = model.inputs.start
    alone, whole = home[..., 0].sum(axis=2) / WORKERS_AWAY, home[..., 1].sum(axis=2) / model.persons[:, None]
    share = np.minimum(MOST_LEAVE, alone / np.maximum(1e-9, families.sum(axis=(2, 3))))[..., None, None]
    founded = start.families / start.families.sum(axis=(1, 2), keepdims=True)
    number = share[..., 0, 0] * families.sum(axis=(2, 3)) + whole
    came = number[..., None, None] * np.repeat(founded / 2, 2, axis=2)[:, None]
    return np.asarray(families * (1 - share) + came)


def bonded(
    model: MeanField,
    later: MeanFieldState,
    before: MeanFieldState,
    moves: Moves,
    back: Returning,
) -> MeanFieldState:
    """Migrants and how ready they are to return: newcomers most, everybody less by tenure.

    Those who come back from outside into an own town are newcomers there.
    """
    came = moves.by_option * model.of_each(model.persons)
    came[:, :, 0] += back.leaving[:, :, 1] * back.to_town[..., None]
    tie = before.bond / np.maximum(1e-9, before.away)
    away = np.maximum(0.0, before.away - back.leaving) + came
    bond = np.maximum(0.0, before.bond - back.leaving * tie) + came
    return replace(later, away=away, bond=bond)


def reclassified(state: MeanFieldState, share: Array) -> MeanFieldState:
    """Villages become urban in place with everybody in them (eq. 11, with the mean village's exposure).

    ``share`` (U, D) of the villages do, which at 0 changes nothing. Their migrants draw no villager after
    them any more, and one who returns stays urban.
    """
    rural, stay = state.villagers, 1 - share
    return MeanFieldState(
        mobile=state.mobile * stay[:, :, None],
        fixed=state.fixed * stay[:, :, None],
        young=state.young * stay[:, :, None],
        old=state.old * stay[:, :, None],
        urban=state.urban + rural * share[:, :, None],
        away=state.away * stay[:, :, None, None],
        bond=state.bond * stay[:, :, None, None],
        families=state.families * stay[:, :, None, None],
        pool=state.pool * stay,
        seeking=state.seeking,
    )
