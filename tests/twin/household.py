"""A household of the twin, which lives a year by the documented rules."""

from __future__ import annotations

from tests.twin.luck import CHOICE, OPTION, VITAL, bits_at, high, low
from tests.twin.notice import (
    BORN,
    CAME_INSIDE,
    CAME_OUTSIDE,
    DIED,
    LEFT_INSIDE,
    LEFT_OUTSIDE,
    TOWN_BORN,
    TOWN_CAME,
    TOWN_DIED,
    TOWN_LEFT,
    TOWN_SETTLED,
    Notice,
    hazard_units,
)
from tests.twin.state import AWAY, BED, DWELLING, HOME, SETTLED, SPLIT, HouseholdState

FULL, MOST_MEMBERS = 7, 63


class TwinHousehold(HouseholdState):
    """Decides alone, from the board and from its own members, traits and luck."""

    def live(self, notice: Notice) -> TwinHousehold | None:
        """One year; returns the household that a young couple founded, if one did."""
        if self.size == 0:
            return None
        self.grow_older(notice.year)
        if self.out > self.workers:
            self.come_home(notice, self.out - self.workers)
        branch = self.births_and_deaths(notice)
        if self.status != SETTLED and not (self.status == HOME and self.waiting):
            self.decide(notice)
        return branch

    def grow_older(self, year: int) -> None:
        self.tenure = min(15, self.tenure + 1)
        last = self.members[13] + self.members[14]
        if (self.key + year) % 5 == 0 and last <= FULL:
            second = self.members[0] - self.newborns
            self.members = [self.newborns, second, *self.members[1:13], last]
            self.newborns = 0

    def turned_since(self, founded: int, year: int) -> bool:
        """Whether it has turned in the span of five years, counted from the founding, that holds the year."""
        span = range(year - (year - founded - 1) % 5, year + 1)
        return any((self.key + each) % 5 == 0 for each in span)

    def births_and_deaths(self, notice: Notice) -> TwinHousehold | None:
        bits = notice.draw(self.address, self.key, VITAL)
        urban = 1 if self.part(notice) or self.status >= AWAY else 0
        death = hazard_units(self.members, notice.dying)
        fertile = [n if 4 <= band < 8 else 0 for band, n in enumerate(self.members)]
        birth = hazard_units(fertile, notice.bearing[urban])
        if self.out:
            birth = birth * (2 * self.workers - self.out) // (2 * self.workers)
        if high(bits) < death:
            self.lose_one(notice, bits)
        elif high(bits) < death + birth and self.members[0] < FULL and self.size < MOST_MEMBERS:
            self.count_at_family(notice, BORN, TOWN_BORN)
            self.members[0] += 1
            self.newborns += not self.turned_since(notice.founded, notice.year)
        resting = self.status == HOME and not self.waiting
        return self.found_branch(bits) if low(bits) < notice.splitting and resting else None

    def count_at_family(self, notice: Notice, here: int, in_town: int) -> None:
        if self.status >= AWAY:
            notice.town[0, self.place, in_town] += 1
        else:
            notice.village[self.village, self.part(notice), here] += 1

    def lose_one(self, notice: Notice, bits: int) -> None:
        """The death of the member at whose band the draw falls."""
        band, reached = max(b for b in range(15) if self.members[b]), 0
        for b in range(15):
            reached += int(self.members[b] * notice.dying[b] * 2**32)
            if self.members[b] and high(bits) < reached:
                band = b
                break
        in_town = self.out > 0 and 3 <= band < 12 and low(bits) % self.workers < self.out
        if in_town and self.status == SPLIT:
            notice.town[0, self.place, TOWN_DIED] += 1
            self.out -= 1
            if self.out == 0:
                self.live_at_home()
        else:
            self.count_at_family(notice, DIED, TOWN_DIED)
        if band == 0 and low(bits) % self.members[0] < self.newborns:
            self.newborns -= 1
        self.members[band] -= 1

    def live_at_home(self) -> None:
        """Nobody is in town any more; a place in the queue is kept."""
        self.status, self.out = HOME, 0
        if not self.waiting:
            self.tenure = self.place = 0

    def come_home(self, notice: Notice, persons: int) -> None:
        """``persons`` return from the household's place."""
        flow = CAME_INSIDE if notice.inside[self.place] else CAME_OUTSIDE
        notice.village[self.village, self.part(notice), flow] += persons
        notice.town[0, self.place, TOWN_LEFT] += persons
        self.out = max(0, self.out - persons)
        if self.out == 0:
            self.live_at_home()

    def found_branch(self, bits: int) -> TwinHousehold | None:
        """Two of 20–39 and children under ten leave elders of 45 and more, in a family of four or more."""
        young = [band for band in range(7, 3, -1) for _ in range(self.members[band])][:2]
        if self.size < 4 or not any(self.members[9:]) or len(young) < 2 or self.workers < 2:
            return None
        steps = 1 + bits_at(bits, self.key) % (65535 // 5 - 1)
        key = self.key & 0xFFFF0000 | (self.key % 65536 + 5 * steps) % 65535
        branch = type(self)(self.model, (self.village, self.address, self.area), key, self.traits)
        branch.members[:2] = self.members[:2]
        branch.newborns, self.newborns = self.newborns, 0
        for band in young:
            branch.members[band] += 1
        self.members = [a - b for a, b in zip(self.members, branch.members, strict=True)]
        return branch

    def decide(self, notice: Notice) -> None:
        """Return or settle if away, else stay or move."""
        bits = notice.draw(self.address, self.key, CHOICE)
        if self.status != HOME:
            option = 2 * self.place + (self.status == AWAY)
            if high(bits) < notice.return_units(self.area, self.kind_in_town, option, self.tenure):
                self.come_home(notice, self.size if self.status == AWAY else self.out)
                return
        if self.status == AWAY:
            if self.tenure >= 3 and low(bits) < notice.settle[self.place]:
                notice.town[0, self.place, TOWN_SETTLED] += self.size
                self.status = SETTLED
        elif self.hands > 0 and not self.waiting and low(bits) < self.threshold(notice):
            self.choose_place(notice)

    def threshold(self, notice: Notice) -> int:
        return notice.move_threshold(self.village, self.area, self.kind)

    def weights(self, notice: Notice) -> dict[int, float]:
        return notice.weights(self.village, self.area, self.kind)

    def choose_place(self, notice: Notice) -> None:
        """Where to, and who: a split household only chooses who follows to its own place."""
        if self.out == FULL or notice.never_moves(self.address, self.key):
            return
        start, weights = notice.draw(self.address, self.key, OPTION), self.weights(notice)
        if self.status == SPLIT:
            here = {k: w for k, w in weights.items() if k // 2 == self.place and w > 0.0}
            option = notice.first(here, start, notice.option) if here else None
        else:
            option = notice.winner(weights, start, self.area)
        if option is not None:
            self.depart(notice, option)

    def depart(self, notice: Notice, option: int) -> None:
        """Go, or apply where places are counted."""
        place, family = divmod(option, 2)
        if family and notice.counted[place]:
            self.waiting, self.place, self.tenure = DWELLING, place, 0
        elif not family and notice.beds[place]:
            self.waiting, self.place = BED, place
        else:
            self.arrive(notice, option)

    def arrive(self, notice: Notice, option: int) -> None:
        self.place, family = divmod(option, 2)
        movers = self.size - self.out if family else 1
        flow = LEFT_INSIDE if notice.inside[self.place] else LEFT_OUTSIDE
        notice.village[self.village, self.part(notice), flow] += movers
        notice.town[0, self.place, TOWN_CAME] += movers
        mean = (2 * self.tenure * self.out + self.out + 1) // (2 * self.out + 2)
        self.tenure, self.out = (0, 0) if family else (mean, self.out + 1)
        self.status, self.waiting = AWAY if family else SPLIT, None
