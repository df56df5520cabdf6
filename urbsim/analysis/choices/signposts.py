"""Rules of failure, and signposts: what tells on the way that a target will be missed, and what helps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from urbsim.analysis.choices.prim import FailureBox, Flags, failure_box
from urbsim.analysis.choices.what_varies import Varied
from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.outputs import Output
from urbsim.analysis.emulator.strengths import Array
from urbsim.analysis.targets.wording import digits
from urbsim.text import in_register, word
from urbsim.vocabulary.variables import variables

SHOWN = 3
"""Signposts for each target."""
SHARES = (1 / 3, 1 / 2, 2 / 3)
LEAST = 5
"""Draws that each side of a value must hold."""
COLUMNS = (
    "target", "year", "variable", "side", "value", "unit", "probability_if", "probability_otherwise",
    "measure", "probability_with",
)  # fmt: skip


def hits_of(emulator: Emulator, output: Output) -> Array:
    """1 for each draw of the file's own mix that meets a target, (D,)."""
    scored = next(each for each in emulator.written.track.scored if each.outcome.target.name == output.name)
    kept = [emulator.written.track.home.draws.index(int(n)) for n in emulator.learned.draws]
    return np.asarray(scored.hits[kept], dtype=float)


def rules_table(emulator: Emulator, varied: Varied) -> pd.DataFrame:
    """`rules.csv`: for each target the box of what varied that holds most draws that miss it."""
    rows = []
    for output in emulator.targets:
        box = failure_box(varied.values, hits_of(emulator, output) < 1)
        if box is not None:
            rows.append((output.name, rule_of(box, varied), box.coverage, box.density, box.draws))
    return pd.DataFrame(rows, columns=["target", "rule", "coverage", "density", "draws"])


def rule_of(box: FailureBox, varied: Varied) -> str:
    """The sides of a box in words."""
    parts = [
        word(
            "decide.at_most" if side.upper else "decide.at_least",
            name=in_register("inputs", varied.names[side.column]).text(),
            value=digits(side.value, 3),
        )
        for side in box.sides
    ]
    return word("decide.and").join(parts)


def signposts_table(emulator: Emulator) -> pd.DataFrame:
    """`signposts.csv`: values half-way to each target that most change its chance, and what then helps."""
    rows = [row for output in emulator.targets for row in of_target(emulator, output)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@dataclass(frozen=True, eq=False)
class OnTheWay:
    """A variable of the region in a year, as each draw has it (D,)."""

    variable: str
    year: int
    numbers: Array


@dataclass(frozen=True, eq=False)
class Split:
    """What is seen on the way, split at a value, with the chance of the target on either side."""

    seen: OnTheWay
    value: float
    below: float
    above: float

    @property
    def apart(self) -> float:
        """How far the chances on both sides are apart."""
        return abs(self.below - self.above)

    @property
    def worse(self) -> Flags:
        """The draws on the side with the smaller chance, (D,)."""
        low = self.seen.numbers <= self.value
        return np.asarray(low if self.below < self.above else ~low)


def of_target(emulator: Emulator, output: Output) -> list[tuple[object, ...]]:
    """The signposts of one target, the most telling first; one for each variable."""
    home, hits = emulator.written.track.home, hits_of(emulator, output)
    year = home.base_year + max(1, (output.year - home.base_year) // 2)
    kept = [home.draws.index(int(n)) for n in emulator.learned.draws]
    found = []
    for name in home.variables:
        seen = home.at(name, home.home, year)[kept]
        if not np.isnan(seen).any() and np.ptp(seen) > 0:
            splits = [split_at(OnTheWay(name, year, seen), share, hits) for share in SHARES]
            found.append(max(splits, key=lambda each: each.apart))
    telling = sorted((each for each in found if each.apart > 0), key=lambda each: -each.apart)
    return [row_of(emulator, output, each) for each in telling[:SHOWN]]


def split_at(seen: OnTheWay, share: float, hits: Array) -> Split:
    """The split at a quantile of what was seen; ``hits`` (D,) are 1 where a draw meets the target.

    Chances are called equal where a side holds too few draws.
    """
    value = float(np.quantile(seen.numbers, share))
    below = seen.numbers <= value
    if min(below.sum(), (~below).sum()) < LEAST:
        return Split(seen, value, float(hits.mean()), float(hits.mean()))
    return Split(seen, value, float(hits[below].mean()), float(hits[~below].mean()))


def row_of(emulator: Emulator, output: Output, split: Split) -> tuple[object, ...]:
    """One signpost with the measure that, at its strongest alone, helps the draws on its worse side most."""
    settings = np.tile(np.minimum(1.0, emulator.most), (len(emulator.most), 1))
    np.fill_diagonal(settings, emulator.most)
    chances = output.met(emulator.values(output.key, settings))[:, split.worse].mean(axis=1)
    best = int(np.argmax(chances))
    side = "at most" if split.below < split.above else "above"
    return (
        output.name, split.seen.year, split.seen.variable, side, split.value,
        variables()[split.seen.variable].unit,
        min(split.below, split.above), max(split.below, split.above), emulator.sliders[best].measure,
        float(chances[best]),
    )  # fmt: skip
