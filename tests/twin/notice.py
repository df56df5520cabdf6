"""The board of one year as plain Python numbers, with the twin's own thresholds and hazards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from tests.twin.luck import WORD, address, bits_at, waiting_time
from urbsim.model.choice.choice import household_incomes, places_of, taste_of
from urbsim.model.choice.classes import AreaOf, class_offsets

ALWAYS = 2**32
ELSEWHERE = 1
LEFT_INSIDE, LEFT_OUTSIDE, CAME_INSIDE, CAME_OUTSIDE = 2, 3, 4, 5
BORN, DIED = 0, 1
TOWN_BORN, TOWN_DIED, TOWN_CAME, TOWN_LEFT, TOWN_SETTLED = range(5)


def hazard_units(members: Sequence[int], chances: Sequence[float]) -> int:
    """Summed hazard of all members in units of 2⁻³², cut to integers for every four bands."""
    total = 0
    for first in range(0, 15, 4):
        bands = range(first, min(first + 4, 15))
        total += int(sum(members[b] * chances[b] for b in bands) * ALWAYS)
    return total


def intercepts(board: Any, model: Any) -> list[float]:
    """Mover intercepts of the classes as the model solves them: level, mean taste, and what corrects each."""
    places = places_of(
        model.towns, model.choice.anchor.family, model.state.p, model.state.drivers.prices_since_2000
    )
    level = model.choice.anchor.intercept + model.state.draw.shock[model.state.t]
    at = AreaOf(model.people.land.village, household_incomes(model.state.setup, model.state.t))
    offer = places, taste_of(model.state.p)
    offset = class_offsets(model.choice.classes, level, (board.pull, board.worth), offer, at)
    found: list[float] = (level + model.choice.classes.representative.taste + offset).tolist()
    return found


class Notice:
    """What a household of the twin reads on 1 January, and where its events are counted."""

    def __init__(self, board: Any, model: Any, villages: int) -> None:
        edges, members = board.group.tolist(), board.member.tolist()
        self.groups = [members[a:b] for a, b in pairwise(edges)]
        self.area = board.area.tolist()
        self.seed, self.year, self.founded = int(board.seed), int(board.year), int(board.founded)
        self.pull, self.worth = board.pull.tolist(), board.worth.tolist()
        self.back, self.bond = board.back.tolist(), board.bond.tolist()
        self.settle, self.option = board.settle.tolist(), board.option.tolist()
        self.inside, self.counted = board.inside.tolist(), board.counted.tolist()
        self.beds, self.urban = board.beds.tolist(), board.urban.tolist()
        self.stayer, self.splitting = int(board.stayer), int(board.splitting)
        self.intercept = intercepts(board, model)
        self.dissimilarity = float(model.state.p["dissimilarity"])
        births, deaths = model.state.vital_rates()
        self.dying = (model.people.dying * deaths).tolist()
        self.bearing = [(chance * births).tolist() for chance in model.people.bearing]
        self.village = np.zeros((villages, 2, 6), np.int64)
        self.town = np.zeros((1, len(self.inside), 5), np.int64)
        self._thresholds: dict[tuple[int, int], int] = {}
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
            total = sum(a * b for a, b in zip(self.pull[v], self.worth[area][kind], strict=True))
            self._thresholds[v, kind] = self.move_units(total, self.intercept[kind])
        return self._thresholds[v, kind]

    def move_units(self, total: float, intercept: float) -> int:
        """Λ(intercept + λ ln Σw) in units of 2⁻³²; nobody moves where no option has a weight."""
        if total <= 0.0:
            return 0
        odds = math.exp(intercept + self.dissimilarity * math.log(total))
        return int(odds / (1.0 + odds) * ALWAYS)

    def return_units(self, area: int, kind: int, option: int, tenure: int) -> int:
        """Eq. 4 in units of 2⁻³²."""
        return int(min(0.5, self.back[area][kind][option] * self.bond[tenure]) * ALWAYS)

    def winner(self, weights: dict[int, float], start: int, area: int) -> int | None:
        """Exponential times decide: own area or elsewhere, then which area, then which option."""
        groups = [{k: w for k in members if (w := weights.get(k, 0.0)) > 0.0} for members in self.groups]
        sums = [sum(group.values()) for group in groups]
        own, rest = sums[area], sum(sums) - sums[area]
        others = {g: total for g, total in enumerate(sums) if g != area and total > 0.0}
        ahead = waiting_time(bits_at(start, self.area[area])) * rest
        if others and not (own > 0.0 and ahead < waiting_time(bits_at(start, ELSEWHERE)) * own):
            area = self.first(others, start, {g: self.area[g] ^ WORD for g in others})
        return self.first(groups[area], start, self.option) if groups[area] else None

    @staticmethod
    def first(weights: dict[int, float], start: int, key: Any) -> int:
        """Whose exponential of rate w finishes first."""
        return min(weights, key=lambda k: (waiting_time(bits_at(start, key[k])) / weights[k], k))

    def weights(self, v: int, area: int, kind: int) -> dict[int, float]:
        """The weight of every option of a village's class."""
        pairs = zip(self.pull[v], self.worth[area][kind], strict=True)
        return {k: a * b for k, (a, b) in enumerate(pairs)}

    def never_moves(self, village: int, key: int) -> bool:
        return (key % 65536) * 65536 + 32768 < self.stayer
