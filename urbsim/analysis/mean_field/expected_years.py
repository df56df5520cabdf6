"""A year of the mean-field form: births and deaths, moves and returns, reclassification, ageing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.mean_field.expected_values import (
    ADULTS,
    ELDERS,
    KIDS,
    Constants,
    MeanField,
    MeanFieldState,
    Moves,
    Parts,
)
from urbsim.analysis.panels.forecasts import Array

NEWCOMERS = np.array([0.0, 0.75, 0.2, 0.05, 0.0])
"""Shares by age class of people from elsewhere, as `urbsim.model.people.natives` has them by band."""


@dataclass(frozen=True)
class BaseYearTerms:
    """What the base year fixes: constants of moving, births per fertile person, and shares of kin (U, D)."""

    constants: Constants
    bearing: Parts
    kin: Array

    @classmethod
    def of(cls, model: MeanField, state: MeanFieldState) -> BaseYearTerms:
        """That of the state at the end of the base year."""
        return cls(model.anchor(state), model.births(state), model.kin(state, None)[1])


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
        dying = (state.urban * (1 - model.living(t))).sum(axis=2)
        natural = base.bearing.urban * model.fertile(state).urban - dying
        state = year(model, state, base, t, shock[:, t])
        changed = state.rural * np.expm1(model.p["reclassification_rate"])
        yield np.stack([natural, changed]), state


def year(
    model: MeanField, state: MeanFieldState, base: BaseYearTerms, t: int, shock: Array | float = 0.0
) -> MeanFieldState:
    """The state at the end of year ``t``; every decision reads the state before it. ``shock`` is (D,)."""
    pull = model.pull(t)
    kin, _ = model.kin(state, base.kin)
    moves = model.moves(state, pull, base.constants._replace(movers=base.constants.movers + shock), kin)
    home = state.bond * model.returning(pull)
    later = aged(model, state, t, base.bearing)
    later = joined(later, model.inputs.inflow[:, [t]] * state.urban.sum(axis=2))
    later = moved(model, later, moves)
    later = returned(later, home)
    later = bonded(model, later, state, moves, home)
    return reclassified(model, later)


def aged(model: MeanField, state: MeanFieldState, t: int, bearing: Parts) -> MeanFieldState:
    """Births, deaths and one year of age for everybody; children become adults who may move or never do."""
    living, leaving = model.living(t), model.ageing.leaving[t][:, None, :]
    fertile, stay = model.fertile(state), model.p["stayer_share"][None, :]
    young = state.young * living[:, :, KIDS]
    grown = young * leaving[:, :, KIDS]
    entering = (grown * (1 - stay))[..., None] / state.mobile.shape[3]
    mobile, retired = _shifted(state.mobile * living[:, :, ADULTS, None], entering, leaving[..., None])
    fixed, too = _shifted(state.fixed * living[:, :, ADULTS], grown * stay, leaving)
    urban = state.urban * living
    older = urban[:, :, :ELDERS] * leaving
    urban[:, :, :ELDERS] -= older
    urban[:, :, 1:] += older
    urban[:, :, KIDS] += bearing.urban * fertile.urban
    young = young - grown + bearing.rural * fertile.rural
    old = state.old * living[:, :, ELDERS] + retired.sum(axis=2) + too
    return replace(state, mobile=mobile, fixed=fixed, young=young, old=old, urban=urban)


def _shifted(adults: Array, entering: Array, leaving: Array) -> tuple[Array, Array]:
    """Adults by age class (axis 2), some a class older, and those past the last class."""
    older = adults * leaving[:, :, ADULTS]
    later = adults - older
    later[:, :, 1:] += older[:, :, :-1]
    later[:, :, 0] += entering
    return np.asarray(later), older[:, :, -1]


def joined(state: MeanFieldState, people: Array) -> MeanFieldState:
    """People (U, D) from villages elsewhere come to the towns, young adults above all."""
    return replace(state, urban=state.urban + people[..., None] * NEWCOMERS)


def moved(model: MeanField, state: MeanFieldState, moves: Moves) -> MeanFieldState:
    """Movers leave the villages; those who stay in the unit join its urban people."""
    alone, whole = moves
    hands = model.adults[:, None, None, None]
    left = np.minimum(alone + whole * hands, 0.9 * state.mobile)
    others = whole.sum(axis=(2, 3)) * (model.inputs.size - model.adults)[:, None]
    young_share = state.young / np.maximum(1e-9, state.young + state.old)
    kids = np.minimum(others * young_share, 0.9 * state.young)
    elders = np.minimum(others * (1 - young_share), 0.9 * state.old)
    near = model.inputs.nearby[:, None]
    urban = state.urban.copy()
    urban[:, :, ADULTS] += near[..., None] * left.sum(axis=3)
    urban[:, :, KIDS] += near * kids
    urban[:, :, ELDERS] += near * elders
    return replace(
        state, mobile=state.mobile - left, young=state.young - kids, old=state.old - elders, urban=urban
    )


def returned(state: MeanFieldState, home: Array) -> MeanFieldState:
    """Migrants who go back join the adults of the villages, from the town's adults or from outside."""
    back = home.sum(axis=3)
    shares = state.mobile / np.maximum(1e-9, state.mobile.sum(axis=(2, 3)))[:, :, None, None]
    urban = state.urban.copy()
    adults = urban[:, :, ADULTS]
    leaving = np.minimum(back[:, :, 0], 0.9 * adults.sum(axis=2))
    urban[:, :, ADULTS] -= adults * (leaving / np.maximum(1e-9, adults.sum(axis=2)))[..., None]
    arriving = leaving + back[:, :, 1]
    mobile = state.mobile + shares * arriving[:, :, None, None]
    return replace(state, mobile=mobile, urban=urban)


def bonded(
    model: MeanField, later: MeanFieldState, before: MeanFieldState, moves: Moves, home: Array
) -> MeanFieldState:
    """Migrants and how ready they are to return: newcomers most, everybody less by tenure."""
    alone, whole = moves
    near = model.inputs.nearby[:, None]
    place = np.stack([near, 1 - near], axis=2)[..., None]
    persons = np.stack([alone.sum(axis=(2, 3)), whole.sum(axis=(2, 3)) * model.inputs.size[:, None]], axis=2)
    came = place * persons[:, :, None, :]
    tie = before.bond / np.maximum(1e-9, before.away)
    decay = np.exp(-model.p["return_tenure_decay"])[None, :, None, None]
    away = np.maximum(0.0, before.away - home) + came
    bond = np.maximum(0.0, before.bond - home * tie) * decay + came
    return replace(later, away=away, bond=bond)


def reclassified(model: MeanField, state: MeanFieldState) -> MeanFieldState:
    """Villages become urban in place with everybody in them (eq. 11, with the mean village's exposure).

    Their migrants draw no villager after them any more, and one who returns stays urban.
    """
    share = 1 - np.exp(-model.p["reclassification_rate"])[None, :]
    rural, stay = state.villagers, 1 - share
    return MeanFieldState(
        mobile=state.mobile * stay[:, :, None, None],
        fixed=state.fixed * stay[:, :, None],
        young=state.young * stay,
        old=state.old * stay,
        urban=state.urban + rural * share[:, :, None],
        away=state.away * stay[:, :, None, None],
        bond=state.bond * stay[:, :, None, None],
    )
