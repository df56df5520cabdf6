"""`validate` means that it will run: what makes a run impossible is named before, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from urbsim.cli.new import command as new
from urbsim.runs.ensembles.check_run import MANY, check_run
from urbsim.scenario import read_scenario, read_text
from urbsim.vocabulary.errors import InputError

TOWN = """\
schema: urbsim/2
name: stone-dam
title: {zh: 石坝镇, en: Stone Dam}
region:
  name: 石坝镇
  level: township
  parent: "320682"
  year: 2010
  population: 40000
  urban_population: 18000
  source: figures of a test
from: 2010
until: 2015
measures:
  - name: roads
    lever: investment
    service: road
    value: {scale: weak}
    start: 2011
    where: all
mixes:
  elsewhere: {set: {roads.where: towns}}
runs: {draws: 2, weight: 1}
"""


def fault_of(*changes: tuple[str, str]) -> tuple[int | None, str]:
    text = TOWN
    for old, to in changes:
        assert old in text
        text = text.replace(old, to)
    with pytest.raises(InputError) as caught:
        check_run(read_text(text, "town.yaml"))
    (fault,) = caught.value.faults
    return fault.line, f"{fault.problem}; {fault.remedy}"


def test_a_sound_town_is_founded_and_many_households_are_announced() -> None:
    told: list[int] = []
    check_run(read_text(TOWN, "town.yaml"), told.append)
    assert told == []
    check_run(read_scenario("jingtai-2012"), told.append)
    assert told == []
    check_run(read_scenario("huludao-2011", ["runs.weight=1"]), told.append)
    assert len(told) == 1
    assert told[0] > MANY


@pytest.mark.parametrize("year", [1980, 1990, 2000, 2026, 2049])
def test_a_base_year_without_data_is_a_fault_of_its_line(year: int) -> None:
    line, words = fault_of(("2010", str(year)), ("2011", str(year + 1)), ("2015", str(year + 5)))
    assert line == 12
    assert "use from: 2001 .. 2025" in words


def test_observed_drivers_that_have_ended_are_a_fault_of_the_base_year() -> None:
    later = (("2010", "2016"), ("2011", "2017"), ("2015", "2020"))
    line, words = fault_of(*later, ("until:", "drivers: observed\nuntil:"))
    assert line == 12
    assert "or write drivers: extrapolated" in words


@pytest.mark.parametrize(
    ("old", "to", "line"),
    [("where: all", "where: cities", 20), ("roads.where: towns", "roads.where: seats", 22)],
)
def test_a_tier_that_a_town_has_not_is_a_fault_of_its_line(old: str, to: str, line: int) -> None:
    found, words = fault_of((old, to))
    assert found == line
    assert "use all, towns, stone-dam, town" in words


def test_a_composition_that_no_families_have_is_a_fault_of_the_region() -> None:
    old = "  source: figures of a test"
    line, words = fault_of((old, f"  household_size: 9\n  share_65plus: 0.45\n{old}"))
    assert line in range(4, 15)
    assert "household_size" in words


def test_a_weight_too_coarse_is_a_fault_of_its_line() -> None:
    line, words = fault_of(("weight: 1", "weight: 5000"))
    assert line == 23
    assert "use at most" in words


def test_new_writes_nothing_that_would_not_run(tmp_path: Path) -> None:
    words = ["early", "--parent", "320682", "--from", "1990", "--out", str(tmp_path)]
    done = CliRunner().invoke(new, words)
    assert isinstance(done.exception, InputError)
    assert "use from: 2001 .. 2025" in str(done.exception)
    assert list(tmp_path.iterdir()) == []
