"""The state of a household: one Mesa agent with fields of its own, and the packed word of the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

from urbsim.households.capacity import (
    BAND_WIDTH,
    BANDS,
    COMMUTES,
    FOR_BED,
    LEFT,
    MEMBERS_A_BAND,
    NEWBORNS,
    OUT,
    PROGRAMME,
    RESIDENCE,
    TENURE,
    WAITS,
)
from urbsim.model.mesa_core import Agent, Model

HOME, SPLIT, AWAY, SETTLED = range(4)
DWELLING, BED = "dwelling", "bed"


class Home(NamedTuple):
    """A household's village: its number, the address of its random numbers, and the number of its area."""

    village: int
    address: int
    area: int


class HouseholdState(Agent):
    """Members by five-year band; ``out`` of them live in ``place`` while the others stay in the village."""

    def __init__(self, model: Model, home: Home, key: int, traits: int) -> None:
        super().__init__(model)
        self.home, self.key, self.traits = home, key, traits
        self.land, self.income = traits & 255, traits >> 8 & 255
        self.schooling = traits >> 22 & 15
        self.members = [0] * BANDS
        self.newborns = self.programme = 0
        self.out = self.tenure = self.status = self.place = 0
        self.waiting: str | None = None
        self.commutes = False

    @property
    def village(self) -> int:
        """Number of its village."""
        return self.home.village

    @property
    def area(self) -> int:
        """Number of its area."""
        return self.home.area

    @property
    def size(self) -> int:
        """All members."""
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
        """Schooling (two groups), land (three) and income (five) as one number, 0–29."""
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

    def part(self, urban: Sequence[int]) -> int:
        """1 where its neighbourhood has become urban in place, else 0; ``urban`` is by village."""
        return int(self.key >> 16 < urban[self.village])

    def word(self) -> int:
        """The state as the kernel packs it."""
        waits = (self.waiting is not None) << WAITS.first | (self.waiting == BED) << FOR_BED.first
        bands = sum(n << BAND_WIDTH * band for band, n in enumerate(self.members))
        lived = self.out << OUT.first | self.tenure << TENURE.first | self.status << RESIDENCE.first
        marks = self.commutes << COMMUTES.first | self.programme << PROGRAMME.first
        return bands | lived | waits | marks | self.newborns << NEWBORNS.first

    def read(self, word: int, place: int) -> Self:
        """Take over a founded state; at founding nobody waits and nobody is a newborn."""
        self.members = [word >> BAND_WIDTH * band & MEMBERS_A_BAND for band in range(BANDS)]
        self.out, self.tenure, self.status = (
            (word & field.mask) >> field.first for field in (OUT, TENURE, RESIDENCE)
        )
        self.place, self.commutes = place, bool(word & COMMUTES.mask)
        return self


def lives_in_programme(household: HouseholdState) -> bool:
    """Whether it lives whole in a home that a programme gave it, and has not settled."""
    return household.status == AWAY and 0 < household.programme < LEFT


def school_age(household: HouseholdState) -> bool:
    """Whether it has children of 5 to 14."""
    return any(household.members[1:3])


def pool_kind(household: HouseholdState) -> int:
    """The kind of a commuting household, 0–7: age of its youngest worker, children of school age."""
    return 2 * (household.kind // 90) + school_age(household)
