"""What a file has seen since its base year stands beside the forecast, and moves no run."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from tests.ensembles.tiny import TINY, leave
from urbsim.report.answer.seen import seen_notes
from urbsim.report.folder import published_of
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.result import RunResult
from urbsim.scenario.reading import read_text

SIZE = Options(draws=3, workers=1, mixes=("policy", "nothing"))
SEEN = """\
observed:
  - {variable: resident_urbanization_rate, year: 2012, value: %s, source: {zh: 统计公报, en: a yearbook}}
  - {variable: 常住人口, year: 2013, value: １５０５, source: 统计公报}
mixes:
"""


def text(rate: float) -> str:
    return TINY.replace("mixes:\n", SEEN % rate)


def lived(written: str) -> RunResult:
    return run_mixes(read_text(written, "tiny.yaml"), SIZE, lambda done, total: None)


def said(rate: float) -> list[str]:
    done = lived(text(rate))
    return [each.english for each in seen_notes(done, published_of(done))]


@pytest.mark.parametrize(("rate", "place"), [(0.01, "below"), (0.99, "above")])
def test_a_figure_outside_the_band_is_said_to_be_so(rate: float, place: str) -> None:
    first, second = said(rate)
    assert f"in 2012 (a yearbook), {place} the 90 % band of the forecast" in first
    assert "Resident population" in second or "Population" in second
    assert "1,505" in second


def test_a_figure_that_the_draws_hold_lies_inside() -> None:
    runs = lived(TINY).ensembles[0]
    middle = float(np.median(runs.at("resident_urbanization_rate", runs.home, 2012)))
    assert "inside the 90 % band" in said(middle)[0]


def test_nothing_that_was_seen_moves_a_run() -> None:
    bare, seen = lived(TINY), lived(text(0.99))
    for one, two in zip(bare.ensembles, seen.ensembles, strict=True):
        assert np.array_equal(one.values, two.values, equal_nan=True)
    assert seen.observed["tiny"]["resident_urbanization_rate"] == {2012: 0.99}


def test_it_stands_on_the_screen_in_the_tables_and_in_the_manifest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "tiny.yaml"
    place.write_text(text(0.99), encoding="utf-8")
    assert leave("run", place, "--draws", "2", "--workers", "1", "--out", tmp_path, "--lang", "zh") == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "此后实际：2012年常住人口城镇化率99.0%（统计公报），高于预测的90%区间" in shown
    with (tmp_path / "tiny" / "years.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2012" and row["region"] == "tiny"]
    (seen,) = {row["observed"] for row in rows if row["variable"] == "resident_urbanization_rate"}
    assert float(seen) == 0.99
    manifest = json.loads((tmp_path / "tiny" / "manifest.json").read_text(encoding="utf-8"))
    assert any("a yearbook" in each["english"] for each in manifest["beside"])
    assert {each["measure"] for each in manifest["constraints"]} == {"homes"}
