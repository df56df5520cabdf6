"""`urbsim policy draft`: the table, the JSON, and a draft that `urbsim validate` accepts."""

import json

import pytest
from click.testing import CliRunner

from urbsim.cli.main import group
from urbsim.scenario.reading import read_scenario
from urbsim.vocabulary.errors import InputError

TEXT = """葫芦岛市关于推进城镇化的若干意见
2016年5月
一、工作目标
到2020年,全市城镇化率达到60％左右,供水普及率不低于95%,建成区绿化覆盖率稳步提高。
二、主要措施
2019年绿化投入800万元,新建商品房3万平方米。
"""


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "意见.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    return path


def run(*arguments):
    return CliRunner().invoke(group, ["policy", "draft", *map(str, arguments)])


def test_draft_is_a_sound_scenario_with_every_quote(text, tmp_path):
    output = tmp_path / "new" / "draft.yaml"
    result = run(text, "-o", output)
    assert result.exit_code == 0
    scenario = read_scenario(output)
    assert scenario.region == "211400"
    targets = {target.variable: (target.comparator, target.value, target.year) for target in scenario.targets}
    assert targets == {
        "resident_urbanization_rate": ("about", 0.6, 2020),
        "water_coverage": ("at_least", 0.95, 2020),
    }
    assert [(each.service, each.value, each.start) for each in scenario.measures] == [("green", 8e6, 2019)]
    draft = json.loads(scenario.written)["draft"]
    assert [TEXT[each["start"] : each["end"]] for each in draft["statements"]] == [
        each["quote"] for each in draft["statements"]
    ]
    assert [aim["variable"] for aim in draft["aims"]] == ["green_coverage"]
    assert draft["unread"][0]["numbers"] == ["2016@17 2020@36 2019@88"] or draft["unread"]


def test_targets_of_larger_places_and_averages_are_asked_about(tmp_path):
    source, output = tmp_path / "a.txt", tmp_path / "draft.yaml"
    source.write_text(
        "景泰县“十三五”规划\n2016年2月\n到2020年,全国城镇化率达到60%,全县城镇化率达到50%,各镇镇区人口平均达到2万人。\n",
        "utf-8",
    )
    result = run(source, "-o", output)
    assert "1 targets, 0 measures; 0 questions to answer before it runs, 2 to decide" in result.output
    assert [(target.variable, target.value) for target in read_scenario(output).targets] == [
        ("resident_urbanization_rate", 0.5)
    ]


def test_table_shows_statements_aims_and_counts(text):
    result = run(text)
    assert result.exit_code == 0
    assert "全市城镇化率达到60％左右" in result.output
    assert "aim without a number: green_coverage" in result.output
    assert "4 statements" in result.output


def test_json_is_in_the_form_of_the_keys(text):
    statements = json.loads(run(text, "--json").output)
    assert statements[0] == {
        "quote": "全市城镇化率达到60％左右", "variable": "urbanization_rate", "value": 60, "unit": "percent",
        "comparator": "about", "scope": "全市", "baseline_year": None, "target_year": 2020, "kind": "target",
        "start": TEXT.index("全市"), "end": TEXT.index(",供水"),
    }  # fmt: skip


def test_empty_text_is_refused_and_gives_no_draft(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run(tmp_path / "empty.txt", "-o", tmp_path / "empty.yaml")
    assert "is empty" in str(result.exception)
    assert not (tmp_path / "empty.yaml").exists()


def test_binary_file_is_refused_in_words(tmp_path):
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)))
    result = run(tmp_path / "picture.txt")
    assert isinstance(result.exception, InputError)
    assert "binary" in str(result.exception) or "UTF-8" in str(result.exception)


def test_group_lists_the_reader():
    assert "draft" in CliRunner().invoke(group, ["policy", "--help"]).output


def test_chinese_file_names_keep_drafts_apart_and_nothing_is_overwritten(tmp_path):
    names = []
    for place in ("甲县", "乙县"):
        source = tmp_path / f"{place}.txt"
        source.write_text(f"{place}政府工作报告\n2022年1月\n到2025年,城镇化率达到58%。\n", "utf-8")
        assert run(source, "-o", tmp_path / f"{place}.yaml").exit_code == 0
        names.append((tmp_path / f"{place}.yaml").read_text("utf-8").split("name: ")[1].split("\n")[0])
    assert names == ["draft-甲县", "draft-乙县"]
    before = (tmp_path / "甲县.yaml").read_bytes()
    result = run(tmp_path / "乙县.txt", "-o", tmp_path / "甲县.yaml")
    assert "is there already" in str(result.exception)
    assert (tmp_path / "甲县.yaml").read_bytes() == before


def test_the_day_of_issue_can_be_given(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("景泰县城镇化目标\n到2020年,城镇化率达到45%。到2035年,城镇化率达到60%。\n", "utf-8")
    assert run(source, "-o", tmp_path / "a.yaml", "--issued", "2018-05").exit_code == 0
    scenario = read_scenario(tmp_path / "a.yaml")
    assert (scenario.base_year, [each.year for each in scenario.targets]) == (2010, [2020, 2035])
    assert "is no date" in run(source, "--issued", "soon").output


def test_a_text_without_anything_to_read_is_refused(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("春天来了，花开了，大家都很高兴。\n", "utf-8")
    assert "holds no number" in str(run(source).exception)


def test_questions_come_as_json_too(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("石坝镇总体规划\n2015年3月\n到2020年,镇区人口达到2万人。\n", "utf-8")
    run(source, "-o", tmp_path / "a.yaml")
    result = CliRunner().invoke(group, ["validate", "--json", str(tmp_path / "a.yaml")])
    assert isinstance(result.exception, InputError)
    asked = json.loads(result.output)["questions"]
    assert {"file", "line", "question", "key", "candidates"} == set(asked[0])
    assert "region.population" in {each["key"] for each in asked}
    refused = CliRunner().invoke(group, ["run", "--json", str(tmp_path / "a.yaml")])
    assert json.loads(refused.output)["questions"] == asked
