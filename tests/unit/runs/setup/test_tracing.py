"""Every number of a setup has an origin, and none is without a reason."""

from __future__ import annotations

from dataclasses import fields

import pytest

from urbsim.model.setup import Drivers, Setup
from urbsim.runs.results.notes import inputs_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.tracing import DRIVERS, VITAL, without_source
from urbsim.scenario import read_scenario

TRACED = {
    "away_growth": "series",
    "areas": "counts and structure", "settlements": "counts, shared by coefficients", "drivers": "series",
    "levers": "measures", "record": "series", "away": "series", "unallocated": "counts",
    "prices": "table of prices, told in money.csv",
}  # fmt: skip
NO_NUMBERS = {"key", "level", "years", "weight", "feedback", "binding"}
"""Names, the span of years, the size of a row and switches: settings of a run, no figures of the world."""


def test_no_field_of_the_setup_is_forgotten() -> None:
    assert {field.name for field in fields(Setup)} == set(TRACED) | NO_NUMBERS
    assert {field.name for field in fields(Drivers)} == set(DRIVERS) | set(VITAL) | {"inflow"}


@pytest.mark.parametrize("name", ["qingdao-2012", "songguo-hengjiang", "moc-2003", "hubei-2005"])
def test_every_input_has_a_kind_and_a_reason(name: str) -> None:
    scenario = read_scenario(name)
    inputs = inputs_of(scenario, resolve(scenario, 20_000))
    assert without_source(inputs) == ()
    paths = [str(each["path"]) for each in inputs]
    assert len(set(paths)) == len(paths)
    assert {"drivers.wage", "record.growth", "away.alone"} <= set(paths)


def test_the_base_and_its_areas_are_traced_to_their_counts() -> None:
    scenario = read_scenario("qingdao-2012")
    found = {str(each["path"]): each for each in inputs_of(scenario, resolve(scenario, 20_000))}
    assert found["region.urban_population"]["value"] == 5_735_439
    assert found["areas.370283.population"]["name"] == "370283/population/2010"
    assert found["areas.370283.share_0_14"]["name"] == "370283/share_0_14/2010"


def test_own_figures_are_traced_one_by_one() -> None:
    scenario = read_scenario("songguo-hengjiang")
    found = {each.path: each for each in scenario.provenance}
    assert found["region.towns.横江镇.population"].value == 7500
    assert found["region.household_size"].unit == "persons"


def test_inputs_are_the_same_whichever_mixes_are_run() -> None:
    scenario = read_scenario("xuean-2010")
    whole, other = (resolve(scenario, 1, (mix,)) for mix in ("policy", "dwellings-only"))
    assert inputs_of(scenario, whole) == inputs_of(scenario, other)


def test_what_lacks_a_reason_is_named() -> None:
    bare = {"path": "a", "kind": "series", "because": " "}
    odd = {"path": "b", "kind": "guess", "because": "x"}
    assert without_source([bare, odd, {"path": "c", "kind": "clause", "because": "x"}]) == ("a", "b")
