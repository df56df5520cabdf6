"""Keep the scoreboard of a hindcast: ``python -m tests.golden.scoreboard outputs/hindcast``."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from urbsim.analysis.hindcast.hindcast import BESIDE, MINE, OWN, STACKED
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import TABLE

PANELS = ("nation", "provinces", "provinces-31", "prefectures", "counties")
DATA = Path("urbsim/data")


def board(scores: pd.DataFrame) -> pd.DataFrame:
    """One row a panel: own, stacked and the best rule's mean absolute error, in points."""
    whole = scores[scores["horizon"] == "all"]
    rows = []
    for panel in PANELS:
        here = whole[whole["panel"] == panel].set_index("method")
        rules = here.drop(index=[name for name in (*MINE, *BESIDE) if name in here.index])
        best = str(rules["mae"].astype(float).idxmin())
        regions = 1 if panel == "nation" else int(here.loc[OWN, "n"])
        mae = [round(float(here.loc[name, "mae"]), 2) for name in (OWN, STACKED, best)]
        rows.append([panel, regions, *mae, best, posterior().digest])
    return pd.DataFrame(rows, columns=["panel", "regions", "own", "stacked", "rule", "name", "posterior"])


if __name__ == "__main__":
    found = board(pd.read_csv(Path(sys.argv[1]) / "scores.csv"))
    found.to_csv(DATA / TABLE, index=False, lineterminator="\n")
    print(found.to_string(index=False))
