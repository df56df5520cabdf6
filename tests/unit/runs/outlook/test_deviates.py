"""A region's own deviates: as wide and as heavy-tailed as stated, spread evenly, related where known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import ndtri

from urbsim.evidence.coefficients import coefficients
from urbsim.households.stratified import LENGTH
from urbsim.model.setup import Array
from urbsim.runs.outlook.correction import RegionPart
from urbsim.runs.outlook.deviates import normal, uniforms, with_tails
from urbsim.runs.outlook.spread import Spread, people_deviates, rate_deviates, shares, spread_of

P2010 = {name: c.value for name, c in coefficients(2010).items()}
P2020 = {name: c.value for name, c in coefficients(2020).items()}
EVERY = range(1, LENGTH + 1)
PLACES = ["CN", "21", "211400", "211400/rest", "211421", "110101", "429004", "own", "own/rest"]
"""Regions of every level, a county right below its province, districts, and what is in no register."""
STATED = {
    "province": (3.2, 0.075),
    "prefecture": (4.0, 0.13),
    "county": (6.0, 0.119),
    "township": (9.0, 0.18),
}


@pytest.mark.parametrize(("level", "stated"), STATED.items())
def test_at_ten_years_a_rate_of_one_half_spreads_as_stated(level: str, stated: tuple[float, float]) -> None:
    spread = spread_of(level, P2010)
    even = ndtri((np.arange(100_000) + 0.5) / 100_000)
    line, people = spread.line(even, 10), spread.log_people(even, 10)
    # A point of the rate is four hundredths of the line.
    assert 25 * line[:, 10].std() == pytest.approx(stated[0], rel=0.02)
    assert people[:, 10].std() == pytest.approx(stated[1], rel=0.02)
    assert (line[:, 0] == 0).all()
    assert (people[:, 0] == 0).all()


@pytest.mark.parametrize("years", [1, 4, 25])
def test_it_grows_with_the_root_of_years(years: int) -> None:
    even = ndtri((np.arange(1000) + 0.5) / 1000)
    line = spread_of("county", P2010).line(even, 25)
    assert np.allclose(line[:, years], line[:, 10] * np.sqrt(years / 10))


def test_the_nation_has_no_discrepancy_of_its_own() -> None:
    spread = spread_of("nation", P2010)
    assert not spread.line(ndtri([0.01, 0.9]), 10).any()
    assert not spread.log_people(ndtri([0.01, 0.9]), 10).any()


@given(st.sampled_from(["110101", "211400", "world", "21"]), st.integers(0, 8))
def test_the_first_draws_of_any_region_are_spread_evenly(key: str, doublings: int) -> None:
    first = uniforms(f"rate/{key}", range(1, 2**doublings + 1))
    assert sorted((first * 2**doublings).astype(int)) == list(range(2**doublings))


def test_counties_depart_as_students_t_with_four_degrees_of_freedom() -> None:
    line = spread_of("county", P2010).line(normal("rate/211481", EVERY), 10)[:, 10]
    theory = stats.t(4, scale=0.24 / np.sqrt(2))
    assert stats.kstest(line, theory.cdf).statistic < 2 / LENGTH
    normal_law = stats.norm(scale=0.24)
    assert stats.kstest(line, normal_law.cdf).statistic > 10 / LENGTH


def test_provinces_depart_normally() -> None:
    line = spread_of("province", P2010).line(normal("rate/21", EVERY), 10)[:, 10]
    assert stats.kstest(line, stats.norm(scale=0.128).cdf).statistic < 2 / LENGTH


def test_infinite_freedom_leaves_a_deviate_as_it_is() -> None:
    even = ndtri((np.arange(100) + 0.5) / 100)
    assert np.array_equal(with_tails(even, np.inf), even)
    assert np.allclose(with_tails(even, 1e7), even, atol=1e-5)


def test_draw_0_departs_by_nothing_and_numbers_beyond_the_set_are_new() -> None:
    found = normal("rate/x", [0, 1, LENGTH + 1, 2 * LENGTH + 1])
    assert found[0] == 0
    assert len(set(found)) == 4


def correlation(first: str, second: str, spread: Spread) -> float:
    deviates = [rate_deviates(key, spread, 2010, range(1, 20 * LENGTH)) for key in (first, second)]
    return float(np.corrcoef(deviates)[0, 1])


@pytest.mark.parametrize(("other", "near"), [("211422", 0.36), ("210123", 0.12), ("320682", 0.0)])
def test_counties_are_related_from_2020_on_alone(other: str, near: float) -> None:
    assert correlation("211421", other, spread_of("county", P2020)) == pytest.approx(near, abs=0.05)
    assert correlation("211421", other, spread_of("county", P2010)) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(("other", "shared"), [("210100", 0.27), ("320600", 0.0)])
def test_prefectures_of_a_province_are_related_from_2020_on(other: str, shared: float) -> None:
    """By as many points as their counties are: .12 of 6 points squared is .27 of 4 squared."""
    assert correlation("211400", other, spread_of("prefecture", P2010)) == pytest.approx(0, abs=0.05)
    assert correlation("211400", other, spread_of("prefecture", P2020)) == pytest.approx(shared, abs=0.05)


def test_districts_of_a_prefecture_are_related_to_its_counties() -> None:
    spread = spread_of("county", P2020)
    assert correlation("211400/rest", "211421", spread) == pytest.approx(0.36, abs=0.05)
    assert correlation("211400/rest", "210123", spread) == pytest.approx(0.12, abs=0.05)
    assert correlation("own/rest", "211421", spread) == pytest.approx(0, abs=0.05)


def in_common(first: str, second: str, spread: Spread) -> float:
    """Variance that two regions share."""
    parts = [shares(key, spread) for key in (first, second)]
    return sum(share for name, share in parts[0].items() if name in parts[1])


@given(st.sampled_from(PLACES), st.floats(0, 1), st.floats(0, 1))
def test_any_correlations_divide_a_variance_into_shares(key: str, near: float, far: float) -> None:
    found = list(shares(key, Spread(0.2, 0.1, 4.0, near, far)).values())
    assert min(found) >= 0
    assert sum(found) == pytest.approx(1)


@given(st.floats(0, 1), st.floats(0, 1))
def test_neighbours_share_at_least_what_distant_regions_do(near: float, far: float) -> None:
    spread = Spread(0.2, 0.1, 4.0, near, far)
    distant = in_common("211421", "210123", spread)
    assert distant == pytest.approx(far)
    for beside in ("211422", "211400/rest"):
        assert in_common("211421", beside, spread) == pytest.approx(max(near, far))
        assert in_common("211421", beside, spread) >= distant - 1e-12


def departures(key: str, level: str, year: int, **stated: float) -> Array:
    """Departures (D,) of a region's rate ten years after the base, normal ones."""
    p = (P2020 if year == 2020 else P2010) | {"discrepancy_freedom": 1e6} | stated
    return RegionPart(key, level, year).line(11, range(1, 20 * LENGTH), p)[:, 10]


