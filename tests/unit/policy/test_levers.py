"""The register of levers and the units they understand."""

from __future__ import annotations

import pytest

from urbsim.policy.lever import in_lever_unit
from urbsim.policy.levers import find_lever, levers
from urbsim.vocabulary.kinds import SERVICES
from urbsim.vocabulary.variables import variables


def test_every_lever_moves_a_registered_variable_in_a_stated_direction() -> None:
    for lever in levers().values():
        outputs = {lever.direct_output(service) for service in SERVICES}
        assert outputs <= set(variables())
        assert lever.sign in (-1, 1)
        assert lever.low < lever.high
        assert lever.accepted[lever.unit] == 1.0


def test_unknown_levers_are_not_found() -> None:
    assert find_lever("roads") is None
    assert find_lever("hukou") is levers()["hukou"]


@pytest.mark.parametrize(
    ("lever", "amount", "unit", "expected"),
    [
        ("investment", 1000.0, "wan_yuan/yr", 1e7),
        ("investment", 3e7, "yuan", 1e7),
        ("land", 150.0, "mu/yr", 10.0),
        ("land", 45.0, "ha", 15.0),
        ("industrial_park", 2.0, "km2", 200.0),
        ("hukou", -30.0, "percent", -0.3),
        ("relocation", 2.0, "wan_persons", 20000 / 3),
        ("redesignation", 4.0, "villages", 4.0),
    ],
)
def test_amounts_arrive_in_the_levers_own_unit(lever: str, amount: float, unit: str, expected: float) -> None:
    assert in_lever_unit(levers()[lever], amount, unit, 3, None) == pytest.approx(expected)


def test_floor_area_needs_the_size_of_a_dwelling() -> None:
    dwellings = levers()["dwellings"]
    assert in_lever_unit(dwellings, 80000.0, "m2/yr", 1, 160.0) == pytest.approx(500.0)
    assert in_lever_unit(dwellings, 80000.0, "m2", 2, 160.0) == pytest.approx(250.0)
    with pytest.raises(ValueError, match="size of a dwelling"):
        in_lever_unit(dwellings, 80000.0, "m2/yr", 1, None)


@pytest.mark.parametrize(
    ("lever", "unit"),
    [("investment", "ha/yr"), ("hukou", "share/yr"), ("industrial_park", "ha/yr"), ("redesignation", "yuan")],
)
def test_units_of_another_kind_are_refused(lever: str, unit: str) -> None:
    with pytest.raises(KeyError):
        in_lever_unit(levers()[lever], 1.0, unit, 1, None)


def test_every_spelling_that_a_lever_lists_converts() -> None:
    for lever in levers().values():
        for unit in lever.spellings():
            assert in_lever_unit(lever, 1.0, unit, 2, 100.0) > 0.0
