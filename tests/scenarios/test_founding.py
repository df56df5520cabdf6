"""The founded base is the declared one at every weight, to the person: by area, by status, by settlement.

A weight too coarse for a region is refused where it was written, with the largest one that fits.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import worlds
from urbsim.evidence.statistics import base_count
from urbsim.households.population import Households
from urbsim.model.founding.founding import CoarseError, Foundation, found, plan_founding
from urbsim.model.founding.villages import cells, largest_weight, rural_rows
from urbsim.model.setup import Coefficients, Integers, Setup
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_scenario
from urbsim.vocabulary.errors import InputError

WEIGHTS = (1, 3, 10, 50, 1000)
QUICK = 60_000
"""Rows that are founded in a moment."""
TOO_COARSE = {
    ("tourism-town-method", 1000): 498,
    ("xuean-2010", 1000): 387,
    ("zhongxinxiang-plan", 1000): 146,
}


def assert_founded_as_declared(setup: Setup, coefficients: Coefficients, seed: int | None = None) -> None:
    assert_as_declared(setup, plan_founding(setup, coefficients).founded(seed))


def assert_as_declared(setup: Setup, made: Foundation) -> None:
    """Rural people of every area and people of every settlement are the declared ones."""
    counted = Households(made.rows, len(setup.settlements), own=True).count()
    at_home = counted.home.sum(axis=1) * setup.weight + made.remainder
    rural = np.bincount(made.villages.area, at_home, len(setup.areas))
    people = counted.kin.sum(axis=0) * setup.weight + made.natives
    assert rural.tolist() == [area.population - area.urban for area in setup.areas]
    assert people[setup.inside].tolist() == [
        place.population for place in setup.settlements if place.area >= 0
    ]
    assert made.natives.min() >= 0
    assert made.remainder.min(initial=0) >= 0
    assert urban_by_area(setup, people).tolist() == [area.urban for area in setup.areas]


def urban_by_area(setup: Setup, people: Integers) -> Integers:
    home = np.array([place.area for place in setup.settlements])
    return np.array([people[home == a].sum() for a in range(len(setup.areas))])


def declared(scenario: Scenario) -> tuple[int, int]:
    """Residents and urban residents that the file or the official count states for the base year."""
    own = scenario.region
    count = base_count(own, scenario.base_year) if isinstance(own, str) else None
    if count is not None:
        return count.population, count.urban
    assert not isinstance(own, str)
    return own.population, own.urban_population


def rows(scenario: Scenario, weight: int) -> float:
    people, urban = declared(scenario)
    return (people - urban) / 3 / weight


def sized() -> list[object]:
    """Every shipped scenario at every weight; those with many rows are for the long proofs."""
    cases: list[object] = []
    for name in sorted(shipped()):
        scenario = read_scenario(name)
        for weight in WEIGHTS:
            marks = () if rows(scenario, weight) <= QUICK else (pytest.mark.prove,)
            cases.append(pytest.param(name, weight, marks=marks))
    return cases


@pytest.mark.parametrize(("name", "weight"), sized())
def test_the_base_of_every_scenario_is_the_declared_one(name: str, weight: int) -> None:
    scenario = read_scenario(name)
    resolved = resolve(scenario, weight)
    people, urban = declared(scenario)
    assert (resolved.setup.population, resolved.setup.urban) == (people, urban)
    if (name, weight) not in TOO_COARSE:
        assert_founded_as_declared(resolved.setup, resolved.coefficients)
        print(f"{name} at weight {weight}: {people:,} people, {urban:,} urban, founded as declared")
        return
    with pytest.raises(CoarseError) as caught:
        found(resolved.setup, resolved.coefficients)
    assert caught.value.most == TOO_COARSE[name, weight]
    print(f"{name} at weight {weight}: refused, at most {caught.value.most} fits")


@pytest.mark.parametrize("name", ["huludao-2011", "liaoning-1999", "moc-2003", "ndrc-2016", "qingdao-2012"])
def test_cells_are_the_same_ones_at_the_shipped_weight_and_at_every_finer_one(name: str) -> None:
    scenario = read_scenario(name)
    coarsest = scenario.runs.weight
    setup = resolve(scenario, coarsest).setup
    for weight in (1, 3, coarsest // 8, coarsest):
        finer = replace(setup, weight=max(1, weight))
        assert [cells(area, finer) for area in setup.areas] == [cells(area, setup) for area in setup.areas]


def test_a_cell_of_many_villages_keeps_thirty_rows_at_the_coarsest_weights() -> None:
    setup = resolve(read_scenario("shanxi-2005"), 5000).setup
    (area,) = setup.areas
    assert cells(area, setup) == rural_rows(area, 5000) // 30 < cells(area, replace(setup, weight=1))


@given(worlds(households=150, years=1), st.integers(1, 400), st.integers(0, 2**62))
@settings(max_examples=40)
def test_any_region_at_any_weight_is_as_declared_or_refused(made, weight, seed):
    fits = min(largest_weight(area) for area in made.setup.areas)
    if weight > fits:
        with pytest.raises(CoarseError) as caught:
            found(replace(made.setup, weight=weight), made.draw.coefficients)
        assert caught.value.most == fits
    for smaller in {min(weight, fits), fits, 1}:
        for founded_by in (None, seed):
            assert_founded_as_declared(
                replace(made.setup, weight=smaller), made.draw.coefficients, founded_by
            )


def test_every_seed_founds_other_households_and_the_same_ones_again() -> None:
    resolved = resolve(read_scenario("jingtai-2012"), 1)
    plan = plan_founding(resolved.setup, resolved.coefficients)
    one, again, other = (plan.founded(seed).rows for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    for column in ("life", "key", "traits"):
        assert (getattr(one, column) != getattr(other, column)).mean() > 0.5


def test_the_luck_of_foundings_averages_out_over_seeds() -> None:
    """The mean of many coarse foundings is a fine one: migrants away in the mean, for each age band."""
    scenario = read_scenario("jingtai-2012")
    coarse, fine = (
        plan_founding(made.setup, made.coefficients)
        for made in (resolve(scenario, weight) for weight in (100, 1))
    )
    ages = np.array([coarse.founded(seed).ages for seed in range(200)]) * 100.0
    error = ages.std(axis=0, ddof=1) / np.sqrt(len(ages))
    away = fine.founded(1).ages
    assert np.all(np.abs(ages.mean(axis=0) - away) <= 4 * error + 0.01 * away.max())


def silent(done: int, total: int) -> None:
    """No report."""


def refused(scenario: Scenario, weight: int | None) -> str:
    with pytest.raises(InputError) as caught:
        run_mixes(scenario, Options(draws=2, weight=weight, workers=1), silent)
    return str(caught.value)


def test_a_weight_too_coarse_is_told_where_it_was_asked_for(tmp_path: Path) -> None:
    problem = "weight 100000 is too coarse for 22,000 rural people of xuean-2010; use at most 387"
    assert refused(read_scenario("xuean-2010"), 100_000) == f"--weight: {problem}"
    file = tmp_path / "coarse.yaml"
    file.write_text("extends: xuean-2010\nruns:\n  draws: 2\n  weight: 100000\n", encoding="utf-8")
    assert refused(read_scenario(file), None) == f"{file}:4: {problem}"


def test_the_largest_weight_that_is_offered_runs() -> None:
    scenario = read_scenario("xuean-2010")
    assert refused(scenario, 388).startswith("--weight: weight 388 is too coarse")
    assert run_mixes(scenario, Options(draws=1, weight=387, workers=1), silent).weight == 387
