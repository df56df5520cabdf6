"""Founding: every household of rural origin as a row, and natives of towns as cohorts.

Rural households are the residents divided by the household size; the remainder is placed
one person a household, and what is less than a row's weight lives in the villages without being a row:
at every weight the founded people are the declared ones.
Households already away at the base year are rows too, at places where migrants live.
Which households a region of such figures has is left to chance, the more of it the fewer rows: every draw
founds its own, by its seed, so that the chance of a founding averages out over draws as that of a year does.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from urbsim.households.choice.expectation import members_by_band
from urbsim.households.columns.columns import Rows
from urbsim.households.columns.counting import Count
from urbsim.households.draws import combine
from urbsim.households.founding import Plan, call_home, empty_rows, found_area, place_remainder
from urbsim.households.life.commuting import mark_commuters
from urbsim.households.population import Households
from urbsim.model.founding.composition import FamiliesError
from urbsim.model.founding.migrants import commuting_shares, destination_shares, in_units
from urbsim.model.founding.plan import plan_rows
from urbsim.model.founding.sizes import assert_held
from urbsim.model.founding.villages import Villages, largest_weight, lay_out, spread_evenly
from urbsim.model.setup import Addresses, Array, Coefficients, Integers, Setup
from urbsim.text import Message, say
from urbsim.vocabulary.errors import FoundingError

RESERVE = 8


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


@dataclass(frozen=True)
class FoundingPlan:
    """What all foundings of a region share: its villages, and which families live there and away.

    ``destination`` (A, J) is where an area's migrants live, ``commuting`` (V,) the share of a village's
    households from which somebody commutes, in units of 2⁻³².
    """

    setup: Setup
    villages: Villages
    destination: Array
    families: Plan
    commuting: Addresses

    def founded(self, seed: int | None = None, threads: int = 1) -> Foundation:
        """The region with the households of a seed, or of its names alone; the same for any threads.

        Raises FamiliesError where families at home are too many people.
        """
        setup, plan = self.setup, self.families if seed is None else of_seed(self.families, seed)
        rows = empty_rows(plan, self.villages.area, self.villages.key, RESERVE)
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda a: found_area(rows, plan, a, span(rows, a)), range(len(setup.areas))))
        make_room(rows, setup, census(setup, rows, threads))
        counted = census(setup, rows, threads)
        mark_commuters(rows, self.commuting)
        remainder = np.concatenate([complete(rows, counted, setup, a) for a in range(len(setup.areas))])
        others, ages = natives(setup, counted), members_by_band(rows, setup.inside)
        return Foundation(
            rows, self.villages, natives=others, remainder=remainder, destination=self.destination, ages=ages
        )


def found(setup: Setup, p: Coefficients, threads: int = 1) -> Foundation:
    """Found the region of a setup with the households of its names. Raises as `plan_founding` does."""
    return plan_founding(setup, p).founded(threads=threads)


def plan_founding(setup: Setup, p: Coefficients) -> FoundingPlan:
    """What the foundings of a region share.

    Raises CapacityError where rows cannot hold the region, FamiliesError where no mixture of families has an
    area's household size and age structure, and CoarseError where the weight is too large for an area.
    """
    assert_held(setup)
    refuse_coarse(setup)
    villages, destination = lay_out(setup, p), destination_shares(setup, p)
    commuting = in_units(commuting_shares(setup, p)[villages.area])
    return FoundingPlan(setup, villages, destination, plan_rows(setup, p, villages, destination), commuting)


def of_seed(plan: Plan, seed: int) -> Plan:
    """The plan with other households of the same kinds.

    Only the addresses of sequences change; shares, families and places are those of the plan.
    """
    return plan._replace(luck=np.array([combine(int(luck), seed) for luck in plan.luck], np.uint64))


def refuse_coarse(setup: Setup) -> None:
    """Raise CoarseError where a row would stand for more than one in thirty of an area's people."""
    coarsest = min(setup.areas, key=largest_weight)
    most = largest_weight(coarsest)
    if setup.weight > most:
        rural = coarsest.population - coarsest.urban
        problem = say("runs.weight_too_coarse", weight=setup.weight, rural=rural, area=coarsest.key)
        raise CoarseError(problem, most)


def span(rows: Rows, a: int) -> tuple[int, int]:
    """The first village of an area, and the one after its last."""
    first, end = np.searchsorted(rows.area, [a, a + 1])
    return int(first), int(end)


def complete(rows: Rows, counted: Count, setup: Setup, a: int) -> Integers:
    """Add (or take) the persons who are missing from the rural residents declared for an area.

    Returns the residents of its villages who are not rows, (V,) of the area: fewer in all than a weight, but
    where an area is too small for a row. Raises FamiliesError where families at home are too many people
    with nobody left to lose.

    The number of people is exact at every weight; who the last of them live with is by row order.
    """
    first, end = span(rows, a)
    rural, weight = setup.areas[a].population - setup.areas[a].urban, setup.weight
    missing = rural // weight - int(counted.home[first:end].sum())
    left = place_remainder(rows, (first, end), missing)
    if left < 0:
        raise FamiliesError(say("runs.families_are_more", area=setup.areas[a].key, rural=rural))
    return spread_evenly(rural % weight + left * weight, end - first)


def make_room(rows: Rows, setup: Setup, counted: Count) -> None:
    """Let the migrants of a settlement who would be more than its declared people live in their villages.

    Where the base declares fewer people in a settlement than migrants were founded there.
    """
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
    """Urban residents that are not rows, (J,): the declared people of a settlement less its migrants.

    Never negative after `make_room`.
    """
    migrants = counted.kin.sum(axis=0) * setup.weight
    return np.asarray(np.where(setup.inside, declared_people(setup) - migrants, 0), np.int64)