@pytest.mark.parametrize(("year", "shared"), [(2020, 0.36), (2010, 0.0)])
def test_districts_beside_counties_depart_with_them_and_as_far_as_their_own_level(
    year: int, shared: float
) -> None:
    """A run of a prefecture has its districts as an area of its own level; they share as a county does."""
    districts, county = departures("211400/rest", "prefecture", year), departures("211421", "county", year)
    assert np.corrcoef(districts, county)[0, 1] == pytest.approx(shared, abs=0.05)
    assert np.std(districts) == pytest.approx(spread_of("prefecture", P2020).rate, rel=0.03)


def test_a_scenario_may_state_that_distant_counties_share_more_than_neighbours() -> None:
    stated = {"discrepancy_within_prefecture": 0.1, "discrepancy_within_province": 0.5}
    near, far = (departures(key, "county", 2020, **stated) for key in ("211422", "210123"))
    here = departures("211421", "county", 2020, **stated)
    assert np.corrcoef(here, near)[0, 1] == pytest.approx(0.5, abs=0.05)
    assert np.corrcoef(here, far)[0, 1] == pytest.approx(0.5, abs=0.05)


def test_rate_and_residents_of_a_region_depart_each_by_their_own() -> None:
    spread = spread_of("county", P2010)
    pair = rate_deviates("211421", spread, 2010, EVERY), people_deviates("211421", 2010, EVERY)
    assert abs(np.corrcoef(pair)[0, 1]) < 0.2
