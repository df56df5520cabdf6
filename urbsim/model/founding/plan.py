"""What is founded in a region: how many families live in its villages and away, and what they are like."""

from __future__ import annotations

import numpy as np

from urbsim.households.capacity import BANDS
from urbsim.households.draws import ALWAYS, address_of
from urbsim.households.equations import USUAL_HANDS, expected_pay, gain_alone, reluctance_of_age
from urbsim.households.founding import Plan, sendable
from urbsim.model.founding.composition import (
    NO_FAMILIES,
    FamiliesError,
    ages_of,
    counts,
    families,
    family_shares,
    words,
)
from urbsim.model.founding.migrants import aways, bearable
from urbsim.model.founding.traits import income_spread, lognormal_by_quantile, schooling_table
from urbsim.model.founding.villages import Villages, running_totals
from urbsim.model.setup import Addresses, Area, Array, Coefficients, Integers, Setup
from urbsim.text import say

QUANTILES = 4096
WORKERS_AWAY = 1.3
"""Workers away per family that has any: seven in ten send one, three in ten send two."""
MOST_SPLIT = 0.95
"""At most so many of a village's families that may move have workers away."""
OFFICIAL_SLACK = 0.05
"""How dearly a family's size and ages miss those of a census that no mixture of families has."""
WORKING_BANDS = (3, 12)
"""First band of those who work, and the one after the last."""
SMALLER, SMALLER_STEPS = 0.05, 12
"""How much smaller its households are made, and how often, until there are such families."""
SMALLEST, MOST_ODDS = 1e-300, 1e6
LEAST_GAIN = 0.05
YOUNGEST = np.array([20.0, 30.0, 40.0, 52.0])
"""Age of the youngest worker in the four age classes."""


def plan_rows(setup: Setup, p: Coefficients, villages: Villages, destination: Array) -> Plan:
    """How many families live in a village and away, and what they are like.

    ``destination`` (A, J) are the shares of migrants by place. FamiliesError where no families have such a
    mean size and such ages.
    """
    out, whole = (share * bearable(setup, destination) * aways(setup) for share in setup.away)
    size = np.array([area.household_size for area in setup.areas])[villages.area]
    strength = villages.network / mean_by(villages.network, villages.area)
    movers = family_table(mover_shares())
    persons = counts(families()).sum(axis=1) @ mover_shares()
    gone = villages.households * size * whole[villages.area] / persons * strength
    away = running_totals(gone, villages.area)
    by_name = np.argsort([place.key for place in setup.settlements], kind="stable")
    leaning = leanings(setup, p)
    shares = np.stack([families_of(area, out[a], p) for a, area in enumerate(setup.areas)])
    sending, stayers = shares @ senders(), p["stayer_share"]
    split = np.minimum(MOST_SPLIT, out[villages.area] * size / WORKERS_AWAY * strength / (1 - stayers))
    return Plan(
        villages.households,
        away,
        families=np.stack([family_table(share) for share in shares]),
        movers=movers,
        split=village_odds(split, leaning, sending[villages.area]),
        leaning=leaning,
        destination=np.ascontiguousarray(np.cumsum(destination[:, by_name], axis=1)),
        place=by_name,
        schooling=np.stack([schooling_table(p, area.schooling) for area in setup.areas]),
        stayer=np.uint64(stayers * ALWAYS),
        luck=np.array([address_of(f"{area.key}/families") for area in setup.areas], np.uint64),
    )


def families_of(area: Area, out: float, p: Coefficients) -> Array:
    """Share of each kind of family in an area's villages, (n,), with ``out`` workers away a resident."""
    sizes = np.array([p[f"household_size_share_{n}"] for n in range(1, 7)])
    members = area.household_size * with_workers(ages_of(area), out)
    try:
        return family_shares(members, sizes)
    except FamiliesError:
        if not area.counted:
            raise
    return nearest_shares(members, sizes)


def with_workers(ages: Array, out: float) -> Array:
    """Members of families by age band (15,), for each who lives at home with age shares ``ages``.

    ``out`` workers away a resident come on top: as in the rows, any of a family's workers may be one of them.
    """
    working = np.where(
        (np.arange(BANDS) >= WORKING_BANDS[0]) & (np.arange(BANDS) < WORKING_BANDS[1]), ages, 0
    )
    return np.asarray(ages + out * working / working.sum())


def nearest_shares(by_band: Array, sizes: Array) -> Array:
    """As `family_shares`, of families as large and of such ages as there are, (n,).

    Households of several lines under one roof, as in Tibet, become more and smaller ones of the same people.
    FamiliesError where even those do not add up.
    """
    for smaller in np.arange(SMALLER_STEPS) * SMALLER:
        try:
            return family_shares(by_band * (1 - smaller), sizes, OFFICIAL_SLACK)
        except FamiliesError:
            continue
    raise FamiliesError(say(NO_FAMILIES))


def leanings(setup: Setup, p: Coefficients) -> Array:
    """Relative odds of having sent a worker to town by age class and income quantile, (4, 256).

    In a long-settled village they are hazard over return rate, so they lean like the hazard of the
    reference offer: eq. 1 and 2 with the base year's pay, without places. Mean about 1.
    """
    income = lognormal_by_quantile(income_spread(p))
    drivers, size = setup.drivers, np.mean([area.household_size for area in setup.areas])
    pay = expected_pay(1.0, drivers.wage[0], 0.0, p["living_cost_away"] * drivers.prices_since_2000)
    gain = gain_alone(pay, income * drivers.income[0] * size, USUAL_HANDS, p["farm_income_loss"])
    age = np.exp(-reluctance_of_age(YOUNGEST, p["age_decline_from"], p["age_decline"]))
    odds = age[:, None] * np.maximum(LEAST_GAIN, gain) ** p["income_response"]
    return np.asarray(odds / odds.mean())


def senders() -> Array:
    """Workers whom each kind of family can spare by its age class, relative to ``WORKERS_AWAY``, (n, 4)."""
    two, one, age = sendable(words(families())).T
    sent = (WORKERS_AWAY - 1) * two + (2 - WORKERS_AWAY) * one
    of_class = age[:, None] == np.arange(len(YOUNGEST))
    return np.asarray(of_class * (sent / WORKERS_AWAY)[:, None])


def village_odds(share: Array, leaning: Array, sending: Array) -> Array:
    """Odds for each village under which the mean over kinds of family is ``share``, (V,).

    ``leaning`` (4, 256) is by age class and income, ``sending`` (V, 4) what the families of a class can send.
    """
    odds = share / (1 - share)
    for _ in range(60):
        given = odds[:, None, None] * leaning
        mean = ((given / (1 + given)).mean(axis=2) * sending).sum(axis=1)
        odds = np.minimum(odds * share / np.maximum(mean, SMALLEST), MOST_ODDS)
    return np.asarray(odds)


def mean_by(values: Array, group: Integers) -> Array:
    """The mean of each value's group, (n,)."""
    total = np.bincount(group, values) / np.maximum(1, np.bincount(group))
    return np.asarray(total[group])


def family_table(shares: Array) -> Addresses:
    """Packed members by quantile, (4096,), from the shares of the kinds of family."""
    edges = np.cumsum(shares)
    kind = np.searchsorted(edges / edges[-1], (np.arange(QUANTILES) + 0.5) / QUANTILES)
    return words(families())[kind]


def mover_shares() -> Array:
    """Shares of the kinds of family among those that live away whole, (n,): no elders, heads under fifty."""
    shares = np.array([float(max(kind) < 10 and max(kind) > 4 and len(kind) <= 4) for kind in families()])
    return np.asarray(shares / shares.sum())
