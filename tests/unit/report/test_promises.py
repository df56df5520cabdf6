"""What a run can promise, what no draw meets, and which measure matters by a comparison kept beside."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.unit.charts.stored_run import stored
from tests.unit.runs.worlds import ensemble, result, targets
from urbsim.analysis.targets.outcomes import MOST, score
from urbsim.report.answer.beside import measure_beside
from urbsim.report.answer.promises import Promise, of_outcomes, of_run, told
from urbsim.runs.results.manifest_schema import COMPARED
from urbsim.runs.results.store import MANIFEST, TARGETS, YEARS, write_table
from urbsim.text import speaking
from urbsim.vocabulary.user_files import TABLE, digest_of


def scored(
    chance: float, high: float = 0.9, mostly: float | None = 0.452, comparator: str = "at_least"
) -> Promise:
    target = targets()[1]
    return Promise(target, 2025, "share", chance, high=high, mostly=mostly, error=0.02)


def test_eight_draws_in_ten_reach_what_is_promised() -> None:
    runs = ensemble()
    for each in score(runs, targets(), {}):
        if each.mostly is not None and each.target.comparator == "at_least":
            numbers = runs.at(each.target.variable, each.region, each.year)
            assert np.mean(numbers >= each.mostly) == pytest.approx(MOST, abs=1 / len(runs.draws))


def test_a_run_and_its_folder_promise_the_same() -> None:
    done = result()
    fresh = of_outcomes(score(done.ensembles[0], done.targets, done.observed))
    kept = of_run(stored(done))
    assert [(each.target, each.year, each.chance) for each in fresh] == [
        (each.target, each.year, each.chance) for each in kept
    ]
    assert told(fresh, 2010, 41) == told(kept, 2010, 41)


def test_only_what_is_less_likely_than_that_is_told() -> None:
    assert told([scored(0.85)], 2010, 50) == []
    (promise,) = told([scored(0.3)], 2010, 50)
    assert promise.startswith("What 80 % of draws reach, and so could be promised:")
    assert "45 % by 2025" in promise
    with speaking("zh"):
        assert told([scored(0.3)], 2010, 50)[0].startswith("80%的抽样达到、因而可以承诺的：2025年")


def test_what_no_draw_meets_is_said_with_how_likely_it_may_still_be() -> None:
    _, never = told([scored(0.0, high=0.04)], 2010, 50)
    assert "no draw of 50 meets, so that its chance is below 4 %" in never
    assert told([scored(0.0)], 2010, 1) == []


def kept_beside(folder: Path, written: object) -> None:
    """The folder of a comparison, as it is left beside a run."""
    place = folder / "compare-made"
    place.mkdir()
    rows = [("roads", 0.001, 0.0002), ("homes", 0.0123, 0.002)]
    table = pd.DataFrame(
        {
            "measure": name,
            "variable": "resident_urbanization_rate",
            "contribution": value,
            "error": error,
            "draws": 8,
        }
        for name, value, error in rows
    )
    run = stored(result())
    others = dict.fromkeys(COMPARED, table)
    tables = {YEARS: run.years, TARGETS: run.targets, "contributions_error.csv": table, **others}
    for name, each in tables.items():
        write_table(place, name, each)
    files = {name: digest_of(place / name, TABLE) for name in tables}
    compared = {
        "scenarios": ["made"],
        "written": {"made": written},
        "baseline": "nothing",
        "measures": {"nothing": [], "policy": ["roads", "homes"]},
        "discount": 0.03,
        "contributions": None,
    }
    about = {**run.manifest, "comparison": compared, "files": files}
    (place / MANIFEST).write_text(json.dumps(about), encoding="utf-8")


def test_a_comparison_of_the_very_file_says_which_measure_matters(tmp_path: Path) -> None:
    assert measure_beside(tmp_path / "made", "made", {"from": 2010}) == ""
    kept_beside(tmp_path, {"from": 2010})
    said = measure_beside(tmp_path / "made", "made", {"from": 2010})
    assert said == "Which measure matters most (compare, 8 draws): homes, +1.2 ± 0.2 points."
    assert measure_beside(tmp_path / "made", "made", {"from": 2015}) == ""
