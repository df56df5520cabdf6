"""`urbsim policy check FILE.yaml --text TEXT`: a draft of one's own against the text it was made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from urbsim.cli.main import group
from urbsim.vocabulary.errors import InputError

TEXT = """石坝县新型城镇化规划
2016年3月
2015年，常住人口城镇化率为41%。到2020年，常住人口城镇化率提高到49%，提高8个百分点。
到2020年，县城人口达到6万人，供水普及率达到96%。
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    text, draft = tmp_path / "规划.txt", tmp_path / "draft.yaml"
    text.write_text(TEXT, "utf-8")
    assert CliRunner().invoke(group, ["policy", "draft", str(text), "-o", str(draft)]).exit_code == 0
    return draft, text


def checked(draft: Path, text: Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(group, ["policy", "check", str(draft), "--text", str(text), "--json"])
    return result.exit_code, json.loads(result.output)


def test_a_draft_is_borne_by_its_text_also_while_questions_are_open(files: tuple[Path, Path]) -> None:
    status, found = checked(*files)
    assert status == 0
    assert {each["verdict"] for each in found["quotes"]} == {"found"}
    assert len(found["quotes"]) == 5
    assert (found["numbers"], found["findings"]) == ([], [])


def test_another_text_bears_other_quotes(files: tuple[Path, Path]) -> None:
    draft, text = files
    text.write_text(TEXT.replace("6万人", "7万人"), "utf-8")
    status, found = checked(draft, text)
    assert status == 2
    (missing,) = [each for each in found["quotes"] if each["verdict"] != "found"]
    assert (missing["quote"], missing["nearest"]) == ("县城人口达到6万人", "县城人口达到7万人")
    assert [each["kind"] for each in found["numbers"]] == ["read otherwise"]


def test_a_text_that_was_moved_has_its_quotes_elsewhere(files: tuple[Path, Path]) -> None:
    draft, text = files
    text.write_text(f"另附\n{TEXT}", "utf-8")
    status, found = checked(draft, text)
    assert status == 2
    assert {each["verdict"] for each in found["quotes"]} == {"elsewhere"}
    assert [each["line"] for each in found["quotes"]] == [4, 4, 4, 5, 5]


def test_an_entry_that_was_changed_departs_from_its_text(files: tuple[Path, Path]) -> None:
    draft, text = files
    draft.write_text(draft.read_text("utf-8").replace('"value": 0.49', '"value": 0.59'), "utf-8")
    status, found = checked(draft, text)
    assert (status, [each["kind"] for each in found["numbers"]]) == (2, ["departs from its text"])
    assert "is 0.59, the text says 0.49" in found["numbers"][0]["arithmetic"]


def test_levels_and_increase_that_do_not_add_up_are_told(tmp_path: Path) -> None:
    text, draft = tmp_path / "a.txt", tmp_path / "a.yaml"
    text.write_text(TEXT.replace("提高8个", "提高5个"), "utf-8")
    CliRunner().invoke(group, ["policy", "draft", str(text), "-o", str(draft)])
    status, found = checked(draft, text)
    assert (status, [each["kind"] for each in found["findings"]]) == (0, ["does not add up"])
    assert "49 - 41 percent against 5 percentage_points" in found["findings"][0]["arithmetic"]
    told = CliRunner().invoke(group, ["policy", "check", str(draft)])
    assert "Does not add up: 1." in told.output


def test_any_scenario_is_checked_by_the_clauses_it_rests_on(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TEXT, "utf-8")
    status, found = checked(Path("scenarios/jingtai-2012.yaml").resolve(), text)
    assert status == 2
    assert found["quotes"]
    assert {each["verdict"] for each in found["quotes"]} == {"missing"}


@pytest.mark.parametrize(
    "section", ["draft: 1\n", "draft: {text: a, statements: [{quote: 1}]}\n", "draft: [\n"]
)
def test_a_damaged_draft_is_refused_in_words(tmp_path: Path, section: str) -> None:
    (tmp_path / "a.yaml").write_text(section, "utf-8")
    result = CliRunner().invoke(group, ["policy", "check", str(tmp_path / "a.yaml")])
    assert isinstance(result.exception, InputError)
