"""Money that binds, over all levers: what governments here pay for waits, the rest does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.runs.setup.test_schedules import ROAD, assert_equal, huludao
from tests.unit.runs.setup.test_schedules import levers as schedule_with
from urbsim.policy import Measure
from urbsim.policy.levers import levers
from urbsim.policy.schedule import Schedule
from urbsim.policy.waiting import Funding, put_off

SUBSIDY = ("subsidy", 0.4)
WAITS: dict[str, tuple[float, tuple[tuple[str, float | str], ...]]] = {
    "investment": (1e7, (("service", "road"), ("feeder", 0.3))),
    "environment": (1e7, ()),
    "dwellings": (200.0, (("newcomers", 1.0), SUBSIDY)),
    "relocation": (300.0, (SUBSIDY, ("listed", 0.5))),
    "price_support": (0.1, ()),
    "industrial_park": (100.0, (("density", 20.0), ("basis", "contracts"))),
    "employment_support": (1e6, (("cost", 2.0),)),
    "tax_relief": (1e6, (("leverage", 2.0),)),
}
"""What the county or the account of its land pays for, in part at least."""
GOES_ON: dict[str, tuple[float, tuple[tuple[str, float | str], ...]]] = {
    "dwellings": (200.0, (("newcomers", 1.0),)),
    "relocation": (300.0, ()),
    "jobs": (50.0, ()),
    "land": (20.0, ()),
    "trunk_transport": (1.0, (("kind", "rail"),)),
    "hukou": (-0.2, ()),
    "redesignation": (3.0, (("kind", "村改居"),)),
    "key_towns": (0.0, ()),
    "spending_limit": (1e9, ()),
}
"""What families, firms, the centre or the buyers of land pay for, and rules."""
MADE_UP = {"investment", "feeder", "dwellings", "reserved", "quota", "quota_listed", "jobs", "jobs_bought"}
"""Flows of which nothing is lost while there are years left."""
T = 2


def pulled(lever: str, value: float, fields: tuple[tuple[str, float | str], ...]) -> Schedule:
    kind = levers()[lever]
    once: Measure = replace(ROAD, lever=lever, value=value, unit=kind.unit, fields=fields, end=2013)
    return schedule_with(once if kind.duration == "flow" else replace(once, end=2015))


def funding(share: float, inflation: float = 1.0) -> Funding:
    ground = huludao()
    towns = np.array([float(place.area >= 0) for place in ground.settlements])
    return Funding(T, share, towns, np.ones(len(ground.areas)), inflation)


def test_every_lever_waits_for_money_or_is_paid_for_by_others() -> None:
    assert {*WAITS, *GOES_ON} == set(levers())


@pytest.mark.parametrize("lever", WAITS)
def test_only_the_funded_share_of_what_governments_pay_for_is_done_this_year(lever: str) -> None:
    plan = pulled(lever, *WAITS[lever])
    done = plan.own()
    put_off(done, funding(0.25))
    terms = {"subsidy", "resettled", "large_city"}
    for name, planned in vars(plan).items():
        if name not in terms:
            np.testing.assert_allclose(getattr(done, name)[T], 0.25 * planned[T], err_msg=name)
    for name in MADE_UP:
        planned, made = getattr(plan, name), getattr(done, name)
        np.testing.assert_allclose(made.sum(axis=0), planned.sum(axis=0), atol=1e-9, err_msg=name)
    np.testing.assert_array_equal(done.park[T + 1 :], plan.park[T + 1 :])


@pytest.mark.parametrize("lever", GOES_ON)
def test_what_others_pay_for_goes_on(lever: str) -> None:
    plan = pulled(lever, *GOES_ON[lever])
    done = plan.own()
    put_off(done, funding(0.0))
    assert_equal(done, plan)


@pytest.mark.parametrize("lever", WAITS)
def test_what_is_funded_whole_does_not_wait(lever: str) -> None:
    plan = pulled(lever, *WAITS[lever])
    done = plan.own()
    put_off(done, funding(1.0))
    assert_equal(done, plan)


def test_yuan_that_wait_keep_their_worth_and_a_programme_runs_longer() -> None:
    roads, places = pulled("investment", *WAITS["investment"]), pulled("relocation", *WAITS["relocation"])
    later, much_later = roads.own(), places.own()
    put_off(later, funding(0.5, inflation=1.1))
    np.testing.assert_allclose(later.investment[T + 1], 1.55 * roads.investment[T])
    for t in (T, T + 1):
        put_off(much_later, funding(0.0)._replace(t=t))
    np.testing.assert_allclose(much_later.quota[T + 2], 2 * places.quota[T])
    np.testing.assert_array_equal(much_later.subsidy[T + 2], places.subsidy[T])
    np.testing.assert_array_equal(much_later.resettled[T + 2], places.resettled[T])


def test_only_the_area_without_money_waits() -> None:
    plan = pulled("investment", *WAITS["investment"])
    done, ground = plan.own(), huludao()
    here = np.array([float(place.area == 0) for place in ground.settlements])
    poor = Funding(T, 0.0, here, (np.arange(len(ground.areas)) == 0).astype(float), 1.0)
    put_off(done, poor)
    assert not done.investment[T, here > 0].any()
    np.testing.assert_array_equal(done.investment[:, here == 0], plan.investment[:, here == 0])
    assert done.feeder[T, 0] == 0 < done.feeder[T, 1]
