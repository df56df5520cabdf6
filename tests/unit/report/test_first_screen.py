"""The first screen of the report: difference, cost, doubts, and what a folder cannot answer."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.unit.charts.compared import compared
from tests.unit.runs.worlds import result
from urbsim.analysis.mixes.effects import Effect, Whereabouts
from urbsim.analysis.mixes.money import Cost, cost_in
from urbsim.analysis.targets.summary import Band
from urbsim.report.answer.effects import cost_text, effect_part, finding
from urbsim.report.answer.first_screen import first_screen, strongest_measure, worth_most
from urbsim.report.answer.warnings import EMPTY, VACANCY, warnings_of
from urbsim.runs.results.result import RunResult
from urbsim.text import speaking


def effect(variable: str = "resident_urbanization_rate", word: str = "clear", scale: float = 1.0) -> Effect:
    place = Whereabouts(variable, "21", 2025)
    bands = (
        Band(0.55, 0.561, 0.57),
        Band(0.54, 0.559, 0.57),
        Band(0.001 * scale, 0.002 * scale, 0.005 * scale),
    )
    return Effect(place, "share" if scale == 1 else "persons", *bands, word)


def test_the_finding_is_a_difference_with_its_band_and_its_word() -> None:
    said = finding([effect()])
    assert "56.1 % with the policy, 55.9 % without it, +0.20 points (+0.10 to +0.50)" in said
    assert "clear" in said
    with speaking("zh"):
        assert "有政策56.1%，无政策55.9%，相差+0.20个百分点" in finding([effect()])


def test_a_single_run_shows_no_band_and_no_word() -> None:
    (row,) = effect_part([effect(word="")], draws=1).rows
    assert row[4] == row[5] == "–"


def test_one_more_urban_resident_has_a_price_only_where_somebody_came() -> None:
    people, cost = effect("urban_population", scale=1e6), Cost(2e8, 1e8, 5e7)
    assert "25,000 yuan for one more" in cost_text([people], cost)
    nobody = replace(people, word="none")
    assert "for one more" not in cost_text([nobody], cost)


def full_of_empty_homes(share: float) -> RunResult:
    done = result()
    first = done.ensembles[0]
    homes = np.full(first.values[:, :1].shape, 0.1)
    homes[..., 3] = share
    values, names = np.concatenate([first.values, homes], axis=1), (*first.variables, VACANCY)
    return replace(done, ensembles=(replace(first, variables=names, values=values),), targets=())


@pytest.mark.parametrize(("share", "doubted"), [(EMPTY - 0.01, False), (EMPTY + 0.01, True)])
def test_three_empty_homes_in_ten_are_doubted(share: float, doubted: bool) -> None:
    found = [each.english for each in warnings_of(full_of_empty_homes(share))]
    assert any("stand empty" in each for each in found) == doubted


def test_examples_of_a_starting_scenario_and_open_questions_are_counted() -> None:
    example = "About one home for every hundred urban residents, an example. Replace it."
    written = {
        "measures": [{"because": example}],
        "assumptions": {"a": {"because": "ours"}},
        "review": [{"question": "which year?"}, {"key": "targets.1.value"}],
    }  # fmt: skip
    found = [each.english for each in warnings_of(replace(result(), scenario=written, targets=()))]
    assert "Examples of a starting scenario that nobody has replaced: 1." in found
    assert "Open questions of the draft that nobody has decided: 1." in found


def test_money_is_summed_over_measures_and_governments_apart() -> None:
    table = pd.DataFrame(
        {"payer": ["centre", "firms"], "planned": [10.0, 5.0], "realised": [8.0, 5.0]},
    )  # fmt: skip
    assert cost_in(table) == Cost(15.0, 13.0, 8.0)


def test_a_comparison_answers_with_its_best_mix_and_its_strongest_measure() -> None:
    stored = compared()
    (strongest,) = strongest_measure(stored)
    assert "dwellings-for-newcomers" in strongest
    priced = pd.DataFrame(
        {"mix": ["dear", "cheap", "idle"], "points_p05": [0.1, 0.1, -0.1], "cost_per_point": [9e8, 2e8, 1e7]}
    )
    assert worth_most(replace(stored, tables={**stored.tables, "mixes": priced})) == [
        "Cheapest point of the rate: cheap, 200 million yuan of public money each."
    ]


def test_a_folder_without_the_other_runs_says_what_it_cannot_tell() -> None:
    run = replace(compared().run, folder=Path("nowhere"))
    bare = {key: value for key, value in run.manifest.items() if key != "comparison"}
    screen = first_screen(replace(run, manifest={**bare, "clauses": ["huludao-2011/rate-2015"]}))
    assert screen.table is None
    assert "No run leaves the policy out" in screen.findings[0]
