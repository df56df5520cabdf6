"""The households of a region as agents: what `urbsim.households.population.Households` does, one by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from urbsim.households.board import Board, Tally
from urbsim.households.columns.columns import Rows
from urbsim.households.columns.counting import FAMILIES, LODGERS, SETTLED_PERSONS, WAITING, Count
from urbsim.households.life.offers import Offers, Uptake
from urbsim.households.population import Supply
from urbsim.model.mesa_core import Model, release
from urbsim.model.reference.admission import AdmissionRound
from urbsim.model.reference.household import ReferenceHousehold
from urbsim.model.reference.household_state import AWAY, SETTLED, SPLIT, Home
from urbsim.model.reference.offers import Terms, YearOffers
from urbsim.model.reference.programmes import a_year_of


class ReferenceHouseholds:
    """Households by village in the order of their founding, each an agent of ``agents``.

    ``terms`` tells the terms of the year that has been posted.
    """

    kind: type[ReferenceHousehold] = ReferenceHousehold
    offers: YearOffers

    def __init__(self, rows: Rows, settlements: int, terms: Callable[[], Terms]) -> None:
        self.agents, self.settlements, self.terms = Model(rng=0), settlements, terms
        self.area, self.keys = rows.area, rows.village
        self.villages = [
            [self._founded(rows, v, i) for i in range(rows.start[v], rows.used[v])]
            for v in range(len(rows.used))
        ]
        self.urban = np.zeros(len(rows.used), np.uint64)

    def _founded(self, rows: Rows, v: int, i: int) -> ReferenceHousehold:
        home = Home(v, int(rows.village[v]), int(rows.area[v]))
        household = self.kind(self.agents, home, int(rows.key[i]), int(rows.traits[i]))
        return household.read(int(rows.life[i]), int(rows.place[i]))

    def live(self, board: Board) -> Tally:
        """Every household's year, up to the applications for dwellings and beds."""
        self.offers = self.read(board)
        for households in self.villages:
            branches = [household.live(self.offers) for household in households]
            households += [branch for branch in branches if branch is not None]
        return Tally(self.offers.village, self.offers.town, np.zeros(len(self.villages), np.int64))

    def read(self, board: Board) -> YearOffers:
        """The offers of a year as households read them."""
        return YearOffers(board, self.terms())

    def take_offers(self, board: Board, tally: Tally, offers: Offers) -> Uptake:
        """Some leave the homes of programmes, and what programmes offer this year is given out."""
        everybody = [h for households in self.villages for h in households]
        return a_year_of(everybody, self.offers, offers)

    def admit(self, board: Board, tally: Tally, supply: Supply) -> None:
        """Give out dwellings and beds in rank order."""
        waiting = [h for households in self.villages for h in households if h.waiting and h.size]
        admission = AdmissionRound(waiting, self.offers, supply)
        admission.serve()
        admission.turn_away()
        admission.serve_again()

    def count(self, urban: NDArray[np.uint64] | None = None) -> Count:
        """A recount of everybody; first, ``urban`` (V,) takes the place of what it was."""
        before, self.urban = self.urban, self.urban if urban is None else urban
        found = Count.empty(len(self.villages), self.settlements, 1)
        found = found._replace(places=found.places[0])
        parts = before.tolist(), self.urban.tolist()
        for households in self.villages:
            for household in households:
                if household.size > 0:
                    count_town(household, found)
                    count_village(household, found, *parts)
        return found

    def release(self) -> None:
        """Let go of all agents, in Mesa's tables too."""
        release(self.agents)

    @property
    def rows(self) -> Rows:
        """All households as columns without reserve."""
        everybody = [h for households in self.villages for h in households]
        start = np.concatenate([[0], np.cumsum([len(households) for households in self.villages])])
        return Rows(
            life=np.array([h.word() for h in everybody], np.uint64),
            place=np.array([h.place for h in everybody], np.uint16),
            key=np.array([h.key for h in everybody], np.uint32),
            traits=np.array([h.traits for h in everybody], np.uint32),
            start=start.astype(np.int64),
            used=start[1:].astype(np.int64),
            area=self.area,
            village=self.keys,
        )


def count_town(h: ReferenceHousehold, found: Count) -> None:
    """Count those of a household who are in town, and whether it waits."""
    away = h.status >= AWAY
    found.kin[h.village, h.place] += h.size if away else h.out
    found.places[h.place, WAITING] += h.waiting is not None
    found.places[h.place, FAMILIES] += away
    found.places[h.place, SETTLED_PERSONS] += h.size * (h.status == SETTLED)
    found.places[h.place, LODGERS] += h.out * (h.status == SPLIT)


def count_village(h: ReferenceHousehold, found: Count, before: list[int], urban: list[int]) -> None:
    """Count those of a household who are in its village, and whether their part of it has become urban."""
    if h.status >= AWAY:
        return
    home, part = h.size - h.out, h.part(urban)
    found.home[h.village, part] += home
    found.reclassified[h.village] += (part - h.part(before)) * home
    found.households[h.village] += 1
