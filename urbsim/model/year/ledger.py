"""The year's closing: stocks, flows and sums since the base year, which the record reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.model.people.accounts import Flows, Stocks, Year, assert_conserved, flows_of
from urbsim.model.people.people import People
from urbsim.model.setup import Array, Integers, Setup
from urbsim.model.state import State
from urbsim.model.towns.government import Government
from urbsim.model.towns.town import Town


@dataclass
class Ledger:
    """Persons at the end of the year, its flows (none in the base year), and the institutions' own numbers.

    ``joins`` (V,) is the settlement that each village joins when it becomes urban, ``townspeople`` (J,)
    residents of each settlement with the villages that joined it, ``cumulated`` persons by area since the
    base year; ``at_floor`` says that the growth recorded for the base year is out of reach.
    """

    state: State
    towns: Sequence[Town]
    governments: Sequence[Government]
    joins: Integers
    stocks: Stocks
    townspeople: Array
    cumulated: dict[str, Integers]
    at_floor: bool
    flows: Flows | None = None

    @property
    def setup(self) -> Setup:
        """The region as it was set up."""
        return self.state.setup

    @property
    def people(self) -> People:
        """Everybody, as counted at the end of the year."""
        return self.state.people

    @classmethod
    def opened(
        cls,
        state: State,
        towns: Sequence[Town],
        governments: Sequence[Government],
        joins: Integers,
        at_floor: bool,
    ) -> Ledger:
        """The books of the base year, in which nothing has flowed.

        ``joins`` (V,) is the settlement that a village which becomes urban joins.
        """
        nobody = np.zeros(len(state.setup.areas), np.int64)
        sums = {"moves_to_urban": nobody, "reclassification": nobody}
        stocks = state.people.stocks()
        return cls(
            state, towns, governments, joins, stocks,
            townspeople=town_people(state, joins), cumulated=sums, at_floor=at_floor,
        )  # fmt: skip

    def close(self, reclassified: Integers) -> None:
        """Eq. 12 in persons, by area; ``reclassified`` (A,) are the people whose villages became urban.

        Raises ConservationError where one person is missing.

        Called once a year, after everybody has been counted.
        """
        people = self.state.people
        exchanged = (people.arrivals, people.departures)
        year = Year(people.tally, people.native_births, people.native_deaths, *exchanged)
        opening, self.stocks = self.stocks, people.stocks()
        self.flows = flows_of(year, people.land, reclassified)
        assert_conserved(opening, self.stocks, year, self.flows, people.land)
        self.townspeople = town_people(self.state, self.joins)
        for name in self.cumulated:
            self.cumulated[name] = self.cumulated[name] + getattr(self.flows, name)


def town_people(state: State, joins: Integers) -> Array:
    """Residents of each settlement with the villages that became urban beside it, (J,)."""
    people = state.people
    towns = people.inhabitants().astype(float)
    in_place = people.count.home[:, 1] * state.setup.weight + people.remainder_urban
    return np.asarray(towns + np.bincount(joins, in_place, len(towns)))
