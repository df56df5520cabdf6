"""A rule for the draws that fail: the box of inputs that holds most of them and little else.

Patient rule induction (Friedman & Fisher 1999): the box is peeled side by side, each time where the share of
failures rises most; of all boxes on the way the one with the best balance of coverage and density is kept
(their harmonic mean), sides that do not help it are opened again, and those left are set where it is best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from urbsim.analysis.emulator.strengths import Array

PEELED = 0.1
"""Share of the box that one peel takes."""
LEAST = 5
"""Draws that a box must hold."""
SIDES = 3
"""Sides that a rule may have, so that it can be said in a sentence."""
ROUNDS = 3

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """One bound of a box: the input's position, and above or below which value it lies outside."""

    column: int
    upper: bool
    value: float

    def holds(self, inputs: Array) -> Flags:
        """Which rows (N,) of inputs (N, K) lie on the inner side."""
        column = inputs[:, self.column]
        return np.asarray(column <= self.value if self.upper else column >= self.value)


@dataclass(frozen=True)
class FailureBox:
    """Sides of a box; ``coverage`` is the share of failures inside, ``density`` of rows inside that fail.

    A box without sides has coverage 1 and, as density, the share of all rows that fail.
    """

    sides: tuple[Side, ...]
    coverage: float
    density: float
    draws: int

    @property
    def balance(self) -> float:
        """Harmonic mean of coverage and density."""
        both = self.coverage + self.density
        return 2.0 * self.coverage * self.density / both if both > 0 else 0.0


def failure_box(inputs: Array, fails: Flags) -> FailureBox | None:
    """The box for inputs (N, K); None where all or none of the rows fail, or no side tells them apart."""
    if not fails.any() or fails.all() or len(fails) < 2 * LEAST:
        return None
    best = max(peeled(inputs, fails), key=lambda box: box.balance)
    best = opened(best, inputs, fails)
    for _ in range(ROUNDS):
        for side in best.sides:
            best = moved(best, side, inputs, fails)
    return best if best.sides else None


def box_of(sides: tuple[Side, ...], inputs: Array, fails: Flags) -> FailureBox:
    """The box of these sides with its coverage and density.

    ``inputs`` (D, n) are what draws had, ``fails`` (D,) which of them miss the target; a box without sides
    holds all.
    """
    inside = np.ones(len(fails), dtype=bool)
    for side in sides:
        inside &= side.holds(inputs)
    caught = int((inside & fails).sum())
    return FailureBox(sides, caught / int(fails.sum()), caught / max(1, int(inside.sum())), int(inside.sum()))


def peeled(inputs: Array, fails: Flags) -> list[FailureBox]:
    """Every box on the way from all draws to the smallest one (PRIM; Friedman & Fisher 1999).

    ``inputs`` (D, n) are what draws had, ``fails`` (D,) which of them miss the target.

    Each peel takes a tenth of the rows inside off one side (the patience of the method), the one after which
    the share of failures is highest.
    """
    boxes = [box_of((), inputs, fails)]
    while True:
        ahead = [each for each in peels(boxes[-1], inputs, fails) if LEAST <= each.draws < boxes[-1].draws]
        if not ahead:
            return boxes
        boxes.append(max(ahead, key=lambda box: (box.density, box.draws)))


def peels(box: FailureBox, inputs: Array, fails: Flags) -> list[FailureBox]:
    """The box with each of its sides moved inward by a peel.

    ``inputs`` (D, n) and ``fails`` (D,) as of `box_of`.
    """
    inside = np.ones(len(fails), dtype=bool)
    for side in box.sides:
        inside &= side.holds(inputs)
    found = []
    for column in range(inputs.shape[1]):
        values = inputs[inside, column]
        for upper, share in ((False, PEELED), (True, 1.0 - PEELED)):
            side = Side(column, upper, float(np.quantile(values, share)))
            kept = [each for each in box.sides if (each.column, each.upper) != (column, upper)]
            found.append(box_of((*kept, side), inputs, fails))
    return found


def opened(box: FailureBox, inputs: Array, fails: Flags) -> FailureBox:
    """The box without the sides that do not help it, and with no more than can be said.

    ``inputs`` (D, n) and ``fails`` (D,) as of `box_of`; a box without sides stays.
    """
    while box.sides:
        fewer = [
            box_of(tuple(each for each in box.sides if each != side), inputs, fails) for side in box.sides
        ]
        better = max(fewer, key=lambda each: each.balance)
        if better.balance < box.balance and len(box.sides) <= SIDES:
            return box
        box = better
    return box


def moved(box: FailureBox, side: Side, inputs: Array, fails: Flags) -> FailureBox:
    """The box with one side where the balance is best, between two values that occur in its column.

    ``inputs`` (D, n) and ``fails`` (D,) as of `box_of`; a side that the box does not have changes nothing.
    """
    if side not in box.sides:
        return box
    values = np.unique(inputs[:, side.column])
    between = (values[1:] + values[:-1]) / 2.0
    others = tuple(each for each in box.sides if each != side)
    tried = [box_of((*others, replace(side, value=float(value))), inputs, fails) for value in between]
    best = max(tried, key=lambda each: each.balance, default=box)
    return best if best.balance > box.balance and best.draws >= LEAST else box
