"""Keep the scoreboard of a hindcast: ``python -m tests.golden.scoreboard outputs/hindcast``.

It writes the table of the package and what stands between the marks of both READMEs: all say the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from urbsim.analysis.hindcast.hindcast import BESIDE, FREE, MINE, OWN
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import TABLE, USUAL, Standing
from urbsim.report.scoreboard import board_row, who_won
from urbsim.text import block, speaking

PANELS = {
    "nation": 2025,
    "provinces": 2020,
    "provinces-31": 2020,
    "prefectures": 2020,
    "counties": 2020,
    "nation-2015": 2025,
    "provinces-yearly-2015": 2024,
    "nation-2020": 2025,
    "provinces-yearly-2020": 2024,
}
"""Panels that are kept, and the last year scored; the texts say what README and the report call them."""
REGIONS = {"nation": 1, "provinces-yearly": 31}
DATA = Path("urbsim/data")
README = {"en": Path("README.md"), "zh": Path("README.zh.md")}
START, END = "<!-- scores of `urbsim hindcast` -->\n", "<!-- end of scores -->\n"


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
        "until": PANELS[panel],
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
    """The table as README shows it in the language spoken, and who won."""
    words, standings = block("board"), [Standing(**row) for row in table.to_dict("records")]
    names = ("what", "regions", "own", "cover", "free", "rule")
    lines = ["| " + " | ".join(words[name] for name in names) + " |", "|---" * len(names) + "|"]
    lines += ["| " + " | ".join(board_row(standing)) + " |" for standing in standings]
    return "\n".join([*lines, "", *who_won(standings), ""])


def write_readmes(table: pd.DataFrame) -> None:
    """Write the table into README of either language, in its words."""
    for lang, readme in README.items():
        with speaking(lang):
            readme.write_text(written_into(readme.read_text("utf-8"), in_words(table)), "utf-8")


def written_into(readme: str, words: str) -> str:
    """README with these words between the marks."""
    before, rest = readme.split(START)
    return before + START + words + END + rest.split(END)[1]


if __name__ == "__main__":
    found = board(pd.read_csv(Path(sys.argv[1]) / "scores.csv"))
    found.to_csv(DATA / TABLE, index=False, lineterminator="\n")
    write_readmes(found)
    print(found.to_string(index=False))
