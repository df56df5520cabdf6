"""Words of a scenario file, plain or in both languages: what results keep and what people are shown."""

from __future__ import annotations

import json

import pytest

from tests.unit.runs.texts import OWN_TOWNSHIP, own
from urbsim.runs.ensembles.fingerprint import fingerprint
from urbsim.runs.results.notes import base_note
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario import Scenario
from urbsim.scenario.file.bilingual import chinese_by_english

REST = """\
measures:
  - {{name: roads, lever: investment, service: road, value: {{assumption: a}}, start: 2012, because: {0}}}
targets:
  - {{clause: weicheng-plan/market, year: 2013, not_modelled: {0}, because: {0}}}
assumptions:
  a: {{value: 1000000, unit: yuan/yr, because: {0}}}
mixes:
  later: {{set: {{roads.start: 2013, roads.because: {0}}}}}
"""
BOTH = "{zh: 没有集贸市场, en: no markets}"


def saying(words: str) -> Scenario:
    return own(OWN_TOWNSHIP.replace("an example of our own", words), REST.format(words))


@pytest.mark.parametrize("words", ["no markets", BOTH])
def test_results_keep_the_english_or_the_plain_words(words: str) -> None:
    scenario = saying(words)
    (target,) = scenario.targets
    assert (target.not_modelled, target.because) == ("no markets", "no markets")
    assert {each.because for each in scenario.provenance} == {"no markets"}
    assert scenario.assumptions["a"].because == "no markets"


def test_the_chinese_words_are_found_by_the_english() -> None:
    written = json.loads(saying(BOTH).written)
    assert chinese_by_english(written) == {"An example": "小例", "no markets": "没有集贸市场"}
    assert "no markets" not in chinese_by_english(json.loads(saying("no markets").written))


def test_entries_named_like_the_languages_are_no_saying() -> None:
    assert chinese_by_english({"assumptions": {"zh": {"value": 1}, "en": {"value": 2}}}) == {}


def test_the_note_on_the_base_is_told_in_both_languages() -> None:
    plain, both = (base_note(s, resolve(s, 1).ground) for s in (saying("no markets"), saying(BOTH)))
    assert plain.english == both.english
    assert plain.english.endswith("no markets")
    assert plain.chinese.endswith("no markets")
    assert both.chinese == "基期：情景自带的 2010 年数字。没有集贸市场"


def test_no_draw_depends_on_what_is_said() -> None:
    lived = {
        fingerprint(list(resolve(saying(words), 1).setups.values()))
        for words in ("no markets", BOTH, "{zh: 没有, en: none}")
    }
    assert len(lived) == 1
