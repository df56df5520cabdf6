"""Measures become numbers by year, settlement and area: totals are kept and order is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.runs.texts import measure, own, scenario
from urbsim.policy import Measure
from urbsim.policy.schedule import Schedule
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.runs.setup.schedules import schedule_of
from urbsim.runs.setup.settlements import Ground, ground_of
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.kinds import SERVICES

P = central_coefficients({}, 2010)
YEARS = tuple(range(2010, 2016))
ROAD = Measure(
    name="a", lever="investment", value=12e6, unit="yuan/yr", mode="absolute", start=2012, end=2014, ramp=0,
    where=("all",), clause=None, provenance="assumption budget", fields=(("service", "road"),),
)  # fmt: skip
HOMES = replace(ROAD, lever="dwellings", value=500.0, unit="units/yr", fields=(("newcomers", 0.8),))


@cache
def huludao() -> Ground:
    """A prefecture of several counties, whose districts are the rest of it."""
    return ground_of(scenario("211400"), P)


def levers(*measures: Measure) -> Schedule:
    return schedule_of(measures, huludao(), YEARS, P)


def people(chosen: Sequence[bool] | None = None) -> np.ndarray:
    counted = np.array([place.population if place.area >= 0 else 0 for place in huludao().settlements], float)
    return counted if chosen is None else counted * np.array(chosen)


def of_tier(tier: str) -> list[bool]:
    return [place.area >= 0 and place.tier == tier for place in huludao().settlements]


def assert_equal(one: Schedule, other: Schedule) -> None:
    for name, values in asdict(one).items():
        np.testing.assert_array_equal(values, getattr(other, name), err_msg=name)


def test_an_amount_is_shared_by_people_and_spent_whole() -> None:
    road = levers(ROAD).investment[:, :, SERVICES.index("road")]
    np.testing.assert_allclose(road.sum(axis=1), [0, 0, 12e6, 12e6, 12e6, 0])
    np.testing.assert_allclose(road[2], 12e6 * people() / people().sum())
    assert np.count_nonzero(levers(ROAD).investment.sum(axis=(0, 1))) == 1


@pytest.mark.parametrize(("where", "tier"), [("towns", "town"), ("seats", "seat"), ("cities", "city")])
def test_a_tier_takes_the_whole_amount(where: str, tier: str) -> None:
    spent = levers(replace(ROAD, where=(where,))).investment[2].sum(axis=1)
    assert spent.sum() == pytest.approx(12e6)
    np.testing.assert_allclose(spent, 12e6 * people(of_tier(tier)) / people(of_tier(tier)).sum())


def test_an_area_and_a_tier_together_are_all_that_either_names() -> None:
    spent = levers(replace(ROAD, where=("211421", "cities"))).investment[2].sum(axis=1)
    areas = [area.key for area in huludao().areas]
    inside = [
        place.area >= 0 and (areas[place.area] == "211421" or place.tier == "city")
        for place in huludao().settlements
    ]
    assert (spent > 0).tolist() == inside


def test_growth_is_the_same_everywhere_and_is_not_shared_out() -> None:
    grown = levers(replace(ROAD, mode="growth", value=0.1)).growth[:, :, 0]
    inside = people() > 0
    np.testing.assert_allclose(
        grown[:, inside], np.tile([[0], [0], [0.1], [0.21], [0.331], [0]], inside.sum())
    )
    assert not grown[:, ~inside].any()
    assert not levers(replace(ROAD, mode="growth", value=0.1)).investment.any()


@pytest.mark.parametrize("lever", ["dwellings", "land", "jobs"])
def test_growth_of_building_goes_to_its_own_part(lever: str) -> None:
    found = asdict(levers(replace(HOMES, lever=lever, mode="growth", value=0.1)))
    assert found.pop(f"{lever}_growth")[2, people() > 0] == pytest.approx(0.1)
    assert not any(values.any() for name, values in found.items() if name.endswith("growth"))


@pytest.mark.parametrize("lever", ["hukou", "price_support"])
def test_rules_hold_in_full_wherever_they_hold(lever: str) -> None:
    found = levers(replace(HOMES, lever=lever, value=0.2, unit="share", where=("towns",)))
    rules = found.barrier if lever == "hukou" else found.price_support
    np.testing.assert_array_equal(rules[2], 0.2 * np.array(of_tier("town")))


def test_a_park_brings_its_density_of_jobs_on_every_hectare() -> None:
    park = replace(HOMES, lever="industrial_park", value=200.0, unit="ha", fields=(("density", 60.0),))
    assert levers(park).park[3].sum() == pytest.approx(12000)


def test_land_and_jobs_are_totals() -> None:
    assert levers(replace(HOMES, lever="land", value=30.0)).land.sum() == pytest.approx(90)
    assert levers(replace(HOMES, lever="jobs", value=40.0)).jobs.sum() == pytest.approx(120)


def test_dwellings_of_two_programmes_are_reserved_for_those_they_are_for() -> None:
    listed = (("newcomers", 0.4), ("subsidy", 0.5), ("for", "listed"))
    both = levers(HOMES, replace(HOMES, name="b", value=1500.0, fields=listed))
    assert both.dwellings[2].sum() == pytest.approx(2000)
    np.testing.assert_allclose(both.reserved[2].sum(axis=0), [500 * 0.8, 1500 * 0.4, 0])
    assert not both.reserved[1].any()
    assert both.homes_subsidy(3).max(axis=0).tolist() == pytest.approx([0, 0.5, 0])


def test_of_two_subsidies_for_the_same_families_the_mean_by_homes_holds_and_lasts() -> None:
    paid = replace(HOMES, name="b", value=1500.0, fields=(("newcomers", 0.8), ("subsidy", 0.4)))
    both = levers(HOMES, paid)
    for year in (2, both.dwellings.shape[0] - 1):
        assert both.homes_subsidy(year)[people() > 0, 0] == pytest.approx(0.3)
    assert not both.homes_subsidy(1).any()


def test_homes_for_the_rehoused_are_reserved_for_nobody_else() -> None:
    renewal = levers(replace(HOMES, fields=(("for", "rehoused"),)))
    np.testing.assert_array_equal(renewal.rehoused, renewal.dwellings)
    assert not renewal.reserved.any()
    shared = levers(replace(HOMES, fields=(("for", "rehoused"), ("newcomers", 0.3))))
    np.testing.assert_allclose(shared.rehoused, 0.7 * shared.dwellings)
    np.testing.assert_allclose(shared.reserved[:, :, 0], 0.3 * shared.dwellings)


def test_dwellings_without_a_word_on_newcomers_take_the_usual_share() -> None:
    silent = levers(replace(HOMES, fields=(), value=0.1, mode="growth"))
    assert silent.newcomers[2, people() > 0] == pytest.approx(P["newcomer_share"])
    silent = levers(replace(HOMES, fields=()))
    assert silent.reserved[2].sum() == pytest.approx(silent.dwellings[2].sum() * P["newcomer_share"])


def test_relocation_is_shared_by_rural_people_and_the_larger_subsidy_counts() -> None:
    quota = replace(HOMES, lever="relocation", value=9000.0, unit="persons/yr", fields=(("subsidy", 0.3),))
    listed = (("subsidy", 0.1), ("for", "listed"))
    found = levers(quota, replace(quota, name="b", value=1000.0, fields=listed))
    rural = np.array([area.population - area.urban for area in huludao().areas], float)
    np.testing.assert_allclose(found.quota[2], 9000 * rural / rural.sum())
    np.testing.assert_allclose(found.quota_listed[2], 1000 * rural / rural.sum())
    assert found.subsidy[2] == pytest.approx(0.3)
    assert not found.subsidy[5].any()


def test_redesignation_counts_villages_once_or_takes_a_share_of_them() -> None:
    named = replace(HOMES, lever="redesignation", value=40.0, unit="villages", end=2012, fields=())
    assert levers(named).redesignated.sum(axis=1).tolist() == pytest.approx([0, 0, 40, 0, 0, 0])
    share = levers(replace(named, value=0.25, unit="share"))
    assert not share.redesignated.any()
    assert share.redesignated_share[2] == pytest.approx(0.25)


@pytest.mark.parametrize(
    "lever", ["investment", "dwellings", "land", "jobs", "price_support", "hukou", "relocation"]
)
def test_zero_strength_is_no_measure(lever: str) -> None:
    assert_equal(
        levers(replace(HOMES, lever=lever, value=0.0, fields=(("service", "road"), ("subsidy", 0.3)))),
        levers(),
    )


def test_nothing_happens_in_the_base_year() -> None:
    early = levers(replace(ROAD, start=2005), replace(HOMES, start=2005, lever="hukou", value=-0.2))
    for name, values in asdict(early).items():
        assert not values[0].any(), name
    assert early.investment[1].any()


LIST = (
    ROAD,
    replace(ROAD, name="b", value=7.3e6, where=("towns",), ramp=2),
    replace(ROAD, name="c", value=0.07, mode="growth"),
    replace(HOMES, name="d", value=333.0),
    replace(HOMES, name="e", value=101.0, fields=(("newcomers", 0.31),)),
    replace(HOMES, name="f", value=0.13, fields=(("newcomers", 0.9),), mode="growth"),
    replace(HOMES, name="g", value=0.17, fields=(("newcomers", 0.2),), mode="growth", where=("cities",)),
    replace(HOMES, name="h", lever="relocation", value=777.0, fields=(("subsidy", 0.2),)),
)


@given(st.permutations(LIST))
def test_the_order_of_measures_is_nothing(measures: list[Measure]) -> None:
    assert_equal(levers(*measures), levers(*LIST))


def test_a_measure_that_reaches_no_settlement_is_refused() -> None:
    roads = measure("investment", "90000000 yuan/yr", "service: road, where: cities")
    with pytest.raises(InputError, match="the simulated region has no 'cities'") as caught:
        resolve(scenario("620423", rest=roads), 10)
    fault, *others = caught.value.faults
    assert (others, str(fault).partition(": ")[0]) == ([], "example.yaml:8")
    with pytest.raises(InputError, match="the simulated region has no 'cities'"):
        resolve(own(rest=roads), 1)
    assert resolve(scenario("211400", rest=roads), 10).setups["policy"].levers.investment.any()


def test_towns_and_cities_of_a_county_are_its_towns() -> None:
    roads = measure("investment", "90000000 yuan/yr", "service: road, where: [towns, cities]")
    spent = resolve(scenario("620423", rest=roads), 10).setups["policy"].levers.investment[2].sum(axis=1)
    assert spent.tolist() == [0, 90_000_000, 0, 0]


def test_a_prefecture_of_a_province_cannot_be_reached_alone() -> None:
    roads = measure("investment", "90000000 yuan/yr", 'service: road, where: "211400"')
    with pytest.raises(InputError, match="use all, towns, seats, cities"):
        resolve(scenario("21", rest=roads), 100)


def test_a_target_of_a_place_that_is_not_lived_apart_is_refused_rather_than_scored_on_the_whole() -> None:
    target = """\
targets:
  - {name: t, variable: urban_population, comparator: at_least, value: 1000000,
     year: 2015, scope: "211400", because: an example}
"""
    with pytest.raises(InputError, match="target 't'"):
        resolve(scenario("21", rest=target), 100)
