"""What households read on 1 January, as plain Python numbers, and the probabilities that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from urbsim.households.board import FLOWS, TOWN_FLOWS, Board
from urbsim.households.capacity import BANDS
from urbsim.households.equations import HIGHEST_RETURN, move_odds, probability
from urbsim.model.choice.pool import pool_levels
from urbsim.model.choice.school import school_levels
from urbsim.model.reference.random_numbers import (
    COMMUTING,
    FOUNDED,
    WORD,
    address,
    bits_at,
    high,
    waiting_time,
)
from urbsim.model.state import State
from urbsim.model.year.posting import Choice

ALWAYS = 2**32
ELSEWHERE = 1
CUT = 4
"""Age bands whose hazards are summed before they are cut to units of 2⁻³², as the kernel's tables are."""


@dataclass(frozen=True)
class Terms:
    """What the board tells only as thresholds: the terms of eq. 3, deaths and births.

    ``intercept`` by class and ``dissimilarity`` are those of eq. 3, ``pool`` the intercepts of commuters by
    kind, ``school`` of families who may go for a school by age class; ``dying`` by age band and
    ``bearing`` by village or town and age band are probabilities a year.
    """

    intercept: Sequence[float]
    dissimilarity: float
    pool: Sequence[float]
    school: Sequence[float]
    dying: Sequence[float]
    bearing: Sequence[Sequence[float]]


def terms_of(state: State, choice: Choice) -> Terms:
    """The terms of the year that has been posted."""
    births, deaths = state.vital_rates()
    level = choice.anchor.intercept + state.draw.shock[state.t]
    return Terms(
        intercept=(level + choice.classes.representative.taste + choice.offset).tolist(),
        dissimilarity=float(state.p["dissimilarity"]),
        pool=pool_levels(choice.anchor.pool + state.draw.shock[state.t], state.p).tolist(),
        school=school_levels(choice.anchor.school + state.draw.shock[state.t], state.p).tolist(),
        dying=(state.people.dying * deaths).tolist(),
        bearing=[(chance * births).tolist() for chance in state.people.bearing],
    )


def hazard_units(members: Sequence[int], chances: Sequence[float]) -> int:
    """Summed hazard of all members in units of 2⁻³², cut to integers for every four bands."""
    total = 0
    for first in range(0, BANDS, CUT):
        bands = range(first, min(first + CUT, BANDS))
        total += int(sum(members[b] * chances[b] for b in bands) * ALWAYS)
    return total


