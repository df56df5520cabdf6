"""Every unit of the census of 2010 is founded as declared and runs, and some from later years."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.ensembles.tiny import leave
from tests.scenarios.test_founding import assert_as_declared
from urbsim.cli.list import command
from urbsim.evidence.census import counted_codes
from urbsim.evidence.statistics import base_count
from urbsim.model.founding.founding import plan_founding
from urbsim.model.founding.villages import largest_weight
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.own_census import inherited_names, own_census
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_text
from urbsim.scenario.starting.new_file import starting_text
from urbsim.vocabulary.regions import regions

RATE = "resident_urbanization_rate"
ROWS = 1500
UNITS = [code for code in counted_codes(2010) if regions()[code].level in ("county", "prefecture")]
ODD = (
    "110101", "211422", "211400", "320500", "441900", "540324", "632801", "420624", "500110-2010", "460400",
)  # fmt: skip
"""All urban, ages that do not add up, prefectures with districts and without counties, large families."""
SAMPLE = sorted({*ODD, *random.Random(13).sample(UNITS, 10)})
FORTY_MINUTES = 2400


@dataclass(frozen=True)
class Visit:
    """One unit that was run: how long it took, and how many cells it inherits."""

    code: str
    seconds: float
    inherited: int


def unit(code: str, year: int) -> Scenario:
    """A starting scenario of the unit."""
    return read_text(starting_text("unit", code, year, None), "unit.yaml")


def fine(code: str, year: int) -> Resolved:
    """The unit without measures, every household a row."""
    return resolve(unit(code, year), 1, ("nothing",))


def coarse(code: str, year: int) -> Resolved:
    """The unit without measures, at a weight that leaves some 1,500 rows."""
    scenario = unit(code, year)
    fine = resolve(scenario, 1, ("nothing",)).setup
    weight = min(int((fine.population - fine.urban) / 3 / ROWS), *map(largest_weight, fine.areas))
    return resolve(scenario, max(1, weight), ("nothing",))


def visit(code: str, year: int, rows: Callable[[str, int], Resolved] = coarse) -> Visit:
    begun, resolved = time.perf_counter(), rows(code, year)
    setup, base = resolved.setup, base_count(code, year)
    assert base is not None
    assert (setup.population, setup.urban) == (base.population, base.urban)
    draw = draw_of(CENTRAL, 1, setup.years, setup.record, {})
    made = plan_founding(setup, resolved.coefficients).founded(draw.seed)
    assert_as_declared(setup, made)
    rate = simulate(setup, made, draw)[variables_of(setup).index(RATE), 0]
    assert rate[0] == pytest.approx(base.urban / base.population)
    assert np.all((rate >= 0) & (rate <= 1))
    return Visit(code, time.perf_counter() - begun, len(inherited_names(code, own_census(code, year))))


def test_the_help_tells_how_many_units_there_are_and_why_others_count_more() -> None:
    said = " ".join((command.help or "").split())
    prefectures = sum(regions()[code].level == "prefecture" for code in UNITS)
    assert f"{prefectures} prefectures and {len(UNITS) - prefectures:,} counties and districts" in said
    assert regions()["460400"].code_2010 == "469003"
    assert "is the prefecture that it became" in said


@pytest.mark.parametrize("code", SAMPLE)
def test_a_unit_of_any_kind_is_founded_as_declared_and_runs(code: str) -> None:
    visit(code, 2010)


@pytest.mark.parametrize("code", ["620423", "110118", "320583", "340181"])
def test_a_unit_with_a_row_of_2020_runs_to_2035_from_it(code: str) -> None:
    visit(code, 2020)


@pytest.mark.prove
def test_every_unit_is_founded_as_declared_and_runs() -> None:
    visits = [visit(code, 2010) for code in UNITS]
    spent = sum(each.seconds for each in visits)
    slowest = sorted(visits, key=lambda each: -each.seconds)[:10]
    print(f"{len(visits)} units in {spent:.0f} s, {sum(each.inherited for each in visits)} cells inherited")
    print("slowest:", *(f"{each.code} {each.seconds:.1f} s" for each in slowest))
    assert spent < FORTY_MINUTES


def test_a_unit_runs_at_weight_one() -> None:
    visit("632801", 2010, fine)


@pytest.mark.prove
def test_two_hundred_units_run_at_weight_one() -> None:
    visits = [visit(code, 2010, fine) for code in random.Random(200).sample(UNITS, 200)]
    slowest = max(visits, key=lambda each: each.seconds)
    print(f"200 units at weight 1; slowest {slowest.code}, {slowest.seconds:.1f} s")


@pytest.mark.prove
def test_later_base_years_run_where_there_are_figures() -> None:
    """A hundred units of 2020, and every province of 2024."""
    later = [code for code in counted_codes(2020) if regions()[code].level in ("county", "prefecture")]
    provinces = [code for code, region in regions().items() if region.level == "province"]
    chosen = random.Random(20).sample(later, 100)
    for code in chosen:
        visit(code, 2020)
    for code in provinces:
        visit(code, 2024)
    print(f"{len(chosen)} of {len(later)} units from 2020, {len(provinces)} provinces from 2024")


def commanded(code: str, folder: Path) -> None:
    """The unit as a user runs it: `new`, `validate`, `run`."""
    name = f"unit-{code}"
    assert leave("new", name, "--region", code, "--from", "2010", "--out", folder) == 0
    assert leave("validate", folder / f"{name}.yaml") == 0
    words = ("--draws", "1", "--weight", "40", "--without", "no", "--out", folder)
    assert leave("run", folder / f"{name}.yaml", *words) == 0
    assert (folder / name / "manifest.json").is_file()


def test_a_unit_is_started_and_run_by_command(tmp_path: Path) -> None:
    commanded("420624", tmp_path)


@pytest.mark.prove
def test_fifty_units_are_started_and_run_by_command(tmp_path: Path) -> None:
    for code in random.Random(50).sample(UNITS, 50):
        commanded(code, tmp_path)
    print("50 units by command: new, validate, run")
