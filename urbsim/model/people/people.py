"""The people of a region: households as rows, natives as cohorts, and a full count every year."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from urbsim.households.board import TOWN_CAME, TOWN_LEFT, Board, Tally
from urbsim.households.choice.expectation import ABROAD, AT_HOME
from urbsim.households.choice.expectation import FAMILIES as FAMILIES_IN_TOWN
from urbsim.households.choice.expectation import LODGERS as LODGERS_IN_TOWN
from urbsim.households.columns.columns import Rows
from urbsim.households.columns.counting import FAMILIES, LODGERS, WAITING, Count
from urbsim.households.draws import address_of
from urbsim.households.life.offers import Offers, Uptake
from urbsim.households.population import Supply
from urbsim.model.demography import fertility, mortality
from urbsim.model.event_numbers import YearAddress, binomial_quantile, uniforms
from urbsim.model.founding.composition import ages_of
from urbsim.model.founding.founding import Foundation
from urbsim.model.people import natives
from urbsim.model.people.accounts import Geography, Stocks
from urbsim.model.people.guests import Guests
from urbsim.model.people.reclassification import NEIGHBOURHOODS
from urbsim.model.setup import Addresses, Array, Coefficients, Integers, Setup


class RuralHouseholds(Protocol):
    """What is asked of the households of rural origin: the compiled kernel answers, or agents."""

    urban: NDArray[np.uint64]

    @property
    def rows(self) -> Rows:
        """All households as columns."""

    def live(self, board: Board) -> Tally:
        """Every household's year, up to the applications for dwellings and beds."""

    def take_offers(self, board: Board, tally: Tally, offers: Offers) -> Uptake:
        """Some leave the homes of programmes, and what programmes offer this year is given out."""

    def admit(self, board: Board, tally: Tally, supply: Supply) -> None:
        """Give out dwellings and beds in rank order."""

    def count(self, urban: NDArray[np.uint64] | None = None) -> Count:
        """A recount of everybody; first, ``urban`` (V,) takes the place of what it was."""


Population = Callable[[Rows, int, int], RuralHouseholds]
"""Makes households of their rows, for so many settlements, on so many threads."""
LEAST_OF_A_BAND = 0.2


class Exchange(NamedTuple):
    """Chances by settlement, (J,): that people come from elsewhere, per resident, and leave, per native."""

    coming: Array
    leaving: Array


class VitalScale(NamedTuple):
    """Hazards of birth and death of a year over those of the base year, where both are 1."""

    births: float
    deaths: float


