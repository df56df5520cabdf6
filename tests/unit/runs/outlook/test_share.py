"""How much of the growth is discrepancy: two middle paths, of which one lacks it."""

from __future__ import annotations

import json

import pytest

from tests.unit.runs.texts import scenario
from urbsim.analysis.outlook import shares
from urbsim.report.folder import write_folder
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.ensembles.outlook_notes import discrepancy_share, share_notes
from urbsim.runs.options import Options
from urbsim.runs.outlook import discrepancy as solved
from urbsim.runs.outlook.discrepancy import DiscrepancyShare
from urbsim.runs.setup import sampling
from urbsim.runs.setup.resolve import resolve


def test_the_share_is_what_the_free_path_lacks() -> None:
    assert DiscrepancyShare(2010, rise=0.2, free=0.12).share == pytest.approx(0.4)
    assert DiscrepancyShare(2010, rise=0.1, free=0.15).share == pytest.approx(-0.5)
    assert DiscrepancyShare(2010, rise=-0.05, free=-0.1).share is None
    assert share_notes(None, 2025) == share_notes(DiscrepancyShare(2010, -0.05, -0.1), 2025) == ()
    (said,) = share_notes(DiscrepancyShare(2010, 0.2, 0.12), 2025)
    assert "Of the 20.0 points" in said.english
    assert "8.0 (40%) are discrepancy" in said.english
    assert "上升20.0个百分点，其中8.0个（40%）" in said.chinese


def test_without_logits_nothing_of_it_is_discrepancy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = scenario("620423")
    resolved = resolve(asked, 1000)
    before = discrepancy_share(asked, resolved)
    assert before is not None
    assert before.origin == 2010
    assert 0 < before.free < before.rise
    monkeypatch.setattr(
        sampling, "logits_of", lambda year, world, years: 0.0 * solved.logits_of(year, world, years)
    )
    after = discrepancy_share(asked, resolved)
    assert after is not None
    assert after.rise == after.free == before.free


def test_the_manifest_and_the_notes_of_a_run_say_it(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    asked = scenario("620423")
    done = run_mixes(asked, Options(draws=2, weight=400, workers=1), lambda done, total: None)
    written = write_folder(done, tmp_path)
    kept = json.loads((written.folder / "manifest.json").read_text("utf-8"))["discrepancy"]
    assert kept["share"] == pytest.approx((kept["rise"] - kept["free"]) / kept["rise"])
    assert sum("are discrepancy" in each.english for each in written.notes) == 1
    one = run_mixes(asked, Options(draws=1, weight=400, workers=1), lambda done, total: None)
    assert one.discrepancy is None


def test_the_table_has_a_row_for_every_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "shipped", lambda: {"jingtai-2012": None, "liaoning-1999": None})
    table = shares.shares_table(lambda done, total: None)
    assert list(table.columns) == list(shares.COLUMNS)
    assert table["scenario"].tolist() == ["jingtai-2012", "liaoning-1999"]
