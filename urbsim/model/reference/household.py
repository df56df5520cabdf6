"""A household that decides alone: one year by the rules of the model, step by step.

Written to be read beside ``ODD.md``: no packed words, no tables of bounds, one object a household. Bit for
bit the compiled kernel must give the same rows (``tests/twin``).
"""

from __future__ import annotations

from urbsim.households.board import (
    BORN,
    CAME_INSIDE,
    CAME_OUTSIDE,
    DIED,
    LEFT_INSIDE,
    LEFT_OUTSIDE,
    RETURNED_TO_TOWN,
    TOWN_BORN,
    TOWN_CAME,
    TOWN_DIED,
    TOWN_LEFT,
    TOWN_SETTLED,
)
from urbsim.households.capacity import (
    BANDS,
    MEMBERS_A_BAND,
    MEMBERS_A_HOUSEHOLD,
    RETURNED,
    TENURE,
    WORKERS_OUT,
)
from urbsim.model.reference.household_state import (
    AWAY,
    BED,
    DWELLING,
    HOME,
    SETTLED,
    SPLIT,
    HouseholdState,
    lives_in_programme,
    pool_kind,
    school_age,
)
from urbsim.model.reference.offers import YearOffers, hazard_units
from urbsim.model.reference.random_numbers import CHOICE, OPTION, VITAL, bits_at, high, low


