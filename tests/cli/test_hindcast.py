"""`urbsim hindcast --panel`: files, scoreboard, and every fault of a panel with exit status 2."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from urbsim.cli import main as cli
from urbsim.evidence.posterior import posterior

PANEL = (
    "region,year,population,urban_population,parent,household_size,share_65plus\n"
    "甲县,2010,400000,130000,辽宁,3.1,9.5\n"
    "甲县,2020,380000,190000,,,\n"
    "乙县,2010,300000,90000,河南,,\n"
    "乙县,2020,310000,130000,,,\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hindcast")
    (place / "towns.csv").write_text(PANEL, encoding="utf-8")
    return place


def test_a_panel_is_forecast_scored_and_drawn(folder: Path) -> None:
    words = ["hindcast", "--panel", str(folder / "towns.csv"), "--out", str(folder / "out"), "--draws", "2"]
    done = CliRunner().invoke(cli.group, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "towns, 2 regions, origin 2010" in done.output
    assert "towns: urbsim " in done.output
    assert posterior().digest in done.output.replace("\n", "")
    table = pd.read_csv(folder / "out" / "hindcast.csv", encoding="utf-8-sig")
    assert set(table["region"]) == {"甲县", "乙县"}
    assert table["observed"].notna().sum() == 2
    scores = pd.read_csv(folder / "out" / "scores.csv", encoding="utf-8-sig")
    assert scores["method"].iloc[0] == "urbsim"
    people = pd.read_csv(folder / "out" / "people.csv", encoding="utf-8-sig")
    assert set(people["variable"]) == {"population", "urban_population"}
    assert "towns: residents missed by" in done.output
    assert "simulated in 2 worlds a region" in done.output
    assert (folder / "out" / "towns.png").stat().st_size > 10_000
    assert (folder / "out" / "towns.svg").exists()


def test_an_origin_without_figures_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["hindcast", "--origin", "2006"])
    assert left.value.code == 2
    assert "no official figure of 2006 was read" in capsys.readouterr().err


def test_names_of_no_panel_and_a_folder_without_the_origin_are_told_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["hindcast", "--origin", "2015", "--only", "nation-2015,towns", "--solved", str(tmp_path)])
    said = capsys.readouterr().err.replace("\n", " ")
    assert left.value.code == 2
    assert "called towns" in said
    assert "nation-2015, provinces-yearly-2015" in " ".join(said.split())
    assert "solved there from 2015" in " ".join(said.split())


def test_faults_of_a_panel_leave_with_status_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "bad.csv"
    path.write_text(
        PANEL + "丙县,2010,100,130,,,\n丙县,2010,100,30,,,\n丁县,2010,-4,0,,,\n", encoding="utf-8"
    )
    with pytest.raises(SystemExit) as left:
        cli.main(["hindcast", "--panel", str(path), "--out", str(folder / "none")])
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert f"{path}:6: urban_population 130 is more than population 100" in said
    assert f"{path}:8: population -4 lies outside" in said
    assert "Traceback" not in said
    assert not (folder / "none").exists()


RECORD = (
    "id,region,level,document,issued,family,year,variable,comparator,value,baseline,baseline_year,confidence,"
    "outcome,met,met_as_published,met_revised,relative,repeat\n"
    "A,52,province,plan,2011,12FYP,2015,resident_urbanization_rate,reach,0.40,,,read,0.43,yes,yes,yes,,\n"
    "B,620800,prefecture,plan,2015,13FYP,2020,resident_urbanization_rate,at_least,0.48,,,read,0.4477,no,,no,,\n"
    "C,CN,nation,plan,2014,NUP,2020,hukou_urbanization_rate,about,0.45,,,read,0.454,yes,,,,\n"
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_record_of_plans_is_forecast_scored_and_drawn(tmp_path: Path, lang: str) -> None:
    (tmp_path / "record.csv").write_text(RECORD, encoding="utf-8")
    words = ["hindcast", "--plans", str(tmp_path / "record.csv"), "--out", str(tmp_path), "--draws", "2"]
    done = CliRunner().invoke(cli.group, [*words, "--lang", lang], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    table = pd.read_csv(tmp_path / "plans.csv", encoding="utf-8-sig").set_index("id")
    assert list(table.columns[:4]) == ["region", "issued", "year", "comparator"]
    assert table["counted"].tolist() == ["scored", "scored", "not forecast"]
    assert table["probability"].notna().tolist() == [True, True, False]
    scores = pd.read_csv(tmp_path / "plan_scores.csv", encoding="utf-8-sig").set_index("group")
    assert scores.loc["all", "n"] == 2
    assert 0 <= scores.loc["all", "brier"] <= 1
    assert (tmp_path / "plans.png").stat().st_size > 5_000
    said = {"en": "1 targets were not forecast", "zh": "1个目标未作预测"}[lang]
    assert said in done.output


def test_every_fault_of_a_record_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.csv"
    path.write_text(RECORD.replace("0.40", "40 %").replace(",2014,", ",soon,"), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        cli.main(["hindcast", "--plans", str(path), "--out", str(tmp_path)])
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert f"{path}:2:" in said
    assert f"{path}:4:" in said
    path.write_text("id,region\n1,2\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["hindcast", "--plans", str(path), "--out", str(tmp_path)])
    assert "columns are missing: level, document" in capsys.readouterr().err
