"""What is read off the settlements at the end of a year, one variable of all of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

import numpy as np

from urbsim.households.columns.counting import WAITING
from urbsim.model.setup import Array, Integers
from urbsim.model.year.ledger import Ledger

Reader = Callable[[Ledger], Sequence[float] | Array | Integers]
"""Gives the values of all settlements, (J,)."""


def each(path: str) -> Reader:
    """Reads an attribute of every settlement, or one of its parts' as in ``homes.stock``."""
    read = attrgetter(path)
    return lambda ledger: [read(town) for town in ledger.towns]


def waiting(ledger: Ledger) -> Integers:
    """Families in the queue for a dwelling, (J,)."""
    return ledger.people.count.places[:, WAITING] * ledger.setup.weight


def homes_empty(ledger: Ledger) -> Integers:
    """Programme homes that nobody has taken yet, (J,)."""
    return np.asarray(np.array([town.homes.reserved for town in ledger.towns]).sum(axis=1))


def programme_moves(ledger: Ledger) -> Integers:
    """Persons whom programmes placed this year, villagers and guests from elsewhere, (J,)."""
    return np.asarray(ledger.state.programme.moved.sum(axis=0) + ledger.people.guests.moved)


def invested(ledger: Ledger) -> Array:
    """Yuan of the base year invested by settlement and service, (J, 7)."""
    return np.array([town.works.invested for town in ledger.towns])


TOWNS: Mapping[str, Reader] = {
    "dwellings": each("homes.stock"),
    "homes_held_back": each("homes.held_back"),
    "dwellings_completed": each("homes.completed"),
    "housing_queue": waiting,
    "jobs": each("market.jobs"),
    "openings_unfilled": each("market.unfilled"),
    "park_jobs_empty": each("empty_in_parks"),
    "commuters": each("market.commuters"),
    "built_up_area": lambda ledger: np.array(each("land.built_up")(ledger)) / 1e6,
    "relocated_population": lambda ledger: ledger.state.programme.relocated_so_far.sum(axis=0),
    "programme_moves": programme_moves,
    "programme_anyway": lambda ledger: ledger.state.programme.anyway.sum(axis=0),
    "programme_households": lambda ledger: ledger.state.programme.still_there + ledger.people.guests.housed,
    "programme_households_placed": lambda ledger: ledger.state.programme.placed_so_far,
    "programme_homes_empty": homes_empty,
    "infrastructure_investment": lambda ledger: invested(ledger).sum(axis=1) * ledger.state.prices,
}
"""Values of a settlement that add up to areas and the region."""

AVERAGES: Mapping[str, Reader] = {
    "vacancy_rate": each("homes.vacancy"),
    "housing_price": each("price"),
    "service_index": each("works.services"),
    "employment_probability": each("market.employed"),
    "wage": lambda ledger: np.array(each("market.wage")(ledger)) * ledger.state.prices,
    "hukou_barrier": each("barrier"),
}
"""Values of a settlement of which areas and the region have the mean over townspeople."""
