"""Admission to dwellings and beds: rank, serve, turn away, and serve those who chose again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from urbsim.households.capacity import RETURNED
from urbsim.households.population import Supply
from urbsim.model.reference.household import ReferenceHousehold
from urbsim.model.reference.household_state import DWELLING, HOME, school_age
from urbsim.model.reference.offers import YearOffers
from urbsim.model.reference.random_numbers import LOTTERY, SECOND, high


@dataclass
class Applicant:
    """A household, what it asks for, and its rank: years, fixed lottery, order of rows."""

    household: ReferenceHousehold
    place: int
    family: bool
    years: int
    lottery: int
    order: int

    @property
    def claim(self) -> tuple[int, int, int]:
        """Lower is served before: the longest wait, then the lottery number fixed for life, then the row."""
        return -self.years, self.lottery, self.order

    @property
    def option(self) -> int:
        """The option asked for: 2 × settlement + whole family."""
        return 2 * self.place + int(self.family)


class AdmissionRound:
    """Everybody who asks for a dwelling or a bed this year."""

    def __init__(self, households: Sequence[ReferenceHousehold], offers: YearOffers, supply: Supply) -> None:
        self.offers, self.supply = offers, supply
        self.left: list[list[int]] = [supply.beds.tolist(), supply.dwellings.tolist()]
        self.queue = [self._applicant(n, household) for n, household in enumerate(households)]
        self.refused: list[Applicant] = []
        self.again: list[Applicant] = []

    def _applicant(self, order: int, h: ReferenceHousehold) -> Applicant:
        lottery = self.offers.draw(h.home.address, h.key, LOTTERY, year=0) >> 1
        return Applicant(
            h, h.place, family=h.waiting == DWELLING, years=h.tenure, lottery=lottery, order=order
        )

    def serve(self) -> None:
        """The first of every queue move in."""
        for applicant in sorted(self.queue, key=lambda a: a.claim):
            if not self._given(applicant):
                self.refused.append(applicant)

    def _given(self, applicant: Applicant) -> bool:
        left = self.left[applicant.family]
        if left[applicant.place] <= 0:
            return False
        left[applicant.place] -= 1
        applicant.household.arrive(self.offers, applicant.option)
        return True

    def turn_away(self) -> None:
        """Some families stay in the queue; the others choose once more, without what was full, or give up."""
        for applicant in self.refused:
            h = applicant.household
            bits = self.offers.draw(h.home.address, h.key, SECOND)
            if applicant.family and high(bits) < int(self.supply.patience * 2**32):
                continue
            h.waiting, returned = None, h.programme == RETURNED
            h.programme = 0 if returned else h.programme
            if h.status != HOME:
                continue
            h.tenure = h.place = 0
            if h.hands > 0 and not returned:
                self._choose_again(applicant, bits)

    def _choose_again(self, applicant: Applicant, bits: int) -> None:
        h = applicant.household
        offers = self.offers
        found = offers.town_weights(h.village, h.area, school_age(h)) if h.commutes else h.weights(offers)
        weights = {k: w for k, w in found.items() if k != applicant.option}
        if h.commutes:
            option = offers.first_option(weights, bits) if weights else None
        else:
            option = offers.winner(weights, bits, h.area)
        if option is None:
            return
        place, family = divmod(option, 2)
        if self.offers.counted[place] if family else self.offers.beds[place]:
            applicant.place, applicant.family = place, bool(family)
            self.again.append(applicant)
        else:
            h.arrive(self.offers, option)

    def serve_again(self) -> None:
        """What is left goes to those who chose again."""
        for applicant in sorted(self.again, key=lambda a: a.claim):
            self._given(applicant)
