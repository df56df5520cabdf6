"""Chinese words, units and full-width figures mean the plain file; what means no single thing is a fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.policy.levers import levers
from urbsim.scenario.checks.chinese_words import units
from urbsim.scenario.reading import read_text
from urbsim.text import speaking
from urbsim.vocabulary.errors import InputError

PLAIN = """\
schema: urbsim/2
name: words
title: {zh: 例, en: An example}
region: "620423"
from: 2010
until: 2020
measures:
  - {name: roads, lever: investment, service: road, value: {assumption: money}, start: 2011, where: towns}
  - {name: homes, lever: dwellings, value: {assumption: built}, start: 2011, end: 2012, for: villagers}
  - {name: open, lever: hukou, value: {scale: medium}, start: 2012}
targets:
  - {name: up, variable: resident_urbanization_rate, comparator: at_least, value: 0.5, year: 2020, because: x}
assumptions:
  money: {value: 500, unit: wan_yuan/yr, because: x}
  built: {value: 40, unit: units/yr, because: x}
"""
CHINESE = """\
schema: urbsim/2
name: words
title: {zh: 例, en: An example}
region: 景泰县
from: 2010
until: ２０２０
measures:
  - {name: roads, lever: 基础设施投资, service: 道路, value: {assumption: money}, start: ２０１１, where: 镇}
  - {name: homes, lever: 住房竣工, value: {assumption: built}, start: 2011, end: 2012, for: 村民}
  - {name: open, lever: 户籍门槛变化, value: {scale: 中}, start: 2012}
targets:
  - {name: up, variable: 常住人口城镇化率, comparator: 不低于, value: ０．５, year: 2020, because: x}
assumptions:
  money: {value: ５００, unit: 万元／年, because: x}
  built: {value: 40, unit: 套/年, because: x}
"""


def faults_of(text: str, lang: str = "en") -> list[str]:
    with speaking(lang), pytest.raises(InputError) as caught:
        read_text(text, "w.yaml")
    with speaking(lang):
        return [fault.told() for fault in caught.value.faults]


def test_a_chinese_file_is_the_plain_one() -> None:
    plain, chinese = read_text(PLAIN, "w.yaml"), read_text(CHINESE, "w.yaml")
    assert chinese.measures == plain.measures
    assert chinese.targets == plain.targets
    assert dict(chinese.assumptions) == dict(plain.assumptions)
    assert (chinese.base_year, chinese.until) == (plain.base_year, plain.until)


def test_names_of_measures_and_assumptions_may_be_chinese() -> None:
    text = PLAIN.replace("name: roads", "name: 镇区道路").replace("money", "道路资金")
    found = read_text(text, "w.yaml")
    assert found.measures[0].name == "镇区道路"
    assert found.assumptions["道路资金"].value == 500


def test_each_unit_in_chinese_is_one_that_a_lever_or_key_takes() -> None:
    taken = {unit for lever in levers().values() for unit in lever.spellings()}
    taken |= {unit for lever in levers().values() for field in lever.fields for unit in field.accepted or ()}
    spelled = set(units().values())
    assert {"wan_yuan/yr", "yi_yuan", "mu", "units", "percent", "persons/yr"} <= spelled
    assert {unit for unit in taken if "/" not in unit} - spelled <= {"share", "percent"}


@given(st.integers(200, 2000), st.integers(0, 99))
def test_full_width_figures_are_the_same_number(whole: int, cents: int) -> None:
    written = f"{whole}.{cents:02d}"
    wide = written.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."})
    found = read_text(PLAIN.replace("value: 500", f"value: {wide}"), "w.yaml")
    assert found.assumptions["money"].value == float(written)


@pytest.mark.parametrize("value", ["500万元", "５００万元", "500 套", "40％"])
def test_a_unit_in_the_value_is_refused_with_line_and_remedy(value: str) -> None:
    (said,) = faults_of(PLAIN.replace("value: 500", f'value: "{value}"'))[:1]
    assert said.startswith("w.yaml:14: ")
    assert "unit: " in said
    assert "请写 value: " in faults_of(PLAIN.replace("value: 500", f'value: "{value}"'), "zh")[0]


@pytest.mark.parametrize("unit", ["万亿元", "斤", "万元/月", "千元/年"])
def test_a_unit_that_is_not_known_is_refused_and_never_scaled(unit: str) -> None:
    said = faults_of(PLAIN.replace("unit: wan_yuan/yr", f"unit: {unit}"))
    assert any(each.startswith("w.yaml:8: ") and unit in each for each in said)


def test_plain_text_for_a_number_stays_refused() -> None:
    assert "must be a number" in " ".join(faults_of(PLAIN.replace("value: 500", 'value: "500"')))
