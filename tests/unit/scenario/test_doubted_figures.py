"""Figures that no range named once: growth below zero, parts, ends of assumptions, shares divided twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.scenario.test_plausible import COUNTY, plain_numbers
from urbsim.scenario import read_text
from urbsim.vocabulary.errors import InputError


def refused(**changes: Any) -> str:
    """The one fault of the county with changed parts, each a mapping laid over its own; it has a line."""
    content = json.loads(json.dumps(COUNTY))
    for name, change in changes.items():
        content[name] = content[name] | change if isinstance(change, dict) else [*content[name], *change]
    with pytest.raises(InputError) as caught:
        read_text(plain_numbers(json.dumps(content)), "own.yaml")
    (fault,) = caught.value.faults
    assert fault.line
    return str(fault)


def assumed(value: float, unit: str, **ends: float) -> dict[str, Any]:
    return {"value": value, "unit": unit, "because": "a guess", **ends}


WORKS = {
    "name": "sewers", "lever": "investment", "service": "sewer", "value": {"assumption": "money"},
    "start": 2012, "end": 2012,
}  # fmt: skip


def test_growth_below_zero_is_doubted_but_for_land_which_plans_do_limit() -> None:
    assert "means less every year than usual" in refused(assumptions={"growth": assumed(-8, "percent/yr")})
    content = json.loads(json.dumps(COUNTY))
    content["measures"][2] |= {"mode": "growth", "value": {"assumption": "less"}}
    content["assumptions"]["less"] = assumed(-5, "percent/yr")
    del content["assumptions"]["land"]
    assert read_text(plain_numbers(json.dumps(content)), "own.yaml").measures[2].value == -0.05


def test_a_part_a_hundredfold_too_small_is_doubted() -> None:
    part = {**WORKS, "part": {"assumption": "for_sewers"}}
    for small in (assumed(0.004, "share"), assumed(0.4, "percent")):
        words = refused(measures=[part], assumptions={"for_sewers": small})
        assert "part of 0.004 share is implausibly small; it may be a figure already converted" in words
    content = json.loads(json.dumps(COUNTY))
    content["measures"].append(part)
    content["assumptions"]["for_sewers"] = assumed(0.02, "share")
    assert read_text(plain_numbers(json.dumps(content)), "own.yaml").unusual == ()


@pytest.mark.parametrize("size", [11, 950])
def test_a_size_that_converts_an_amount_is_doubted(size: float) -> None:
    floor = {"homes": assumed(60_000, "m2/yr"), "size": assumed(size, "m2")}
    homes = {**COUNTY["measures"][1], "dwelling_size": {"assumption": "size"}}
    content = json.loads(json.dumps(COUNTY))
    content["measures"][1] = homes
    content["assumptions"] |= floor
    with pytest.raises(InputError, match=f"dwelling_size of {size} is implausibly"):
        read_text(plain_numbers(json.dumps(content)), "own.yaml")


@pytest.mark.parametrize(
    "ends", [{"low": 3000, "high": 40_000_000}, {"low": 20_000_000, "high": 400_000_000_000}]
)
def test_the_ends_of_an_assumption_are_doubted_as_its_value_is(ends: dict[str, float]) -> None:
    words = refused(assumptions={"money": assumed(30_000_000, "yuan/yr", **ends)})
    assert "investment of" in words
    assert "ten thousands (万)" in words


@pytest.mark.parametrize(
    "stocks",
    [
        {"water_coverage": 0.0093}, {"green_coverage": 0.0035}, {"vacancy_rate": 0.0012},
        {"hukou_barrier": 0.006},
    ],
)  # fmt: skip
def test_a_share_of_a_region_is_doubted_where_it_was_divided_by_a_hundred_twice(
    stocks: dict[str, float],
) -> None:
    assert "it may be a figure already converted from percent" in refused(region={"stocks": stocks})


@pytest.mark.parametrize(
    ("stocks", "reading"),
    [
        ({"built_up_area": 950.0}, "hectares"),
        ({"built_up_area": 14_250.0}, "mu (亩)"),
        ({"built_up_area": 0.095}, "a figure already converted from hectares"),
        ({"dwellings": 2_400_000}, "square metres of floor"),
    ],
)
def test_a_doubt_names_the_units_in_which_such_figures_are_written(
    stocks: dict[str, float], reading: str
) -> None:
    assert f"it may be {reading}" in refused(region={"stocks": stocks})
