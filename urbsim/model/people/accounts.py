"""The books: who lives where at the end of each year, and eq. 12 asserted in persons.

    change of urban people = net migration + reclassification + natural increase

holds for every area and for the region, every year of every run, in integers.

Raises ConservationError, a fault of the program, where one person is missing: no tolerance is allowed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    Tally,
)
from urbsim.model.setup import Integers
from urbsim.vocabulary.errors import ProgramError


class ConservationError(ProgramError):
    """People appeared or vanished: a fault of the program, never of the input."""


@dataclass(frozen=True)
class Stocks:
    """Persons at the end of a year: rural and urban in villages by area, rows and natives in towns.

    Residents of villages who are not rows stand with the village they live in.
    """

    rural: Integers
    in_place: Integers
    migrants: Integers
    natives: Integers


@dataclass(frozen=True)
class Flows:
    """What changed in a year, in persons, by area (A,): urban growth by source, gross moves, vital events.

    ``migration`` is the sum of ``local`` (villages of the region, net of who returns to them), ``returnees``
    (back from outside into an own town) and ``elsewhere`` (arrivals less departures).
    """

    migration: Integers
    local: Integers
    returnees: Integers
    elsewhere: Integers
    reclassification: Integers
    natural: Integers
    moves_to_urban: Integers
    moves_local: Integers
    moves_away: Integers
    returns: Integers
    births: Integers
    deaths: Integers
    arrivals: Integers
    departures: Integers
    settled: Integers


def sum_by(values: Integers, group: Integers, number: int) -> Integers:
    """Sums of integers (n,) by ``group`` (n,), (G,); values of group -1 belong nowhere.

    Raises ValueError where a group is below −1.
    """
    # Sums of floats, exact for integers below 2⁵³, which is a million times the people there are.
    return np.bincount(group + 1, values, number + 1)[1:].astype(np.int64)


@dataclass(frozen=True)
class Year:
    """All that happened: the tally of rows, natives' births and deaths, and exchange with outside (J,)."""

    tally: Tally
    native_births: Integers
    native_deaths: Integers
    arrivals: Integers
    departures: Integers


@dataclass(frozen=True)
class Geography:
    """Which area each village (V,) and settlement (J,; -1 outside) belongs to."""

    village: Integers
    settlement: Integers
    areas: int
    weight: int

    def villages(self, values: Integers) -> Integers:
        """Persons by area, (A,), from counts of rows by village, (V,)."""
        return self.summed(values) * self.weight

    def summed(self, values: Integers) -> Integers:
        """Sums by area, (A,), of values by village, (V,)."""
        return sum_by(values, self.village, self.areas)

    def towns(self, values: Integers) -> Integers:
        """Sums by area, (A,), of values by settlement, (J,)."""
        return sum_by(values, self.settlement, self.areas)


def flows_of(year: Year, land: Geography, reclassified: Integers) -> Flows:
    """The year's flows by area, persons; ``reclassified`` (A,) became urban where they live.

    ``migration`` and ``natural`` speak of urban people, ``births`` and ``deaths`` of all.
    """
    rural, urban = year.tally.village[:, 0, :], year.tally.village[:, 1, :]
    town = year.tally.town.sum(axis=0) * land.weight
    left, came = (LEFT_INSIDE, LEFT_OUTSIDE), (CAME_INSIDE, CAME_OUTSIDE)
    in_place = land.villages(urban[:, came].sum(axis=1) - urban[:, left].sum(axis=1))
    exchange = year.arrivals - year.departures
    births = land.towns(town[:, TOWN_BORN] + year.native_births)
    deaths = land.towns(town[:, TOWN_DIED] + year.native_deaths)
    moved = land.towns(town[:, TOWN_CAME] - town[:, TOWN_LEFT]) + in_place
    elsewhere = land.towns(exchange)
    returnees = land.villages((rural + urban)[:, RETURNED_TO_TOWN])
    to_urban = land.villages(rural[:, LEFT_INSIDE])
    return Flows(
        migration=moved + elsewhere,
        local=moved - returnees,
        returnees=returnees,
        elsewhere=elsewhere,
        reclassification=reclassified,
        natural=births - deaths + land.villages(urban[:, BORN] - urban[:, DIED]),
        moves_to_urban=to_urban,
        moves_local=to_urban - land.villages(rural[:, RETURNED_TO_TOWN]),
        moves_away=land.villages((rural + urban)[:, LEFT_OUTSIDE]),
        returns=land.villages((rural + urban)[:, came].sum(axis=1)),
        births=births + land.villages((rural + urban)[:, BORN]),
        deaths=deaths + land.villages((rural + urban)[:, DIED]),
        arrivals=land.towns(year.arrivals),
        departures=land.towns(year.departures),
        settled=land.towns(town[:, TOWN_SETTLED]),
    )


def urban_of(stocks: Stocks, land: Geography) -> Integers:
    """Urban residents by area, (A,)."""
    return stocks.in_place + land.towns(stocks.migrants + stocks.natives)


def assert_conserved(before: Stocks, after: Stocks, year: Year, flows: Flows, land: Geography) -> None:
    """Eq. 12 by area, and rural people by area; raises ConservationError where one person is missing.

    Four identities: urban people, rural people, rows away in towns, and natives of towns, each in every area
    or settlement.
    """
    growth = flows.migration + flows.natural + flows.reclassification
    check("urban", urban_of(before, land) + growth, urban_of(after, land))
    rural = year.tally.village[:, 0, :]
    moved = rural[:, CAME_INSIDE] + rural[:, CAME_OUTSIDE] - rural[:, LEFT_INSIDE] - rural[:, LEFT_OUTSIDE]
    change = land.villages(rural[:, BORN] - rural[:, DIED] + moved) - flows.reclassification
    check("rural", before.rural + change, after.rural)
    town = year.tally.town.sum(axis=0) * land.weight
    change = town[:, TOWN_BORN] - town[:, TOWN_DIED] + town[:, TOWN_CAME] - town[:, TOWN_LEFT]
    check("migrants", before.migrants + change, after.migrants)
    native = year.native_births - year.native_deaths + year.arrivals - year.departures
    check("natives", before.natives + native, after.natives)


def check(what: str, expected: Integers, counted: Integers) -> None:
    """ConservationError naming what does not add up: ``expected`` and ``counted`` persons, (...) each."""
    if not np.array_equal(expected, counted):
        raise ConservationError(f"{what} people: the flows say {expected}, the count says {counted}")
