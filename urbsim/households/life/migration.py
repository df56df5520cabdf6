"""The decision of a year: return, settle, stay or move.

Households from which somebody commutes decide between home and the towns of their own area, as whole
families; who comes back from outside chooses between them, too. So do others with children of school age,
whose school may be a reason to go; if it is none, they decide like everybody.

Decisions read the board posted on 1 January and nothing else, so the order of rows cannot
matter. Only movers look at destinations, by an exponential race whose winner has probability
w / Σw, so that a better offer never loses a household that it had already won.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from urbsim.households.board import age_class, class_in_town, class_of, looks_for_school, pool_kind
from urbsim.households.columns.columns import (
    AWAY,
    HOME,
    RETURNED_BITS,
    SETTLED,
    WAIT_BIT,
    commutes,
    lives_in_programme,
    out_of,
    status_of,
    tenure_of,
)
from urbsim.households.draws import ALWAYS, HIGH, LOW_HALF
from urbsim.households.equations import HIGHEST_RETURN
from urbsim.households.life.events import leave_town, settle
from urbsim.households.life.lifecycle import workers
from urbsim.households.life.moving import go, go_to_town
from urbsim.households.life.threshold import known_chance

NO_BITS = np.uint64(0)


@njit(inline="always")
def return_chance(back, bond, life, place):  # type: ignore[no-untyped-def]
    """Eq. 4 with the decay in tenure, in units of 2⁻³², at most one half; ``back`` (K,) is the class's.

    The cap holds the chance below a half where the gain of having moved is next to nothing.
    """
    option = 2 * place + int(status_of(life) == AWAY)
    return np.int64(min(HIGHEST_RETURN, back[option] * bond[tenure_of(life)]) * ALWAYS)


@njit(inline="always")
def may_decide(life):  # type: ignore[no-untyped-def]
    """Whether the household decides anything: not if it has settled, nor if it waits in the village.

    Nor here if it lives in a programme's home (:func:`~urbsim.households.life.offers.live_in_programmes`).

    A split household waiting for a dwelling decides on: it may return.
    """
    status = status_of(life)
    waits = status == HOME and life & WAIT_BIT != 0
    return status != SETTLED and not waits and not lives_in_programme(life)


@njit(error_model="numpy", forceinline=True)
def decide(board, rows, tally, spot, chances):  # type: ignore[no-untyped-def]
    """Eq. 4, then eq. 3: those in town may return or settle, the others stay or move.

    ``chances`` is (bits, chances of moving that are known of the village).

    One question each is answered at most once: who returns does not move again but to an own town. Bits above
    decide return and school, bits below moving and settling.
    """
    bits, known = chances
    v, i = spot.village, spot.row
    life = rows.life[i]
    if not may_decide(life):
        return
    status, hands = status_of(life), workers(life) - out_of(life)
    kind = rows.area[v], class_of(life, rows.traits[i], hands)
    away = class_in_town(life, rows.traits[i], workers(life))
    back = board.back[rows.area[v], away]
    if status != HOME and np.int64(bits >> HIGH) < return_chance(back, board.bond, life, spot.place):
        rows.life[i] = leave_town(board, tally, spot, life)
        if not board.inside[spot.place] and (bits & LOW_HALF) < board.to_town[v]:
            rows.life[i] = go_to_town(board, rows, tally, spot, RETURNED_BITS)
    elif status == AWAY:
        if tenure_of(life) >= 3 and (bits & LOW_HALF) < board.settle[spot.place]:
            rows.life[i] = settle(tally, spot, life)
    elif commutes(life):
        if not life & WAIT_BIT and (bits & LOW_HALF) < board.pool_move[v, pool_kind(life)]:
            rows.life[i] = go_to_town(board, rows, tally, spot, NO_BITS)
    elif looks_for_school(life) and (bits >> HIGH) < board.school_move[v, age_class(life)]:
        rows.life[i] = go_to_town(board, rows, tally, spot, NO_BITS)
    elif hands > 0 and not life & WAIT_BIT and (bits & LOW_HALF) < known_chance(board, spot, kind, known):
        rows.life[i] = go(board, rows, tally, spot)
