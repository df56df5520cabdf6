"""`urbsim new --figures`: a scenario from a table of a planner's, with how it was read, and what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from urbsim.cli.main import main
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.reading import read_scenario

ROWS = """云岭坪县历年人口,,,,
,,,,单位：万人
年份,总人口,城镇人口,乡村人口,城镇化率（%）
2010年,47.12,17.40,29.72,36.93
2020年,45.60,23.10,22.50,50.66
资料来源：云岭坪县统计年鉴,,,,
"""
MANY = "地区,年份,常住人口（万人）,城镇化率（%）\n甲镇,2020年,3.21,40\n乙镇,2020年,4.05,35.5\n"


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["new", *words])
    return int(left.value.code or 0)


def written(folder: Path, text: str, encoding: str = "gb18030") -> str:
    path = folder / "年鉴.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_a_yearbook_table_becomes_a_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = written(tmp_path, ROWS)
    assert (
        run("mine", "--figures", table, "--parent", "620400", "--from", "2010", "--out", str(tmp_path)) == 0
    )
    assert "47.12 万人 → 471,200 persons" in capsys.readouterr().err
    region = read_scenario(tmp_path / "mine.yaml").region
    assert isinstance(region, OwnFigures)
    assert (region.name, region.level, region.year) == ("云岭坪县", "county", 2010)
    assert (region.population, region.urban_population) == (471_200, 174_000)
    assert "B4" in str(region.source)
    assert "云岭坪县统计年鉴" in str(region.source)


def test_what_a_table_leaves_open_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = written(tmp_path, MANY, "utf-8")
    assert run("mine", "--figures", table, "--parent", "620423") == 2
    assert "give --region with one of: 甲镇, 乙镇" in capsys.readouterr().err
    assert run("mine", "--figures", table, "--region", "乙镇") == 2
    assert "give it with --parent" in capsys.readouterr().err
    assert run("mine", "--figures", table, "--region", "乙镇", "--parent", "620423", "--from", "2010") == 2
    assert "--from with one of: 2020" in capsys.readouterr().err
    options = ("--region", "乙镇", "--parent", "620423", "--out", str(tmp_path), "--lang", "zh")
    assert run("mine", "--figures", table, *options) == 0
    region = read_scenario(tmp_path / "mine.yaml").region
    assert isinstance(region, OwnFigures)
    assert (region.level, region.population, region.urban_population) == ("township", 40_500, 14_378)


def test_a_table_that_names_no_place_is_that_of_the_place_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = written(tmp_path, "年份,常住人口（万人）,城镇人口（万人）\n2010年,3.21,1.28\n")
    options = ("--figures", table, "--parent", "320682", "--out", str(tmp_path))
    assert run("mine", *options) == 2
    assert "the table names no place; name it with --region" in capsys.readouterr().err
    assert run("mine", *options, "--region", "云岭坪镇") == 0
    region = read_scenario(tmp_path / "mine.yaml").region
    assert isinstance(region, OwnFigures)
    assert (region.name, region.level, region.population) == ("云岭坪镇", "township", 32_100)


@pytest.mark.parametrize("head", ["常住人口", "常住人口（人）"])
def test_people_a_thousand_times_off_are_refused(
    tmp_path: Path, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = written(tmp_path, f"地区,年份,{head},城镇化率\n云岭坪县,2010,471.2,36.9\n")
    assert run("mine", "--figures", table, "--parent", "620400", "--out", str(tmp_path)) == 2
    told = capsys.readouterr().err
    assert "年鉴.csv:2" in told
    assert "(C2)" in told
    assert "implausibly small" in told
    assert not (tmp_path / "mine.yaml").exists()
