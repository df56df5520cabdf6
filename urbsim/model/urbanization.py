"""The model: a region lived year by year. ``step`` is the table of contents of the theory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import mesa
import numpy as np
from numpy.typing import NDArray

from urbsim.households.attraction import thresholds
from urbsim.households.columns import Rows
from urbsim.households.draws import ALWAYS, address_of, combine
from urbsim.households.lifecycle import hazard_table
from urbsim.households.migration import TOWN_CAME, TOWN_LEFT, Board
from urbsim.households.population import FAMILIES, LODGERS, WAITING, Count, Households, Supply
from urbsim.model import books, natives, record
from urbsim.model.anchoring import Anchor
from urbsim.model.choice import (
    household_incomes,
    kin_shares,
    places_of,
    taste_of,
    village_pull,
    weigh,
)
from urbsim.model.composition import age_profile
from urbsim.model.founding import Foundation
from urbsim.model.government import Government
from urbsim.model.preparation import anchored, prepared
from urbsim.model.reclassification import Reclassification, nearest_of
from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.model.town import Town

Population = Callable[[Rows, int, int], Households]


@dataclass(frozen=True)
class Draw:
    """What one run draws: coefficients, the seed of everybody's luck, the common shock by year (T + 1,),
    and the growth of the rate a year that the base year is anchored to.
    """

    coefficients: Coefficients
    seed: int
    shock: Array
    growth: float


class UrbanizationModel(mesa.Model):  # type: ignore[misc]
    """A region with its towns, governments and households from the base year to the last.

    ``population`` builds the households from their rows; the compiled kernel unless a twin is asked for.
    """

    def __init__(
        self,
        setup: Setup,
        foundation: Foundation,
        draw: Draw,
        threads: int = 1,
        population: Population = Households,
    ) -> None:
        super().__init__(rng=draw.seed % 2**32)
        self.setup, self.foundation, self.draw = setup, foundation, draw
        self.p, self.drivers, self.t = draw.coefficients, setup.drivers, 0
        self._found_people(threads, population)
        self._found_institutions()
        self.prepared = prepared(setup, foundation, self)
        self.anchor: Anchor = anchored(self)
        self.flows: books.Flows | None = None
        nobody = np.zeros(len(setup.areas), np.int64)
        self.cumulated = {"moves_to_urban": nobody, "reclassification": nobody}
        self.datacollector = mesa.DataCollector(model_reporters=record.reporters(setup))
        self.datacollector.collect(self)

    def step(self) -> None:
        """One year: all decisions read the state of 1 January."""
        self.t += 1
        self.towns_set.do("ease_access")
        self.towns_set.do("build")
        self.towns_set.do("house")
        self.towns_set.do("employ")
        self.live_in_towns()
        self.households_decide()
        self.newcomers_are_housed()
        self.villages_become_urban()
        self.towns_set.do("clear_market")
        self.governments_set.do("keep_accounts")
        self.close_books()
        self.datacollector.collect(self)

    def live_in_towns(self) -> None:
        """Births and deaths of natives, and exchange with the world outside the region."""
        address = (self.draw.seed, self.year)
        dying = self.dying * self.mortality_now
        bearing = self.bearing[1] * self.drivers.births[self.t]
        self.native_births, self.native_deaths = self.cohorts.live(*address, dying, bearing)
        self.arrivals, self.departures = self._exchange(*address)

    def households_decide(self) -> None:
        """Ageing, births, deaths and branches; return; stay or move, and where to."""
        self.board = self._post_board()
        self.tally = self.households.live(self.board)

    def newcomers_are_housed(self) -> None:
        """Dwellings and beds go to applicants in the order of their rank."""
        admission = self.households.admit(self.board, self.tally, self._supply())
        self.relocated = admission.relocated * self.setup.weight
        self.relocated_so_far = self.relocated_so_far + self.relocated
        self.applied = admission.applied * self.setup.weight

    def villages_become_urban(self) -> None:
        """Whole villages become urban in place, by contiguity or by decision."""
        levers, areas = self.setup.levers, range(len(self.setup.areas))
        shares = levers.redesignated_share[self.t]
        villages = np.array([self.reclassification.rural_villages(a) for a in areas])
        decreed = np.minimum(villages, levers.redesignated[self.t] + shares * villages)
        before = self.households.count().home
        self.reclassification.advance((self.draw.seed, self.year), self.built_up_by_area(), decreed)
        self.households.urban = self.reclassification.threshold
        self.families_before = self.count.places[:, FAMILIES]
        self.count: Count = self.households.count()
        self.reclassified = self.land.villages(self.count.home[:, 1] - before[:, 1])

    def close_books(self) -> None:
        """Eq. 12 in persons, by area."""
        year = books.Year(self.tally, self.native_births, self.native_deaths, self.arrivals, self.departures)
        opening, self.stocks = self.stocks, self._stocks()
        self.flows = books.flows_of(year, self.land, self.reclassified)
        books.assert_conserved(opening, self.stocks, year, self.flows, self.land)
        for name in self.cumulated:
            self.cumulated[name] = self.cumulated[name] + getattr(self.flows, name)

    @property
    def mortality_now(self) -> float:
        """Mortality of the year relative to the base year: observed change, and its steady decline."""
        return float(self.drivers.deaths[self.t] * (1 - self.p["mortality_decline"]) ** self.t)

    @property
    def year(self) -> int:
        """The year that is being lived."""
        return self.setup.years[self.t]

    def real_wage(self, t: int) -> float:
        """The nation's urban pay in constant yuan of the base year."""
        return float(self.drivers.wage[t] / self.drivers.prices[t])

    def residents(self, j: int) -> int:
        """People of a settlement: natives and rows."""
        return int(self.cohorts.people[j].sum() + self.count.kin[:, j].sum() * self.setup.weight)

    def occupied(self, j: int) -> int:
        """Dwellings lived in: one for each family of rural origin, natives at their household size."""
        families = int(self.count.places[j, FAMILIES]) * self.setup.weight
        return families + int(np.ceil(self.cohorts.people[j].sum() / self.p["urban_household_size"]))

    def labour(self, j: int) -> float:
        """People who work or look for work in a settlement."""
        lodgers = int(self.count.places[j, LODGERS])
        family_members = int(self.count.kin[:, j].sum()) - lodgers
        migrants = lodgers + self.p["working_share_of_families"] * family_members
        return float(
            self.p["labour_participation"] * self.cohorts.people[j, 3:12].sum() + migrants * self.setup.weight
        )

    def queue(self, j: int) -> int:
        """Families waiting for a dwelling."""
        return int(self.count.places[j, WAITING]) * self.setup.weight

    def entrants(self, j: int) -> float:
        """New people looking for work in the coming year, as many as came net in the last."""
        net = self.tally.town[:, j, TOWN_CAME].sum() - self.tally.town[:, j, TOWN_LEFT].sum()
        return float(max(0, net) * self.p["labour_participation"] * self.setup.weight)

    def families_come(self, j: int) -> int:
        """Families that a settlement gained this year."""
        return int(self.count.places[j, FAMILIES] - self.families_before[j]) * self.setup.weight

    def relocated_households(self, area: int, j: int) -> float:
        """Households served under an area's relocation programme in a settlement this year."""
        return float(self.relocated[area, j] / self.setup.areas[area].household_size)

    def built_up_by_area(self) -> Array:
        """Built-up m² of one town of each area: of the nearest settlement, a pooled one by its members."""
        smallest = np.zeros(len(self.setup.areas))
        for town in reversed(self.towns):
            if town.inside:
                smallest[town.place.area] = town.built_up_m2 / town.place.members
        return smallest

    def _found_people(self, threads: int, population: Population) -> None:
        setup, villages = self.setup, self.foundation.villages
        self.households = population(self.foundation.rows, len(setup.settlements), threads)
        self.households.urban = np.zeros(len(villages.key), np.uint64)
        self.land = books.Geography(
            villages.area,
            np.array([place.area for place in setup.settlements]),
            len(setup.areas),
            setup.weight,
        )
        self.joined = nearest_of(setup, villages.distance, villages.area)
        self.count = self.households.count()
        self.families_before = self.count.places[:, FAMILIES]
        self.keys = np.array([address_of(place.key) for place in setup.settlements], np.uint64)
        self.ages = self._age_structure()
        self.cohorts = natives.Cohorts(self.foundation.natives, self.ages, self.keys)
        rural_share = 1 - setup.urban / setup.population
        self.dying = natives.mortality(self.drivers.death_rate, self.ages, self.p)
        self.bearing = natives.fertility(self.drivers.birth_rate, self.ages, rural_share, self.p)
        self.stocks = self._stocks()

    def _found_institutions(self) -> None:
        self.building_trend = self.draw.growth / max(0.05, self.setup.urban / self.setup.population)
        self.towns = [Town(self, j, place) for j, place in enumerate(self.setup.settlements)]
        self.governments = [Government(self, a) for a in range(len(self.setup.areas))]
        self.towns_set = self.agents_by_type[Town]
        self.governments_set = self.agents_by_type[Government]
        self.towns_set.do("open_books")
        areas, places = len(self.setup.areas), len(self.towns)
        self.relocated = self.relocated_so_far = np.zeros((areas, places), np.int64)
        self.applied = np.zeros(areas, np.int64)
        self.reclassification = Reclassification(self.foundation.villages, self.p, self.built_up_by_area())

    def _age_structure(self) -> Array:
        people = np.array([float(area.population) for area in self.setup.areas])
        young = np.average([area.share_0_14 for area in self.setup.areas], weights=people)
        old = np.average([area.share_65plus for area in self.setup.areas], weights=people)
        return age_profile(float(young), float(old))

    def _stocks(self) -> books.Stocks:
        areas = (self.land.village, self.land.areas)
        return books.Stocks.of(self.count, self.cohorts.people.sum(axis=1), areas, self.setup.weight)

    def _exchange(self, seed: int, year: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Arrivals drawn by relative pay and jobs, departures in proportion; none where nothing is outside."""
        people = self.cohorts.people.sum(axis=1)
        rate = np.where(self.setup.inside, self.p["exchange_rate"], 0.0) * (not self.setup.inside.all())
        appeal = np.array([(t.employment / self.p["base_employment_probability"]) for t in self.towns])
        pull = rate * appeal ** self.p["income_response"]
        luck = [
            natives.uniforms(seed, self.keys, year, event, 0)
            for event in (natives.ARRIVAL, natives.DEPARTURE)
        ]
        arrivals = natives.binomial_quantile(luck[0], people, pull)
        departures = self.cohorts.part(natives.binomial_quantile(luck[1], people, rate))
        self.cohorts.welcome(arrivals)
        return arrivals, departures

    def _post_board(self) -> Board:
        p, taste, places = self.p, taste_of(self.p), self._places()
        incomes = household_incomes(self.setup, self.t)
        worth, back = weigh(self.prepared.representative, incomes, places, taste)
        near = (
            self.land.village,
            self.foundation.villages.distance,
            kin_shares(self.count.kin, self.count.home),
        )
        pull = village_pull(places, taste, (self._support(), self.anchor.border), near)
        calm = self.anchor.intercept + self.prepared.representative.taste + self.anchor.offset
        intercept = np.tile(calm + self.draw.shock[self.t], (len(incomes), 1))
        births = [hazard_table(b * self.drivers.births[self.t])[1] for b in self.bearing]
        barrier = np.array([town.barrier for town in self.towns])
        settling = p["hukou_conversion"] * (1 - barrier) * p["newcomer_ownership"]
        return Board(
            seed=np.uint64(combine(self.draw.seed)),
            year=np.int64(self.year),
            move=thresholds(pull, worth, self.land.village, intercept, taste.dissimilarity),
            pull=pull,
            worth=worth,
            back=back,
            bond=np.exp(-taste.tenure_bond * np.arange(16)),
            settle=(settling * ALWAYS).astype(np.uint64),
            option=self.prepared.option,
            inside=self.setup.inside,
            counted=self.setup.inside,
            beds=self.prepared.beds,
            mortality=hazard_table(self.dying * self.mortality_now),
            fertility=np.stack(births),
            stayer=np.uint64(p["stayer_share"] * ALWAYS),
            splitting=np.uint64(p["split_rate"] * ALWAYS),
            urban=self.households.urban,
        )

    def _places(self):  # type: ignore[no-untyped-def]
        return places_of(self.towns, self.anchor.family, self.p, self.drivers.prices_since_2000)

    def _support(self) -> Array:
        """Share of the housing price borne for newcomers, by area of origin and settlement, (A, J)."""
        levers = self.setup.levers
        support = np.tile(levers.price_support[self.t], (len(self.setup.areas), 1))
        quota = levers.quota[self.t]
        chance = np.where(
            quota > 0, np.minimum(1.0, quota / np.maximum(1.0, np.maximum(quota, self.applied))), 0.0
        )
        under = levers.subsidy[self.t] * chance
        return np.minimum(0.95, support + self.prepared.programme_places * under[:, None])

    def _supply(self) -> Supply:
        weight, quota = self.setup.weight, self.setup.levers.quota[self.t]
        running = np.where(quota > 0, np.arange(len(quota)), -1)[self.land.village]
        covered = self.prepared.programme_places[self.land.village]
        lodgers = self.count.places[:, LODGERS] * weight
        beds = np.array([town.beds for town in self.towns]) - lodgers
        return Supply(
            dwellings=np.array([town.offered for town in self.towns]) // weight,
            beds=np.maximum(0, beds) // weight,
            programme=np.where(covered, running[:, None], -1),
            quota=(quota / weight).astype(np.int64),
            patience=self.p["queue_stay"],
        )
