"""The kept scoreboard belongs to the frozen posterior, and a run shows it."""

from __future__ import annotations

from tests.golden.scoreboard import PANELS, board
from tests.unit.runs.texts import scenario
from urbsim.analysis.hindcast.baselines import baselines
from urbsim.analysis.hindcast.hindcast import OWN, STACKED, TWIN, Hindcast, score_table
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.evidence_panels import evidence_panels
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import scoreboard
from urbsim.runs.results.notes import notes_of
from urbsim.runs.setup.resolve import resolve


def test_the_scoreboard_is_that_of_the_frozen_posterior() -> None:
    assert tuple(standing.panel for standing in scoreboard()) == PANELS
    assert {standing.posterior for standing in scoreboard()} == {posterior().digest}


def test_every_run_shows_it_in_both_languages() -> None:
    asked = scenario("211400")
    notes = notes_of(asked, resolve(asked, 1000))
    nation = scoreboard()[0]
    assert any(f"nation {nation.own:.1f} ({nation.rule:.1f})" in note.english for note in notes)
    assert any(f"全国 {nation.own:.1f} ({nation.rule:.1f})" in note.chinese for note in notes)


def test_a_board_takes_the_best_rule_and_none_of_the_own_methods() -> None:
    found = []
    for panel in evidence_panels(2010):
        if panel.name in PANELS:
            own = mean_field(panel.known, 20)
            mine = {OWN: own, TWIN: own, STACKED: own}
            found.append(Hindcast(panel, mine | baselines(panel.known)))
    table = board(score_table(found)).set_index("panel")
    assert table.loc["nation", "name"] == "urgd_own"
    assert table.loc["provinces-31", "name"] == "half_convergence"
    assert table.loc["provinces-31", "rule"] == 1.2
    assert (table["own"] == table["stacked"]).all()