class People:
    """Everybody, in persons; the rows stand for ``weight`` households each.

    ``population`` builds the households from their rows.
    """

    def __init__(
        self, setup: Setup, foundation: Foundation, p: Coefficients, threads: int, population: Population
    ) -> None:
        self.setup, self.p, self.weight, self.threads = setup, p, setup.weight, threads
        self.households = population(foundation.rows, len(setup.settlements), threads)
        self.households.urban = np.zeros(len(foundation.villages.key), np.uint64)
        home = np.array([place.area for place in setup.settlements])
        self.land = Geography(foundation.villages.area, home, len(setup.areas), setup.weight)
        self.count: Count = self.households.count()
        self.migrants = self.count.kin.sum(axis=0)
        self.remainder, self.remainder_urban = foundation.remainder, np.zeros_like(foundation.remainder)
        self.families_before = self.count.places[:, FAMILIES]
        self.keys = np.array([address_of(place.key) for place in setup.settlements], np.uint64)
        self.ages = foundation.ages * self.weight
        others = ages_of_natives(setup, self.ages[: LODGERS_IN_TOWN + 1].sum(axis=0))
        self.cohorts = natives.Cohorts(foundation.natives, others, self.keys)
        self.ages[FAMILIES_IN_TOWN] += self.cohorts.people.sum(axis=0)
        drivers, residents = setup.drivers, self.ages[: LODGERS_IN_TOWN + 1].sum(axis=0)
        ages = residents / residents.sum() if residents.any() else age_structure(setup)
        self.dying = mortality(drivers.death_rate, ages, p)
        births = drivers.birth_rate * residents.sum()
        self.bearing = fertility(births, self.village_parents(), self.ages[FAMILIES_IN_TOWN], p)
        self.came = self.left = self.net_came = np.zeros(len(home), np.int64)
        self.residents_at_base = self.inhabitants()
        self.guests = Guests(setup, foundation.natives, p)

    def village_parents(self) -> Array:
        """People at home by age band in the base year, with half of those who work away alone, (15,)."""
        return np.asarray(self.ages[AT_HOME] + (self.ages[LODGERS_IN_TOWN] + self.ages[ABROAD]) / 2)

    def live_in_towns(self, address: YearAddress, vital: VitalScale) -> None:
        """Births and deaths of natives in a year."""
        dying, bearing = self.dying * vital.deaths, self.bearing[1] * vital.births
        lived = self.cohorts.live(*address, dying, bearing)
        self.native_births, self.native_deaths = lived

    def exchange(self, address: YearAddress, chances: Exchange) -> None:
        """People come from outside and natives leave for it; better offers bring more and let fewer go.

        By one number a settlement and direction, so a better offer never brings fewer people.
        """
        luck = [
            uniforms(address.seed, self.keys, address.year, event, 0)
            for event in (natives.ARRIVAL, natives.DEPARTURE)
        ]
        people = self.cohorts.people.sum(axis=1)
        self.arrivals = binomial_quantile(luck[0], self.inhabitants(), chances.coming)
        self.departures = self.cohorts.part(binomial_quantile(luck[1], people, chances.leaving))
        self.cohorts.welcome(self.arrivals)
        self.guests.pass_through(self.arrivals, self.departures, people)

    def live(self, board: Board) -> None:
        """A year of every household, up to its applications."""
        self.tally: Tally = self.households.live(board)

    def admit(self, board: Board, supply: Supply) -> None:
        """Dwellings and beds given out in the order of rank."""
        self.households.admit(board, self.tally, supply)

    def recount(self, threshold: Addresses) -> Integers:
        """Count everybody with the urban villages as they now are; people reclassified by area, (A,).

        Raises nothing itself; the ledger checks the result against the flows.
        """
        self.families_before = self.count.places[:, FAMILIES]
        self.count = self.households.count(threshold)
        self.migrants = self.count.kin.sum(axis=0)
        town = self.tally.town.sum(axis=0)
        self.net_came = town[:, TOWN_CAME] - town[:, TOWN_LEFT]
        self.came, self.left = town[:, TOWN_CAME] * self.weight + self.arrivals, self.departures
        before, self.remainder_urban = self.remainder_urban, urban_share(self.remainder, threshold)
        return self.land.villages(self.count.reclassified) + self.land.summed(self.remainder_urban - before)

    def stocks(self) -> Stocks:
        """Who lives where, by area and settlement."""
        urban = self.remainder_urban
        rural, in_place = (
            self.land.villages(self.count.home[:, part]) + self.land.summed(others)
            for part, others in enumerate((self.remainder - urban, urban))
        )
        migrants = self.migrants * self.weight
        return Stocks(rural, in_place, migrants, self.cohorts.people.sum(axis=1).copy())

    def inhabitants(self) -> Integers:
        """People of every settlement, natives and rows, (J,)."""
        return np.asarray(self.cohorts.people.sum(axis=1) + self.migrants * self.weight)

    def occupied(self, j: int) -> int:
        """Occupied dwellings: one for each family of rural origin, natives at their household size."""
        families = int(self.count.places[j, FAMILIES]) * self.weight
        return families + int(np.ceil(self.cohorts.people[j].sum() / self.p["urban_household_size"]))

    def labour(self, j: int) -> float:
        """People who work or look for work in a settlement.

        Lodgers all work, of families a share does, of natives of 15–59 another share.
        """
        lodgers = int(self.count.places[j, LODGERS])
        members = int(self.migrants[j]) - lodgers
        migrants = lodgers + self.p["working_share_of_families"] * members
        grown = self.cohorts.people[j, 3:12].sum()
        return float(self.p["labour_participation"] * grown + migrants * self.weight)

    def lodgers(self) -> Integers:
        """Workers who lodge in each settlement, (J,)."""
        return self.count.places[:, LODGERS] * self.weight

    def queue(self, j: int) -> int:
        """Families waiting for a dwelling."""
        return int(self.count.places[j, WAITING]) * self.weight

    def entrants(self, j: int) -> float:
        """New people looking for work in the coming year, as many as came net in the last.

        Net newcomers of last year, arrivals from elsewhere left out; 0 where more left than came.
        """
        return float(max(0, self.net_came[j]) * self.p["labour_participation"] * self.weight)

    def families_come(self, j: int) -> int:
        """Families that a settlement gained this year."""
        return int(self.count.places[j, FAMILIES] - self.families_before[j]) * self.weight


def urban_share(remainder: Integers, threshold: Addresses) -> Integers:
    """Those of the residents who are not rows whose part of the village is urban, (V,).

    They live evenly in all neighbourhoods: with a threshold of 0 nobody, with the last one all of them.

    Whole people: the rest of the division stays rural.
    """
    return np.asarray(remainder * threshold.astype(np.int64) // NEIGHBOURHOODS)


def ages_of_natives(setup: Setup, of_rows: Array) -> Array:
    """Age shares of natives over the 15 bands: what resident rows (15,) leave of the region's people.

    No band is less than a fifth of its share among all, whatever the rows leave; where they leave nobody, the
    shares are those of all.
    """
    profile = age_structure(setup)
    everybody = float(sum(area.population for area in setup.areas))
    others = max(0.0, everybody - of_rows.sum())
    left = np.maximum(np.maximum(0.0, everybody * profile - of_rows), LEAST_OF_A_BAND * profile * others)
    return np.asarray(left / left.sum() if others else profile)


def age_structure(setup: Setup) -> Array:
    """Age shares of the region's people over the bands, (15,).

    The mean over areas, weighted by people.
    """
    people = [float(area.population) for area in setup.areas]
    return np.asarray(np.average([ages_of(area) for area in setup.areas], axis=0, weights=people))
