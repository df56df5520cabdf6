"""`frontier.csv` and `alternatives.csv`: cost, probability on fresh draws, and strengths."""

from __future__ import annotations

import pandas as pd

from urbsim.analysis.choices.enough import Enough
from urbsim.analysis.choices.fresh import TriedMix
from urbsim.analysis.choices.regret import Regrets
from urbsim.analysis.emulator.emulator import Emulator

REGRET = ("regret", "regret_where_cheapest_fails", "probability_where_cheapest_fails", "where")


def frontier_table(emulator: Emulator, found: Enough) -> pd.DataFrame:
    """Every setting that was run again, by rising cost; ``reached`` is what the required share reach."""
    target, share = found.output.target, found.wanted.probability
    rows = [
        {"rank": rank} | row_of(emulator, each) | {"reached": each.reached_by(target, share)}
        for rank, each in enumerate(found.front, start=1)
    ]
    return pd.DataFrame(rows)


def alternatives_table(emulator: Emulator, found: Enough, regrets: Regrets) -> pd.DataFrame:
    """The cheapest mix and those almost as cheap, with the regret of each.

    ``regret`` is the share of the fresh draws in which a mix misses the target and another meets it;
    ``regret_where_cheapest_fails`` that of the draws in the box ``where``, and beside it the chance there.
    """
    rows = []
    for number, each in enumerate(found.chosen):
        about = {"mix": "cheapest" if number == 0 else f"alternative {number}", "foretold": each.foretold}
        inside = {"regret_where_cheapest_fails": regrets.in_box[number],
                  "probability_where_cheapest_fails": regrets.chance_in_box[number]}  # fmt: skip
        regret = {"regret": regrets.everywhere[number], **inside, "where": regrets.rule}
        rows.append(about | row_of(emulator, each) | regret)
    columns = ["mix", "foretold", "cost", "probability", "probability_low", "probability_high"]
    names = [slider.measure for slider in emulator.sliders]
    return pd.DataFrame(rows, columns=[*columns, *names, *REGRET])


def row_of(emulator: Emulator, choice: TriedMix) -> dict[str, object]:
    """Cost, probability and strengths."""
    strengths = zip(emulator.sliders, choice.strengths, strict=True)
    row: dict[str, object] = {
        "cost": choice.cost, "probability": choice.probability, "probability_low": choice.low,
        "probability_high": choice.high,
    }  # fmt: skip
    return row | {slider.measure: round(float(strength), 4) for slider, strength in strengths}
