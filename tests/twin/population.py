"""The twin of ``urbsim.households.population.Households``: the same interface, one Mesa agent a household."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from tests.twin.admission import Line
from tests.twin.household import TwinHousehold
from tests.twin.notice import Notice
from tests.twin.state import AWAY, SETTLED, SPLIT
from tests.worlds import World
from urbsim.households.board import Tally
from urbsim.households.columns.columns import Rows
from urbsim.households.columns.counting import Count
from urbsim.households.population import Admission
from urbsim.model.urbanization import UrbanizationModel

LODGERS, FAMILIES, WAITING, SETTLED_PERSONS = range(4)


class TwinHouseholds:
    """Households by village in the order of their founding; ``model`` is attached after it is built."""

    kind: type[TwinHousehold] = TwinHousehold
    model: UrbanizationModel
    notice: Notice

    def __init__(self, rows: Rows, settlements: int, threads: int = 1) -> None:
        self.world, self.settlements = mesa.Model(rng=0), settlements
        self.area, self.keys = rows.area, rows.village
        self.villages = [
            [self._founded(rows, v, i) for i in range(rows.start[v], rows.used[v])]
            for v in range(len(rows.used))
        ]
        self.urban = np.zeros(len(rows.used), np.uint64)

    def _founded(self, rows: Rows, v: int, i: int) -> TwinHousehold:
        village = v, int(rows.village[v]), int(rows.area[v])
        household = self.kind(self.world, village, int(rows.key[i]), int(rows.traits[i]))
        return household.read(int(rows.life[i]), int(rows.place[i]))

    def live(self, board: Any) -> Tally:
        self.notice = self._notice(board)
        for households in self.villages:
            branches = [household.live(self.notice) for household in households]
            households += [branch for branch in branches if branch is not None]
        return Tally(self.notice.village, self.notice.town, np.zeros(len(self.villages), np.int64))

    def _notice(self, board: Any) -> Notice:
        return Notice(board, self.model, len(self.villages))

    def admit(self, board: Any, tally: Tally, supply: Any) -> Admission:
        line = Line(
            [h for households in self.villages for h in households if h.waiting and h.size],
            self.notice,
            supply,
        )
        line.serve()
        line.turn_away()
        line.serve_again()
        return Admission(line.relocated, line.applied)

    def count(self, urban: np.ndarray | None = None) -> Count:
        before, self.urban = self.urban, self.urban if urban is None else urban
        changed = np.zeros(len(self.villages), np.int64)
        home = np.zeros((len(self.villages), 2), np.int64)
        kin = np.zeros((len(self.villages), self.settlements), np.int64)
        places = np.zeros((self.settlements, 4), np.int64)
        number = np.zeros(len(self.villages), np.int64)
        for v, households in enumerate(self.villages):
            for h in households:
                if h.size == 0:
                    continue
                places[h.place, WAITING] += h.waiting is not None
                away = h.status >= AWAY
                kin[v, h.place] += h.size if away else h.out
                places[h.place, FAMILIES] += away
                places[h.place, SETTLED_PERSONS] += h.size * (h.status == SETTLED)
                places[h.place, LODGERS] += h.out * (h.status == SPLIT)
                if not away:
                    part = h.key >> 16 < int(self.urban[v])
                    home[v, int(part)] += h.size - h.out
                    changed[v] += (part - (h.key >> 16 < int(before[v]))) * (h.size - h.out)
                    number[v] += 1
        return Count(home, kin, places, number, changed)

    @property
    def rows(self) -> Rows:
        """All households as columns without reserve."""
        everybody = [h for households in self.villages for h in households]
        start = np.concatenate([[0], np.cumsum([len(households) for households in self.villages])])
        return Rows(
            np.array([h.word() for h in everybody], np.uint64),
            np.array([h.place for h in everybody], np.uint16),
            np.array([h.key for h in everybody], np.uint32),
            np.array([h.traits for h in everybody], np.uint32),
            start.astype(np.int64),
            start[1:].astype(np.int64),
            self.area,
            self.keys,
        )


def twin_of(world: World, population: type[TwinHouseholds] = TwinHouseholds) -> UrbanizationModel:
    """The model of a world whose households are agents."""
    model = world.model(population=population)
    model.people.households.model = model
    return model
