"""`urbsim optimise`: enough, or not reachable, both with exit status 0, on fresh draws."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.ensembles.tiny import leave, tiny_file
from urbsim.analysis.choices.enough import target_of
from urbsim.analysis.choices.fresh import FreshDraws
from urbsim.analysis.emulator.emulator import learn
from urbsim.runs.ensembles.ensemble import Options, unwatched
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
    assert leave("optimise", scenario, "--target", "fourth", *size) == 2
    assert "third" in capsys.readouterr().err


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
