"""Provinces of a draw add up: each departs by itself, and all together by nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.statistics import base_count
from urbsim.households.stratified import LENGTH
from urbsim.runs.outlook.correction import RegionPart
from urbsim.runs.outlook.line import line_of, rate_at
from urbsim.runs.outlook.siblings import adding_to_nothing, counts
from urbsim.vocabulary.regions import NATION, children

P = {name: c.value for name, c in coefficients(2010).items()}
EVERY = range(LENGTH + 1)
PROVINCES = [province.code for province in children(NATION)]


@given(st.integers(0, 10**6), st.integers(1, 2), st.integers(3, 31))
def test_deviates_add_up_to_nothing_by_weight_and_keep_their_law(seed: int, ways: int, regions: int) -> None:
    random = np.random.default_rng(seed)
    weights, alone = random.uniform(0.1, 100, (ways, regions)), random.standard_normal((regions, 4000))
    found = adding_to_nothing(alone, weights)
    assert weights @ found == pytest.approx(np.zeros((ways, 4000)), abs=1e-6)
    explained = np.linalg.qr(weights.T)[0]
    assert found.var(axis=1) == pytest.approx(1 - (explained**2).sum(axis=1), abs=0.15)


@pytest.mark.parametrize("year", [2010, 2015, 2020])
def test_departures_of_all_provinces_leave_the_nation_where_it_is(year: int) -> None:
    """Within a tenth of a point in every draw ten years ahead, and its people within a fiftieth."""
    parts = [RegionPart(code, "province", year) for code in PROVINCES]
    counted = [base_count(code, year) for code in PROVINCES]
    people = np.array([count.population for count in counted if count])[:, None]
    rates = np.array([count.urban / count.population for count in counted if count])[:, None]
    steps = np.array([part.line(11, EVERY, P)[:, 10] for part in parts])
    factors = np.exp(
        [part.log_people(np.ones(11), EVERY, P | {"past_people_weight": 0})[:, 10] for part in parts]
    )
    moved = (people * rate_at(line_of(rates) + steps)).sum(axis=0) / people.sum()
    assert moved == pytest.approx(float((people * rates).sum() / people.sum()), abs=0.001)
    assert (people * factors).sum(axis=0) / people.sum() == pytest.approx(1.0, abs=0.02)
    with_people = (people * factors * rates).sum(axis=0) / (people * factors).sum(axis=0)
    assert with_people == pytest.approx(float((people * rates).sum() / people.sum()), abs=0.001)
    assert (steps[:, 0] == 0).all()
    assert (steps[:, 1:].std(axis=1) > 0.1).all()


def test_before_a_count_of_all_they_depart_each_alone() -> None:
    assert counts(2004) == {}
    assert counts(2009) == counts(2005)
    assert len(counts(2010)) == len(PROVINCES)
    lone = RegionPart("33", "province", 2003)
    assert lone.line(11, EVERY, P)[:, 10].std() == pytest.approx(0.128, rel=0.02)
