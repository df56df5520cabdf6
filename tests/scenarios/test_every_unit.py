"""Every unit of the census of 2010 is founded as declared and runs; some of all kinds in each test run."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

import numpy as np
import pytest

from tests.scenarios.test_founding import assert_founded_as_declared
from urbsim.evidence.census import census_of, counted_codes
from urbsim.evidence.statistics import base_count
from urbsim.model.founding.founding import found
from urbsim.model.founding.villages import largest_weight
from urbsim.model.urbanization import UrbanizationModel
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.own_census import inherited_names, own_census
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.runs.setup.sampling import CENTRAL, draw_of
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


def coarse(code: str, year: int) -> Resolved:
    """A starting scenario of the unit without its measures, at a weight that leaves some 1,500 rows."""
    scenario = read_text(starting_text("unit", code, year, None), "unit.yaml")
    fine = resolve(scenario, 1, ("nothing",)).setup
    weight = min(int((fine.population - fine.urban) / 3 / ROWS), *map(largest_weight, fine.areas))
    return resolve(scenario, max(1, weight), ("nothing",))


def visit(code: str, year: int) -> Visit:
    begun, resolved = time.perf_counter(), coarse(code, year)
    setup, base = resolved.setup, base_count(code, year)
    assert base is not None
    assert (setup.population, setup.urban) == (base.population, base.urban)
    assert_founded_as_declared(setup, resolved.coefficients)
    draw = draw_of(CENTRAL, 1, setup.years, setup.record, {})
    rate = simulate(setup, found(setup, resolved.coefficients), draw)[variables_of(setup).index(RATE), 0]
    assert rate[0] == pytest.approx(base.urban / base.population)
    assert np.all((rate >= 0) & (rate <= 1))
    return Visit(code, time.perf_counter() - begun, len(inherited_names(code, own_census(code, year))))


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


def misplaced(code: str) -> float:
    """Share of a founded unit's people who are in another age band than at its census."""
    resolved, row = coarse(code, 2010), census_of(code, 2010)
    assert row is not None
    setup = resolved.setup
    draw = draw_of(CENTRAL, 1, setup.years, setup.record, {})
    model = UrbanizationModel(setup, found(setup, resolved.coefficients), draw, 1)
    residents = model.people.ages[:3].sum(axis=0)
    counted = np.array([*row.ages[:14], sum(row.ages[14:])])
    return float(np.abs(residents / residents.sum() - counted).sum() / 2)


def test_founded_pyramids_are_those_of_the_census() -> None:
    counties = [code for code in UNITS if regions()[code].level == "county"]
    shares = np.array([misplaced(code) for code in random.Random(3).sample(counties, 20)])
    assert np.median(shares) < 0.001
    assert shares.mean() < 0.006
    assert shares.max() < 0.05
