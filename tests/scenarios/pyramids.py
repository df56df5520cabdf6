"""Ages of founded units beside those of their census: a chart of twenty counties.

python -m tests.scenarios.pyramids CHART.png
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from tests.scenarios.test_every_unit import UNITS, coarse
from urbsim.evidence.census import census_of
from urbsim.model.founding.founding import found
from urbsim.model.setup import Array
from urbsim.model.urbanization import UrbanizationModel
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.vocabulary.regions import regions

YEAR, BANDS = 2010, 15
COUNTIES = random.Random(3).sample([code for code in UNITS if regions()[code].level == "county"], 20)
LABELS = [f"{5 * band}-{5 * band + 4}" for band in range(BANDS - 1)] + ["70+"]


class Pyramid(NamedTuple):
    """Shares of a unit's residents by five-year band, (15,) each: as founded, and at its census."""

    founded: Array
    counted: Array

    @property
    def misplaced(self) -> float:
        """Share of the founded people who are in another band than at the census."""
        return float(np.abs(self.founded - self.counted).sum() / 2)


def pyramid(code: str) -> Pyramid:
    """The ages of a unit at the end of its base year."""
    resolved, row = coarse(code, YEAR), census_of(code, YEAR)
    assert row is not None
    setup = resolved.setup
    draw = draw_of(CENTRAL, 1, setup.years, setup.record, {})
    model = UrbanizationModel(setup, found(setup, resolved.coefficients), draw, 1)
    residents = model.people.ages[:3].sum(axis=0)
    counted = np.array([*row.ages[: BANDS - 1], sum(row.ages[BANDS - 1 :])])
    return Pyramid(residents / residents.sum(), counted)


def draw_pyramid(axes: Axes, code: str, ages: Pyramid) -> None:
    """Bars as founded, and the outline of the census over them."""
    bands = np.arange(BANDS)
    axes.barh(bands, 100 * ages.founded, height=0.9, color="#9db8d2", label="founded")
    axes.barh(bands, 100 * ages.counted, height=0.9, fill=False, edgecolor="#b03a2e", label="census of 2010")
    axes.set_title(f"{regions()[code].english} {code}: {100 * ages.misplaced:.2f} % misplaced", fontsize=7)
    axes.set_yticks(bands[::2], LABELS[::2], fontsize=6)
    axes.tick_params(axis="x", labelsize=6)


def draw_all(path: Path) -> list[float]:
    """Write the chart of all counties; the misplaced share of each."""
    pyramids = {code: pyramid(code) for code in COUNTIES}
    figure, panels = plt.subplots(4, 5, figsize=(12, 9), sharey=True, layout="constrained")
    for axes, (code, ages) in zip(panels.flat, pyramids.items(), strict=True):
        draw_pyramid(axes, code, ages)
    panels[0, 0].legend(fontsize=6, frameon=False)
    figure.supxlabel("per cent of the residents, by age", fontsize=8)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return [each.misplaced for each in pyramids.values()]


if __name__ == "__main__":
    shares = draw_all(Path(sys.argv[1]))
    print(
        f"{len(shares)} counties: {100 * np.median(shares):.3f} % misplaced in the middle, "
        f"{100 * np.mean(shares):.2f} % on average, {100 * max(shares):.2f} % at most"
    )
