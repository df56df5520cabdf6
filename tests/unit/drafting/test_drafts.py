"""Drafts that cannot mislead: what a text leaves open is asked, and nothing it does not say is scored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from urbsim.drafting import normalised, read_policy
from urbsim.drafting.draft.drafting import proposed
from urbsim.drafting.draft.home import home_of
from urbsim.drafting.draft.proposal import Proposal
from urbsim.drafting.draft.scenario_text import scenario_text
from urbsim.scenario.reading import read_text
from urbsim.vocabulary.errors import InputError, OpenQuestion

PLAN = "石坝县国民经济和社会发展第十四个五年规划纲要\n2021年2月\n"
REPORT = "石坝县政府工作报告\n2022年1月18日\n"
KNOWN = "景泰县国民经济和社会发展第十四个五年规划纲要\n2021年2月\n"


def drafted(text: str) -> tuple[Proposal, str]:
    reading = read_policy(normalised(text))
    proposal = proposed(reading)
    return proposal, scenario_text(reading, proposal, "草案.txt")


def questions_of(text: str) -> dict[str, OpenQuestion]:
    with pytest.raises(InputError) as caught:
        read_text(drafted(text)[1], "draft.yaml")
    assert caught.value.faults == caught.value.questions
    return {each.key: each for each in caught.value.questions}


def targets(text: str) -> list[tuple[Any, ...]]:
    return [
        (each["variable"], each["comparator"], each["value"], each["year"])
        for each in drafted(text)[0].targets
    ]


@pytest.mark.parametrize(
    ("title", "home"),
    [
        ("葫芦岛市关于加快城镇化的意见", "211400"),
        ("辽宁省葫芦岛市城镇体系规划", "211400"),
        ("2019年上海市政府工作报告", "31"),
        ("政府工作报告\n——2022年1月12日在景泰县第十七届人民代表大会第一次会议上", "620423"),
        ("国务院关于深化户籍改革的意见", "CN"),
    ],
)
def test_a_title_names_a_known_place(title: str, home: str) -> None:
    region = home_of(normalised(title).clean).region
    assert region is not None
    assert region.code == home


@pytest.mark.parametrize(
    ("title", "name", "level", "parent"),
    [
        ("石坝县新型城镇化规划", "石坝县", "county", None),
        ("江苏省石坝县柳河镇总体规划", "柳河镇", "township", "32"),
        ("中国共产党石坝县第九次代表大会报告", "石坝县", "county", None),
        ("关于印发石坝县小城镇建设意见的通知", "石坝县", "county", None),
        ("政府工作报告\n——2022年1月12日在石坝市第七届人民代表大会第一次会议上", "石坝市", None, None),
    ],
)
def test_a_place_that_nobody_knows_is_no_other_place(
    title: str, name: str, level: str | None, parent: str | None
) -> None:
    home = home_of(normalised(title).clean)
    assert (home.region, home.name, home.level) == (None, name, level)
    assert (home.parent.code if home.parent else None) == parent


@pytest.mark.parametrize(
    "title", ["关于加快小城镇建设的若干意见", "城市绿化规划", "全县工作要点", "区委全会报告"]
)
def test_a_title_without_a_place_gives_none(title: str) -> None:
    home = home_of(normalised(f"{title}\n江苏省的经验值得学习。").clean)
    assert (home.region, home.name) == (None, None)


def test_an_unknown_place_becomes_figures_to_fill_with_what_the_text_tells() -> None:
    open_ = questions_of(f"{PLAN}2020年末，全县常住人口31万人。到2025年，常住人口城镇化率达到56%。")
    keys = {"region.parent", "region.year", "region.population", "region.urban_population", "region.source"}
    assert set(open_) == keys
    assert open_["region.population"].candidates[0].startswith("310000")
    assert all(each.line for each in open_.values())


def test_a_filled_draft_runs_as_its_own_place() -> None:
    text = drafted(f"{PLAN}到2025年，常住人口城镇化率达到56%。")[1]
    answers = ("parent='62'", "year=2020", "population=310000", "urban_population=140000", "source=年鉴")
    scenario = read_text(text, "draft.yaml", [f"region.{each}" for each in answers])
    assert scenario.name == "draft-草案"
    assert scenario.region_key == scenario.name
    assert [(each.variable, each.value) for each in scenario.targets] == [
        ("resident_urbanization_rate", 0.56)
    ]


def test_a_text_without_place_or_date_asks_for_both() -> None:
    open_ = questions_of("到2025年，常住人口城镇化率达到56%，建成区面积达到9平方公里。")
    assert set(open_) == {"region", "from"}
    assert "--issued" in open_["from"].problem


def test_a_scope_that_is_not_the_region_is_asked() -> None:
    proposal, text = drafted(f"{KNOWN}到2025年，中心城区供水普及率达到98%。")
    (target,) = proposal.targets
    assert target["scope"] == "?"
    with pytest.raises(InputError) as caught:
        read_text(text, "draft.yaml")
    (question,) = caught.value.questions
    assert question.key == f"targets.{target['name']}.scope"
    assert "seats: county seats" in question.candidates
    assert read_text(text, "d", [f"{question.key}=seats"]).targets[0].scope == ("seats",)


def test_a_figure_that_no_part_of_the_region_can_have_is_asked() -> None:
    proposal, _ = drafted("国家新型城镇化规划\n2014年3月\n到2020年，建成区面积达到15平方公里。")
    assert proposal.targets == []
    assert "too" not in proposal.review[0]["question"]
    assert "of another place" in proposal.review[0]["question"]


def test_changes_are_drafted_with_their_base() -> None:
    assert targets(f"{KNOWN}“十四五”期间，城镇化率年均上升0.9个百分点以上。") == [
        ("resident_urbanization_rate", "increase_per_year_at_least", 0.009, 2025)
    ]
    proposal, text = drafted("景泰县政府工作报告\n2022年1月\n2022年城镇化率提高0.8个百分点。")
    assert [(each["comparator"], each["base"], each["year"]) for each in proposal.targets] == [
        ("increase_of", 2021, 2022)
    ]
    assert read_text(text, "draft.yaml").targets[0].base == 2021


def test_a_gross_flow_keeps_its_year_and_is_scored_against_no_stock() -> None:
    (target,) = drafted(f"{REPORT}今年，城镇新增就业4200人以上。")[0].targets
    assert (target["value"], target["year"]) == (4200, 2022)
    assert "毛流量" in target["not_modelled"]["zh"]


def test_renewal_is_no_supply_and_new_homes_are() -> None:
    assert drafted(f"{REPORT}今年，改造老旧小区住房900套。")[0].measures == []
    (measure,) = drafted(f"{REPORT}今年，新建安置房300套。")[0].measures
    assert (measure["lever"], measure["start"], measure["end"]) == ("dwellings", 2022, 2022)


def test_a_lever_stated_is_no_target() -> None:
    proposal, _ = drafted(f"{REPORT}今年，易地扶贫搬迁1200人，供应土地300亩。")
    assert proposal.targets == []
    assert [each["lever"] for each in proposal.measures] == ["relocation", "land"]


def test_words_alone_become_a_measure_whose_strength_is_asked() -> None:
    proposal, text = drafted("景泰县户籍制度改革意见\n2021年6月\n全面放开县城落户限制，取消建制镇落户条件。")
    (measure,) = proposal.measures
    assert measure["lever"] == "hukou"
    with pytest.raises(InputError) as caught:
        read_text(text, "draft.yaml")
    (question,) = caught.value.questions
    assert (question.key, question.candidates) == ("measures.hukou.value.scale", ("weak", "medium", "strong"))
    assert read_text(text, "d", [f"{question.key}=strong"]).measures[0].value == -0.5


def test_an_aim_in_words_is_asked() -> None:
    proposal, _ = drafted("景泰县城镇化意见\n2021年6月\n城镇化水平稳步提高。")
    assert [each["question"] for each in proposal.review] == [
        "An aim in words alone: which value is meant, and in which year?"
    ]


@pytest.mark.parametrize(
    ("clause", "service"),
    [
        ("投入3000万元用于污水处理", "sewer"),
        ("投资1.2亿元建设县城道路", "road"),
        ("投入800万元建设幼儿园", "school"),
    ],
)
def test_money_for_a_service_becomes_a_measure_of_it(clause: str, service: str) -> None:
    (measure,) = drafted(f"{REPORT}今年，{clause}。")[0].measures
    assert (measure["lever"], measure["service"]) == ("investment", service)


def test_money_for_several_things_is_asked() -> None:
    proposal, _ = drafted(f"{REPORT}今年，投资2亿元建设道路、供水和学校。")
    assert proposal.measures == []
    assert "Which service" in json.dumps(proposal.review)


def test_no_target_is_due_before_its_text() -> None:
    text = "景泰县城镇化意见\n2021年6月\n到2020年，城镇化率达到50%。到2025年，城镇化率达到57%。"
    assert [year for *_, year in targets(text)] == [2025]


def test_rural_coverage_is_not_the_towns() -> None:
    proposal, _ = drafted(f"{KNOWN}到2025年，农村生活污水治理率达到45%，农村自来水普及率达到92%。")
    assert all("not_modelled" in each for each in proposal.targets)
    assert len(proposal.targets) <= 1


def test_every_number_is_in_the_draft() -> None:
    text = f"{PLAN}一、目标\n到2025年，城镇化率达到56%，实施“百千”工程，共12页。"
    scenario = drafted(text)[1]
    reading = read_policy(normalised(text))
    assert all(f"{each.quote}@{each.start}" in scenario for each in reading.unread)
    assert all(f'"start": {each.start}' in scenario for each in reading.statements)


def test_an_increase_of_a_plan_is_counted_from_its_start() -> None:
    (target,) = drafted("景泰县城镇化规划\n2016年4月\n到2020年，城镇化率提高6个百分点。")[0].targets
    assert (target["comparator"], target["base"], target["year"]) == ("increase_of", 2015, 2020)


def test_what_a_text_says_twice_is_one_target() -> None:
    text = f"{KNOWN}到2025年，城镇化率达到57%。围绕这一目标，到2025年，城镇化率达到57%。"
    proposal, _ = drafted(text)
    assert len(proposal.targets) == 1
    assert set(proposal.made.values()) == {f"targets.{proposal.targets[0]['name']}"}


@pytest.mark.parametrize("clause", ["低效用地减量3平方公里", "建设用地规模控制在20平方公里以内"])
def test_land_that_is_not_released_is_no_measure(clause: str) -> None:
    assert drafted(f"{REPORT}今年，{clause}。")[0].measures == []
