"""Judgements by what they move: nothing moves nothing, and what an experiment rests on moves its answer."""

from __future__ import annotations

from dataclasses import replace

from urbsim.analysis.calibration.influence import influences, judgements
from urbsim.cli.hindcast.judgement import table_of
from urbsim.evidence.coefficients import coefficients


def test_a_coefficient_of_the_response_moves_what_it_answers_and_not_the_rate_without() -> None:
    known = coefficients()
    still = replace(known["hukou_reform_effect"], low=0.2, high=0.2)
    first, second = influences([known["hukou_reform_effect"], still], lambda done, total: None)
    assert first.of.name == second.of.name == "hukou_reform_effect"
    assert first.of is not still
    assert first.hukou > 0.3
    assert second.size == 0


def test_the_table_has_every_judgement_once() -> None:
    assert {each.tag for each in judgements()} == {"assumption"}
    assert len({each.name for each in judgements()}) == len(judgements()) > 0
    found = influences(judgements()[:1], lambda done, total: None)
    lines = table_of(found).splitlines()
    assert lines[-1].startswith(f"| `{judgements()[0].name}` |")
