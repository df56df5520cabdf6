"""Scenario meets evidence: mixes differ in policy alone, and founding needs nothing from after the base."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from tests.unit.runs.texts import measure, own, scenario
from urbsim.evidence import statistics
from urbsim.runs.setup import resolve as resolving
from urbsim.runs.setup.resolve import PERSONS_PER_WORKER, away_shares, resolve
from urbsim.runs.setup.sampling import central_coefficients

P = central_coefficients({}, 2010)
MIXES = (
    measure("jobs", "300 jobs/yr", "where: all")
    + "mixes:\n  nothing: {measures: []}\n  later: {set: {it.start: 2014}}\n"
)


def test_mixes_differ_in_nothing_but_policy() -> None:
    resolved = resolve(scenario("620423", rest=MIXES), 5, ("policy", "nothing", "later"))
    policy, nothing, later = (resolved.setups[name] for name in ("policy", "nothing", "later"))
    assert not any(values.any() for values in asdict(nothing.levers).values())
    assert policy.levers.jobs[:, :2].sum(axis=1).tolist() == pytest.approx([0, 0, 300, 300, 300, 300])
    assert later.levers.jobs[:, :2].sum(axis=1).tolist() == pytest.approx([0, 0, 0, 0, 300, 300])
    assert replace(policy, levers=nothing.levers) == nothing


def test_only_the_mixes_asked_for_are_made() -> None:
    assert list(resolve(scenario("620423", rest=MIXES), 5, ("nothing",)).setups) == ["nothing"]
    assert list(resolve(scenario("620423", rest=MIXES), 5).setups) == ["policy"]


def test_the_setup_says_what_the_scenario_says() -> None:
    setup = resolve(scenario("620423", 2010, 2018), 7).setups["policy"]
    assert (setup.key, setup.level, setup.weight) == ("620423", "county", 7)
    assert setup.years == tuple(range(2010, 2019))
    assert setup.levers.investment.shape == (9, 4, 7)
    base = statistics.base_count("620423", 2010)
    assert base is not None
    assert (setup.population, setup.urban) == (base.population, base.urban)


def test_an_assumed_coefficient_reaches_the_model() -> None:
    rest = "assumptions:\n  coefficient.town_population: {value: 7000, unit: persons, because: an example}\n"
    resolved = resolve(scenario("62", rest=rest), 100)
    assert resolved.coefficients == {**P, "town_population": 7000}
    usual = resolve(scenario("62"), 100).ground.settlements[2]
    assert resolved.ground.settlements[2].members == pytest.approx(usual.members * 10 / 7, abs=1)


def test_the_base_year_is_the_nations_where_areas_and_unallocated_people_are_put_together() -> None:
    setup = resolve(scenario("CN", 2020), 10**5).setups["policy"]
    nation = statistics.base_count("CN", 2020)
    assert nation is not None
    assert (setup.population, setup.urban) == (nation.population, nation.urban)
    assert sum(setup.unallocated) != 0


def test_a_base_year_without_provinces_is_lived_as_one_area() -> None:
    setup = resolve(scenario("CN", 2008), 10**5).setups["policy"]
    nation = statistics.base_count("CN", 2008)
    assert nation is not None
    assert [area.key for area in setup.areas] == ["CN"]
    assert (setup.population, setup.urban, setup.unallocated) == (nation.population, nation.urban, (0, 0))


@pytest.mark.parametrize("year", [2003, 2006, 2007, 2010, 2020])
def test_migrants_away_are_those_of_the_last_survey_before(
    year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = away_shares(year, P)

    def spoilt(name: str) -> dict[int, statistics.Figure]:
        figures = statistics.driver(name)
        return {y: f if y <= year else replace(f, value=9 * f.value) for y, f in figures.items()}

    monkeypatch.setattr(resolving, "driver", spoilt)
    assert away_shares(year, P) == before


def test_workers_away_alone_and_in_families_make_up_the_survey() -> None:
    alone, whole = away_shares(2010, P)
    nation = statistics.base_count("CN", 2010)
    assert nation is not None
    workers = statistics.driver("migrant_outgoing")[2010].value
    assert (alone + whole / PERSONS_PER_WORKER) * (nation.population - nation.urban) == pytest.approx(workers)
    assert whole / PERSONS_PER_WORKER / alone == pytest.approx(
        P["whole_family_share"] / (1 - P["whole_family_share"])
    )


def test_a_region_of_its_own_stands_on_its_parents_record() -> None:
    resolved = resolve(own(), 1)
    assert resolved.record_from in ("320682", "320600", "32", "CN")
    assert resolved.setups["policy"].population == 20000
    assert np.isfinite(resolved.setups["policy"].record.growth)
