"""The model: a region lived year by year. ``step`` is the table of contents of the theory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.households.population import Households
from urbsim.households.profiles import CLASSES
from urbsim.model import books, record
from urbsim.model.choice import kin_shares
from urbsim.model.classes import classes_of
from urbsim.model.founding import Foundation
from urbsim.model.government import Government
from urbsim.model.mesa_core import Agent, DataCollector, Model
from urbsim.model.people import People, Population
from urbsim.model.posting import board_of, supply_of
from urbsim.model.preparation import anchored, prepared
from urbsim.model.reclassification import Reclassification
from urbsim.model.setup import Array, Coefficients, Integers, Setup
from urbsim.model.town import Town

SAMPLED = 6000
"""Households, about, from which the classes of a year are taken."""


@dataclass(frozen=True)
class Draw:
    """What one run draws: coefficients, the seed of everybody's luck, the common shock, and the growth.

    ``shock`` (T + 1,) moves the mover intercept by year; ``growth`` is what the rate (0–1) grows by in
    the base year, to which the run is anchored.
    """

    coefficients: Coefficients
    seed: int
    shock: Array
    growth: float


class UrbanizationModel(Model):
    """A region with its towns, governments and people from the base year to the last."""

    people: People
    relocated: Integers
    relocated_so_far: Integers
    applied: Integers
    reclassified: Integers
    reclassification: Reclassification

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
        self.people = People(setup, foundation, self.p, threads, population)
        self._found_institutions()
        self.prepared = prepared(setup, self.people.keys)
        self.classes = classes_of(foundation.rows, self.p, SAMPLED)
        self.offset = np.zeros(CLASSES)
        self.anchor = anchored(self)
        self.stocks = self.people.stocks()
        self.flows: books.Flows | None = None
        nobody = np.zeros(len(setup.areas), np.int64)
        self.cumulated = {"moves_to_urban": nobody, "reclassification": nobody}
        self.townspeople = record.town_people(self)
        self.datacollector = DataCollector(model_reporters=record.reporters(setup))
        record.keep(self)

    def step(self) -> None:
        """One year: all decisions read the state of 1 January."""
        self.t += 1
        self.settlements.do("ease_access")
        self.settlements.do("build")
        self.settlements.do("house")
        self.settlements.do("employ")
        self.live_in_towns()
        self.households_decide()
        self.newcomers_are_housed()
        self.villages_become_urban()
        self.settlements.do("clear_market")
        self.authorities.do("keep_accounts")
        self.close_books()
        record.keep(self)

    def release(self) -> None:
        """Let go of a finished run: Mesa numbers agents by model in a table that would keep it for ever."""
        self.remove_all_agents()
        getattr(Agent, "_ids", {}).pop(self, None)

    def live_in_towns(self) -> None:
        """Births and deaths of natives, and exchange with the world outside the region."""
        address = (self.draw.seed, self.year)
        self.people.live_in_towns(address, self.vital_rates())
        chance = np.array([town.market.employment for town in self.towns])
        appeal = chance / np.array([max(0.01, town.market.employment_at_base) for town in self.towns])
        inflow = float(self.drivers.inflow[self.t])
        self.people.exchange(address, appeal ** self.p["income_response"], inflow)

    def households_decide(self) -> None:
        """Ageing, births, deaths and branches; return; stay or move, and where to."""
        if self.setup.feedback:
            self.classes = classes_of(self.people.households.rows, self.p, SAMPLED, self.classes)
        self.board = board_of(self)
        self.people.live(self.board)

    def newcomers_are_housed(self) -> None:
        """Dwellings and beds go to applicants in the order of their rank."""
        admission = self.people.admit(self.board, supply_of(self))
        self.relocated = admission.relocated * self.setup.weight
        self.relocated_so_far = self.relocated_so_far + self.relocated
        self.applied = admission.applied * self.setup.weight

    def villages_become_urban(self) -> None:
        """Whole villages become urban in place, by contiguity or by decision."""
        levers, edge = self.setup.levers, self.reclassification
        villages = np.array([edge.rural_villages(a) for a in range(len(self.setup.areas))])
        decreed = levers.redesignated[self.t] + levers.redesignated_share[self.t] * villages
        address = (self.draw.seed, self.year)
        edge.advance(address, self.built_up(), np.minimum(villages, decreed))
        self.reclassified = self.people.recount(edge.threshold)

    def close_books(self) -> None:
        """Eq. 12 in persons, by area; and the people of each town with the villages that joined it."""
        people = self.people
        exchanged = (people.arrivals, people.departures)
        year = books.Year(people.tally, people.native_births, people.native_deaths, *exchanged)
        opening, self.stocks = self.stocks, people.stocks()
        self.flows = books.flows_of(year, people.land, self.reclassified)
        books.assert_conserved(opening, self.stocks, year, self.flows, people.land)
        self.townspeople = record.town_people(self)
        for name in self.cumulated:
            self.cumulated[name] = self.cumulated[name] + getattr(self.flows, name)

    @property
    def year(self) -> int:
        """The year that is being lived."""
        return self.setup.years[self.t]

    def vital_rates(self) -> tuple[float, float]:
        """Births and deaths of the year relative to the base year: drivers, and mortality's decline."""
        deaths = self.drivers.deaths[self.t] * (1 - self.p["mortality_decline"]) ** self.t
        return float(self.drivers.births[self.t]), float(deaths)

    def real_wage(self, t: int) -> float:
        """The nation's urban pay in constant yuan of the base year."""
        return float(self.drivers.wage[t] / self.drivers.prices[t])

    def relocated_households(self, area: int, j: int) -> float:
        """Households served under an area's relocation programme in a settlement this year."""
        return float(self.relocated[area, j] / self.setup.areas[area].household_size)

    def network(self) -> Array:
        """Share of a village's people who live in towns, (V, 1); the first one without feedback."""
        if self.setup.feedback or self.t == 1:
            self.kin = kin_shares(self.people.count.kin, self.people.count.home)
        return self.kin

    def built_up(self) -> Array:
        """Built-up m² of each settlement, of one town where several are pooled, (J,)."""
        return np.array([town.built_up_m2 / town.place.members for town in self.towns])

    def _found_institutions(self) -> None:
        setup = self.setup
        self.trend = self.draw.growth / max(0.05, setup.urban / setup.population)
        self.towns = [Town(self, j, place) for j, place in enumerate(setup.settlements)]
        self.governments = [Government(self, a) for a in range(len(setup.areas))]
        self.settlements = self.agents_by_type[Town]
        self.authorities = self.agents_by_type[Government]
        areas, places = len(setup.areas), len(self.towns)
        self.relocated = self.relocated_so_far = np.zeros((areas, places), np.int64)
        self.applied = np.zeros(areas, np.int64)
        villages = self.foundation.villages
        self.reclassification = Reclassification(setup, villages, self.p, self.built_up())
