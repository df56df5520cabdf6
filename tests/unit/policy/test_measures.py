"""Strength of a measure against its closed forms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.policy import Measure, strength

ROADS = Measure(
    name="roads", lever="investment", value=12e6, unit="yuan/yr", mode="absolute", start=2012, end=2016,
    ramp=0, where=("all",), clause=None, provenance="assumption road_budget", fields=(("service", "road"),),
)  # fmt: skip


@pytest.mark.parametrize("year", [2011, 2017, 1900])
def test_nothing_happens_outside_the_years_in_force(year: int) -> None:
    assert strength(ROADS, year) == 0.0


@pytest.mark.parametrize("year", [2012, 2014, 2016])
def test_without_a_ramp_the_full_amount_falls_in_every_year(year: int) -> None:
    assert strength(ROADS, year) == 12e6


def test_a_ramp_of_three_years_climbs_in_quarters_and_is_full_after_three_years() -> None:
    ramped = replace(ROADS, ramp=3)
    assert [strength(ramped, year) for year in range(2012, 2017)] == [3e6, 6e6, 9e6, 12e6, 12e6]


def test_growth_compounds_from_the_first_year() -> None:
    growing = replace(ROADS, mode="growth", value=0.15, unit="share/yr")
    assert strength(growing, 2012) == pytest.approx(0.15)
    assert strength(growing, 2014) == pytest.approx(1.15**3 - 1)


def test_redesignation_happens_once() -> None:
    once = replace(ROADS, lever="redesignation", fields=(), unit="villages", value=4.0, end=2012)
    assert [strength(once, year) for year in range(2011, 2015)] == [0.0, 4.0, 0.0, 0.0]


@given(st.floats(0, 1e12), st.integers(0, 20), st.integers(1990, 2060))
def test_strength_never_exceeds_the_value_and_never_falls_before_the_end(
    value: float, ramp: int, year: int
) -> None:
    measure = replace(ROADS, value=value, ramp=ramp, start=2000, end=2050)
    now, later = strength(measure, year), strength(measure, year + 1)
    assert 0.0 <= now <= value
    assert later >= now or year + 1 < 2000 or year + 1 > 2050