class YearOffers:
    """The offers of one year as a household reads them, and where its events are counted.

    ``village`` (V, 2, 7) and ``town`` (1, J, 5) are the counts of a :class:`~urbsim.households.board.Tally`.
    """

    def __init__(self, board: Board, terms: Terms) -> None:
        edges, members = board.group.tolist(), board.member.tolist()
        self.groups = [members[a:b] for a, b in pairwise(edges)]
        self.area = board.area.tolist()
        self.seed, self.year, self.founded = int(board.seed), int(board.year), int(board.founded)
        self.pull, self.worth = board.pull.tolist(), board.worth.tolist()
        self.back, self.bond = board.back.tolist(), board.bond.tolist()
        self.settle, self.option = board.settle.tolist(), board.option.tolist()
        self.inside, self.counted = board.inside.tolist(), board.counted.tolist()
        self.beds, self.urban = board.beds.tolist(), board.urban.tolist()
        self.to_town, self.commuting = board.to_town.tolist(), board.commuting.tolist()
        self.pool_pull = board.pool_pull.tolist()
        self.stayer, self.splitting = int(board.stayer), int(board.splitting)
        self.terms = terms
        self.village = np.zeros((len(self.pull), 2, FLOWS), np.int64)
        self.town = np.zeros((1, len(self.inside), TOWN_FLOWS), np.int64)
        self._thresholds: dict[tuple[int, int], int] = {}
        self._of_pool: dict[tuple[int, int], int] = {}
        self._for_school: dict[tuple[int, int], int] = {}
        self._addresses: dict[tuple[int, int, int], int] = {}

    def draw(self, village: int, key: int, purpose: int, year: int | None = None) -> int:
        """64 bits of a household (village address and key) for a purpose, this year unless told."""
        place = (village, purpose, self.year if year is None else year)
        if place not in self._addresses:
            self._addresses[place] = address(self.seed, village, place[2], purpose)
        return bits_at(self._addresses[place], key)

    def move_threshold(self, v: int, area: int, kind: int) -> int:
        """Eq. 3 of a village and class in units of 2⁻³²."""
        if (v, kind) not in self._thresholds:
            total = sum(self.weights(v, area, kind).values())
            odds = self.terms.intercept[kind], self.terms.dissimilarity
            self._thresholds[v, kind] = move_units(total, *odds)
        return self._thresholds[v, kind]

    def commutes(self, v: int, village: int, key: int) -> bool:
        """Whether a household's number for life is below its village's share of those who work near home."""
        return bool(high(bits_at(address(FOUNDED, village, 0, COMMUTING), key)) < self.commuting[v])

    def pool_threshold(self, v: int, kind: int) -> int:
        """The chance that a commuting household of a kind moves to town, in units of 2⁻³²."""
        if (v, kind) not in self._of_pool:
            total = sum(self.pool_pull[v][kind % 2 :: 2])
            self._of_pool[v, kind] = move_units(total, self.terms.pool[kind], 1.0)
        return self._of_pool[v, kind]

    def school_threshold(self, v: int, age: int) -> int:
        """The chance that a family of an age class goes for a child's school, in units of 2⁻³²."""
        if (v, age) not in self._for_school:
            total = sum(self.pool_pull[v][1::2])
            self._for_school[v, age] = move_units(total, self.terms.school[age], 1.0)
        return self._for_school[v, age]

    def town_weights(self, v: int, area: int, school_age: bool) -> dict[int, float]:
        """The weights of the settlements of the own area for a whole family, as options."""
        found = {k: self.pool_pull[v][k - 1 + school_age] for k in self.groups[area] if k % 2 == 1}
        return {k: w for k, w in found.items() if w > 0.0}

    def return_units(self, area: int, kind: int, option: int, tenure: int) -> int:
        """Eq. 4 in units of 2⁻³²."""
        return int(min(HIGHEST_RETURN, self.back[area][kind][option] * self.bond[tenure]) * ALWAYS)

    def winner(self, weights: Mapping[int, float], start: int, area: int) -> int | None:
        """Exponential times decide: own area or elsewhere, then which area, then which option."""
        groups = [{k: w for k in members if (w := weights.get(k, 0.0)) > 0.0} for members in self.groups]
        sums = [sum(group.values()) for group in groups]
        own, rest = sums[area], sum(sums) - sums[area]
        others = {g: total for g, total in enumerate(sums) if g != area and total > 0.0}
        ahead = waiting_time(bits_at(start, self.area[area])) * rest
        if others and not (own > 0.0 and ahead < waiting_time(bits_at(start, ELSEWHERE)) * own):
            area = first_of(others, start, {g: self.area[g] ^ WORD for g in others})
        return self.first_option(groups[area], start) if groups[area] else None

    def first_option(self, weights: Mapping[int, float], start: int) -> int:
        """Which of some options wins, with probability w / Σw."""
        return first_of(weights, start, self.option)

    def weights(self, v: int, area: int, kind: int) -> dict[int, float]:
        """The weight of every option of a village's class."""
        pairs = zip(self.pull[v], self.worth[area][kind], strict=True)
        return {k: a * b for k, (a, b) in enumerate(pairs)}

    def never_moves(self, key: int) -> bool:
        """Whether a household is a stayer: its rank in mobility, for life, is among the lowest."""
        return (key % 65536) * 65536 + 32768 < self.stayer


def move_units(total: float, intercept: float, power: float) -> int:
    """Λ(intercept + power · ln Σw) in units of 2⁻³²; nobody moves where no option has a weight."""
    return int(probability(move_odds(intercept, total, power)) * ALWAYS) if total > 0.0 else 0


def first_of(weights: Mapping[int, float], start: int, keys: Mapping[int, int] | Sequence[int]) -> int:
    """Whose exponential time of rate w, drawn at its key, finishes first; the lower one of equals."""
    return min(weights, key=lambda k: (waiting_time(bits_at(start, keys[k])) / weights[k], k))
