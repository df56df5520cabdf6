"""What binds for a measure: planted remainders are found, parts lie in 0 to 1, every measure is spoken of."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.analysis.mixes.test_money import MEASURES, SIZE, text
from urbsim.analysis.binding.of_measures import bound_measures, bound_of, met_by, planned_by
from urbsim.analysis.binding.parts import MATTERS, PARTS, Planned
from urbsim.charts.terms import Labels
from urbsim.policy.mixes import NOTHING
from urbsim.report.answer.binding import binding_text, cells_of, told_of
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.plans import BoundMeasure, MeasureItem
from urbsim.runs.results.ensemble_result import POLICY, Ensemble
from urbsim.runs.results.result import RunResult
from urbsim.scenario.reading import read_text
from urbsim.text import speaking, texts

GOVERNMENT, HOUSEHOLDS = (0.0, 1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 1.0)
FLOWS = (
    "programme_places_unfilled", "programme_families_unready", "planned_plant", "realised_plant",
    "homes_held_back", "dwellings_completed", "funding_gap", "public_spending",
)  # fmt: skip
STOCKS = ("programme_homes_empty", "park_jobs_empty", "openings_unfilled", "jobs")


def plan(measure: str, item: str, number: float = 0.0, payers: tuple[float, ...] = HOUSEHOLDS) -> MeasureItem:
    return MeasureItem(measure, item, 1.0, payers, 1.0, "", "", (1.0, 1.0), number)


def runs(mix: str, **values: float) -> Ensemble:
    """Three draws over two years; flows come in the first, stocks stand in the last."""
    numbers = np.zeros((3, len(FLOWS) + len(STOCKS), 1, 3))
    for name, value in values.items():
        numbers[:, (*FLOWS, *STOCKS).index(name), 0, 1 if name in FLOWS else 2] = value
    return Ensemble("a", mix, (*FLOWS, *STOCKS), ("21",), (2010, 2011, 2012), (1, 2, 3), numbers)


def result(plans: tuple[MeasureItem, ...], **values: float) -> RunResult:
    names = tuple(dict.fromkeys(each.measure for each in plans))
    return RunResult(
        ensembles=(runs(POLICY, **values), runs(NOTHING)), targets=(), scenario={}, title={}, seed=1,
        weight=1, measures=names, plans=plans,
    )  # fmt: skip


PLANTED = [
    (plan("m", "dwelling", 200), {"programme_homes_empty": 50.0}, ("demand", 0.25)),
    (plan("m", "dwelling", 200), {"homes_held_back": 30.0, "dwellings_completed": 70.0}, ("land", 0.3)),
    (plan("m", "relocation", 100), {"programme_places_unfilled": 90.0}, ("willing", 0.9)),
    (
        plan("m", "relocation", 100),
        {"programme_places_unfilled": 90.0, "programme_families_unready": 4.0},
        ("villages", 0.9),
    ),
    (plan("m", "plant", 100), {"planned_plant": 10.0, "realised_plant": 4.0}, ("contracts", 0.6)),
    (plan("m", "plant", 100), {"openings_unfilled": 20.0, "jobs": 80.0}, ("workers", 0.2)),
    (
        plan("m", "road", payers=GOVERNMENT),
        {"funding_gap": 40.0, "public_spending": 80.0},
        ("gap", 0.5),
    ),
]


@pytest.mark.parametrize(("item", "left", "said"), PLANTED, ids=[said[0] for _, _, said in PLANTED])
def test_a_planted_remainder_is_named_with_its_part(
    item: MeasureItem, left: dict[str, float], said: tuple[str, float]
) -> None:
    (found,) = bound_measures(result((item,), **left))
    assert (found.measure, found.constraint) == ("m", said[0])
    assert found.part == pytest.approx(said[1])


def test_a_park_waits_for_firms_and_not_for_what_they_promised() -> None:
    park = (plan("p", "park"), plan("p", "plant", 100))
    (found,) = bound_measures(result(park, park_jobs_empty=60.0, planned_plant=10.0, realised_plant=1.0))
    assert (found.constraint, found.part) == ("firms", pytest.approx(0.6))


@given(st.floats(0.0, 300.0), st.floats(1.0, 300.0))
def test_the_more_stands_empty_the_larger_the_part_and_below_a_tenth_none(empty: float, homes: float) -> None:
    (found,) = bound_measures(result((plan("m", "dwelling", homes),), programme_homes_empty=empty))
    assert found.constraint == ("demand" if empty / homes >= MATTERS else "")
    assert found.part == pytest.approx(empty / homes if found.constraint else 0.0)


@given(st.lists(st.sampled_from(sorted(PARTS)), unique=True))
def test_what_takes_most_comes_first(kinds: list[str]) -> None:
    parts = dict.fromkeys((*PARTS, "contracts"), 0.0) | {what: 0.2 + 0.1 * n for n, what in enumerate(kinds)}
    every = [plan("m", item, payers=GOVERNMENT) for item in ("dwelling", "relocation", "park", "plant")]
    found = [each.part for each in bound_of("m", every, parts)]
    assert found == sorted(found, reverse=True)
    assert len(found) == max(1, len(kinds))


def test_money_binds_where_measures_wait_for_it() -> None:
    done = result((plan("m", "road", payers=GOVERNMENT),), funding_gap=40.0, public_spending=80.0)
    (found,) = bound_measures(replace(done, scenario={"funding": "binding"}))
    assert (found.constraint, found.part) == ("money", pytest.approx(0.5))


def test_money_binds_only_what_governments_pay_for() -> None:
    assert "money" not in met_by([plan("m", "dwelling")])
    assert "money" in met_by([plan("m", "dwelling"), plan("m", "road", payers=GOVERNMENT)])


def test_numbers_of_all_measures_count_together() -> None:
    both = (plan("a", "dwelling", 100), plan("b", "dwelling", 300), plan("p", "park"), plan("p", "plant", 50),
            plan("j", "plant", 70), plan("r", "relocation", 20))  # fmt: skip
    assert planned_by(both) == Planned(homes=400, places=20, park_jobs=50)


@cache
def run_of_every_kind() -> RunResult:
    every = text(tuple(MEASURES))
    return run_mixes(read_text(every, "paid.yaml"), SIZE, lambda done, total: None)


def test_every_measure_of_a_run_is_spoken_of_in_both_languages() -> None:
    done = run_of_every_kind()
    found = bound_measures(done)
    assert {each.measure for each in found} == set(done.measures)
    assert all(each.constraint in texts("en")["binding"] for each in found if each.constraint)
    assert all(0 <= each.part <= 1 for each in found)
    for language in ("en", "zh"):
        with speaking(language):
            (said,) = binding_text(found, Labels())
            assert all(name in said for name in done.measures)


def test_measures_of_one_constraint_stand_together_and_nothing_is_said_of_nothing() -> None:
    bound = (BoundMeasure("a", "demand", 0.5), BoundMeasure("b", "", 0.0), BoundMeasure("c", "demand", 0.5),
             BoundMeasure("a", "land", 0.2))  # fmt: skip
    assert set(told_of(bound)) == {"a", "b", "c"}
    (said,) = binding_text(bound[:3], Labels())
    assert said.startswith("What binds: a, c: homes stand empty (demand), 50")
    assert binding_text((), Labels()) == []
    assert cells_of(bound) == {"a": "demand 50 %; land 20 %", "c": "demand 50 %"}
    with speaking("zh"):
        assert cells_of(bound[:1]) == {"a": "需求50%"}


def test_every_constraint_has_words_for_a_sentence_and_for_a_cell() -> None:
    for language in ("en", "zh"):
        words = texts(language)["binding"]
        assert {*PARTS, "contracts", "gap"} <= set(words)
        assert {f"short_{what}" for what in (*PARTS, "contracts", "gap")} <= set(words)


def test_without_a_run_that_lacks_the_measures_nothing_is_known() -> None:
    done = result((plan("m", "dwelling", 200),), programme_homes_empty=50.0)
    assert bound_measures(replace(done, ensembles=done.ensembles[:1])) == ()
