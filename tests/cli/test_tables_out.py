"""Tables to hand on: a workbook with numbers as numbers, Chinese heads, and a description of every column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.ensembles.tiny import tiny_file
from urbsim.cli.main import main
from urbsim.runs.results.store import read_run
from urbsim.text import LANGUAGES, texts
from urbsim.vocabulary.variables import variables

QUICK = ("xuean-2010", "--draws", "2", "--weight", "50")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main([*words])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    assert run("run", *QUICK, "--out", str(out), "--xlsx", "--heads", "zh", "--lang", "zh") == 0
    return out / "xuean-2010"


def sheets(folder: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(folder / "tables.xlsx"))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_workbook_has_a_sheet_a_table_with_units_in_the_head(chinese: Path) -> None:
    found = sheets(chinese)
    assert {"中位数", "逐年", "目标"} <= set(found)
    heads, *rows = found["中位数"]
    assert heads[:3] == ["组合", "地区", "年份"]
    assert "常住人口 (人)" in heads
    assert "常住人口城镇化率 (%)" in heads
    people = heads.index("常住人口 (人)")
    assert all(isinstance(row[people], float) for row in rows)
    years = read_run(chinese).years
    mine = years[(years["variable"] == "population") & (years["mix"] == "policy")]
    first = next(row for row in rows if row[2] == 2010 and row[0] == "全部措施")
    assert first[people] == pytest.approx(mine[mine["year"] == 2010]["p50"].iloc[0])


def test_chinese_heads_are_written_and_read_back(chinese: Path) -> None:
    head = (chinese / "years.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.startswith("情景,组合,地区,变量,单位,年份,均值,第5百分位")
    assert list(read_run(chinese).years.columns)[:6] == [
        "scenario",
        "mix",
        "region",
        "variable",
        "unit",
        "year",
    ]


def test_every_column_is_described(chinese: Path) -> None:
    about = json.loads((chinese / "datapackage.json").read_text("utf-8"))
    for table in about["resources"]:
        if table["format"] != "csv":
            continue
        heads = (chinese / table["path"]).read_text("utf-8-sig").splitlines()[0].split(",")
        fields = table["schema"]["fields"]
        assert [each["name"] for each in fields] == heads
        if table["path"] != "iamc.csv":
            assert all(each["title"] != each["title_zh"] for each in fields), table["path"]
    assert {each["name"] for each in about["variables"]} == set(variables())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_heads_are_told_apart(lang: str) -> None:
    words = list(texts(lang)["heads"].values())
    assert len(set(words)) == len(words)


def of_two_measures(folder: Path) -> Path:
    """A tiny town with a second measure, so that contributions can be told apart."""
    (folder / "two.yaml").write_text(
        "schema: urbsim/2\nname: two\nextends: tiny.yaml\nmeasures:\n"
        "- {name: more, lever: dwellings, value: {assumption: homes}, start: 2011, where: towns}\n",
        encoding="utf-8",
    )
    tiny_file(folder)
    return folder / "two.yaml"


def test_a_comparison_has_its_workbook_in_chinese(tmp_path: Path) -> None:
    size = ("--draws", "2", "--workers", "1", "--out", str(tmp_path), "--xlsx", "--lang", "zh")
    assert run("compare", str(of_two_measures(tmp_path)), "--mixes", *size) == 0
    found = sheets(next(tmp_path.glob("compare-*")))
    assert {"与基准之差", "组合", "目标实现概率", "费用", "贡献", "逐年"} <= set(found)
    assert not [name for name in found if name.isascii()]
    heads, *rows = found["组合"]
    assert rows
    assert not [head for head in heads if head.isascii()]
