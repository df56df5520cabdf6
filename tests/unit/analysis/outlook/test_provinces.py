"""Provinces in runs of their own add up to the nation's path: what is solved does, and runs take it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.hindcast.own_draws import units_to_run
from urbsim.analysis.outlook import provinces
from urbsim.analysis.outlook.nation import by_provinces
from urbsim.analysis.outlook.provinces import (
    ProvinceRuns,
    province_runs,
    province_setups,
    reported_people,
    steps_together,
)
from urbsim.analysis.panels.evidence_panels import province_yearly_panel
from urbsim.runs.outlook import discrepancy as outlook
from urbsim.runs.outlook.correction import correction_of
from urbsim.runs.outlook.discrepancy import discrepancy, province_steps
from urbsim.runs.outlook.line import line_of, rate_at
from urbsim.runs.outlook.past_people import past_growth
from urbsim.runs.outlook.residents import AreaPeople
from urbsim.runs.setup.sampling import central_coefficients

ORIGIN = 2010


def base_gap() -> float:
    """What the counts of provinces differ by from the nation's in the base year."""
    setups, nation = province_setups(ORIGIN), by_provinces(ORIGIN).setup
    counted = sum(each.urban for each in setups) / sum(each.population for each in setups)
    return counted - nation.urban / nation.population


@given(st.integers(0, 10**6), st.floats(0.2, 0.9))
def test_with_the_step_all_provinces_add_up_in_every_world_and_year(seed: int, path: float) -> None:
    random, shape = np.random.default_rng(seed), (3, 4)
    runs = [
        ProvinceRuns(random.uniform(0.05, 1.0, shape), random.uniform(1e6, 1e8, shape))
        for _ in province_setups(ORIGIN)
    ]
    steps = steps_together(ORIGIN, runs, np.full(shape, path))
    people = [reported_people(*each) for each in zip(province_setups(ORIGIN), runs, strict=True)]
    rates = [rate_at(line_of(run.rates) + steps) for run in runs]
    together = np.sum(np.multiply(people, rates), axis=0) / np.sum(people, axis=0)
    assert together == pytest.approx(np.full(shape, path + base_gap()), abs=1e-6)


def test_people_are_centred_as_runs_report_them() -> None:
    """Half-way between standing still, as simulated here, and the growth of the ten years before."""
    setup = province_setups(ORIGIN)[0]
    people = np.full((2, 10), float(setup.population))
    found = reported_people(setup, ProvinceRuns(np.full((2, 10), 0.5), people))
    grown = past_growth(setup.key, ORIGIN)
    assert grown
    assert np.log(found[1, 9] / setup.population) == pytest.approx(10 * grown / 2)


def test_all_provinces_are_there_with_the_growth_that_regions_share() -> None:
    setups = province_setups(ORIGIN)
    assert len(setups) == 31
    assert max(each.record.sd for each in setups) <= by_provinces(ORIGIN).setup.record.sd
    panel = units_to_run(province_yearly_panel(ORIGIN), 1, 1)
    assert [each.weight for each in setups] == [unit.setup.weight for unit in panel]
    assert {each.years for each in setups} == {by_provinces(ORIGIN).setup.years}
    assert province_setups(2009) == ()


def test_a_province_is_run_in_every_world(monkeypatch: pytest.MonkeyPatch) -> None:
    small = province_setups(ORIGIN)[27:28]
    monkeypatch.setattr(provinces, "province_setups", lambda origin: small)
    logits = discrepancy(ORIGIN).logits[:2]
    found = province_runs(ORIGIN, 0, logits)
    more = province_runs(ORIGIN, 0, logits + 0.3)
    assert found.rates.shape == found.people.shape == logits.shape
    assert (more.rates[:, -1] > found.rates[:, -1]).all()


def test_a_run_takes_the_step_of_the_world_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it departs by the deviates of other draws; prefectures and counties take none."""
    known = discrepancy(ORIGIN)
    steps = np.random.default_rng(1).uniform(0.01, 0.1, known.logits.shape)
    setup, p = province_setups(ORIGIN)[3], central_coefficients({}, ORIGIN)
    middle = AreaPeople(*(np.full((1, len(setup.years)), people) for people in (1e6, 4e5)))
    monkeypatch.setattr(outlook, "discrepancy", lambda origin: replace(known, provinces=0 * steps))
    plain = correction_of(setup, middle, (1, 2, 3), p)
    monkeypatch.setattr(outlook, "discrepancy", lambda origin: replace(known, provinces=steps))
    for lived in (None, (1, 2, 3), (2, 2, 1)):
        stepped = correction_of(setup, middle, (1, 2, 3), p, lived)
        expected = province_steps(ORIGIN, lived or (1, 2, 3), len(setup.years))
        assert (stepped.line - plain.line)[:, 0] == pytest.approx(expected)
        assert np.array_equal(stepped.people, plain.people)
    assert province_steps(ORIGIN, (2, 66), 4)[:, 1:].tolist() == [steps[2, :3].tolist()] * 2
    county = replace(setup, level="county")
    assert np.array_equal(
        correction_of(county, middle, (1,), p).line, correction_of(county, middle, (1,), p, (2,)).line
    )
