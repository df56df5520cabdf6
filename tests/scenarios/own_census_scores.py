"""Forecasts from 2010 of units founded from their own census, beside those founded from their province's.

python -m tests.scenarios.own_census_scores [--households] [--most UNITS]

Both know the unit's own people, urban people and record; the second takes ages, household size, births,
deaths, schooling and migrants from the province around. In expected values under 200 draws, or with
``--households`` moved to what every household simulated gives. Groups of provinces are those of the
statistics office.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from urbsim.analysis.hindcast.model_forecast import Effort, model_forecast
from urbsim.analysis.hindcast.scores import PairedDifference, Scored, paired_difference, score
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.evidence_panels import census_panel
from urbsim.analysis.panels.forecasts import Array, Forecast
from urbsim.analysis.panels.panels import Panel

TABLES = ("prefectures", "counties")
EAST, NORTHEAST = "11 12 13 31 32 33 35 37 44 46", "21 22 23"
CENTRAL, WEST = "14 34 36 41 42 43", "15 45 50 51 52 53 54 61 62 63 64 65"
GROUPS = {"all": "", "east": EAST, "central": CENTRAL, "west": WEST, "northeast": NORTHEAST}
FEWEST = 10
"""Units of a group of which it is said whether founding from their own census helped."""
Method = Callable[[Panel], Forecast]


def from_the_province(panel: Panel) -> Panel:
    """The panel without what units have of their own beside people, urban people and record."""
    bare = {"code": None, "household_size": None, "share_65plus": None}
    return replace(panel, units=tuple(replace(unit, **bare) for unit in panel.units))  # type: ignore[arg-type]


def of_units(panel: Panel, most: int) -> Panel:
    """The panel with at most so many of its units, evenly from all over."""
    step = max(1, -(-len(panel.units) // most))
    return replace(panel, units=panel.units[::step])


class Means(NamedTuple):
    """Mean scores: points of the rate, and the share of outcomes within the 90 % band."""

    mae: float
    crps: float
    cover90: float


@dataclass(frozen=True)
class Compared:
    """The scores of a group of units, founded from the province's census and from their own."""

    name: str
    units: int
    before: Means
    after: Means
    difference: PairedDifference

    def __str__(self) -> str:
        mae, crps, cover = zip(self.before, self.after, strict=True)
        gap = self.difference
        said = "helps" if gap.high < 0 else "does harm" if gap.low > 0 else "no difference shown"
        said = said if self.units >= FEWEST else "too few to say"
        return (
            f"{self.name:22} {self.units:>3} units: MAE {mae[0]:.2f} -> {mae[1]:.2f}, CRPS {crps[0]:.2f} -> "
            f"{crps[1]:.2f}, 90 % band {100 * cover[0]:.0f} -> {100 * cover[1]:.0f} %; "
            f"CRPS {gap.mean:+.3f} ({gap.low:+.3f} to {gap.high:+.3f}): {said}"
        )


def compared(panel: Panel, method: Method) -> list[Compared]:
    """Every group of the panel's units that has two or more."""
    before, after = (
        score(method(each.known), panel.observed()) for each in (from_the_province(panel), panel)
    )
    found = []
    for group, codes in GROUPS.items():
        chosen = np.array([not codes or unit.province in codes.split() for unit in panel.units])
        if chosen.sum() > 1:
            found.append(of_group(f"{panel.name}, {group}", chosen, before, after))
    return found


def of_group(name: str, chosen: Array, before: Scored, after: Scored) -> Compared:
    """The scores of the chosen units, (U,)."""
    gap = paired_difference(after.crps[chosen], before.crps[chosen], seed=1)
    return Compared(name, int(chosen.sum()), means(before, chosen), means(after, chosen), gap)


def means(scored: Scored, chosen: Array) -> Means:
    """Mean scores of the chosen units over what is known of them."""
    each = (scored.miss, scored.crps, scored.cover90)
    return Means(*(float(np.nanmean(values[chosen])) for values in each))


def in_households(panel: Panel) -> Forecast:
    """Every household simulated, at low and at high growth."""
    return model_forecast(panel, Effort(pairs=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Scores before and after founding from the own census.")
    parser.add_argument("--households", action="store_true")
    parser.add_argument("--most", type=int, default=10**6)
    asked = parser.parse_args()
    for table in TABLES:
        for each in compared(
            of_units(census_panel(table), asked.most), in_households if asked.households else mean_field
        ):
            print(each, flush=True)
