"""Founding: every household of rural origin as a row, and natives of towns as cohorts.

Rural households are the residents divided by the household size; the remainder is placed
one person a household, and what is less than a row's weight lives in the villages without being a row:
at every weight the founded people are the declared ones.
Households already away at the base year are rows too, at places where migrants live.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from urbsim.households.capacity import BANDS
from urbsim.households.choice.expectation import members_by_band
from urbsim.households.columns.columns import Rows
from urbsim.households.columns.counting import Count
from urbsim.households.draws import ALWAYS, address_of
from urbsim.households.equations import USUAL_HANDS, expected_pay, gain_alone, reluctance_of_age
from urbsim.households.founding import (
    Plan,
    call_home,
    empty_rows,
    found_area,
    place_remainder,
    sendable,
)
from urbsim.households.life.commuting import mark_commuters
from urbsim.households.population import Households
from urbsim.model.founding.composition import (
    NO_FAMILIES,
    FamiliesError,
    ages_of,
    counts,
    families,
    family_shares,
    words,
)
from urbsim.model.founding.migrants import aways, bearable, commuting_shares, destination_shares, in_units
from urbsim.model.founding.sizes import assert_held
from urbsim.model.founding.traits import income_spread, lognormal_by_quantile, schooling_table
from urbsim.model.founding.villages import Villages, largest_weight, lay_out, running_totals, spread_evenly
from urbsim.model.setup import Addresses, Area, Array, Coefficients, Integers, Setup
from urbsim.text import Message, say
from urbsim.vocabulary.errors import FoundingError

RESERVE, QUANTILES = 8, 4096
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


class CoarseError(FoundingError):
    """A row would stand for too many of an area's people: the weight that was asked for is at fault."""

    key = "runs.weight"

    def __init__(self, problem: Message, most: int) -> None:
        super().__init__(problem)
        self.most, self.remedy = most, say("runs.use_at_most", most=most)

    def __reduce__(self) -> tuple[type[CoarseError], tuple[Message, int]]:
        """Come back whole from another process."""
        return type(self), (self.args[0], self.most)


@dataclass(frozen=True)
class Foundation:
    """The founded region: households, villages and the people of towns who are not rows.

    ``natives`` (J,) are urban residents who are not households of rural origin: together with
    the rows they are the declared base; ``remainder`` (V,) are residents of villages who are none.
    ``destination`` (A, J) is where an area's migrants live.
    ``ages`` (4, 15) are the rows' people by age band: at home, families in the region's towns, workers alone
    there, and workers alone outside.
    """

    rows: Rows
    villages: Villages
    natives: Integers
    remainder: Integers
    destination: Array
    ages: Array


def found(setup: Setup, p: Coefficients, threads: int = 1) -> Foundation:
    """Found the region of a setup, the same for all draws and any number of threads.

    Raises CapacityError where rows cannot hold the region, FamiliesError where no mixture of families has an
    area's household size and age structure, and CoarseError where the weight is too large for an area.
    """
    assert_held(setup)
    refuse_coarse(setup)
    villages = lay_out(setup, p)
    destination = destination_shares(setup, p)
    plan = plan_rows(setup, p, villages, destination)
    rows = empty_rows(plan, villages.area, villages.key, RESERVE)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda a: found_area(rows, plan, a, span(rows, a)), range(len(setup.areas))))
    make_room(rows, setup, census(setup, rows, threads))
    counted = census(setup, rows, threads)
    mark_commuters(rows, in_units(commuting_shares(setup, p)[villages.area]))
    remainder = np.concatenate([complete(rows, counted, setup, a) for a in range(len(setup.areas))])
    others = natives(setup, counted)
    return Foundation(rows, villages, others, remainder, destination, members_by_band(rows, setup.inside))


def refuse_coarse(setup: Setup) -> None:
    """Raise CoarseError where a row would stand for more than one in thirty of an area's people."""
    coarsest = min(setup.areas, key=largest_weight)
    most = largest_weight(coarsest)
    if setup.weight > most:
        rural = coarsest.population - coarsest.urban
        problem = say("runs.weight_too_coarse", weight=setup.weight, rural=rural, area=coarsest.key)
        raise CoarseError(problem, most)


def plan_rows(setup: Setup, p: Coefficients, villages: Villages, destination: Array) -> Plan:
    """How many families live in a village and away, and what they are like."""
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
        np.stack([family_table(share) for share in shares]),
        movers,
        village_odds(split, leaning, sending[villages.area]),
        leaning,
        np.ascontiguousarray(np.cumsum(destination[:, by_name], axis=1)),
        by_name,
        np.stack([schooling_table(p, area.schooling) for area in setup.areas]),
        np.uint64(stayers * ALWAYS),
        np.array([address_of(f"{area.key}/families") for area in setup.areas], np.uint64),
    )


def span(rows: Rows, a: int) -> tuple[int, int]:
    """The first village of an area, and the one after its last."""
    first, end = np.searchsorted(rows.area, [a, a + 1])
    return int(first), int(end)


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
    """Shares of the kinds of family among those that live away whole: no elders, heads under fifty."""
    shares = np.array([float(max(kind) < 10 and max(kind) > 4 and len(kind) <= 4) for kind in families()])
    return np.asarray(shares / shares.sum())


def complete(rows: Rows, counted: Count, setup: Setup, a: int) -> Integers:
    """Add (or take) the persons who are missing from the rural residents declared for an area.

    Returns the residents of its villages who are not rows, (V of the area,): fewer in all than a weight, but
    where an area is too small for a row. Raises FamiliesError where families at home are too many people
    with nobody left to lose.
    """
    first, end = span(rows, a)
    rural, weight = setup.areas[a].population - setup.areas[a].urban, setup.weight
    missing = rural // weight - int(counted.home[first:end].sum())
    left = place_remainder(rows, (first, end), missing)
    if left < 0:
        raise FamiliesError(say("runs.families_are_more", area=setup.areas[a].key, rural=rural))
    return spread_evenly(rural % weight + left * weight, end - first)


def make_room(rows: Rows, setup: Setup, counted: Count) -> None:
    """Let the migrants of a settlement who would be more than its declared people live in their villages."""
    surplus = counted.kin.sum(axis=0) - declared_people(setup) // setup.weight
    for j in np.flatnonzero(setup.inside & (surplus > 0)):
        call_home(rows, j, surplus[j])


def census(setup: Setup, rows: Rows, threads: int) -> Count:
    """A count of the founded households before any village has become urban."""
    return Households(rows, len(setup.settlements), threads, own=True).count()


def declared_people(setup: Setup) -> Integers:
    """People of each settlement in the base year, 0 outside the region, (J,)."""
    return np.array([place.population if place.area >= 0 else 0 for place in setup.settlements])


def natives(setup: Setup, counted: Count) -> Integers:
    """Urban residents that are not rows, (J,): the declared people of a settlement less its migrants."""
    migrants = counted.kin.sum(axis=0) * setup.weight
    return np.asarray(np.where(setup.inside, declared_people(setup) - migrants, 0), np.int64)
