"""Outputs: what the emulator learns of a run, each a number per draw; people and rates as reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.analysis.emulator.strengths import Array
from urbsim.analysis.mixes.costs import spent
from urbsim.analysis.mixes.mix_results import MixResults
from urbsim.analysis.mixes.mix_table import RATE
from urbsim.analysis.targets.comparators import bounds
from urbsim.runs.results.target import RunTarget
from urbsim.vocabulary.kinds import COSTS
from urbsim.vocabulary.variables import variables

COST, COST_OF_ALL = "cost", "cost_of_all_payers"
"""Public spending, and what governments, firms and households pay together for measures."""
AT_THE_END = (
    "urban_population", "cumulative_moves_to_urban", "town_population", "seat_population", "city_population",
    "away_population", "vacancy_rate", "housing_queue",
)  # fmt: skip
"""Variables of the region that are learned for the last year, beside its rate in every year."""


@dataclass(frozen=True)
class Output:
    """One number of a run: a variable of the region in a year, a target's compared quantity, or the cost.

    ``kind`` is rate, variable, target or cost. Of a target ``low`` to ``high`` meets it, ``open`` without the
    lower end itself.
    """

    kind: str
    name: str
    year: int
    unit: str
    low: float = -np.inf
    high: float = np.inf
    open: bool = False
    target: RunTarget | None = None

    @property
    def key(self) -> str:
        """Its name in tables: unique, and what `--output` takes."""
        return self.name if self.kind in ("target", "cost") else f"{self.name} {self.year}"

    def met(self, numbers: Array) -> Array:
        """1 where numbers (...) of a target meet it, else 0."""
        slack = 1e-12 * max(1.0, *(abs(end) for end in (self.low, self.high) if np.isfinite(end)))
        above = numbers > self.low + slack if self.open else numbers >= self.low - slack
        return np.asarray(above & (numbers <= self.high + slack), dtype=float)


def outputs_of(track: MixResults) -> tuple[Output, ...]:
    """What can be learned of a mix: whatever has a number in every draw."""
    home, last = track.home, track.home.years[-1]
    found = [Output("rate", RATE, year, "share") for year in home.years[1:]]
    found += [
        Output("variable", name, last, variables()[name].unit)
        for name in AT_THE_END
        if home.has(name, home.home) and not np.isnan(home.at(name, home.home, last)).any()
    ]
    found += [Output(COST, name, last, "yuan") for name in (COST, COST_OF_ALL)]
    for each in track.scored:
        if each.counts:
            target, (low, high) = each.outcome.target, bounds(each.outcome.target)
            found.append(
                Output(
                    kind="target", name=target.name, year=each.outcome.year, unit=each.outcome.unit, low=low,
                    high=high, open=target.comparator == "exceed", target=target,
                )
            )  # fmt: skip
    return tuple(found)


def numbers_of(track: MixResults, outputs: Sequence[Output]) -> Array:
    """The outputs of a mix, (O, D)."""
    home = track.home
    due = {each.outcome.target.name: each for each in track.scored if each.counts}
    rows = []
    for output in outputs:
        if output.kind == "target":
            scored = due[output.name]
            rows.append(scored.numbers[:, scored.years.index(output.year)])
        elif output.kind == COST:
            rows.append(money_spent(track, output.name))
        else:
            rows.append(home.at(output.name, home.home, output.year))
    return np.stack(rows)


def money_spent(track: MixResults, name: str) -> Array:
    """Yuan of all years in each draw, (D,): of governments, or of all payers for what measures do."""
    home = track.home
    if name == COST:
        return spent(track, home.home)
    paid = [home.of(f"realised_{item}", home.home)[:, 1:] for item in COSTS
            if home.has(f"realised_{item}", home.home)]  # fmt: skip
    return np.sum([np.nansum(each, axis=1) for each in paid], axis=0) if paid else np.zeros(len(home.draws))
