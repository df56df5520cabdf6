"""Who moves at all: eq. 3, worked out only where a household's number may fall below it.

Few households move in a year, so a bound that many classes share turns nearly all of them back: the best
place for anybody of a group and its highest intercept. The exact chance of a village and class is worked
out for the first household that passes, and kept for the others of the village.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from urbsim.households.board import Board, age_class
from urbsim.households.capacity import CLASSES
from urbsim.households.columns.columns import ONE, out_of
from urbsim.households.compiling import kernel
from urbsim.households.draws import ALWAYS, LOW_HALF
from urbsim.households.life.lifecycle import C1, CHUNK, hazard, workers
from urbsim.households.odds import exponential, logarithm

ALARM = (5, 512)
NINE = np.uint64(9)
GROUPS = 12
"""Age classes × workers at home: the groups of classes that share a bound."""
A_GROUP = CLASSES // GROUPS
MARGIN, UNIT = 1 + 1e-9, 2.0
"""What a bound lies above the value itself, so that no rounding makes it a false one."""
UNKNOWN = np.uint64(2**64 - 1)


class Bounds(NamedTuple):
    """Chances that nobody exceeds, by what can be told of a household at a glance.

    ``events`` (5, 512) is no less than the chance of a birth or death for every filling of three age bands,
    in 2⁻³²; its ten kilobytes stay in the nearest cache, which the exact tables do not. ``worth`` (A, 12, K)
    and ``level`` (A, 12) are the highest class factors and intercepts of a group, ``back`` (A, K) the
    highest chance of return.
    """

    events: NDArray[np.uint32]
    worth: NDArray[np.float64]
    level: NDArray[np.float64]
    back: NDArray[np.float64]


def bounds_of(board: Board) -> Bounds:
    """The bounds of a year.

    Worked out once a year; a bound is never below what it bounds, so the rows looked at one by one hold every
    row to which something happens.
    """
    areas, options = len(board.worth), board.worth.shape[2]
    worth, back = np.empty((areas, GROUPS, options)), np.empty((areas, 1, options))
    fill_highest(board.worth, worth)
    fill_highest(board.back, back)
    return Bounds(
        alarm_of(board.mortality, board.fertility),
        worth,
        board.intercept.reshape(areas, GROUPS, A_GROUP).max(axis=2),
        back[:, 0],
    )


@kernel()
def fill_highest(values, out):  # type: ignore[no-untyped-def]
    """The highest of ``values`` (A, C, K) among the classes of every group, into ``out`` (A, groups, K).

    Classes of a group stand together (`class_of`), thirty in each.
    """
    each = values.shape[1] // out.shape[1]
    for a in range(out.shape[0]):
        for group in range(out.shape[1]):
            out[a, group] = values[a, group * each]
            for c in range(group * each + 1, (group + 1) * each):
                for k in range(out.shape[2]):
                    out[a, group, k] = max(out[a, group, k], values[a, c, k])


@kernel()
def alarm_of(mortality, fertility):  # type: ignore[no-untyped-def]
    """For every filling of three age bands no less than the chance of a birth or death, in 2⁻³², (5, 512).

    One unit of 2⁻³² is added for truncated fractions. A household's chance is at most the sum of five
    look-ups, since births are counted with every three bands that hold some of the fertile ones.
    """
    alarm = np.empty(ALARM, np.uint32)
    for c in range(ALARM[0]):
        for word in range(ALARM[1]):
            members = np.uint64(word) << (NINE * np.uint64(c))
            births = (members >> C1) & CHUNK
            most = max(fertility[0, births], fertility[1, births])
            alarm[c, word] = min(hazard(mortality, members) + most + ONE, LOW_HALF)
    return alarm


@njit(inline="always")
def group_of(life):  # type: ignore[no-untyped-def]
    """0–11: age class of the youngest worker at home, workers at home; the class is one of its thirty."""
    return age_class(life) * 3 + max(0, min(workers(life) - out_of(life), 3) - 1)


@njit(inline="always")
def units_of(total, level, dissimilarity):  # type: ignore[no-untyped-def]
    """Λ(level + λ ln total) in units of 2⁻³²; 0 where no option has a weight.

    With λ = 1, ``level`` 0 and ``total`` 1 it is 2³¹: a half.
    """
    power = exponential(level + dissimilarity * logarithm(total))
    odds = power if total > 0.0 else 0.0
    return odds / (1.0 + odds) * ALWAYS


@njit(inline="always")
def weigh_options(pull, worth):  # type: ignore[no-untyped-def]
    """Σw over the options, from the factors of a village and of a class, (K,) each.

    Summed in the order of options, so the last bit is the same whoever asks.
    """
    total = 0.0
    for k in range(len(pull)):
        total += worth[k] * pull[k]
    return total


@njit(error_model="numpy")
def fill_most(board, bounds, v, area, most):  # type: ignore[no-untyped-def]
    """No less than the chance of moving of anybody in the village, by group, into ``most`` (12,).

    Raised by a factor of 1 + 10⁻⁹ twice and two units, far more than rounding can take away.
    """
    for group in range(GROUPS):
        total = weigh_options(board.pull[v], bounds.worth[area, group]) * MARGIN
        chance = units_of(total, bounds.level[area, group], board.dissimilarity)
        most[group] = np.uint64(np.int64(chance * MARGIN + UNIT))


@njit(error_model="numpy")
def chance_of_moving(board, v, area, kind):  # type: ignore[no-untyped-def]
    """Eq. 3 of a village and class in units of 2⁻³².

    With λ = 1 and one option of weight w it is the binary logit Λ(intercept + ln w).
    """
    total = weigh_options(board.pull[v], board.worth[area, kind])
    return np.uint64(np.int64(units_of(total, board.intercept[area, kind], board.dissimilarity)))


@njit(error_model="numpy", forceinline=True)
def known_chance(board, spot, kind, known):  # type: ignore[no-untyped-def]
    """The same, from what is ``known`` (C,) of the village, or worked out and kept there.

    ``kind`` is (area, class).

    ``known`` holds `UNKNOWN` for classes nobody of the village was of yet.
    """
    if known[kind[1]] == UNKNOWN:
        known[kind[1]] = chance_of_moving(board, spot.village, kind[0], kind[1])
    return known[kind[1]]
