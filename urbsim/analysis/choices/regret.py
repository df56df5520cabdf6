"""Regret: how often a mix misses a target that another meets, in all draws and where the cheapest fails.

The box of failures comes from the draws that the emulator learned from; it is entered by fresh ones, which
had no part in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.analysis.choices.enough import Enough
from urbsim.analysis.choices.fresh import TriedMix
from urbsim.analysis.choices.prim import FailureBox, Flags, failure_box
from urbsim.analysis.choices.signposts import rule_of
from urbsim.analysis.choices.what_varies import values_in, varied
from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.strengths import Array


@dataclass(frozen=True, eq=False)
class Regrets:
    """Of every chosen mix (C,): its regret, and inside the box its regret and its chance.

    ``rule`` is the box in words, empty where there is none; ``inside`` of ``draws`` fresh ones lie in it.
    What has no draws is NaN.
    """

    everywhere: Array
    in_box: Array
    chance_in_box: Array
    rule: str
    inside: int
    draws: int


def regrets_of(emulator: Emulator, found: Enough) -> Regrets:
    """The regrets of the chosen mixes over the fresh draws that all of them finished."""
    hits, numbers = hits_in_common(found.chosen)
    inputs = varied(emulator)
    box = None if not found.chosen else box_of_cheapest(emulator, found, inputs.values)
    inside = np.zeros(len(numbers), dtype=bool)
    if box is not None:
        inside = holding(box, values_in(emulator, numbers, inputs.names))
    return Regrets(
        everywhere=regret(hits), in_box=regret(hits[:, inside]), chance_in_box=mean_of(hits[:, inside]),
        rule="" if box is None else rule_of(box, inputs), inside=int(inside.sum()), draws=len(numbers),
    )  # fmt: skip


def box_of_cheapest(emulator: Emulator, found: Enough, inputs: Array) -> FailureBox | None:
    """Where of inputs (D, K) the emulator foretells that the cheapest mix misses the target."""
    values = emulator.values(found.output.key, found.chosen[0].strengths[None])[0]
    return failure_box(inputs, found.output.met(values) < 1)


def holding(box: FailureBox, inputs: Array) -> Flags:
    """Which rows (D,) of inputs (D, K) lie in a box."""
    return np.asarray(np.all([side.holds(inputs) for side in box.sides], axis=0), dtype=bool)


def hits_in_common(chosen: Sequence[TriedMix]) -> tuple[Array, list[int]]:
    """Hits (C, D) of the draws that every mix finished, and their numbers."""
    numbers = sorted(set.intersection(*(set(each.numbers.tolist()) for each in chosen))) if chosen else []
    rows = [each.hits[np.isin(each.numbers, numbers)] for each in chosen]
    return np.array(rows).reshape(len(chosen), len(numbers)), numbers


def regret(hits: Array) -> Array:
    """Share of draws in which a mix misses and another meets, (C,) of hits (C, D).

    0 for a mix that meets whenever any of them does.
    """
    return mean_of(hits.max(axis=0, initial=0.0) - hits)


def mean_of(flags: Array) -> Array:
    """Means (C,) of (C, D), NaN where there are no draws."""
    return np.asarray(flags.mean(axis=1)) if flags.shape[1] else np.full(len(flags), np.nan)
