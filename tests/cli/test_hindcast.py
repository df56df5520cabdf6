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
    words = ["hindcast", "--panel", str(folder / "towns.csv"), "--out", str(folder / "out"), "--pairs", "1"]
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
    assert (folder / "out" / "towns.png").stat().st_size > 10_000
    assert (folder / "out" / "towns.svg").exists()


def test_an_origin_without_figures_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["hindcast", "--origin", "2006"])
    assert left.value.code == 2
    assert "no official figure of 2006 was read" in capsys.readouterr().err


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
