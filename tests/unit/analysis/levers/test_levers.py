"""The table of experiments: what is inside, what is not in the model, and the same draws for everybody."""

from __future__ import annotations

import numpy as np
import pytest

from tests.worlds import world
from urbsim.analysis.binding.parts import part
from urbsim.analysis.levers.levers import LEAST, AskedLevers, number_of, run_levers, spent
from urbsim.analysis.levers.outcomes.constraints import Bend
from urbsim.analysis.levers.outcomes.register import OUTCOMES
from urbsim.analysis.levers.table import LeverRow, table_of, told_bend
from urbsim.analysis.levers.worlds.probes import Ages, by_age
from urbsim.analysis.levers.worlds.simulated_arms import SimulatedArms
from urbsim.analysis.levers.worlds.sites import plain_ground
from urbsim.cli.levers.levers_screen import short, summary
from urbsim.evidence.experiments import DOSES, Experiment, Interval, experiments
from urbsim.text import LANGUAGES, texts, told

ROWS = {row.id: row for row in experiments().rows}


def row(values: list[float], low: float, high: float, made: str = "emerges") -> LeverRow:
    like = ROWS["L3a"]
    fields = {name: getattr(like, name) for name in like.__dataclass_fields__}
    interval = Interval(low, high)
    changed = Experiment(**{**fields, "interval": interval, "page": interval, "made": made})
    return LeverRow(changed, len(values), np.array(values))


def test_every_experiment_has_its_outcome_its_arms_and_its_words() -> None:
    known = experiments()
    for one in known.rows:
        assert one.outcome in OUTCOMES
        assert one.interval.low <= one.interval.high
        assert {one.kind, one.made, one.checked} <= {
            *("hard", "soft", "guess"), *("law", "put in", "emerges"), *"SRCJ",
        }  # fmt: skip
        for ground, arm in one.arms.values():
            assert ground in known.grounds
            assert arm in known.arms
        assert all(one.id in texts(lang)["experiments"] for lang in LANGUAGES)


def test_inside_means_the_median_and_half_of_the_interval() -> None:
    assert row([0.0, 0.5, 1.0], 0.0, 1.0).inside
    assert not row([0.45, 0.5, 0.55], 0.0, 1.0).inside
    assert not row([1.5, 2.0, 2.5], 0.0, 1.0).inside
    assert row([2.0, 3.0, 4.0], 1.0, np.inf).inside


def test_the_plain_reading_asks_for_the_median_alone() -> None:
    narrow, outside, unknown = (
        row([0.45, 0.5, 0.55], 0.0, 1.0),
        row([1.5, 2.0], 0.0, 1.0),
        row([np.nan], 0.0, 1.0),
    )
    assert (narrow.median_inside, narrow.inside) == (True, False)
    assert (outside.median_inside, unknown.median_inside) == (False, False)
    assert list(table_of([narrow, outside])["median_inside"]) == ["yes", "no"]
    assert " 1 of 3" in summary([narrow, outside, unknown]).partition("median")[2]


def test_a_law_holds_in_nine_draws_of_ten() -> None:
    assert row([1.0] * 20, 1.0, 1.0, "law").inside
    assert not row([1.0] * 10 + [0.5] * 10, 1.0, 1.0, "law").inside
    assert not row([np.nan], 1.0, 1.0, "law").inside


@pytest.mark.parametrize(
    ("number", "said"),
    [(0.12345, "0.12"), (12.3, "12"), (870.0, "870"), (55_000.0, "55k"), (2e6, "2M"), (np.nan, "–")],
)
def test_numbers_are_short(number: float, said: str) -> None:
    assert short(number) == said


def test_a_small_table_is_the_same_for_any_number_of_workers() -> None:
    asked = {"draws": 3, "rows": ("L1a", "L3b", "L11a", "L21e")}
    one, two = (
        run_levers(AskedLevers(workers=workers, **asked), lambda done, total: None) for workers in (1, 2)
    )
    assert table_of(one).equals(table_of(two))
    by_id = {each.experiment.id: each for each in one}
    assert by_id["L1a"].band[1] > 0
    assert by_id["L11a"].inside
    assert by_id["L21e"].band[2] <= 0


def test_a_row_that_the_model_cannot_answer_says_so_with_the_reason() -> None:
    found = run_levers(AskedLevers(draws=2, rows=("L11c", "L11d", "L11e")), lambda done, total: None)
    assert [(each.draws, each.inside) for each in found] == [(0, False)] * 3
    assert all("村改居" in str(told(each.miss)) for each in found if each.miss is not None)
    assert all(each.miss is not None for each in found)


def test_a_road_changes_nothing_where_one_led_already_and_serving_costs_what_prices_say() -> None:
    asked = AskedLevers(draws=2, rows=("L8b", "L15e"), workers=1)
    paved, served = run_levers(asked, lambda done, total: None)
    assert abs(paved.band[1]) < 0.5
    assert 60_000 < served.band[1] < 90_000


def test_doses_name_what_binds_and_from_which_dose_on() -> None:
    (homes,) = run_levers(AskedLevers(draws=2, rows=("L14a",)), lambda done, total: None)
    assert homes.bend is not None
    assert homes.bend.kept < 0.5, "eight times the homes bring less than four times the people"
    first = {each.what: each.dose for each in homes.bend.bindings}
    assert first["demand"] in DOSES
    assert "demand" in told_bend(homes.bend)
    assert table_of([homes])["binds"][0] == told_bend(homes.bend)


def test_where_nothing_is_left_over_nothing_binds() -> None:
    assert "nothing" in told_bend(Bend(0.8, ()))
    assert part(np.array([0.0, 3.0]), 0.0).tolist() == [0.0, 0.0]
    assert part(np.array([-1.0, 3.0]), 6.0).tolist() == [0.0, 0.5]


def test_a_median_far_from_both_ends_needs_no_more_draws() -> None:
    wide = [-1.0, 0.0, 1.0, 2.0]
    assert row([0.5 + 0.01 * each for each in wide], 0.0, 1.0).decided
    assert row([5.0 + each for each in wide], 0.0, 1.0).decided
    assert not row([0.9 + each for each in wide], 0.0, 1.0).decided
    assert row([3.0, 4.0], 1.0, np.inf).decided


def test_dear_places_have_fewer_draws_but_never_none() -> None:
    known = experiments()
    chosen = [ROWS["L3b"], ROWS["L3c"]]
    names = {ground for each in chosen for ground, _ in each.arms.values()}
    grounds = {name: plain_ground(known.grounds[name], known) for name in names}
    simulated = SimulatedArms(grounds, known.arms, 1)
    simulated.prepare(place for each in chosen for place in each.arms.values())
    county, nation = (number_of(each, simulated, 24) for each in chosen)
    assert county == 24 > nation >= LEAST
    assert number_of(chosen[1], simulated, 2) == 2
    assert spent(simulated) == 0


def test_ages_counted_at_once_are_those_of_the_people_of_towns() -> None:
    model = world(5, areas=1, households=150, years=2).lived()
    towns, everybody = by_age(model)
    inside = model.setup.inside
    assert towns.sum() == pytest.approx(model.people.inhabitants()[inside].sum())
    rows = (model.people.count.home.sum() + model.people.count.kin[:, inside].sum()) * model.setup.weight
    assert towns.sum() < everybody.sum() <= rows + model.people.cohorts.people[inside].sum()
    ages = Ages()
    assert ages.aged(slice(3, 8), True, model) == pytest.approx(towns[3:8].sum())
