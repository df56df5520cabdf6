"""What a policy does is told by paired differences, and by a word that a known case must have."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.unit.runs.worlds import HOME, ensemble, targets
from urbsim.analysis.mixes.effects import EFFECT_COLUMNS, Pair, effect_table, headline, pair_of
from urbsim.analysis.targets.outcomes import score
from urbsim.analysis.targets.summary import RATE
from urbsim.policy.mixes import with_and_without
from urbsim.report.folder import run_tables
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.scenario.reading import read_text
from urbsim.scenario.starting.new_file import starting_text

SIZE = Options(draws=3, seed=4, weight=100, workers=2, mixes=("policy", "nothing"))
TEXT = starting_text("small", "320682", 2010, 2013, own=True)


def pair(policy: Ensemble, nothing: Ensemble) -> Pair:
    return Pair(policy, nothing, (policy, nothing))


def apart(by: NDArray[np.float64]) -> Pair:
    """Runs whose rate differs by so much a draw, in every year."""
    bare = ensemble(len(by), mix="nothing")
    values = bare.values.copy()
    values[:, bare.variables.index(RATE)] += by[:, None, None]
    return pair(replace(bare, mix="policy", values=values), bare)


def word_of(by: list[float]) -> str:
    found = effect_table(apart(np.array(by)), ())
    rows = found[(found["variable"] == RATE) & (found["region"] == HOME)]
    return str(rows["effect"].iloc[-1])


@pytest.mark.parametrize(
    ("by", "word"),
    [
        ([0.0] * 20, "none"),
        ([0.02, -0.02] * 10, "none"),
        ([0.0005] * 20, "small"),
        ([0.02] * 18 + [-0.01] * 2, "uncertain"),
        ([0.02, 0.03] * 10, "clear"),
        ([-0.02, -0.03] * 10, "clear"),
    ],
)
def test_the_word_for_a_known_difference(by: list[float], word: str) -> None:
    assert word_of(by) == word


def test_a_small_difference_that_moves_a_target_is_not_small() -> None:
    runs = apart(np.full(20, 0.0005))
    first = headline(runs, ())[0]
    assert first.word == "small"
    outcome = replace(score(ensemble(), targets(), {})[0], probability=0.5, without=0.4)
    assert headline(runs, (outcome,))[0].word == "clear"


def test_a_single_run_has_no_word_but_where_nothing_differs() -> None:
    assert (word_of([0.0]), word_of([0.01])) == ("none", "")


@given(st.lists(st.floats(-0.2, 0.2), min_size=2, max_size=30))
def test_differences_are_those_of_the_draws_and_the_error_theirs(by: list[float]) -> None:
    table = effect_table(apart(np.array(by)), ())
    row = table[(table["variable"] == RATE) & (table["region"] == HOME)].iloc[-1]
    assert row["difference_p50"] == pytest.approx(np.median(by), abs=1e-12)
    assert row["standard_error"] == pytest.approx(np.std(by, ddof=1) / np.sqrt(len(by)), abs=1e-12)
    assert row["difference_p05"] <= row["difference_p50"] <= row["difference_p95"]


def test_runs_that_are_no_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="draws"):
        pair(ensemble(3), ensemble(4, mix="nothing"))
    assert pair_of([ensemble()], [ensemble()]) is None


def test_a_real_run_with_and_without_is_paired_exactly() -> None:
    done = run_mixes(read_text(TEXT, "small.yaml"), SIZE, lambda done, total: None)
    tables = run_tables(done)
    assert list(tables["effect.csv"].columns) == list(EFFECT_COLUMNS)
    policy, nothing = done.ensembles
    first, last = tables["effect.csv"].iloc[0], tables["effect.csv"].iloc[-1]
    for row in (first, last):
        at = (row["variable"], row["region"], row["year"])
        expected = policy.at(*at) - nothing.at(*at)
        assert row["difference_p50"] == pytest.approx(np.median(expected[~np.isnan(expected)]), rel=1e-12)
    before = tables["effect.csv"].query("year == 2010")
    assert (before["effect"] == "none").all()
    assert (before["difference_p50"] == 0).all()


def test_measures_without_strength_do_nothing_at_all() -> None:
    scenario = read_text(TEXT, "small.yaml")
    idle = replace(scenario, measures=tuple(replace(each, value=0.0) for each in scenario.measures))
    table = run_tables(run_mixes(idle, SIZE, lambda done, total: None))["effect.csv"]
    assert set(table["effect"]) == {"none"}
    assert (table[["difference_p05", "difference_p50", "difference_p95"]] == 0).all(axis=None)


def test_a_scenario_without_measures_is_run_once() -> None:
    assert with_and_without(()) == ("policy",)
    assert with_and_without(read_text(TEXT, "small.yaml").measures) == ("policy", "nothing")