class ReferenceHousehold(HouseholdState):
    """Decides alone, from the year's offers and from its own members, traits and random numbers."""

    def live(self, offers: YearOffers) -> ReferenceHousehold | None:
        """One year; returns the household that a young couple founded, if one did.

        The steps are those of item 6 of the ODD's order of a year.
        """
        if self.size == 0:
            return None
        self.grow_older(offers.year)
        self.commutes = offers.commutes(self.village, self.home.address, self.key) and may_commute(self)
        if self.out > self.workers:
            self.come_home(offers, self.out - self.workers)
        branch = self.births_and_deaths(offers)
        waits = self.status == HOME and self.waiting
        if self.status != SETTLED and not waits and not lives_in_programme(self):
            self.decide(offers)
        return branch

    def grow_older(self, year: int) -> None:
        """A year more of tenure, and every fifth year the next age band; newborns wait for the next turn."""
        self.tenure = min(TENURE.most, self.tenure + 1)
        last = self.members[13] + self.members[14]
        if (self.key + year) % 5 == 0 and last <= MEMBERS_A_BAND:
            second = self.members[0] - self.newborns
            self.members = [self.newborns, second, *self.members[1:13], last]
            self.newborns = 0

    def turned_since(self, founded: int, year: int) -> bool:
        """Whether it has turned in the span of five years, counted from the founding, that holds the year."""
        span = range(year - (year - founded - 1) % 5, year + 1)
        return any((self.key + each) % 5 == 0 for each in span)

    def births_and_deaths(self, offers: YearOffers) -> ReferenceHousehold | None:
        """At most one birth or death, by the summed hazard of all members, and perhaps a branch.

        High bits decide on the event and low ones on the branch, as in the kernel; hazards are whole numbers
        of 2⁻³².
        """
        bits = offers.draw(self.home.address, self.key, VITAL)
        urban = 1 if self.part(offers.urban) or self.status >= AWAY else 0
        death = hazard_units(self.members, offers.terms.dying)
        fertile = [n if 4 <= band < 8 else 0 for band, n in enumerate(self.members)]
        birth = hazard_units(fertile, offers.terms.bearing[urban])
        if self.out:
            birth = birth * (2 * self.workers - self.out) // (2 * self.workers)
        if high(bits) < death:
            self.lose_one(offers, bits)
        elif high(bits) < death + birth and has_room(self):
            self.count_at_family(offers, BORN, TOWN_BORN)
            self.members[0] += 1
            self.newborns += not self.turned_since(offers.founded, offers.year)
        resting = self.status == HOME and not self.waiting
        return self.found_branch(bits) if low(bits) < offers.splitting and resting else None

    def count_at_family(self, offers: YearOffers, here: int, in_town: int) -> None:
        """Count a person where the family lives: in its town, or in its part of the village."""
        if self.status >= AWAY:
            offers.town[0, self.place, in_town] += 1
        else:
            offers.village[self.village, self.part(offers.urban), here] += 1

    def lose_one(self, offers: YearOffers, bits: int) -> None:
        """The death of the member at whose band the draw falls."""
        band, reached = max(b for b in range(BANDS) if self.members[b]), 0
        for b in range(BANDS):
            reached += int(self.members[b] * offers.terms.dying[b] * 2**32)
            if self.members[b] and high(bits) < reached:
                band = b
                break
        in_town = self.out > 0 and 3 <= band < 12 and low(bits) % self.workers < self.out
        if in_town and self.status == SPLIT:
            offers.town[0, self.place, TOWN_DIED] += 1
            self.out -= 1
            if self.out == 0:
                self.live_at_home()
        else:
            self.count_at_family(offers, DIED, TOWN_DIED)
        if band == 0 and low(bits) % self.members[0] < self.newborns:
            self.newborns -= 1
        self.members[band] -= 1

    def live_at_home(self) -> None:
        """Nobody is in town any more; a place in the queue is kept."""
        self.status, self.out = HOME, 0
        if not self.waiting:
            self.tenure = self.place = 0

    def come_home(self, offers: YearOffers, persons: int) -> None:
        """``persons`` return from the household's place."""
        flow = CAME_INSIDE if offers.inside[self.place] else CAME_OUTSIDE
        offers.village[self.village, self.part(offers.urban), flow] += persons
        offers.town[0, self.place, TOWN_LEFT] += persons
        self.out = max(0, self.out - persons)
        if self.out == 0:
            self.live_at_home()

    def found_branch(self, bits: int) -> ReferenceHousehold | None:
        """Two of 20–39 and children under ten leave elders of 45 and more, in a family of four or more.

        The new key keeps its neighbourhood and its year of turning (the rest by five).
        """
        young = [band for band in range(7, 3, -1) for _ in range(self.members[band])][:2]
        if self.size < 4 or not any(self.members[9:]) or len(young) < 2 or self.workers < 2:
            return None
        steps = 1 + bits_at(bits, self.key) % (65535 // 5 - 1)
        key = self.key & 0xFFFF0000 | (self.key % 65536 + 5 * steps) % 65535
        branch = type(self)(self.model, self.home, key, self.traits)
        branch.members[:2] = self.members[:2]
        branch.newborns, self.newborns = self.newborns, 0
        for band in young:
            branch.members[band] += 1
        self.members = [a - b for a, b in zip(self.members, branch.members, strict=True)]
        return branch

    def decide(self, offers: YearOffers) -> None:
        """Return or settle if away, else stay or move.

        Eq. 4 comes first, for those in town; eq. 1–3 for the others. Each draw is by address, so the order of
        households does not matter.
        """
        bits = offers.draw(self.home.address, self.key, CHOICE)
        if self.status != HOME:
            option = 2 * self.place + (self.status == AWAY)
            if high(bits) < offers.return_units(self.area, self.kind_in_town, option, self.tenure):
                outside = not offers.inside[self.place]
                self.come_home(offers, self.size if self.status == AWAY else self.out)
                if outside and low(bits) < offers.to_town[self.village]:
                    go_to_town(self, offers, returned=True)
                return
        if self.status == AWAY:
            if self.tenure >= 3 and low(bits) < offers.settle[self.place]:
                settle(self, offers)
        elif self.commutes:
            if low(bits) < offers.pool_threshold(self.village, pool_kind(self)):
                go_to_town(self, offers)
        elif looks_for_school(self) and high(bits) < offers.school_threshold(self.village, self.kind // 90):
            go_to_town(self, offers)
        elif self.hands > 0 and not self.waiting and low(bits) < self.threshold(offers):
            self.choose_place(offers)

    def threshold(self, offers: YearOffers) -> int:
        """The probability of moving this year in units of 2⁻³²: that of its class in its village."""
        return offers.move_threshold(self.village, self.area, self.kind)

    def weights(self, offers: YearOffers) -> dict[int, float]:
        """The weight of every option."""
        return offers.weights(self.village, self.area, self.kind)

    def choose_place(self, offers: YearOffers) -> None:
        """Where to, and who: a split household only chooses who follows to its own place."""
        if self.out == WORKERS_OUT or offers.never_moves(self.key):
            return
        start, weights = offers.draw(self.home.address, self.key, OPTION), self.weights(offers)
        if self.status == SPLIT:
            here = {k: w for k, w in weights.items() if k // 2 == self.place and w > 0.0}
            option = offers.first_option(here, start) if here else None
        else:
            option = offers.winner(weights, start, self.area)
        if option is not None:
            self.depart(offers, option)

    def depart(self, offers: YearOffers, option: int) -> None:
        """Go, or apply where places are counted."""
        place, family = divmod(option, 2)
        if family and offers.counted[place]:
            self.waiting, self.place, self.tenure = DWELLING, place, 0
        elif not family and offers.beds[place]:
            self.waiting, self.place = BED, place
        else:
            self.arrive(offers, option)

    def arrive(self, offers: YearOffers, option: int) -> None:
        """Go to the place of an option: the family with all who are left, or one worker.

        Tenure of workers in town is the rounded mean of theirs, newcomers with none.
        """
        self.place, family = divmod(option, 2)
        movers = self.size - self.out if family else 1
        if self.programme == RETURNED:
            self.programme = 0
            offers.village[self.village, self.part(offers.urban), RETURNED_TO_TOWN] += movers
        flow = LEFT_INSIDE if offers.inside[self.place] else LEFT_OUTSIDE
        offers.village[self.village, self.part(offers.urban), flow] += movers
        offers.town[0, self.place, TOWN_CAME] += movers
        mean = (2 * self.tenure * self.out + self.out + 1) // (2 * self.out + 2)
        self.tenure, self.out = (0, 0) if family else (mean, self.out + 1)
        self.status, self.waiting, self.commutes = AWAY if family else SPLIT, None, False


def looks_for_school(household: HouseholdState) -> bool:
    """Whether all are at home, wait for nothing and have children of school age."""
    return household.status == HOME and not household.waiting and school_age(household)


def may_commute(household: HouseholdState) -> bool:
    """Whether everybody lives at home and somebody is of working age."""
    return household.status == HOME and household.workers > 0


def go_to_town(household: ReferenceHousehold, offers: YearOffers, returned: bool = False) -> None:
    """The whole family goes to a town of its own area, unless it never moves and was not away."""
    if offers.never_moves(household.key) and not returned:
        return
    start = offers.draw(household.home.address, household.key, OPTION)
    weights = offers.town_weights(household.village, household.area, school_age(household))
    if weights:
        household.programme = RETURNED if returned else household.programme
        household.depart(offers, offers.first_option(weights, start))


def settle(household: HouseholdState, offers: YearOffers) -> None:
    """Obtain the local urban hukou and never return."""
    offers.town[0, household.place, TOWN_SETTLED] += household.size
    household.status = SETTLED


def has_room(household: HouseholdState) -> bool:
    """Whether its word can hold one child more."""
    return household.members[0] < MEMBERS_A_BAND and household.size < MEMBERS_A_HOUSEHOLD
