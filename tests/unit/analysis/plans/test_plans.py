"""The record of plans: what was known at issue, what counts, and scores in closed form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.runs.texts import scenario
from urbsim.analysis.hindcast.model_forecast import Effort
from urbsim.analysis.plans.plan_forecasts import PlanForecast, plan_forecasts, published_below
from urbsim.analysis.plans.plan_scores import (
    COLUMNS,
    clustered_error,
    counted,
    others_met,
    plan_score,
    plan_table,
    reliability,
    score_table,
)
from urbsim.analysis.plans.plan_targets import PlanTarget, plan_targets
from urbsim.analysis.plans.plan_units import UnknownThenError, base_of, needed_rise, plan_panel
from urbsim.analysis.plans.precedents import EDGES, needed_of, precedents_of, record
from urbsim.analysis.targets.outcomes import Outcome
from urbsim.analysis.targets.summary import Band, RateRow, Summary
from urbsim.evidence.statistics import RATE
from urbsim.report.answer.first_screen import first_screen
from urbsim.report.folder import write_folder
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.store import read_run
from urbsim.runs.results.target import RunTarget
from urbsim.text import speaking

BY_KEY = {target.key: target for target in plan_targets()}


def forecast(target: PlanTarget, p: float) -> PlanForecast:
    return PlanForecast(target, 2010, p, p, 0.4, 0.5, 0.6)


def test_the_record_is_whole_and_each_outcome_agrees_with_what_is_called_met() -> None:
    assert len(BY_KEY) == len(plan_targets()) == 109
    known = [t for t in plan_targets() if t.outcome is not None and t.met is not None]
    assert len(known) > 90
    assert all(target.is_met_by(target.outcome or 0) == target.met for target in known)
    assert {t.level for t in plan_targets()} == {"nation", "province", "prefecture", "county", "group"}


def test_a_plan_knows_only_years_before_its_issue() -> None:
    for target in plan_targets():
        try:
            panel = plan_panel(target)
        except UnknownThenError:
            continue
        assert panel.origin < target.issued
        assert panel.origin < target.year == panel.last
        assert all(max(rates) <= panel.origin for rates in (panel.units[0].history, panel.nation))
        assert not panel.truth


def test_the_last_figure_is_the_plans_own_where_it_is_newer_than_the_census() -> None:
    chengdu = base_of(BY_KEY["PT122"])
    assert chengdu.year == 2014
    assert chengdu.rates[2014] == 0.704
    assert needed_rise(BY_KEY["PT122"]) == pytest.approx((0.77 - 0.704) / 6)
    weifang = base_of(BY_KEY["PT117"])
    assert weifang.year == 2010


def test_what_is_not_forecast_says_why() -> None:
    for key, reason in (("PT005", "no rate by registration"), ("PT137", "before 2006")):
        with pytest.raises(UnknownThenError, match=reason):
            plan_panel(BY_KEY[key])


def test_several_regions_together_are_one_of_all_their_people() -> None:
    six, one = plan_panel(BY_KEY["PT128"]).units[0], plan_panel(BY_KEY["PT131"]).units[0]
    assert six.people.all > one.people.all > 2e7
    assert six.province == "34"


def test_no_outcome_reaches_a_forecast() -> None:
    target = BY_KEY["PT085"]
    spoilt = replace(target, outcome=0.99, met=False, met_revised=False, met_as_published=False)
    few = Effort(worlds=2, workers=1)
    a, b = (plan_forecasts([each], few)[0] for each in (target, spoilt))
    assert a.probability == b.probability
    assert 0 <= a.probability <= 1
    assert a.p05 < a.p50 < a.p95


def test_published_rates_fall_short_between_censuses_only() -> None:
    assert published_below(2012, 2015) == pytest.approx(5 * -0.002)
    assert published_below(2012, 2020) == 0
    assert published_below(2010, 2015) == 0


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abc")), min_size=1, max_size=30))
def test_the_base_rate_of_a_target_reads_other_provinces_only(rows: list[tuple[bool, str]]) -> None:
    met, places = np.array([m for m, _ in rows], float), np.array([place for _, place in rows])
    found = others_met(met, places)
    assert ((found >= 0) & (found <= 1)).all()
    turned = np.where(places == places[0], 1 - met, met)
    assert others_met(turned, places)[0] == found[0]


def test_scores_of_a_sure_and_right_forecast_are_best() -> None:
    chosen = [t for t in plan_targets() if t.counts and t.met is not None]
    right = [forecast(target, float(bool(target.met))) for target in chosen]
    score = plan_score("all", right)
    assert (score.brier, score.skill, score.n) == (0, 1, len(chosen))
    half = plan_score("all", [forecast(target, 0.5) for target in chosen])
    assert half.brier == 0.25
    assert half.met == pytest.approx(np.mean([bool(t.met) for t in chosen]))
    assert half.constant == pytest.approx(half.met * (1 - half.met))


def test_targets_of_one_province_are_no_independent_evidence() -> None:
    loss, alone = np.array([0.0, 0.0, 1.0, 1.0]), np.array(["a", "b", "c", "d"])
    together = np.array(["a", "a", "b", "b"])
    assert clustered_error(loss, together) > clustered_error(loss, alone) > 0
    assert np.isnan(clustered_error(loss, np.array(["a"] * 4)))


def test_tables_keep_every_target_and_say_how_it_counts() -> None:
    found = [forecast(target, 0.6) for target in plan_targets()]
    table = plan_table(found)
    assert tuple(table.columns[: len(COLUMNS)]) == COLUMNS
    assert len(table) == 109
    assert set(table["counted"]) == {"scored", "remembered", "repeated", "open"}
    scored = table[table["counted"] == "scored"]
    assert scored["base_rate"].notna().all()
    assert {counted(each) for each in found if not each.target.read and each.target.met is not None} == {
        "remembered"
    }
    groups = list(score_table(found)["group"])
    assert groups[0] == "all"
    assert groups[-1] == "remembered"
    assert {"as published", "as revised", "level nation", "family 13FYP"} <= set(groups)
    assert reliability(found)["n"].tolist() == [len(scored)]


def test_precedents_part_the_record() -> None:
    parts = [precedents_of(rise) for rise in (0.0, 0.01, 0.05)]
    assert [part.kind for part in parts] == ["below", "between", "above"]
    assert sum(part.number for part in parts) == len(record())
    assert all(0 <= part.met <= part.number for part in parts)
    assert precedents_of(EDGES[0]).low == EDGES[0]


def test_a_run_says_how_much_its_target_asks_a_year() -> None:
    target = RunTarget("t", None, RATE, "region", "reach", 0.50, "share", 2015)
    outcome = Outcome(target, "policy", "620423", 2015, "share", "likely")
    rates = (RateRow(2010, Band(0.45, 0.45, 0.45), None), RateRow(2015, Band(0.48, 0.5, 0.52), None))
    summary = Summary("s", "policy", "620423", 2010, 2015, 8, rates, (outcome,), None, ())
    assert needed_of(outcome, summary) == pytest.approx(0.01)
    elsewhere = replace(outcome, region="620423/town")
    more = replace(outcome, target=replace(target, comparator="increase_of", value=0.05))
    people = replace(outcome, target=replace(target, variable="population", unit="persons", value=5e5))
    assert [needed_of(each, summary) for each in (elsewhere, more, people)] == [None] * 3
    assert needed_of(outcome, replace(summary, rates=())) is None


def test_every_run_says_how_many_like_targets_were_met(tmp_path: Path) -> None:
    rest = """measures: []
targets:
  - {name: fast, variable: resident_urbanization_rate, comparator: at_least, value: 0.95, year: 2014,
     because: quick}
"""
    done = run_mixes(scenario("620423", rest=rest), Options(draws=2, weight=400), lambda done, total: None)
    written = write_folder(done, tmp_path)
    (said,) = written.result.precedents
    hard = precedents_of(0.1)
    assert f"Of {hard.number} targets on record" in said.english
    assert f"{hard.met} were met" in said.english
    run = read_run(written.folder)
    assert run.manifest["precedents"] == [{"english": said.english, "chinese": said.chinese}]
    assert said.english in first_screen(run).answers
    with speaking("zh"):
        assert said.chinese in first_screen(run).answers
