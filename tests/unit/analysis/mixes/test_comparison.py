"""Comparisons of real runs, as small as they can be: pairs share their luck, nothing differs from nothing."""

from dataclasses import replace

import numpy as np
import pytest

from urbsim.analysis.mixes.compared_mixes import left_out, mixes_to_compare
from urbsim.analysis.mixes.comparison import Asked, MixComparison, compare
from urbsim.analysis.mixes.differences import comparison_table, paired
from urbsim.analysis.mixes.mix_results import run_each_mix
from urbsim.analysis.mixes.mix_table import mix_table
from urbsim.analysis.mixes.required_strength import Question, required_strength
from urbsim.policy.mixes import Change, Mix
from urbsim.report.comparing import harmless, tables_of
from urbsim.runs.options import Options
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_text
from urbsim.scenario.starting.new_file import starting_text
from urbsim.vocabulary.errors import InputError

SIZE = Options(draws=2, seed=4, weight=100, workers=2)
TEXT = starting_text("small", "320682", 2010, 2014, own=True)
HOME = "small"


def scenario(text: str = TEXT) -> Scenario:
    return read_text(text, "small.yaml")


def silent(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def compared() -> MixComparison:
    return compare([scenario()], Asked(every=True), SIZE, silent)


def test_every_mix_is_held_against_nothing(compared: MixComparison) -> None:
    names = [track.name for track in compared.tracks]
    assert names == sorted(names)
    assert {"policy", "nothing", "without roads", "only hukou", "without-hukou"} <= set(names)
    assert compared.baseline.name == "nothing"


def test_contributions_add_up_to_the_effect_of_all_measures(compared: MixComparison) -> None:
    assert compared.explained is not None
    found = compared.explained.found
    assert found.exact
    np.testing.assert_allclose(found.values.sum(axis=0), found.total, atol=1e-6)
    whole = next(track for track in compared.tracks if track.name == "policy")
    effect = paired(whole.home, compared.baseline.home).mean(axis=0)[:, 0]
    np.testing.assert_allclose(found.total, effect, atol=1e-9)
    assert np.nanmax(np.abs(effect)) > 0


def test_tables_have_the_columns_that_scripts_rely_on(compared: MixComparison) -> None:
    tables = tables_of(compared)
    assert list(tables["comparison.csv"].columns) == [
        "mix", "variable", "region", "year", "difference_p05", "difference_p50", "difference_p95",
        "probability_better", "cost", "unit", "difference_error",
    ]  # fmt: skip
    columns = ["measure", "variable", "region", "year", "contribution", "unit"]
    assert list(tables["contributions.csv"].columns) == columns
    costs = tables["costs.csv"].set_index("item")
    assert 0 < costs.loc["roads", "nominal"] <= 200 * 12_000 * 4
    assert costs.loc["roads", "discounted"] < costs.loc["roads", "nominal"]
    assert tables["chances.csv"]["probability"].between(0, 1).all()
    standing = mix_table(compared.tracks, compared.baseline).set_index("mix")
    assert standing.loc["nothing", "cost"] == 0
    assert standing.loc["nothing", "probability_better"] == 0


def test_a_mix_that_changes_nothing_differs_in_nothing() -> None:
    same = Mix("same", changes=(Change("roads", (("end", 2014),)),))
    idle = Mix("idle", changes=tuple(Change(n, (("value", 0.0),)) for n in ("roads", "dwellings", "hukou")))
    tracks, _ = run_each_mix(scenario(), (Mix("policy"), same, idle, Mix("none", only=())), SIZE, silent)
    whole, again, nothing, none = tracks
    for one, two in ((whole, again), (nothing, none)):
        difference = paired(one.home, two.home)
        assert np.nanmax(np.abs(difference)) == 0.0


def test_the_order_of_mixes_and_files_changes_nothing() -> None:
    one = scenario()
    two = replace(scenario(TEXT.replace("value: -0.2", "value: -0.4")), name="wider")
    forth, back = (compare(files, Asked(), SIZE, silent) for files in ([one, two], [two, one]))
    assert forth.name == back.name == "compare-small-wider"
    assert [track.name for track in forth.tracks] == ["nothing", "small", "wider"]
    tables = [
        comparison_table(each.tracks, each.baseline, dict.fromkeys(("small", "wider", "nothing"), 0.0))
        for each in (forth, back)
    ]
    assert tables[0].equals(tables[1])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("until: 2014", "until: 2013", "horizon"),
        ("seed: 1", "seed: 2", "seed"),
        ("drivers: extrapolated", "drivers: observed", "drivers"),
        ("population: 30000", "population: 31000", "founding"),
    ],
)
def test_runs_that_share_no_luck_are_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    text = TEXT.replace("year: 2014", "year: 2013")
    assert old in text
    other = replace(scenario(text.replace(old, new, 1)), name="other")
    with pytest.raises(InputError, match=reason):
        compare([scenario(text), other], Asked(), Options(draws=2, weight=100), silent)


def test_an_unknown_baseline_is_a_fault() -> None:
    with pytest.raises(InputError, match="no mix is named 'best'"):
        compare([scenario()], Asked(baseline="best"), SIZE, silent)


def test_names_of_a_file_do_not_clash_with_those_made_here() -> None:
    own = scenario()
    names = [mix.name for mix in mixes_to_compare(own, every=True)]
    assert len(names) == len(set(names)) == 1 + 2 + 2 * 3
    assert [mix.without for mix in left_out(own)] == [("roads",), ("dwellings",), ("hukou",)]


def test_enough_names_what_it_does_not_know() -> None:
    with pytest.raises(InputError, match="no measure 'rodes'"):
        required_strength(scenario(), Question("rodes", "wished-rate", 0.8), SIZE, silent)
    with pytest.raises(InputError, match="no target 'wish'"):
        required_strength(scenario(), Question("roads", "wish", 0.8), SIZE, silent)


def test_enough_is_a_strength_that_reaches_the_wish_or_the_most_that_can_be_reached() -> None:
    easy = scenario(TEXT.replace("value: 0.440", "value: 0.401"))
    found = required_strength(easy, Question("hukou", "wished-rate", 0.5), replace(SIZE, draws=4), silent)
    assert found.strength is not None
    assert found.probability >= 0.5
    hopeless = scenario(TEXT.replace("value: 0.440", "value: 0.99"))
    never = required_strength(hopeless, Question("hukou", "wished-rate", 0.5), SIZE, silent)
    assert (never.strength, never.times, never.probability) == (None, None, 0.0)
    assert [times for times, _ in never.tried] == [0.0, 1.0, 2.0, 4.0, 5.0]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1", "\t=1"])
def test_cells_that_a_spreadsheet_would_run_are_neutralised(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("roads") == "roads"
    assert harmless(-1.5) == -1.5
