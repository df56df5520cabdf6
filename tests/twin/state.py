"""The state of a household of the twin: one Mesa agent with fields of its own."""

from __future__ import annotations

from typing import Self

import mesa

from tests.twin.notice import Notice

HOME, SPLIT, AWAY, SETTLED = range(4)
DWELLING, BED = "dwelling", "bed"


class HouseholdState(mesa.Agent):
    """Members by five-year band; ``out`` of them live in ``place`` while the others stay in the village."""

    def __init__(self, world: mesa.Model, village: tuple[int, int, int], key: int, traits: int) -> None:
        super().__init__(world)
        self.village, self.address, self.area = village
        self.key, self.traits = key, traits
        self.land, self.income = traits & 255, traits >> 8 & 255
        self.schooling = traits >> 22 & 15
        self.members = [0] * 15
        self.newborns = 0
        self.out = self.tenure = self.status = self.place = 0
        self.waiting: str | None = None

    @property
    def size(self) -> int:
        return sum(self.members)

    @property
    def workers(self) -> int:
        """Members of 15–59."""
        return sum(self.members[3:12])

    @property
    def hands(self) -> int:
        """Workers at home."""
        return self.workers - self.out

    @property
    def group(self) -> int:
        return (15 if self.schooling >= 8 else 0) + self.land * 3 // 256 * 5 + self.income * 5 // 256

    def left_by(self, gone: int) -> list[int]:
        """Age bands of the workers who are left when the ``gone`` youngest have left."""
        return [band for band in range(3, 12) for _ in range(self.members[band])][gone:]

    @property
    def youngest_at_home(self) -> int:
        """The age band of the youngest worker who has not left; the last one where there is none."""
        return min(self.left_by(self.out), default=11)

    def kind_without(self, gone: int) -> int:
        """The class of who is left when the ``gone`` youngest have left: youngest worker, workers, group."""
        ages = self.left_by(gone)
        age = min(3, (min(ages, default=11) - 3) // 2)
        return 30 * (3 * age + min(3, max(1, len(ages))) - 1) + self.group

    @property
    def kind(self) -> int:
        """The class of those at home."""
        return self.kind_without(self.out)

    @property
    def kind_in_town(self) -> int:
        """The class of those in town, who are the youngest: as if nobody had left."""
        return self.kind_without(0)

    def part(self, notice: Notice) -> int:
        return int(self.key >> 16 < notice.urban[self.village])

    def word(self) -> int:
        """The state as the kernel packs it."""
        bands = sum(n << 3 * band for band, n in enumerate(self.members))
        flags = (1 if self.waiting else 0) | (2 if self.waiting == BED else 0)
        rest = self.out << 45 | self.tenure << 48 | self.status << 52 | flags << 54
        return bands | rest | self.newborns << 61

    def read(self, word: int, place: int) -> Self:
        """Take over a founded state; at founding nobody waits and nobody is a newborn."""
        self.members = [word >> 3 * band & 7 for band in range(15)]
        self.out, self.tenure = word >> 45 & 7, word >> 48 & 15
        self.status, self.place = word >> 52 & 3, place
        return self
