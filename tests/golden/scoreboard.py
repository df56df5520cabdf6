"""Keep the scoreboard of a hindcast: ``python -m tests.golden.scoreboard outputs/hindcast``.

It writes the package's table and the part of README between the two marks, so that both say the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from urbsim.analysis.hindcast.hindcast import BESIDE, FREE, MINE, OWN
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import TABLE, USUAL

PANELS = {
    "nation": "nation, 2011–2025",
    "provinces": "provinces, 2020",
    "provinces-31": "provinces, 2020, 14 with a remembered rate of 2000",
    "prefectures": "prefectures, 2020",
    "counties": "counties, 2020",
    "nation-2015": "nation from 2015, 2016–2025",
    "provinces-yearly-2015": "provinces from 2015, 2016–2024",
    "nation-2020": "nation from 2020, 2021–2025",
    "provinces-yearly-2020": "provinces from 2020, 2021–2024",
}
"""Panels that are kept, and what README calls them."""
REGIONS = {"nation": 1, "provinces-yearly": 31}
DATA, README = Path("urbsim/data"), Path("README.md")
START, END = "<!-- scores of `urbsim hindcast` -->\n", "<!-- end of scores -->\n"
HEAD = (
    "| mean miss in points | regions | urbsim | in its 90 % band | without discrepancy |"
    " best simple rule, known afterwards |\n|---|---|---|---|---|---|\n"
)


def board(scores: pd.DataFrame) -> pd.DataFrame:
    """One row a panel that was scored: errors in points of the own forecast and of those beside it."""
    whole = scores[scores["horizon"] == "all"]
    rows = [_row(name, whole[whole["panel"] == name]) for name in PANELS if name in set(whole["panel"])]
    return pd.DataFrame(rows)


def _row(panel: str, scores: pd.DataFrame) -> dict[str, object]:
    here = scores.set_index("method")
    rules = here.drop(index=[name for name in (*MINE, *BESIDE) if name in here.index])
    best = str(rules["mae"].astype(float).idxmin())
    kind, mark, since = panel.partition("-20")
    regions = REGIONS.get(kind, int(here.loc[OWN, "n"]))
    error = float(here["mae_error"].get(OWN, float("nan"))) if "mae_error" in here else float("nan")
    return {
        "panel": panel,
        "origin": int(f"20{since}") if mark else USUAL,
        "regions": regions,
        "own": round(float(here.loc[OWN, "mae"]), 2),
        "error": round(error, 2),
        "crps": round(float(here.loc[OWN, "crps"]), 2),
        "cover90": round(float(here.loc[OWN, "cover90"]), 2),
        "free": round(float(here.loc[FREE, "mae"]), 2),
        "rule": round(float(here.loc[best, "mae"]), 2),
        "name": best,
        "posterior": posterior().digest,
    }


def in_words(table: pd.DataFrame) -> str:
    """The table as README shows it, and who won."""
    rows = table.to_dict("records")
    lines = ["| {what} | {regions} | {own:.2f} | {cover90:.0%} | {free:.2f} | {rule:.2f} |\n".format(
        what=PANELS[row["panel"]], **row) for row in rows]  # fmt: skip
    won, lost = (
        [PANELS[row["panel"]] for row in rows if (row["own"] < row["rule"]) == best] for best in (True, False)
    )
    verdict = [f"It beats every simple rule for: {'; '.join(won)}." if won else "It beats no simple rule."]
    verdict += [f"It does not beat the best one for: {'; '.join(lost)}."] if lost else []
    return HEAD + "".join(lines) + "\n" + "\n".join(verdict) + "\n"


def written_into(readme: str, words: str) -> str:
    """README with these words between the marks."""
    before, rest = readme.split(START)
    return before + START + words + END + rest.split(END)[1]


if __name__ == "__main__":
    found = board(pd.read_csv(Path(sys.argv[1]) / "scores.csv"))
    found.to_csv(DATA / TABLE, index=False, lineterminator="\n")
    README.write_text(written_into(README.read_text("utf-8"), in_words(found)), "utf-8")
    print(found.to_string(index=False))
