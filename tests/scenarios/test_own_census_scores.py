"""What founding from the own census does to forecasts is measured against founding from the province's."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scenarios.own_census_scores import (
    GROUPS,
    TABLES,
    compared,
    from_the_province,
    in_households,
    of_units,
)
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.mean_field.unit_inputs import figures_of
from urbsim.analysis.panels.evidence_panels import census_panel
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.vocabulary.regions import children

METHODS = {"expected values": mean_field, "households": in_households}


def test_without_its_own_census_a_unit_is_like_the_others_of_its_province() -> None:
    panel, p = of_units(census_panel("counties"), 40).known, central_coefficients({}, 2010)
    own, like = (figures_of(each, p) for each in (panel, from_the_province(panel)))
    provinces = np.array([unit.province for unit in panel.units])
    together = [np.flatnonzero(provinces == code) for code in set(provinces)]
    several = [units for units in together if len(units) > 1]
    assert several
    for units in several:
        for figures in (like.ages, like.size, like.births, like.nearby, like.schooling):
            assert np.ptp(figures[units], axis=0).max() == 0
        assert np.ptp(own.schooling[units]) > 0
    assert like.people.tolist() == own.people.tolist()
    assert like.growth.tolist() == own.growth.tolist()


def test_groups_hold_every_province_once() -> None:
    codes = [code for group in GROUPS.values() for code in group.split()]
    assert sorted(codes) == sorted(region.code for region in children("CN"))


def test_a_few_units_are_scored_before_and_after() -> None:
    whole, *groups = compared(of_units(census_panel("prefectures"), 6), mean_field)
    assert 0.5 < whole.after.mae < 10
    assert whole.before != whole.after
    assert sum(group.units for group in groups) <= whole.units
    assert "too few to say" in str(whole)


@pytest.mark.prove
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("table", TABLES)
def test_every_unit_is_scored_before_and_after(table: str, method: str) -> None:
    panel = census_panel(table)
    whole, *groups = compared(panel, METHODS[method])
    print(f"\n{method}", whole, *groups, sep="\n")
    assert whole.units == len(panel.units) == sum(group.units for group in groups)
    assert whole.before != whole.after
