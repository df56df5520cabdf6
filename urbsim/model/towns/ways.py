"""Roads and rail: what trunk lines do to pay and to the way out, and feeder roads to villages."""

from __future__ import annotations

import numpy as np

from urbsim.households.draws import address_of
from urbsim.model.event_numbers import uniforms
from urbsim.model.setup import Array, Coefficients, Flags, Settlement
from urbsim.model.state import State

CONNECTION = address_of("feeder road")
LARGE_CITY = 500_000
"""Residents from which a city draws firms around it."""


def strength_of_lines(lines: Array) -> Array:
    """What so many ``lines`` (...) are worth against one, (...): log₂(1 + n).

    None is worth 0, the first 1, two a half more.

    Three lines are worth twice the first.
    """
    return np.asarray(np.log2(1 + lines))


def trunk_pay(distance: float, far: float, p: Coefficients) -> float:
    """Ln of what a first trunk line makes of local pay, ``distance`` km from a city of 500,000.

    ``trunk_pay_near`` beside the city, nothing ``trunk_limit`` km away, and beyond it less pay, down to
    −``far`` at the end of the world: trade moves to the core (Faber 2014; fast rail, Land 2023).

    Continuous at the limit, where it is 0 from both sides. In ln pay: 0.02 is two per cent.
    """
    limit = p["trunk_limit"]
    if distance <= limit:
        return p["trunk_pay_near"] * (1 - distance / limit)
    return -far * (1 - limit / distance)


def moved_pay(effect: Array, people: Array, inside: Flags) -> Array:
    """Effects on ln pay, (J,), as gains and losses that add up to nothing where there is no outside.

    What a line gives one place it takes from another; with places outside, these bear the rest.

    Weighted by people: what the many gain a little the few lose much. With places outside it changes nothing.
    """
    if not inside.all():
        return effect
    return np.asarray(effect - (effect * people).sum() / max(1.0, float(people.sum())))


def way_to_a_large_city(place: Settlement, said: float, p: Coefficients) -> float:
    """Km to the nearest city of 500,000: ``said`` by a measure, else the usual; 0 in such a city itself."""
    if place.population / place.members >= LARGE_CITY:
        return 0.0
    return said or p["distance_large_city"]


def newly_connected(villages: float, number: float, paved: float) -> float:
    """Share of all villages that feeder roads have connected, of those without: at most all of them.

    A share of all villages, not of those without a road.
    """
    return min(1 - paved, villages / number) if number > 0 else 0.0


def pay_of_lines(state: State) -> Array:
    """Ln of what the trunk lines in use make of pay in each settlement, (J,).

    0 without lines, so that pay without measures is not touched to the last bit.
    """
    levers, t, p, setup = state.levers, state.t, state.p, state.setup
    lines = levers.trunk_highway[t], levers.trunk_rail[t]
    if not any(each.any() for each in lines):
        return np.zeros(len(setup.settlements))
    said = levers.large_city[: t + 1].max(axis=0)
    far = [p["trunk_far_highway"], p["trunk_far_rail"]]
    km = [way_to_a_large_city(place, float(d), p) for place, d in zip(setup.settlements, said, strict=True)]
    effect = np.zeros(len(said))
    for number, loss in zip(lines, far, strict=True):
        effect += strength_of_lines(number) * [trunk_pay(d, loss, p) for d in km]
    people = np.array([float(place.population) for place in setup.settlements])
    return moved_pay(effect, people, setup.inside)


def paved(state: State) -> Flags:
    """Villages that had a paved road in the base year, (V,).

    By a number of the village's own, the same under every policy, so roads of measures go to others.
    """
    return uniforms(state.foundation.villages.key, CONNECTION) < state.p["villages_paved"]


def connected(state: State) -> Flags:
    """Villages that feeder roads of measures have connected so far, (V,): in one order for all policies.

    The order is by that same number: more money connects the villages that less money does, and others.
    """
    villages, p, t = state.foundation.villages, state.p, state.t
    spent = (state.levers.feeder[: t + 1] / state.drivers.prices[: t + 1, None]).sum(axis=0)
    number = np.bincount(villages.area, villages.multiplicity, len(spent))
    built = p["plan_realisation"] * spent / p["u_feeder_road"]
    paved = p["villages_paved"]
    share = [newly_connected(b, n, paved) for b, n in zip(map(float, built), map(float, number), strict=True)]
    order = uniforms(villages.key, CONNECTION)
    return np.asarray((order >= paved) & (order < paved + np.array(share)[villages.area]))


def more_commuting(state: State) -> Array:
    """Points of non-farm work at home that feeder roads add, by village, (V,)."""
    if not state.levers.feeder[: state.t + 1].any():
        return np.zeros(len(state.foundation.villages.area))
    return np.asarray(state.p["feeder_commuting"] * connected(state))


def distances(state: State) -> Array:
    """Km from every village to every settlement as roads make them felt, (V, J).

    A feeder road shortens the way to the settlements of the village's own area by ``feeder_nearness``, a
    trunk line the way out of the region by ``trunk_nearness``: within it none brings more people to towns.

    Without roads of measures these are the founded distances, unchanged.
    """
    villages, levers, t = state.foundation.villages, state.levers, state.t
    km = villages.distance
    home = np.array([place.area for place in state.setup.settlements])
    if levers.feeder[: t + 1].any():
        own = villages.area[:, None] == home
        km = np.where(own & connected(state)[:, None], (1 - state.p["feeder_nearness"]) * km, km)
    lines = levers.trunk_highway[t] + levers.trunk_rail[t]
    if lines.any():
        areas = len(state.setup.areas)
        of_area = np.array([lines[home == a].max(initial=0.0) for a in range(areas)])
        nearer = (1 - state.p["trunk_nearness"]) ** strength_of_lines(of_area)
        km = np.where(home >= 0, km, nearer[villages.area][:, None] * km)
    return np.asarray(km)
