"""A town, county seat or city: public works, jobs, dwellings, land, and the offer it posts each 1 January."""

from __future__ import annotations

import math

import numpy as np

from urbsim.model.mesa_core import Agent, Model
from urbsim.model.setup import Array, Settlement
from urbsim.model.state import State
from urbsim.model.towns import hiring
from urbsim.model.towns.housing import HousingPlan, HousingStock, let_to
from urbsim.model.towns.infrastructure import PublicWorks, of_tier
from urbsim.model.towns.labour import LabourMarket, Lookers
from urbsim.model.towns.land import Land
from urbsim.model.towns.ways import pay_of_lines
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import SERVICES


class Town(Agent):
    """One settlement as an institution.

    Outside the region (``inside`` false) a settlement keeps its base-year offer, but for the pay
    that the nation's wage brings; inside, everything it offers follows from what is built there.

    Built from the base year's stocks where the setup knows them, else from what places of its tier have;
    money is yuan of the base year.
    """

    state: State
    works: PublicWorks
    homes: HousingStock
    market: LabourMarket
    barrier: float
    land: Land

    def __init__(self, model: Model, state: State, index: int, place: Settlement) -> None:
        super().__init__(model)
        self.state = state
        self.index, self.place, self.inside = index, place, place.area >= 0
        p, people = state.p, state.people
        self.trend = max(0.0, state.trend)
        self.people = self.people_at_base = self.people_before = max(1, int(people.inhabitants()[index]))
        self.land = Land(self.people, self._usual_land(self.people), self.trend, p)
        self.barrier = self.barrier_at_base = place.stocks.get("hukou_barrier", p[f"barrier_{place.tier}"])
        self.entrants = p["labour_participation"] * self.trend * self.people
        priced = of_tier(p, place.tier)
        self.works = PublicWorks(*self._usual_coverage(), self.people, self.land.per_person, priced)
        looking = Lookers(people.labour(index), self.entrants)
        self.market = LabourMarket(looking, self._national_pay(0), p, place.stocks.get("jobs"))
        self.jobs_in_parks = self.empty_in_parks = 0.0
        occupied, let = self._lived_in()
        self.homes = HousingStock(self._usual_dwellings(occupied), occupied, state.trend, p, let)
        self.land.per_home = self.land.built_up / max(1, self.homes.stock)

    def ease_access(self) -> None:
        """Hukou rules of the year: the base-year barrier and what measures change, within 0–1."""
        if self.inside:
            change = self.state.levers.barrier[self.state.t, self.index]
            self.barrier = min(1.0, max(0.0, self.barrier_at_base + change))

    def build(self) -> None:
        """Public investment of the year becomes capital, and land becomes built-up area."""
        if not self.inside:
            return
        t, levers = self.state.t, self.state.levers
        newcomers = max(0, self.people - self.people_before)
        taken = levers.usual_investment[t, self.index] / self.state.drivers.prices[t]
        self.works.build(*self.works_in(levers), newcomers, taken)
        self.land.release(levers, t, self.index, self.people)
        self.works.assess(self.people, self.barrier)

    def works_in(self, levers: Schedule) -> tuple[Array, Array]:
        """Public works of measures in this year: base-year yuan, and growth over the usual, (7,).

        Growth counts over the usual investment of the base year.
        """
        t = self.state.t
        planned = levers.investment[t, self.index] / self.state.drivers.prices[t]
        return planned, levers.growth[t, self.index]

    def house(self) -> None:
        """Dwellings completed and lost before this year's newcomers apply."""
        if not self.inside:
            return
        t, levers = self.state.t, self.state.levers
        reserved = levers.reserved[t, self.index]
        rehoused = levers.rehoused[t, self.index]
        kept = max(0.0, levers.dwellings[t, self.index] - reserved.sum() - rehoused)
        grown = levers.dwellings_growth[t, self.index] * self.homes.private_at_base
        units = np.array([*reserved, kept, rehoused, grown])
        before = self.homes.stock
        share, taken = levers.newcomers[t, self.index], levers.usual_dwellings[t, self.index]
        self.homes.build(HousingPlan(units, float(share), self.land.room, float(taken)))
        self.land.use(self.homes.stock - before - self.homes.on_usual_land)

    def employ(self, firms: hiring.Firms) -> None:
        """Jobs, pay and the chance of a job, from last year's people and what ``firms`` bring.

        Read off last year's people, so nobody decides on jobs that this year's newcomers take.
        """
        state, t = self.state, self.state.t
        if not self.inside:
            self.market.wage = self.market.wage_of_natives = self._national_pay(t)
            return
        labour = self.market.labour
        if state.setup.feedback:
            labour = state.people.labour(self.index)
            self.market.remember(*hiring.workers_moved(state, self.index))
        created, self.jobs_in_parks, self.empty_in_parks = firms.at(self.index)
        self.market.create(state.year, created + self.jobs_in_parks)
        villagers = hiring.villagers_near(state, self.place)
        self.market.hire(Lookers(labour, self.entrants), float(self.works.by_policy.sum()), villagers)
        lines = math.exp(pay_of_lines(state)[self.index])
        local = self._national_pay(t) * (1 + state.levers.pay[t, self.index]) * lines
        self.market.pay(local, self.people / self.people_at_base)
        self.market.power = hiring.pull_of_market(state, self.place.area, self.market)

    def clear_market(self) -> None:
        """After the moves: vacancy, queue and price; this year's entrants are next year's expectation."""
        if not self.inside:
            return
        people = self.state.people
        occupied, let = self._lived_in()
        brought = self.state.programme.brought(self.index)
        brought += people.guests.dwellings(self.index, self.state.p["urban_household_size"])
        self.homes.clear(occupied, people.queue(self.index), let, brought)
        if not self.state.setup.feedback:
            self.homes.ln_price = self.homes.last_change = 0.0
        else:
            self.entrants = people.entrants(self.index)
            self.people_before, self.people = self.people, max(1, int(people.inhabitants()[self.index]))

    @property
    def price(self) -> float:
        """Housing price in constant yuan of the base year, yuan/m²."""
        usual = self.state.drivers.dwelling_price * self.state.p[f"price_factor_{self.place.tier}"]
        return float(self.place.stocks.get("housing_price", usual) * math.exp(self.homes.ln_price))

    def _national_pay(self, t: int) -> float:
        return self.state.real_wage(t) * self.state.p[f"wage_factor_{self.place.tier}"]

    def _usual_coverage(self) -> tuple[Array, Array]:
        """What the place has of each service in the base year, and what places of its tier have, (7,)."""
        p, tier = self.state.p, "city" if self.place.tier == "outside" else self.place.tier
        usual = np.array([p[f"stock_{s}_{tier}"] for s in SERVICES])
        own = [self.place.stocks.get(s, known) for s, known in zip(SERVICES, usual, strict=True)]
        return np.array(own), usual

    def _usual_land(self, people: int) -> float:
        area = self.place.stocks.get("built_up_area")
        usual = self.state.p[f"land_per_person_{'city' if not self.inside else self.place.tier}"]
        return usual if area is None else area * 1e6 / people

    def _lived_in(self) -> tuple[int, int]:
        """Occupied dwellings, and those of them that are let to workers."""
        people = self.state.people
        let = let_to(int(people.lodgers()[self.index]), self.market.jobs, self.state.p)
        return people.occupied(self.index) + let, let

    def _usual_dwellings(self, occupied: int) -> int | None:
        vacant = self.place.stocks.get("vacancy_rate")
        if self.place.dwellings is not None or vacant is None:
            return self.place.dwellings
        return math.ceil(occupied / max(0.01, 1 - vacant))
