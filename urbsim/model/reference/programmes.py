"""Offers of programmes, one household at a time: asked, accepting, served by lot, leaving again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from urbsim.households.capacity import LEFT
from urbsim.households.life.offers import LODGER, ON_LIST, Offers, Uptake
from urbsim.model.reference.household import ReferenceHousehold, settle
from urbsim.model.reference.household_state import (
    AWAY,
    BED,
    DWELLING,
    HOME,
    SPLIT,
    lives_in_programme,
    school_age,
)
from urbsim.model.reference.offers import YearOffers
from urbsim.model.reference.random_numbers import (
    ACCEPTS,
    ASKED,
    CHOICE,
    LOTTERY,
    bits_at,
    high,
    low,
    uniform,
    waiting_time,
)

FOR_LIFE = 0


class ProgrammeYear:
    """What programmes offer this year, and what comes of it."""

    def __init__(self, year: YearOffers, offers: Offers) -> None:
        self.year, self.offers = year, offers
        self.uptake = Uptake.none(offers)
        self.lines = [range(a, b) for a, b in pairwise(offers.first.tolist())]

    def leave(self, households: Sequence[ReferenceHousehold]) -> None:
        """Some of those who live in a programme's home return to their village, others settle."""
        for h in households:
            if h.size == 0 or not lives_in_programme(h):
                continue
            bits = self.year.draw(h.home.address, h.key, CHOICE)
            if high(bits) < int(self.offers.leaving[h.programme]):
                h.come_home(self.year, h.size)
                h.programme = LEFT
            elif h.tenure >= 3 and low(bits) < self.year.settle[h.place]:
                settle(h, self.year)

    def give_out(self, households: Sequence[ReferenceHousehold]) -> None:
        """Everybody who accepts something is served in the order of the lottery, then of rows.

        One after another, since what is left for the next depends on who was before.
        """
        accepting = [h for h in households if any(self.accepts(h, line) for line in self.lines[h.area])]
        for h in sorted(accepting, key=self.lottery):
            line = self.liked_best(h)
            if line is not None:
                self.place(h, line)

    def lottery(self, h: ReferenceHousehold) -> int:
        """Its number for life; lower is served before."""
        return self.year.draw(h.home.address, h.key, LOTTERY, year=FOR_LIFE)

    def accepts(self, h: ReferenceHousehold, line: int) -> bool:
        """Whether it may have what a line offers, and wants it; who has applied there always does."""
        reached = h.size > 0 and h.status in (HOME, SPLIT) and h.programme == 0
        if not reached or h.part(self.year.urban) or not self.is_eligible(h, line):
            return False
        return h.waiting == DWELLING or self.inclination(h) < float(self.offers.utility[line])

    def is_eligible(self, h: ReferenceHousehold, line: int) -> bool:
        """By list, by lodging in the town, or by being asked; who waits or lodges elsewhere is not."""
        here, kind = h.place == int(self.offers.place[line]), int(self.offers.kind[line])
        if h.waiting == BED or ((h.waiting or h.status == SPLIT) and not here):
            return False
        if kind == ON_LIST:
            return h.key >> 16 >= int(self.offers.listed[h.village])
        if kind == LODGER and h.status != SPLIT:
            return False
        of_homes = not self.offers.by_persons[self.offers.pool[line]]
        told = self.is_asked(h) or (h.waiting == DWELLING and of_homes)
        return told and not self.year.never_moves(h.key)

    def is_asked(self, h: ReferenceHousehold) -> bool:
        """Whether word of what is open to anybody reaches it this year."""
        return high(self.year.draw(h.home.address, h.key, ASKED)) < int(self.offers.reach)

    def inclination(self, h: ReferenceHousehold) -> float:
        """Its deviate for life, less what kin in town and pupils add."""
        u = uniform(self.year.draw(h.home.address, h.key, ACCEPTS, year=FOR_LIFE))
        pupils = self.offers.school if school_age(h) else 0.0
        return math.log(u) - math.log(1.0 - u) - float(self.offers.kin[h.village]) - pupils

    def needed(self, h: ReferenceHousehold, line: int) -> int:
        """Places of the line's pool that it takes."""
        return h.size - h.out if self.offers.by_persons[self.offers.pool[line]] else 1

    def liked_best(self, h: ReferenceHousehold) -> int | None:
        """The line it takes, by exponential times, of those it accepts that can serve it."""
        start = self.year.draw(h.home.address, h.key, ASKED, year=FOR_LIFE)
        times = {}
        for line in self.lines[h.area]:
            if not self.accepts(h, line):
                continue
            pool = self.offers.pool[line]
            if self.uptake.left[pool] < self.needed(h, line):
                self.uptake.short[pool] = True
            else:
                time = waiting_time(bits_at(start, int(self.offers.key[line])))
                times[line] = time / float(self.offers.liking[line])
        return min(times, key=lambda line: (times[line], line)) if times else None

    def place(self, h: ReferenceHousehold, line: int) -> None:
        """Move in, and be counted."""
        family = h.size - h.out
        self.uptake.left[self.offers.pool[line]] -= self.needed(h, line)
        self.uptake.households[line] += 1
        self.uptake.persons[line] += family
        self.uptake.anyway[line] += family if h.waiting == DWELLING else 0
        h.arrive(self.year, 2 * int(self.offers.place[line]) + 1)
        h.programme = int(self.offers.outlay[line])


def a_year_of(households: Sequence[ReferenceHousehold], year: YearOffers, offers: Offers) -> Uptake:
    """Leaving, then placing."""
    programmes = ProgrammeYear(year, offers)
    programmes.leave([h for h in households if h.status == AWAY])
    programmes.give_out(households)
    return programmes.uptake
