"""The kept scoreboard belongs to the frozen posterior, and a run shows it."""

from __future__ import annotations

from tests.golden.scoreboard import END, PANELS, README, START, board, in_words, written_into
from tests.unit.runs.texts import scenario
from urbsim.analysis.hindcast.baselines import baselines
from urbsim.analysis.hindcast.hindcast import FREE, OWN, TWIN, Hindcast, score_table
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.evidence_panels import evidence_panels
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import scoreboard, standings_of
from urbsim.runs.results.notes import notes_of
from urbsim.runs.setup.resolve import resolve


def test_the_scoreboard_is_that_of_the_frozen_posterior() -> None:
    kept = [standing.panel for standing in scoreboard()]
    assert kept == [name for name in PANELS if name in kept]
    assert {"nation", "provinces", "provinces-31", "prefectures", "counties"} <= set(kept)
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
            mine = {OWN: own, TWIN: own, FREE: own}
            found.append(Hindcast(panel, mine | baselines(panel.known)))
    table = board(score_table(found)).set_index("panel")
    assert table.loc["nation", "name"] == "urgd_own"
    assert table.loc["provinces-31", "name"] == "half_convergence"
    assert table.loc["provinces-31", "rule"] == 1.2
    assert (table["own"] == table["free"]).all()
    readme = written_into(README.read_text("utf-8"), in_words(table.reset_index()))
    assert readme.count(START) == readme.count(END) == 1
    assert f"| nation, 2011–2025 | 1 | {table.loc['nation', 'own']:.2f} |" in readme
    assert "does not beat the best one for: nation, 2011–2025" in readme


def test_a_run_reads_the_scores_of_the_origin_before_it() -> None:
    origins = sorted({standing.origin for standing in scoreboard()})
    assert {each.origin for each in standings_of(1990)} == {origins[0]}
    assert {each.origin for each in standings_of(2050)} == {origins[-1]}
