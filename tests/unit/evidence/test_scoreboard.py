"""The kept scoreboard belongs to the frozen posterior, and a run shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.golden.scoreboard import END, PANELS, README, START, board, in_words, written_into
from tests.unit.runs.texts import scenario
from urbsim.analysis.hindcast.baselines import baselines
from urbsim.analysis.hindcast.hindcast import FREE, OWN, TWIN, Hindcast, score_table
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.evidence_panels import evidence_panels
from urbsim.charts.arrange import forecast_content
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import scoreboard, standing_of, standings_of
from urbsim.report.folder import write_folder
from urbsim.report.scoreboard import score_parts
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.notes import notes_of, score_notes
from urbsim.runs.results.store import read_run
from urbsim.runs.setup.resolve import resolve
from urbsim.text import speaking, word


def test_the_scoreboard_is_that_of_the_frozen_posterior() -> None:
    kept = [standing.panel for standing in scoreboard()]
    assert kept == [name for name in PANELS if name in kept]
    assert {"nation", "provinces", "provinces-31", "prefectures", "counties"} <= set(kept)
    assert {standing.posterior for standing in scoreboard()} == {posterior().digest}


@pytest.mark.parametrize(
    ("region", "panel"), [("CN", "nation"), ("211400", "prefectures"), ("620423", "counties")]
)
def test_every_run_shows_the_line_of_its_level_in_both_languages(region: str, panel: str) -> None:
    asked = scenario(region)
    notes = notes_of(asked, resolve(asked, 2000 if region == "CN" else 1000))
    mine = next(standing for standing in scoreboard() if standing.panel == panel)
    for lang in ("en", "zh"):
        with speaking(lang):
            told = " ".join(each.text() for each in notes)
            assert word(f"panels.{panel}") in told
            assert mine.miss in told
            assert f"{mine.rule:.2f}" in told


def test_an_error_is_told_and_no_digit_beyond_it() -> None:
    first = scoreboard()[0]
    assert replace(first, own=4.859, error=0.07).miss == "4.86 ± 0.07"
    assert replace(first, own=1.852, error=0.28).miss == "1.9 ± 0.3"
    assert replace(first, own=1.852, error=float("nan")).miss == "1.9"


def test_what_was_never_scored_is_said() -> None:
    def told(level: str, base: int, last: int) -> str:
        return " ".join(each.english for each in score_notes(level, base, last))

    assert "Nothing smaller than a county" in told("township", 2010, 2020)
    assert "further than 10 years ahead; this forecast reaches 15" in told("county", 2010, 2025)
    assert "further" not in told("county", 2010, 2020)
    known = any(each.level == "county" and each.origin == 2020 for each in scoreboard())
    assert (
        "From 2020 itself no forecast of this level has been scored" in told("county", 2020, 2035)
    ) != known


def test_scores_from_2020_stand_beside_forecasts_from_2020_where_there_are_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nation = replace(scoreboard()[0], panel="nation-2020", origin=2020, until=2025, own=0.4321, error=0.02)
    kept = tuple(each for each in scoreboard() if each.origin == 2010)
    monkeypatch.setattr("urbsim.evidence.scoreboard.scoreboard", lambda: (*kept, nation))
    assert standing_of("nation", 2020) == nation
    assert standing_of("nation", 2015).origin == 2010
    told = " ".join(each.english for each in score_notes("nation", 2020, 2035))
    assert "from 2020 (nation from 2020, 2021–2025) missed by 0.43 ± 0.02 points" in told
    assert "further than 5 years ahead; this forecast reaches 15" in told
    assert "itself" not in told


def test_manifest_report_chart_and_readme_say_the_same(tmp_path: Path) -> None:
    asked = scenario("620423")
    done = run_mixes(asked, Options(draws=2, weight=400, workers=1), lambda done, total: None)
    run = read_run(write_folder(done, tmp_path).folder)
    mine = standing_of("county", 2010)
    assert run.manifest["scored"]["panel"] == mine.panel
    assert f"missed by {mine.miss} points" in forecast_content([run]).subtitle.replace("\u00a0", " ")
    for lang, readme in README.items():
        with speaking(lang):
            (part,) = score_parts(run)
            told = readme.read_text("utf-8")
            assert all(" | ".join(row) in told for row in part.rows)
            assert mine.miss in [row[2] for row in part.rows]


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
    readme = written_into(README["en"].read_text("utf-8"), in_words(table.reset_index()))
    assert readme.count(START) == readme.count(END) == 1
    assert f"| nation, 2011–2025 | 1 | {table.loc['nation', 'own']:.1f} |" in readme
    assert "does not beat the best one for: nation, 2011–2025" in readme


def test_a_run_reads_the_scores_of_the_origin_before_it() -> None:
    origins = sorted({standing.origin for standing in scoreboard()})
    assert {each.origin for each in standings_of(1990)} == {origins[0]}
    assert {each.origin for each in standings_of(2050)} == {origins[-1]}
    assert standing_of("county", 1990).origin == min(
        each.origin for each in scoreboard() if each.level == "county"
    )


def test_the_readmes_tell_the_same_commands() -> None:
    blocks = {lang: re.findall(r"^```sh\n(.*?)^```", readme.read_text("utf-8"), re.DOTALL | re.MULTILINE)
              for lang, readme in README.items()}  # fmt: skip
    chinese = {each.replace(" --lang zh", "") for each in blocks["zh"]}
    assert chinese <= set(blocks["en"])
    assert len(chinese) == 2
