"""Mixes: which measures are in force."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.policy.test_measures import ROADS
from urbsim.policy import Change, Mix, in_force

PIPES = replace(ROADS, name="pipes", value=5e6, fields=(("service", "water"),))
GREEN = replace(ROADS, name="green", value=1e6, fields=(("service", "green"),))
ALL = (ROADS, PIPES, GREEN)


def names(mix: Mix) -> list[str]:
    return [measure.name for measure in in_force(mix, ALL)]


def test_a_plain_mix_keeps_everything_as_written() -> None:
    assert in_force(Mix("policy"), ALL) == ALL


def test_a_mix_keeps_only_the_measures_it_lists() -> None:
    assert names(Mix("some", only=("green", "roads"))) == ["roads", "green"]
    assert names(Mix("nothing", only=())) == []


def test_a_mix_drops_what_it_goes_without() -> None:
    assert names(Mix("dry", without=("pipes",))) == ["roads", "green"]


def test_a_mix_changes_fields_of_one_measure_only() -> None:
    longer = in_force(Mix("longer", changes=(Change("roads", (("end", 2020), ("ramp", 2))),)), ALL)
    assert (longer[0].end, longer[0].ramp) == (2020, 2)
    assert longer[1:] == (PIPES, GREEN)
    assert ROADS.end == 2016
