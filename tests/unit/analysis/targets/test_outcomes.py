from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.runs.worlds import HOME, TOWN, ensemble, result, targets
from urbsim.analysis.targets.comparators import bounds, meets
from urbsim.analysis.targets.outcomes import TARGET_COLUMNS, jeffreys, score, targets_table, verdict_of
from urbsim.runs.results.target import RunTarget

RATE = "resident_urbanization_rate"


def rate_target(
    comparator: str, value: float | tuple[float, float], year: int = 2015, **more: object
) -> RunTarget:
    return RunTarget("t", None, RATE, "region", comparator, value, "share", year, **more)  # type: ignore[arg-type]


def test_the_probability_is_the_share_of_draws_that_meet_it() -> None:
    runs = ensemble(draws=41)
    numbers = runs.at(RATE, HOME, 2015)
    for value in (0.44, 0.45, 0.46, 0.47):
        (outcome,) = score(runs, [rate_target("at_least", value)], {})
        assert outcome.probability == pytest.approx(np.mean(numbers >= value))
        assert outcome.p50 == pytest.approx(np.median(numbers))


def test_reach_is_at_least() -> None:
    runs = ensemble(draws=41)
    (reach,) = score(runs, [rate_target("reach", 0.46)], {})
    (least,) = score(runs, [rate_target("at_least", 0.46)], {})
    assert replace(reach, target=least.target) == least


@pytest.mark.parametrize(
    ("comparator", "value", "met", "missed"),
    [
        ("at_least", 0.5, (0.5, 0.6), (0.499,)),
        ("all", 1.0, (1.0,), (0.999,)),
        ("exceed", 0.5, (0.501,), (0.5, 0.4)),
        ("at_most", 0.5, (0.5, 0.1), (0.501,)),
        ("about", 0.5, (0.49, 0.5, 0.51), (0.4899, 0.5101)),
        ("exact", 0.5, (0.5, 0.5004), (0.4994, 0.5006)),
        ("range", (0.4, 0.5), (0.4, 0.45, 0.5), (0.399, 0.501)),
    ],
)
def test_comparators_include_their_bounds(
    comparator: str, value: float, met: tuple[float, ...], missed: tuple[float, ...]
) -> None:
    target = rate_target(comparator, value)
    assert meets(target, np.array(met)).all()
    assert not meets(target, np.array(missed)).any()


def test_about_is_two_percent_for_numbers_that_are_no_shares() -> None:
    target = RunTarget("t", None, "urban_population", "region", "about", 1000, "persons", 2015)
    assert bounds(target) == (980, 1020)


def test_increases_count_from_the_baseline_year() -> None:
    runs = ensemble(draws=41)
    urban = runs.of("urban_population", HOME)
    base = RunTarget(
        "t", None, "urban_population", "region", "increase_of_at_least", 50_000, "persons", 2015, 2012
    )
    (outcome,) = score(runs, [base], {})
    assert outcome.p50 == pytest.approx(np.median(urban[:, 5] - urban[:, 2]))
    assert outcome.probability == pytest.approx(np.mean(urban[:, 5] - urban[:, 2] >= 50_000))
    (relative,) = score(runs, [replace(base, unit="share", value=0.04)], {})
    assert relative.p50 == pytest.approx(np.median(urban[:, 5] / urban[:, 2] - 1))


def test_growth_is_compound_and_a_yearly_increase_is_a_mean() -> None:
    runs = ensemble(draws=41)
    urban = runs.of("urban_population", HOME)
    grow = RunTarget("t", None, "urban_population", "region", "grow_per_year", 0.02, "share", 2020)
    (growth,) = score(runs, [grow], {})
    assert growth.p50 == pytest.approx(np.median((urban[:, 10] / urban[:, 0]) ** 0.1 - 1))
    assert growth.unit == "share/yr"
    (points,) = score(runs, [rate_target("increase_per_year_at_least", 0.008, 2020)], {})
    assert (points.p50, points.unit) == (pytest.approx(0.0085), "share/yr")


def test_within_years_is_an_increase_by_its_own_deadline() -> None:
    runs = ensemble(draws=41)
    target = RunTarget(
        "t", None, "urban_population", "region", "within_years", (20_000, 3), "persons", 2025, 2012
    )
    (outcome,) = score(runs, [target], {})
    urban = runs.of("urban_population", HOME)
    assert outcome.year == 2015
    assert outcome.p50 == pytest.approx(np.median(urban[:, 5] - urban[:, 2]))


