"""`urbsim sensitivity`: its tables have the columns of the contract, and an unknown output is refused."""

from pathlib import Path

import pandas as pd
import pytest

from tests.ensembles.tiny import leave, tiny_file


def test_the_tables_are_those_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = ("--draws", "12", "--settings", "8", "--workers", "1", "--out", tmp_path / "out")
    scenario = tiny_file(tmp_path)
    assert leave("sensitivity", scenario, *size) == 0
    folder = tmp_path / "out" / "sensitivity-tiny"
    table = pd.read_csv(folder / "sensitivity.csv", encoding="utf-8-sig")
    ends = ["first_low", "first_high", "total", "total_low", "total_high"]
    assert list(table) == ["output", "input", "first", *ends]
    assert "homes" in set(table["input"])
    assert ((table["total"] >= table["total_low"]) & (table["total"] <= table["total_high"])).all()
    rules = pd.read_csv(folder / "rules.csv", encoding="utf-8-sig")
    assert list(rules) == ["target", "rule", "coverage", "density", "draws"]
    assert (folder / "signposts.csv").is_file()
    assert leave("sensitivity", scenario, "--output", "weather", *size) == 2
    assert "weather" in capsys.readouterr().err
