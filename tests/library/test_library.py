"""All shipped scenarios, run with few draws of many households a row: each target has its verdict."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from urbsim.analysis.documents.library import uses_of
from urbsim.analysis.targets.outcomes import NOT_MODELLED, OUTSIDE, Outcome, score
from urbsim.evidence.documents import document, documents
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.notes import base_note
from urbsim.runs.results.result import RunResult
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario import Scenario, read_scenario
from urbsim.scenario.starting.catalogue import catalogue

FOLDER = Path(__file__).parents[2] / "scenarios"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
WEIGHTS = {"nation": 20_000, "province": 10_000, "prefecture": 1500, "county": 150, "township": 10}
TYPICAL = ("generic-opinions-nonumber", "songguo-hengjiang", "tourism-town-method", "zhongxinxiang-plan")


def shipped(name: str) -> Scenario:
    return read_scenario(FOLDER / f"{name}.yaml")


def lived(name: str) -> RunResult:
    level = next(entry.level for entry in catalogue() if entry.name == name)
    return run_mixes(shipped(name), Options(draws=2, weight=WEIGHTS[level]), lambda done, of: None)


def row(name: str, outcome: Outcome) -> str:
    """One line of the table: document, target, modelled, probability, observed outcome where known."""
    modelled = outcome.reason or outcome.verdict
    observed = "-" if outcome.observed is None else f"{outcome.observed:.4g}"
    chance = "-" if outcome.probability is None else f"{outcome.probability:.0%}"
    return f"{name:28} {outcome.target.name:42} {chance:>5} {observed:>10}  {modelled}"


def test_twenty_one_scenarios_stand_for_twenty_one_documents() -> None:
    assert len(NAMES) == 21
    scenarios = [shipped(name) for name in NAMES]
    owners = {clause.partition("/")[0] for clause in uses_of(scenarios)}
    assert owners == set(documents())
    assert all("nothing" in scenario.mixes and scenario.until == 2025 for scenario in scenarios)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_runs_and_every_target_gets_a_verdict_or_a_reason(name: str) -> None:
    result = lived(name)
    (policy,) = result.ensembles
    outcomes = score(policy, result.targets, result.observed)
    assert len(outcomes) == len(shipped(name).targets)
    for outcome in outcomes:
        assert outcome.verdict != OUTSIDE
        assert (outcome.verdict == NOT_MODELLED) == bool(outcome.reason) == (outcome.probability is None)
        print(row(name, outcome))
    rate = policy.of("resident_urbanization_rate", policy.home)
    assert ((rate > 0.05) & (rate < 1.0)).all()
    assert np.isfinite(rate).all()


@pytest.mark.parametrize("name", NAMES)
def test_no_goal_of_a_document_is_dropped(name: str) -> None:
    scenario = shipped(name)
    named = {target.clause for target in scenario.targets}
    put_in = {each.name for each in scenario.provenance if each.kind == "clause"}
    for owner in {clause.partition("/")[0] for clause in named if clause}:
        goals = {clause.id for clause in document(owner).clauses if clause.kind == "target"}
        assert goals <= named | put_in


@pytest.mark.parametrize("name", [*TYPICAL, "laiwu-2007"])
def test_what_stands_in_for_an_unknown_place_says_so(name: str) -> None:
    scenario = shipped(name)
    words = scenario.title.en + base_note(scenario, resolve(scenario, 5000).ground).english
    assert "typical" in words or "own figures" in words
    if name in TYPICAL:
        assert "typical" in scenario.title.en
        assert "典型" in scenario.title.zh