def test_the_first_year_is_that_of_the_median_run() -> None:
    runs = ensemble(draws=41)
    median = np.median(runs.of(RATE, HOME), axis=0)
    (outcome,) = score(runs, [rate_target("at_least", 0.5, 2015)], {})
    assert outcome.first_year == 2010 + int(np.argmax(median >= 0.5))
    (never,) = score(runs, [rate_target("at_least", 0.9, 2015)], {})
    assert never.first_year is None


def test_what_cannot_be_scored_says_why() -> None:
    runs = ensemble(draws=5)
    cases = {
        "not modelled": (
            replace(rate_target("reach", 1), variable="built_up_area"),
            replace(rate_target("reach", 1), scope="somewhere"),
            replace(rate_target("reach", 1), variable="housing_price"),
            rate_target("within_years", 3),
        ),
        "outside the run": (
            rate_target("reach", 0.5, 2030),
            rate_target("increase_of", 0.05, 2015, baseline_year=2005),
        ),
    }
    for verdict, doubtful in cases.items():
        for outcome in score(runs, doubtful, {}):
            assert (outcome.verdict, outcome.probability, outcome.p50) == (verdict, None, None)


def test_a_scope_may_leave_out_the_region_key() -> None:
    runs = ensemble(draws=5)
    price = RunTarget("t", None, "housing_price", "211481/town", "at_most", 2500, "yuan/m2", 2014)
    (outcome,) = score(runs, [price], {})
    assert (outcome.region, outcome.probability) == (TOWN, 1.0)


def test_the_observed_value_is_that_of_the_compared_quantity() -> None:
    observed = result().observed
    due = rate_target("reach", 0.5, 2020)
    level, rise, unknown = score(
        ensemble(5), [due, replace(due, comparator="increase_of"), replace(due, year=2015)], observed
    )
    assert level.observed == 0.5476
    assert rise.observed == pytest.approx(0.5476 - 0.4154)
    assert unknown.observed is None


def test_one_run_has_no_probability_in_words() -> None:
    assert [verdict_of(1, 1), verdict_of(0, 1)] == ["met in one run", "missed in one run"]


@pytest.mark.parametrize(
    ("hits", "words"),
    [(100, "very likely met"), (90, "very likely met"), (89, "likely met"), (67, "likely met"),
     (50, "as likely as not"), (33, "as likely as not"), (32, "unlikely"), (10, "unlikely"),
     (9, "very unlikely")],
)  # fmt: skip
def test_verdicts_follow_the_ladder(hits: int, words: str) -> None:
    assert verdict_of(hits, 100) == words


def test_jeffreys_agrees_with_published_values() -> None:
    """Brown, Cai & DasGupta (2001), table 5: n = 10 at 95 %, x = 3 gives 0.093 to 0.606."""
    assert jeffreys(3, 10, 0.95) == (pytest.approx(0.093, abs=5e-4), pytest.approx(0.606, abs=5e-4))
    assert jeffreys(0, 10)[0] == 0.0
    assert jeffreys(10, 10)[1] == 1.0


@given(st.integers(1, 500), st.data())
def test_jeffreys_holds_the_share_and_mirrors(draws: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, draws))
    low, high = jeffreys(hits, draws)
    assert 0.0 <= low <= hits / draws <= high <= 1.0
    assert jeffreys(draws - hits, draws) == (pytest.approx(1 - high), pytest.approx(1 - low))


@given(st.lists(st.floats(0.3, 0.9), min_size=2, max_size=6))
def test_a_higher_target_is_never_more_probable(values: list[float]) -> None:
    outcomes = score(ensemble(15), [rate_target("at_least", value, 2025) for value in sorted(values)], {})
    chances = [outcome.probability for outcome in outcomes]
    assert chances == sorted(chances, reverse=True)  # type: ignore[type-var]


def test_the_table_has_the_columns_that_scripts_rely_on() -> None:
    table = targets_table(score(ensemble(41), targets(), result().observed))
    assert tuple(table.columns) == TARGET_COLUMNS
    assert table["clause"].tolist()[2:4] == ["huludao-2011/rise-2015", "t50"]
    assert table["scope"].unique().tolist() == [HOME]
    pairs = targets_table(score(ensemble(3), [rate_target("range", (0.4, 0.5))], {}))
    assert pairs["target"].tolist() == ["0.4:0.5"]


def test_a_comparator_must_be_known_and_fit_its_value() -> None:
    with pytest.raises(ValueError, match="'vaguely' is not one of reach"):
        rate_target("vaguely", 0.5)
    with pytest.raises(ValueError, match="does not fit"):
        rate_target("range", 0.5)
