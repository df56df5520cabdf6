"""Homes for migrants: families from elsewhere are served beside own villagers who lodge in the town."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from urbsim.households.equations import offer_utility
from urbsim.households.life.offers import LODGER
from urbsim.model.founding.plan import WORKERS_AWAY
from urbsim.model.setup import Array, Integers
from urbsim.model.state import State
from urbsim.model.towns.town import Town


class AskedGuests(NamedTuple):
    """Families from elsewhere by settlement, (J,): who would take a home, and who have one as their part.

    The lottery is open to all who lodge in the town, so that each side's part is its part of them; what one
    side leaves is the other's.
    """

    accepting: Integers
    first: Integers

    def served(self, left: Integers) -> Integers:
        """All who have a home in the end, (J,), where own villages leave so many."""
        return np.asarray(self.first + np.minimum(self.accepting - self.first, left))


def guests_of(state: State, towns: Sequence[Town], kin: Array) -> AskedGuests:
    """Whom homes for migrants reach; ``kin`` (V, 1) is the share of a village's people in towns.

    Nobody where there are no homes for migrants.
    """
    homes = empty_homes(towns)
    if not homes.any():
        return AskedGuests(np.zeros_like(homes), np.zeros_like(homes))
    people, p = state.people, state.p
    willing = would_take(state, float(kin.mean()) if kin.size else 0.0)
    accepting = people.guests.accepting(state.address, people.keys, willing, p["offer_reach"])
    own = people.lodgers() / WORKERS_AWAY
    part = people.guests.apart / np.maximum(1e-9, people.guests.apart + own)
    return AskedGuests(accepting, np.minimum(accepting, np.floor(part * homes).astype(np.int64)))


def empty_homes(towns: Sequence[Town]) -> Integers:
    """Homes for migrants that nobody has taken yet, (J,)."""
    return np.array([max(0, town.homes.to_offer[LODGER]) for town in towns], np.int64)


def would_take(state: State, kin: float) -> Array:
    """Share of families who ever take a home, (J,): as own villagers with mean kin and no known pupils.

    In log odds as for own villagers (`offer_utility`), through the logistic function.
    """
    levers, t, p = state.levers, state.t, state.p
    subsidy = np.minimum(1.0, levers.homes_subsidy(t)[:, LODGER] + levers.price_support[t])
    worth = offer_utility(p["offer_constant"], p["offer_subsidy"] * subsidy, 0.0)
    return np.asarray(expit(worth + p["network"] * kin))


def house_guests(state: State, guests: AskedGuests, towns: Sequence[Town], taken: Integers) -> Integers:
    """Homes for migrants that families from elsewhere take, (J,), beside those ``taken`` (J,) by others.

    Those who were left behind arrive from elsewhere.
    """
    left = np.maximum(0, empty_homes(towns) - guests.first - taken)
    families, people = guests.served(left), state.people
    followers = people.guests.fetch(families)
    people.arrivals = people.arrivals + followers
    people.cohorts.welcome(followers)
    return families
