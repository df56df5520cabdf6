"""The registered national path: a weighted mean of two ways, weighed by scores that were known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.hindcast.baselines import BASELINES
from urbsim.analysis.outlook.nation import national_setup
from urbsim.analysis.outlook.national_path import growth_difference, household_weight, shrunk
from urbsim.analysis.panels.evidence_panels import nation_panel
from urbsim.runs.setup.sampling import CENTRAL

POINTS = st.floats(0.0, 10.0)


@given(own=POINTS, rule=POINTS)
def test_a_weight_goes_half_of_the_way_from_equal_ones(own: float, rule: float) -> None:
    weight = shrunk(own, rule)
    assert 0.25 <= weight <= 0.75
    assert weight + shrunk(rule, own) == pytest.approx(1)
    assert (weight >= 0.5) == (own <= rule) or own == pytest.approx(rule, abs=1e-12)
    assert shrunk(1.0, 1.25) == pytest.approx((1 / (1 + np.exp(-1)) + 0.5) / 2)


def test_an_origin_with_no_score_weighs_both_alike() -> None:
    assert household_weight(2004) == 0.5


def test_the_rule_is_that_of_the_hindcast_and_worlds_stand_around_it() -> None:
    setup, panel = national_setup(2010, 8000), nation_panel(2010).known
    rule = BASELINES["urgd_own"](panel)
    assert rule is not None
    years = len(panel.years)
    np.testing.assert_allclose(growth_difference(setup, CENTRAL)[:years], rule.median[0], atol=1e-4)
    worlds = np.array([growth_difference(setup, world)[:years] for world in range(1, 129)])
    for level in (0.1, 0.5, 0.9):
        np.testing.assert_allclose(np.quantile(worlds, level, axis=0), rule.at(level)[0], atol=0.002)
