"""Families who move to the own towns with everybody: of commuters, of pupils and of settled workers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from urbsim.analysis.mean_field.expected_values import MeanField, MeanFieldState, seeking
from urbsim.analysis.panels.forecasts import Array

MOST_LEAVE = 0.9
"""Of those of an age at most so many leave in a year."""


def commuters_move(state: MeanFieldState, rate: Array) -> MeanFieldState:
    """Of the commuters' families a share ``rate``, (U, D), moves to the own towns with everybody."""
    share = np.minimum(MOST_LEAVE, rate * state.pool / np.maximum(1e-9, state.rural))
    return replace(moved_whole(state, share), pool=state.pool * (1 - rate))


def with_pupils(model: MeanField, state: MeanFieldState) -> Array:
    """People of the families who may go for a school, as many for each of their pupils as founded, (U, D)."""
    people, *pupils = model.inputs.start.school.T
    return np.asarray(state.pupils * (people / np.maximum(1e-12, sum(pupils)))[:, None])


def turned_seekers(model: MeanField, state: MeanFieldState, turning: Array, young: Array) -> Array:
    """The share of pupils whose families may go for a school after a year, (U, D, 2).

    Of the children who come of school age it is that of the founded families; ``young`` are all a year older.
    """
    seekers = state.young.copy()
    seekers[:, :, 0] *= seeking(model)[:, :, 0]
    seekers[:, :, 1:] *= state.seeking
    later, _ = turned_by_band(seekers, turning, 0.0)
    return np.asarray(later[:, :, 1:] / np.maximum(1e-9, young[:, :, 1:]))


def moved_for_school(model: MeanField, state: MeanFieldState, rate: Array) -> MeanFieldState:
    """Of the families with pupils who may go a share ``rate``, (U, D), moves to the own towns with everybody.

    Fewer such families are left, and fewer who decide at all.
    """
    rate = np.minimum(MOST_LEAVE, rate)
    pupils, people = state.young[:, :, 1:] * state.seeking * rate[..., None], rate * with_pupils(model, state)
    young, urban = state.young.copy(), state.urban.copy()
    young[:, :, 1:] -= pupils
    urban[:, :, 1:3] += pupils
    others = np.maximum(0.0, people - pupils.sum(axis=2)) / np.maximum(1e-9, state.rural)
    without = replace(state, young=young, urban=urban)
    number = people / model.inputs.size[:, None] / np.maximum(1e-9, state.families.sum(axis=(2, 3)))
    left = 1 - np.minimum(MOST_LEAVE, number)
    share = state.seeking * (1 - rate[..., None]) / (1 - rate[..., None] * state.seeking)
    return replace(
        moved_whole(without, others), seeking=share, families=state.families * left[..., None, None]
    )


def followed_by_families(model: MeanField, state: MeanFieldState, number: Array) -> MeanFieldState:
    """So many families (U, D) leave the villages for the own town in which a worker of theirs has settled."""
    share = number * model.inputs.size[:, None] / np.maximum(1e-9, state.rural)
    gone = moved_whole(state, np.minimum(MOST_LEAVE, share))
    left = np.minimum(MOST_LEAVE, number / np.maximum(1e-9, state.families.sum(axis=(2, 3))))
    return replace(gone, families=state.families * (1 - left)[..., None, None])


def moved_whole(state: MeanFieldState, share: Array) -> MeanFieldState:
    """A share (U, D) of the people of families that may move lives in town instead, at all ages alike."""
    there = np.concatenate([state.young, state.mobile, state.old], axis=2)
    part = np.minimum(MOST_LEAVE, share * state.rural / np.maximum(1e-9, there.sum(axis=2)))[..., None]
    return replace(
        state,
        mobile=state.mobile * (1 - part),
        young=state.young * (1 - part),
        old=state.old * (1 - part),
        urban=state.urban + there * part,
    )


def turned_by_band(people: Array, turning: Array, entering: Array | float) -> tuple[Array, Array]:
    """People by band, (U, D, n), of whom some turn to the next one, and those past the last band, (U, D)."""
    older = people * turning
    later = people - older
    later[:, :, 1:] += older[:, :, :-1]
    later[:, :, 0] += entering
    return np.asarray(later), older[:, :, -1]
