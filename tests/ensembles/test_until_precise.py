"""`--until-precise` doubles the draws until every verdict is settled, or says how many it would take."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from tests.ensembles.tiny import TINY, leave


def asked(folder: Path, value: float, draws: int) -> tuple[str | Path, ...]:
    """A run of the town whose target is the given rate."""
    file = folder / "tiny.yaml"
    file.write_text(TINY.replace("value: 0.34", f"value: {value}"), encoding="utf-8")
    return ("run", file, "--draws", str(draws), "--without", "no", "--until-precise", "--out", folder)


def draws_of(folder: Path) -> int:
    return int(json.loads((folder / "tiny" / "manifest.json").read_text(encoding="utf-8"))["draws"])


def test_draws_double_until_a_certain_verdict_is_settled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(*asked(tmp_path, value=0.2, draws=4)) == 0
    assert "All verdicts are settled with 32 draws." in capsys.readouterr().out
    assert draws_of(tmp_path) == 32
    assert len(list(tmp_path.glob(".draws/*/*.draw"))) == 32


def test_what_cannot_be_settled_says_how_many_draws_it_would_take(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "before"
    made.mkdir()
    first = [each for each in asked(made, value=0.2, draws=40) if each != "--until-precise"]
    assert leave(*first) == 0
    runs = pd.read_parquet(made / "tiny" / "runs.parquet")
    rates = runs[(runs["variable"] == "resident_urbanization_rate") & (runs["year"] == 2013)]["value"]
    capsys.readouterr()
    # Two draws in three reach it: on the line between likely and about as likely as not.
    assert leave(*asked(tmp_path, value=round(float(rates.quantile(1 / 3)), 4), draws=1)) == 0
    said = re.search(r"Not settled with 40 draws: about ([\d,]+) would be needed", capsys.readouterr().out)
    assert said is not None
    assert int(said[1].replace(",", "")) > 40
    assert draws_of(tmp_path) == 40


def test_json_stays_one_document_and_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(*asked(tmp_path, value=0.2, draws=16), "--json") == 0
    (written,) = json.loads(capsys.readouterr().out)
    assert written["precision"] == {"draws": 32, "needed": 32}
