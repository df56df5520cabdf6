"""`frontier.csv` and `alternatives.csv`: cost, probability on fresh draws, and strengths."""

from __future__ import annotations

import numpy as np
import pandas as pd

from urbsim.analysis.choices.enough import Enough, TriedMix
from urbsim.analysis.emulator.emulator import Emulator


def frontier_table(emulator: Emulator, found: Enough) -> pd.DataFrame:
    """Every setting that was run again, by rising cost."""
    rows = [{"rank": rank} | row_of(emulator, each) for rank, each in enumerate(found.front, start=1)]
    return pd.DataFrame(rows)


def alternatives_table(emulator: Emulator, found: Enough) -> pd.DataFrame:
    """The cheapest mix and those almost as cheap.

    ``regret`` is the share of the fresh draws in which a mix misses the target and another meets it.
    """
    rows = []
    met = [each.hits for each in found.chosen]
    for number, each in enumerate(found.chosen):
        others = np.max(met, axis=0)
        regret = float((others - each.hits).mean())
        about = {"mix": "cheapest" if number == 0 else f"alternative {number}", "foretold": each.foretold}
        rows.append(about | row_of(emulator, each) | {"regret": regret})
    columns = ["mix", "foretold", "cost", "probability", "probability_low", "probability_high"]
    names = [slider.measure for slider in emulator.sliders]
    return pd.DataFrame(rows, columns=[*columns, *names, "regret"])


def row_of(emulator: Emulator, choice: TriedMix) -> dict[str, object]:
    """Cost, probability and strengths."""
    strengths = zip(emulator.sliders, choice.strengths, strict=True)
    row: dict[str, object] = {
        "cost": choice.cost, "probability": choice.probability, "probability_low": choice.low,
        "probability_high": choice.high,
    }  # fmt: skip
    return row | {slider.measure: round(float(strength), 4) for slider, strength in strengths}
