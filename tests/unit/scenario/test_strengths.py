"""Strengths in words, targets that no run can score, and the readings of a range, in scenario files."""

from __future__ import annotations

import pytest

from urbsim.evidence.strengths import LEVELS, find_strength, strengths
from urbsim.policy.levers import further_keys, levers
from urbsim.scenario import Scenario, read_text
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.kinds import SERVICES

HEAD = """\
schema: urbsim/2
name: tried
title: {zh: 小例, en: An example}
region: "211400"
from: 2010
until: 2025
"""
ROADS = """\
measures:
  - {name: roads, lever: investment, service: road, value: {scale: medium}, start: 2012, where: towns}
"""


def faults(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_text(HEAD + text, "tried.yaml")
    return "\n".join(map(str, caught.value.faults))


def scenario(text: str) -> Scenario:
    return read_text(HEAD + text, "tried.yaml")


@pytest.mark.parametrize("key", strengths())
def test_an_entry_of_the_scale_is_a_lever_its_service_or_its_field(key: str) -> None:
    lever, _, part = key.partition(".")
    assert lever in levers()
    assert not part or part in SERVICES or part in further_keys()
    entry = strengths()[key]
    amounts = [abs(entry.amounts[level]) for level in LEVELS]
    falling = key in ("spending_limit", "employment_support.cost")
    assert amounts == sorted(amounts, reverse=falling)
    assert len(set(amounts)) == 3
    assert len(entry.because) > 20


def test_every_lever_has_a_scale() -> None:
    for lever in levers().values():
        parts = SERVICES if lever.name == "investment" else (None,)
        assert all(find_strength(lever.name, part) for part in parts), lever.name


def test_a_strength_in_words_is_shown_as_an_assumption() -> None:
    tried = scenario(ROADS)
    (roads,) = tried.measures
    entry = strengths()["investment.road"]
    assert (roads.value, roads.per, roads.unit) == (entry.amounts["medium"], "income", entry.unit)
    shown = tried.assumptions["scale.investment.road.medium"]
    assert (shown.value, shown.low, shown.high) == tuple(
        entry.amounts[each] for each in ("medium", "weak", "strong")
    )
    assert [(each.kind, each.name) for each in tried.provenance] == [("assumption", shown.name)]


def test_a_mix_may_change_the_word() -> None:
    tried = scenario(ROADS + "mixes:\n  more: {set: {roads.value: {scale: strong}}}\n")
    (strong,) = tried.in_force("more")
    assert strong.value == strengths()["investment.road"].amounts["strong"]


def test_words_that_the_scale_does_not_have_are_refused() -> None:
    assert "scale" in faults(ROADS.replace("medium", "enormous"))
    said = faults(
        "measures:\n  - {name: a, lever: relocation, value: {scale: weak}, start: 2012, "
        "subsidy: {scale: weak}, mode: growth}\n"
    )
    assert "growth" in said
    key = (
        "measures:\n  - {name: a, lever: key_towns, value: {scale: weak}, towns: {scale: weak}, start: 2012}"
    )
    assert "the scale of strengths has no key_towns.towns" in faults(key)


def test_a_target_no_run_can_score_needs_its_reason_and_is_kept() -> None:
    clause = "targets:\n  - {clause: weicheng-plan/market, year: 2013"
    assert "no run puts out" in faults(clause + ", because: x}\n")
    (kept,) = scenario(clause + ", not_modelled: the model has no markets}\n").targets
    assert (kept.variable, kept.value, kept.unit) == ("markets", 1, "markets")
    assert (kept.not_modelled, kept.wording) == ("the model has no markets", "each of the six towns")
    assert "names no year" in faults(clause.replace(", year: 2013", "") + ", not_modelled: none}\n")


def test_a_target_of_registered_people_is_kept_apart() -> None:
    rate = "targets:\n  - {clause: huludao-2011/rate-2015, basis: hukou}\n"
    (kept,) = scenario(rate).targets
    assert "hukou" in (kept.not_modelled or "")


def test_a_range_has_two_numbers_and_nothing_else_has() -> None:
    people = "targets:\n  - {name: t, variable: town_population, year: 2015, because: x, "
    own = people + "comparator: %s, value: %s}"
    (kept,) = scenario(own % ("range", "[5000, 8000]")).targets
    assert kept.value == pytest.approx((5000.0, 8000.0))
    assert "does not fit" in faults(own % ("range", "5000"))
    assert "does not fit" in faults(own % ("at_least", "[5000, 8000]"))


def test_changes_may_be_relative_and_towns_meant_one_by_one() -> None:
    text = (
        "targets:\n  - {clause: weicheng-plan/people-growth, year: 2011, base: 2010, scope: towns, "
        "each: true, because: x}\n"
        "  - {clause: songguo-hengjiang/investment-growth, scope: [towns, seats], because: x}\n"
    )
    growth, investment = scenario(text).targets
    assert (growth.unit, growth.value, growth.each, growth.scope) == ("share", 0.04, True, ("towns",))
    assert (investment.comparator, investment.base, investment.scope) == (
        "grow_per_year",
        2011,
        ("towns", "seats"),
    )
