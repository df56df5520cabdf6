"""The model: a region simulated year by year. ``step`` is the table of contents of the theory."""

from __future__ import annotations

import numpy as np

from urbsim.households.capacity import CLASSES
from urbsim.households.population import Households
from urbsim.model.choice.classes import classes_of
from urbsim.model.choice.preparation import anchored, prepared
from urbsim.model.choice.school import lean_to_seats, school_families
from urbsim.model.choice.standing import SinceBase, offer_of
from urbsim.model.founding.founding import Foundation
from urbsim.model.founding.migrants import commuting_shares
from urbsim.model.mesa_core import Model, release
from urbsim.model.people.people import People, Population
from urbsim.model.people.reclassification import Reclassification, rate_of
from urbsim.model.setup import Array, Setup
from urbsim.model.state import Draw, Programme, State
from urbsim.model.towns.government import Government, industry_of
from urbsim.model.towns.hiring import Firms
from urbsim.model.towns.town import Town
from urbsim.model.year.exchange import admitted, exchange_of
from urbsim.model.year.guests import guests_of
from urbsim.model.year.ledger import Ledger
from urbsim.model.year.posting import SAMPLED, Choice, board_of, supply_of, towns_pull
from urbsim.model.year.programmes import note_uptake, offers_of
from urbsim.model.year.record import YearlyRecord, assert_recorded

__all__ = ["Draw", "UrbanizationModel"]


class UrbanizationModel(Model):
    """A region with its towns, governments and people from the base year to the last.

    ``state`` is what a year reads and writes, ``choice`` what households decide by, ``ledger`` what is
    counted; ``towns`` and ``governments`` are the institutions, ``firms`` what measures have come, ``fixed``
    what never changes within a draw.
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
        p = draw.coefficients
        people = People(setup, foundation, p, threads, population)
        nobody = Programme.none(len(setup.areas), len(setup.settlements), len(foundation.villages.key))
        commuting = commuting_shares(setup, p)[foundation.villages.area]
        self.state = State(
            setup, foundation, draw=draw, people=people, programme=nobody, p=p, commuting=commuting
        )
        self.towns = [Town(self, self.state, j, place) for j, place in enumerate(setup.settlements)]
        self.governments = [
            Government(self, self.state, a, [town for town in self.towns if town.place.area == a])
            for a in range(len(setup.areas))
        ]
        self.firms = Firms(setup.settlements, industry_of(self.towns), self.state.p)
        self.settlements, self.authorities = self.agents_by_type[Town], self.agents_by_type[Government]
        self.fixed = prepared(setup, people.keys)
        self.choice = self.choice_at_base()
        self.expect_townspeople()
        edge = {"reclassification_rate": rate_of(self.choice.anchor.growth.reclassified, setup)}
        self.reclassification = Reclassification(setup, foundation.villages, {**p, **edge}, self.built_up())
        joins, at_floor = self.reclassification.joins, bool(self.choice.anchor.growth.floored)
        self.ledger = Ledger.opened(self.state, self.towns, self.governments, joins, at_floor)
        self.datacollector = YearlyRecord()
        self.record()

    def choice_at_base(self) -> Choice:
        """The constants of the draw, solved before any policy."""
        state, setup = self.state, self.state.setup
        classes, base = classes_of(state.foundation.rows, state.p, SAMPLED), offer_of(state, self.towns)
        nobody = np.zeros((len(setup.areas), len(setup.settlements)))
        alike = towns_pull(state, SinceBase(base, base), nobody, np.zeros(len(setup.settlements)))
        lean = lean_to_seats(setup, school_families(state), alike, state.p)
        pull = towns_pull(state, SinceBase(base, base), nobody, lean)
        anchor = anchored(state, classes, base, pull)
        return Choice(
            classes, anchor, offset=np.zeros(CLASSES), kin=np.zeros((0, 1)), base=base, pull=pull, lean=lean
        )

    def expect_townspeople(self) -> None:
        """Tell builders how towns grow in the base year: villages that become urban bring homes along."""
        reclassified = self.choice.anchor.growth.reclassified * self.setup.weight
        growth = self.state.trend - float(reclassified) / max(1, self.setup.urban)
        for town in self.towns:
            town.homes.expect(growth)

    @property
    def setup(self) -> Setup:
        """The region as it was set up."""
        return self.state.setup

    @property
    def people(self) -> People:
        """Everybody in the region, and those of it who are away."""
        return self.state.people

    def step(self) -> None:
        """One year: all decisions read the state of 1 January."""
        self.state.t += 1
        self.authorities.do("fund")
        self.settlements.do("ease_access")
        self.settlements.do("build")
        self.settlements.do("house")
        self.firms.come(self.state.levers, self.state.t)
        self.settlements.do("employ", self.firms)
        self.live_in_towns()
        self.households_decide()
        self.offers_are_made()
        self.newcomers_are_housed()
        self.villages_become_urban()
        self.settlements.do("clear_market")
        self.authorities.do("keep_accounts")
        self.ledger.close(self.reclassified)
        self.record()

    def record(self) -> None:
        """Collect the year's values; RangeError where one lies outside what its variable can be."""
        self.datacollector.collect(self)
        assert_recorded(self.ledger, self.datacollector.years[-1])

    def release(self) -> None:
        """Let go of a finished run, so that the next one finds its memory."""
        release(self)

    def live_in_towns(self) -> None:
        """Births and deaths of natives, and exchange with the world outside the region."""
        state, self.offer = self.state, offer_of(self.state, self.towns)
        state.people.live_in_towns(state.address, state.vital_rates())
        state.people.exchange(state.address, exchange_of(state, self.choice, self.offer))
        for town, times in zip(self.towns, admitted(state, self.choice, self.offer), strict=True):
            town.market.admitted = float(times)

    def households_decide(self) -> None:
        """Ageing, births, deaths and branches; return; stay or move, and where to."""
        self.choice.refresh(self.state)
        self.board = board_of(self.state, self.choice, self.towns, self.offer, self.fixed)
        self.people.live(self.board)

    def offers_are_made(self) -> None:
        """Programmes offer homes and places; those who accept are served by lot, some of the placed leave."""
        guests = guests_of(self.state, self.towns, self.choice.kin)
        offers = offers_of(self.state, self.towns, self.choice.kin, guests)
        uptake = self.people.households.take_offers(self.board, self.people.tally, offers)
        note_uptake(self.state, self.towns, offers, uptake, guests)

    def newcomers_are_housed(self) -> None:
        """Dwellings and beds go to applicants in the order of their rank."""
        self.people.admit(self.board, supply_of(self.state, self.towns))

    def villages_become_urban(self) -> None:
        """Whole villages become urban in place, by contiguity or by decision."""
        state, edge = self.state, self.reclassification
        villages = edge.rural_villages(len(state.setup.areas))
        levers = state.levers
        decreed = levers.redesignated[state.t] + levers.redesignated_share[state.t] * villages
        edge.advance(state.address, self.built_up(), np.minimum(villages, decreed))
        self.reclassified = self.people.recount(edge.threshold)

    def built_up(self) -> Array:
        """Built-up m² of each settlement, of one town where several are pooled, (J,)."""
        return np.array([town.land.built_up / town.place.members for town in self.towns])
