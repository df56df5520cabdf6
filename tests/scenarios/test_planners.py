"""Planners come from the name of their place to a report in at most five commands and ten minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.planners import MOST_COMMANDS, MOST_SECONDS, PLANNERS, Planner, worked
from urbsim.evidence.statistics import base_count


def assert_served(planner: Planner, folder: Path, draws: int, *more: str) -> None:
    """A report about the place that was meant, in time."""
    outcome = worked(planner, folder, draws, *more)
    print(outcome)
    assert outcome.commands <= MOST_COMMANDS
    assert outcome.seconds <= MOST_SECONDS
    count = base_count(planner.code, 2010) if planner.registered else None
    people, urban = (32_100, 12_800) if count is None else (count.population, count.urban)
    assert outcome.people == people
    assert outcome.rate == pytest.approx(urban / people, abs=1e-4)


@pytest.mark.parametrize("called", ["南汇区", "云岭坪镇"])
def test_a_merged_district_and_an_unknown_township_come_to_a_report(called: str, tmp_path: Path) -> None:
    (planner,) = (each for each in PLANNERS if each.called == called)
    assert_served(planner, tmp_path, 2, "--weight", "100", "--without", "no")


@pytest.mark.prove
@pytest.mark.parametrize("planner", PLANNERS, ids=lambda each: each.called)
def test_ten_planners_come_to_a_report(planner: Planner, tmp_path: Path) -> None:
    assert_served(planner, tmp_path, 20)
