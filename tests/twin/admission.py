"""Admission in the twin: rank, serve, turn away, and serve those who chose again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.twin.household import TwinHousehold
from tests.twin.luck import LOTTERY, SECOND, high
from tests.twin.notice import Notice
from tests.twin.state import DWELLING, HOME


@dataclass
class Applicant:
    """A household, what it asks for, and its rank: privilege, years, fixed lottery, order of rows."""

    household: TwinHousehold
    place: int
    family: bool
    years: int
    lottery: int
    order: int
    programme: int
    persons: int
    privileged: bool = False

    @property
    def claim(self) -> tuple[int, int, int]:
        return -self.years, self.lottery, self.order

    @property
    def rank(self) -> tuple[bool, tuple[int, int, int]]:
        return not self.privileged, self.claim

    @property
    def option(self) -> int:
        return 2 * self.place + int(self.family)


class Line:
    """Everybody who asks for a dwelling or a bed this year."""

    def __init__(self, households: list[TwinHousehold], notice: Notice, supply: Any) -> None:
        self.notice, self.supply = notice, supply
        self.left = [list(map(int, supply.beds)), list(map(int, supply.dwellings))]
        self.queue = [self._applicant(n, household) for n, household in enumerate(households)]
        self.refused: list[Applicant] = []
        self.again: list[Applicant] = []
        areas = len(supply.quota)
        self.relocated = np.zeros((areas, len(supply.dwellings)), np.int64)
        self.applied = np.zeros(areas, np.int64)

    def _applicant(self, order: int, h: TwinHousehold) -> Applicant:
        lottery = self.notice.draw(h.address, h.key, LOTTERY, year=0) >> 1
        programme = int(self.supply.programme[h.village, h.place])
        family = h.waiting == DWELLING
        return Applicant(h, h.place, family, h.tenure, lottery, order, programme, h.size - h.out)

    def serve(self) -> None:
        """The first of every queue move in; those under a programme's quota stand first."""
        self._privilege()
        for applicant in sorted(self.queue, key=lambda a: a.rank):
            area = applicant.programme
            if applicant.family and area >= 0:
                self.applied[area] += applicant.persons
            if not self._given(applicant):
                self.refused.append(applicant)
            elif applicant.privileged:
                self.relocated[area, applicant.place] += applicant.persons

    def _privilege(self) -> None:
        for area, quota in enumerate(self.supply.quota):
            persons = 0
            for applicant in sorted(self.queue, key=lambda a: a.claim):
                if applicant.family and applicant.programme == area:
                    persons += applicant.persons
                    applicant.privileged = quota > 0 and persons <= quota

    def _given(self, applicant: Applicant) -> bool:
        offers = self.left[applicant.family]
        if offers[applicant.place] <= 0:
            return False
        offers[applicant.place] -= 1
        applicant.household.arrive(self.notice, applicant.option)
        return True

    def turn_away(self) -> None:
        """Some families stay in the queue; the others choose once more, without what was full, or give up."""
        for applicant in self.refused:
            h = applicant.household
            bits = self.notice.draw(h.address, h.key, SECOND)
            if applicant.family and high(bits) < int(self.supply.patience * 2**32):
                continue
            h.waiting = None
            if h.status != HOME:
                continue
            h.tenure = h.place = 0
            if h.hands > 0:
                self._choose_again(applicant, bits)

    def _choose_again(self, applicant: Applicant, bits: int) -> None:
        h = applicant.household
        weights = {k: w for k, w in h.weights(self.notice).items() if k != applicant.option}
        option = self.notice.winner(weights, bits, h.area)
        if option is None:
            return
        place, family = divmod(option, 2)
        if self.notice.counted[place] if family else self.notice.beds[place]:
            applicant.place, applicant.family, applicant.privileged = place, bool(family), False
            self.again.append(applicant)
        else:
            h.arrive(self.notice, option)

    def serve_again(self) -> None:
        """What is left goes to those who chose again."""
        for applicant in sorted(self.again, key=lambda a: a.rank):
            self._given(applicant)
