"""Targets for towns together and for each of them, for points a year, and for what no run can score."""

from __future__ import annotations

import numpy as np
import pytest

from urbsim.analysis.targets.comparators import compared, worst
from urbsim.analysis.targets.outcomes import NOT_MODELLED, Outcome, score, targets_table
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.target import RunTarget

YEARS = tuple(range(2010, 2016))
NAMES = ("population", "town_population", "water_coverage")
PLACES = ("42/a/town", "42/b/town")


def runs() -> Ensemble:
    """Two groups of towns: ten of 10,000 people and 0.5 covered, thirty of 5,000 and 0.9, both growing."""
    values = np.full((3, len(NAMES), 3, len(YEARS)), np.nan)
    passed = np.arange(len(YEARS))
    for place, (people, covered) in enumerate(((100_000, 0.5), (150_000, 0.9)), start=1):
        values[:, 0, place] = values[:, 1, place] = people + 1000 * passed
        values[:, 2, place] = np.minimum(1.0, covered + 0.04 * passed)
    values[:, :2, 0] = values[:, :2, 1] + values[:, :2, 2]
    return Ensemble("x", "policy", NAMES, ("42", *PLACES), YEARS, (1, 2, 3), values)


def target(variable: str, comparator: str, value: float | tuple[float, float], **more: object) -> RunTarget:
    unit = "share" if variable == "water_coverage" else "persons"
    fields = {"places": PLACES, "towns": (10, 30), **more}
    return RunTarget("t", None, variable, "42/towns", comparator, value, unit, 2015, **fields)  # type: ignore[arg-type]


def only(asked: RunTarget) -> Outcome:
    (outcome,) = score(runs(), [asked], {})
    return outcome


def test_people_of_towns_together_add_up() -> None:
    assert only(target("town_population", "at_least", 260_000)).p50 == pytest.approx(260_000)
    grown = only(target("town_population", "increase_of", 10_000, baseline_year=2010))
    assert grown.p50 == pytest.approx(10_000)
    assert grown.probability == 1.0


def test_coverage_of_towns_together_is_the_mean_over_their_people() -> None:
    assert only(target("water_coverage", "at_least", 0.8)).p50 == pytest.approx(
        (0.7 * 105_000 + 1.0 * 155_000) / 260_000
    )


def test_each_town_is_one_of_those_a_settlement_stands_for_and_the_worst_counts() -> None:
    outcome = only(target("town_population", "at_least", 5000, each=True))
    assert outcome.p50 == pytest.approx(155_000 / 30)
    assert outcome.probability == 1.0
    assert only(target("town_population", "at_least", 6000, each=True)).probability == 0.0
    assert only(target("town_population", "range", (5000, 10_600), each=True)).probability == 1.0
    assert only(target("town_population", "range", (5000, 10_000), each=True)).probability == 0.0
    assert only(target("town_population", "at_most", 10_000, each=True)).p50 == pytest.approx(10_500)


def test_points_a_year_end_at_everybody() -> None:
    asked = target("water_coverage", "increase_per_year_at_least", 0.05, each=True, baseline_year=2010)
    values = np.array([[[0.5, 0.7], [0.9, 1.0], [0.9, 0.99]]])
    numbers = compared(asked, values, 0, 1)
    assert numbers == pytest.approx(np.array([[0.2, 0.1, 0.09]]))
    slow = compared(asked, np.array([[[0.98, 1.0], [0.9, 0.92]]]), 0, 1)
    assert slow == pytest.approx(np.array([[0.05, 0.02]]))
    assert worst(asked, slow) == pytest.approx([0.02])


def test_a_target_that_no_run_can_score_is_kept_with_its_reason() -> None:
    outcome = only(target("hotels", "at_least", 2, not_modelled="the model has no hotels"))
    assert (outcome.verdict, outcome.reason) == (NOT_MODELLED, "the model has no hotels")
    table = targets_table([outcome])
    assert table.loc[0, "reason"] == "the model has no hotels"
    assert table["probability"].isna().all()


def test_a_span_of_years_is_a_deadline_and_no_number() -> None:
    span = RunTarget("t", None, "town_population", "42", "within_years", (3, 5), "years", 2015)
    (outcome,) = score(runs(), [span], {})
    assert (outcome.verdict, outcome.year) == (NOT_MODELLED, 2015)
    assert "years" in outcome.reason
