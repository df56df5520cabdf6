"""Boards and villagers of our own making, for laws without towns: constant hazards, no births, no deaths."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from urbsim.households.board import Board
from urbsim.households.choice.attraction import Taste
from urbsim.households.columns.columns import Rows
from urbsim.households.draws import combine
from urbsim.households.life.lifecycle import hazard_table
from urbsim.households.life.threshold import units_of, weigh_options

CLASSES = 360
NO_DEATHS = hazard_table(np.zeros(15))
EXTREME = (-700.0, 700.0)
YOUNG = 4
"""The band of 20–24: nobody leaves working age within 35 years."""


def villagers(number: int, villages: int = 1, members: int = 1) -> Rows:
    """``number`` households of young adults at home in each village.

    Keys are multiples of five, so that no household turns to its next age band in the year 2001.
    """
    size = number * villages
    start = np.arange(villages + 1, dtype=np.int64) * (number + 40)
    rows = Rows(
        np.zeros(start[-1], np.uint64),
        np.zeros(start[-1], np.uint16),
        np.zeros(start[-1], np.uint32),
        np.zeros(start[-1], np.uint32),
        start,
        start[:-1] + number,
        np.zeros(villages, np.int64),
        np.array([combine(7, v) for v in range(villages)], np.uint64),
    )
    for v in range(villages):
        span = slice(start[v], start[v] + number)
        rows.life[span] = np.uint64(members << 3 * YOUNG)
        rows.key[span] = 5 * np.arange(v * number, v * number + number)
    assert int((rows.life > 0).sum()) == size
    return rows


def open_board(weights: np.ndarray, hazard: float = 0.0, back: float = 0.0, **changes: Any) -> Board:
    """Places outside that take everybody: ``weights`` (V, K) of options, the same hazards for all classes."""
    villages, options = weights.shape
    places = options // 2
    nowhere = np.zeros(places, np.bool_)
    board = Board(
        seed=np.uint64(1),
        year=np.int64(2001),
        founded=np.int64(2000),
        intercept=np.full((1, CLASSES), log_odds(hazard)),
        dissimilarity=0.0,
        pull=weights.astype(float),
        worth=np.ones((1, CLASSES, options)),
        back=np.full((1, CLASSES, options), back),
        group=np.array([0, options, options], np.int64),
        member=np.arange(options, dtype=np.int64),
        area=np.array([combine(13, 0), combine(13, 1)], np.uint64),
        bond=np.ones(16),
        settle=np.zeros(places, np.uint64),
        option=np.array([combine(11, k) for k in range(options)], np.uint64),
        inside=nowhere,
        counted=nowhere,
        beds=nowhere,
        mortality=NO_DEATHS,
        fertility=np.zeros((2, 4096), np.uint64),
        stayer=np.uint64(0),
        splitting=np.uint64(0),
        urban=np.zeros(villages, np.uint64),
        commuting=np.zeros(villages, np.uint64),
        pool_move=np.zeros((villages, 8), np.uint64),
        pool_pull=np.zeros((villages, options)),
        school_move=np.zeros((villages, 4), np.uint64),
        to_town=np.zeros(villages, np.uint64),
    )
    return board._replace(**changes)


def log_odds(chance: float) -> float:
    """Ln of the odds of a chance, never and always included: the intercept where nothing else counts."""
    if 0 < chance < 1:
        return float(np.log(chance / (1 - chance)))
    return EXTREME[chance > 0]


@njit
def fill_thresholds(pull, worth, area, intercept, dissimilarity, out):  # type: ignore[no-untyped-def]
    for v in range(len(area)):
        for c in range(worth.shape[1]):
            total = weigh_options(pull[v], worth[area[v], c])
            out[v, c] = np.int64(units_of(total, intercept[area[v], c], dissimilarity))


def thresholds(
    pull: np.ndarray, worth: np.ndarray, area: np.ndarray, intercept: np.ndarray, dissimilarity: float
) -> np.ndarray:
    """The kernel's eq. 3 for all villages and classes, in units of 2⁻³², (V, C)."""
    out = np.zeros((len(area), worth.shape[1]), np.uint64)
    fill_thresholds(pull, worth, area, intercept, dissimilarity, out)
    return out


def families_away(rows: Rows) -> int:
    """Households that live away whole."""
    return int(((rows.life >> np.uint64(52) & np.uint64(3)) == 2).sum())


def state_of(rows: Rows) -> dict[str, np.ndarray]:
    """The fields of all rows in use, read without the kernel's own functions."""
    used = np.concatenate([np.arange(a, b) for a, b in zip(rows.start[:-1], rows.used, strict=True)])
    life = rows.life[used]
    village = np.repeat(np.arange(len(rows.used)), rows.used - rows.start[:-1])
    bands = np.stack([life >> np.uint64(3 * band) & np.uint64(7) for band in range(15)], axis=1)
    fields = {"out": (45, 7), "tenure": (48, 15), "status": (52, 3), "waits": (54, 1), "bed": (55, 1)}
    parts = {name: (life >> np.uint64(bit) & np.uint64(mask)) for name, (bit, mask) in fields.items()}
    parts |= {"place": rows.place[used], "members": bands.sum(axis=1), "village": village}
    parts |= {"neighbourhood": rows.key[used] >> np.uint32(16)}
    return {name: values.astype(np.int64) for name, values in parts.items()} | {
        "bands": bands.astype(np.int64)
    }


def plain_taste(**wanted: float) -> Taste:
    """A taste for nothing but what is wanted; one nest of alike places."""
    given = {
        "dissimilarity": 1.0,
        "distance_scale": 5.0,
        "return_income_factor": 0.5,
        "return_age_from": 45.0,
    }
    return Taste(**{**dict.fromkeys(Taste.__dataclass_fields__, 0.0), **given, **wanted})
