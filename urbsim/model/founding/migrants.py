"""Who of the rural people lives away at the base year, and where; who works near home."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from urbsim.households.draws import ALWAYS
from urbsim.model.setup import Addresses, Area, Array, Coefficients, Setup
from urbsim.vocabulary.kinds import LEVELS

MOST_MIGRANTS = 0.8
MOST_COMMUTERS = 0.8
RESERVOIRS = {"seat": "county", "city": "prefecture", "outside": "nation"}


def aways(setup: Setup) -> Array:
    """How often people of each area live elsewhere, relative to the region's shares, (A,)."""
    return np.array([area.away for area in setup.areas])


def commuting_shares(setup: Setup, p: Coefficients) -> Array:
    """Share of an area's households from which somebody commutes, (A,)."""
    relative = np.array([area.commuting for area in setup.areas])
    return np.asarray(np.minimum(MOST_COMMUTERS, p["commuting_share"] * relative))


def in_units(shares: Array) -> Addresses:
    """Shares (...) in units of 2⁻³², (...): whole numbers that compare with 32 random bits; 0 is never."""
    return np.asarray(shares * ALWAYS).astype(np.uint64)


def destination_shares(setup: Setup, p: Coefficients) -> Array:
    """Where those who left an area live, (A, J): its own towns, other areas, places outside; rows sum to 1.

    Shares by level are the surveyed or assumed ones; within a level people are where urban people are. Where
    nobody is urban and nothing lies outside, all of an area's own settlements are alike.

    With one area and no outside all migrants live in its own towns.
    """
    shares = np.zeros((len(setup.areas), len(setup.settlements)))
    people = np.array([float(place.population) for place in setup.settlements])
    home = np.array([place.area for place in setup.settlements])
    for a, area in enumerate(setup.areas):
        region = stays_within(setup.level, area, p)
        own, other = home == a, (home != a) & (home >= 0)
        near = min(region, stays_within(area.level, area, p)) if other.any() else region
        shares[a] += near * people * own / max(1.0, (people * own).sum())
        shares[a] += (region - near) * people * other / max(1.0, (people * other).sum())
        shares[a] += reservoir_shares(setup, p, area)
        if not shares[a].any():
            shares[a] = own
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def stays_within(level: str, area: Area, p: Coefficients) -> float:
    """Share of an area's migrants who live in its region of ``level``: the usual one, or more by ``near``.

    The usual share at ``near`` 0; +1 takes a half to 0.73.
    """
    return float(expit(logit(p[f"destination_share_{level}"]) + area.near))


def reservoir_shares(setup: Setup, p: Coefficients, area: Area) -> Array:
    """Share of the migrants of an area that lives in each place outside the region, (J,)."""
    shares, reached = np.zeros(len(setup.settlements)), stays_within(setup.level, area, p)
    for tier, level in RESERVOIRS.items():
        if LEVELS.index(level) <= LEVELS.index(setup.level):
            continue
        for j, place in enumerate(setup.settlements):
            if place.area < 0 and place.tier == tier:
                within = stays_within(level, area, p)
                shares[j], reached = within - reached, within
    return shares


def bearable(setup: Setup, destination: Array) -> float:
    """At most 1: how much of the usual migration fits into the urban people that the base declares.

    ``destination`` (A, J) are the shares of migrants by place.

    It binds where many villagers have left and few townspeople are declared; else it is 1.
    """
    rural = np.array([float(area.population - area.urban) for area in setup.areas])
    expected = (rural * aways(setup)) @ destination * sum(setup.away)
    room = np.array([MOST_MIGRANTS * place.population for place in setup.settlements])
    tight = setup.inside & (expected > room)
    return float(np.min(room[tight] / expected[tight])) if tight.any() else 1.0
