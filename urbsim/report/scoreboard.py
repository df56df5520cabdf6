"""How forecasts of this kind fared on the past: the table that `urbsim hindcast` left beside the runs."""

from __future__ import annotations

import pandas as pd

from urbsim.analysis.hindcast.hindcast import BESIDE, MINE, OWN
from urbsim.analysis.targets.cells import NOTHING
from urbsim.report.parts import PagePart, part
from urbsim.runs.results.store import StoredRun, read_table
from urbsim.text import block

SCORES = "scores.csv"
BESIDE_THE_RUNS = "hindcast"
RIVALS = 3
MEASURES = {"mae": "{:.2f}", "bias": "{:+.2f}", "crps": "{:.2f}", "cover90": "{:.0%}"}


def score_parts(run: StoredRun) -> list[PagePart]:
    """A table with the own methods and the best rivals on every panel; none where nothing was scored here."""
    places = (run.folder, run.folder.parent / BESIDE_THE_RUNS)
    found = next((place / SCORES for place in places if (place / SCORES).is_file()), None)
    if found is None:
        return []
    words, table = block("report"), read_table(found)
    whole = table[table["horizon"].astype(str) == "all"]
    rows = [each for _, panel in whole.groupby("panel", sort=False) for each in panel_rows(panel)]
    heads = [words[f"score_{name}"] for name in ("panel", "method", "n", *MEASURES)]
    made = part(words["score"], heads, rows, words=2)
    return [PagePart(made.title, made.heads, made.rows, made.numbers, words["score_text"].format(method=OWN))]


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
