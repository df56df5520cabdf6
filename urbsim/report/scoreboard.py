"""How forecasts of this kind fared on the past, by a hindcast beside the runs or by the one that ships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import pandas as pd

from urbsim.analysis.hindcast.hindcast import BESIDE, MINE, OWN
from urbsim.analysis.targets.cells import NOTHING
from urbsim.analysis.targets.wording import percent
from urbsim.evidence.scoreboard import Standing
from urbsim.report.parts import PagePart, part
from urbsim.runs.results.store import StoredRun, read_table
from urbsim.text import block, word

SCORES = "scores.csv"
BESIDE_THE_RUNS = "hindcast"
RIVALS = 3
MEASURES = {"mae": "{:.2f}", "bias": "{:+z.2f}", "crps": "{:.2f}", "cover90": "{:.0%}"}


def score_parts(run: StoredRun) -> list[PagePart]:
    """A table with the own methods and the best rivals on every panel; else the shipped scores."""
    places = (run.folder, run.folder.parent / BESIDE_THE_RUNS)
    found = next((place / SCORES for place in places if (place / SCORES).is_file()), None)
    if found is None:
        return shipped_part(run)
    words, table = block("report"), read_table(found)
    whole = table[table["horizon"].astype(str) == "all"]
    rows = [each for _, panel in whole.groupby("panel", sort=False) for each in panel_rows(panel)]
    heads = [words[f"score_{name}"] for name in ("panel", "method", "n", *MEASURES)]
    made = part(words["score"], heads, rows, words=2)
    return [PagePart(made.title, made.heads, made.rows, made.numbers, words["score_text"].format(method=OWN))]


def shipped_part(run: StoredRun) -> list[PagePart]:
    """The scoreboard that ships, of the origin that speaks for the run, as README has it."""
    kept = cast(Sequence[dict[str, Any]], run.manifest.get("scoreboard") or ())
    standings = [Standing(**each) for each in kept]
    rows = [board_row(each) for each in standings]
    words = block("board")
    heads = [words[name] for name in ("what", "regions", "own", "cover", "free", "rule")]
    made, text = part(block("report")["score"], heads, rows), " ".join((words["text"], *who_won(standings)))
    return [PagePart(made.title, made.heads, made.rows, made.numbers, text)] if rows else []


def board_row(standing: Standing) -> tuple[str, ...]:
    """One panel: what was forecast, how many regions, and what came, beside what else there is."""
    return (
        word(f"panels.{standing.panel}"), str(standing.regions), standing.miss, percent(standing.cover90),
        f"{standing.free:.2f}", f"{standing.rule:.2f}",
    )  # fmt: skip


def who_won(standings: Sequence[Standing]) -> list[str]:
    """For which panels the forecast beats every simple rule, and for which not the best one."""
    won, lost = (
        word("board.between").join(
            word(f"panels.{each.panel}") for each in standings if (each.own < each.rule) == best
        )
        for best in (True, False)
    )
    found = [word("board.won", panels=won) if won else word("board.none")]
    return [*found, word("board.lost", panels=lost)] if lost else found


def panel_rows(panel: pd.DataFrame) -> list[tuple[str, ...]]:
    """The project's own methods first, then the rivals with the least CRPS."""
    mine = panel[panel["method"].isin(MINE)]
    others = panel[~panel["method"].isin([*MINE, *BESIDE])].sort_values("crps", kind="stable").head(RIVALS)
    return [
        (
            str(row["panel"]), str(row["method"]), str(row["n"]),
            *(NOTHING if pd.isna(row[name]) else form.format(row[name]) for name, form in MEASURES.items()),
        )
        for row in pd.concat([mine, others]).to_dict("records")
    ]  # fmt: skip
