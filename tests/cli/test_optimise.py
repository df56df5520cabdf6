"""`urbsim optimise`: enough, or not reachable, both with exit status 0, on fresh draws."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.ensembles.tiny import TINY, leave, tiny_file
from urbsim.analysis.choices.enough import promise_of, target_of
from urbsim.analysis.choices.fresh import FreshDraws, TriedMix
from urbsim.analysis.emulator.emulator import learn
from urbsim.runs.ensembles.ensemble import unwatched
from urbsim.runs.options import Options
from urbsim.runs.results.target import RunTarget
from urbsim.scenario.reading import read_scenario

SIZE = ("--draws", "5", "--settings", "8", "--workers", "1", "--target", "third")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_file(tmp_path_factory.mktemp("optimise"))


def asked(scenario: Path, *more: str) -> Path:
    assert leave("optimise", scenario, *SIZE, *more, "--out", scenario.parent / "out") == 0
    return scenario.parent / "out" / "optimise-tiny"


def test_what_asks_for_nothing_is_enough_and_the_front_is_written(scenario: Path) -> None:
    folder = asked(scenario, "--probability", "0")
    front = pd.read_csv(folder / "frontier.csv", encoding="utf-8-sig")
    assert list(front)[:5] == ["rank", "cost", "probability", "probability_low", "probability_high"]
    assert "homes" in front
    assert len(front) >= 5
    mixes = pd.read_csv(folder / "alternatives.csv", encoding="utf-8-sig")
    assert len(mixes) >= 1
    assert mixes["regret"].between(0, 1).all()
    assert {"regret_where_cheapest_fails", "probability_where_cheapest_fails", "where"} < set(mixes)
    assert (folder / "cheapest.yaml").is_file()


def test_homes_that_households_pay_for_are_free_only_where_governments_alone_count(scenario: Path) -> None:
    dearest = {
        payers: pd.read_csv(
            asked(scenario, "--probability", "1", *options) / "frontier.csv", encoding="utf-8-sig"
        )
        for payers, options in {"public": (), "all": ("--all-payers",)}.items()
    }
    assert {len(front) >= 5 for front in dearest.values()} == {True}
    costs = {payers: front.loc[front["homes"] > 0, "cost"].max() for payers, front in dearest.items()}
    assert not costs["all"] <= costs["public"]


def test_an_unknown_target_is_refused(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = ("--draws", "5", "--settings", "8", "--workers", "1", "--out", scenario.parent / "out")
    assert leave("optimise", scenario, "--target", "fourth", *size[:-1], scenario.parent / "unknown") == 2
    assert "third" in capsys.readouterr().err
    assert not (scenario.parent / "unknown").exists(), "it is refused before anything is run"


def test_what_is_out_of_reach_says_what_could_be_promised(
    scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    high = scenario.with_name("high.yaml")
    high.write_text(TINY.replace("name: tiny\n", "name: high\n").replace("0.34", "0.9"), encoding="utf-8")
    out = scenario.parent / "out"
    assert leave("optimise", high, *SIZE, "--probability", "0.8", "--out", out) == 0
    said = capsys.readouterr().out
    assert "80 % is not reachable, at most 0 % of fresh draws" in said
    assert "What 80 % of draws reach, and so could be promised: Resident urbanization rate" in said
    assert "(asked: at least 90.0 %)" in said
    assert "Without measures they reach" in said
    front = pd.read_csv(out / "optimise-high" / "frontier.csv", encoding="utf-8-sig")
    assert front["probability"].max() == 0
    assert front["reached"].between(0.2, 0.9).all()


def test_the_promise_is_the_cheapest_that_reaches_as_much() -> None:
    target = RunTarget("t", None, "resident_urbanization_rate", "region", "at_least", 0.9, "share", 2013)
    near, dear, far = (
        TriedMix(
            np.ones(1), 0.0, cost, 0.0, 0.0, 1.0, np.zeros(5), np.arange(5), level + 0.001 * np.arange(5)
        )
        for level, cost in ((0.5, 1.0), (0.5004, 9.0), (0.4, 0.0))
    )
    assert promise_of((near, dear, far), target, 0.8) is near
    assert promise_of((dear, far), target, 0.8) is dear
    assert promise_of((dear, far), replace(target, comparator="at_most"), 0.8) is far
    assert promise_of((near,), replace(target, comparator="range", value=(0.4, 0.6)), 0.8) is None


def test_answers_come_from_draws_that_were_not_learned_from_and_none_is_run_twice(scenario: Path) -> None:
    chosen = read_scenario(str(scenario))
    options = Options(draws=5, workers=1, out=scenario.parent / "out", executor="auto")
    emulator = learn(chosen, options, unwatched, settings=8)
    fresh = FreshDraws(emulator, target_of(emulator, "third"), options, unwatched)
    strengths = np.array([0.5])
    (first,), again = fresh.tried([strengths]), fresh.tried([strengths, strengths])
    assert not set(first.numbers) & set(emulator.learned.draws)
    assert len(first.numbers) == 5
    assert len(fresh.ran) == 2
    assert {each.cost for each in again} == {first.cost}
    assert fresh.tried([np.zeros(1)])[0].cost == 0.0
