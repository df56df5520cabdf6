"""Under-fives of whole runs beside the births of the five years before: fewer by those who died, no more.

python -m tests.laws.age_bands [NAME...]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from tests.golden.figures import SIZES
from urbsim.households.board import BORN, TOWN_BORN
from urbsim.households.columns.columns import Rows
from urbsim.model.founding.founding import found
from urbsim.model.urbanization import UrbanizationModel
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.scenario.reading import read_scenario

LEAST, MOST = 0.96, 1.0


def bands_of(rows: Rows) -> np.ndarray:
    """People of all rows by five-year band, (15,), read without the kernel's own functions."""
    used = [rows.life[first:end] for first, end in zip(rows.start[:-1], rows.used, strict=True)]
    return np.array(
        [sum(int((life >> np.uint64(3 * b) & np.uint64(7)).sum()) for life in used) for b in range(15)]
    )


def under_fives(model: UrbanizationModel) -> Iterator[float]:
    """Year by year, the children under five of all rows over the births of the last five years to rows."""
    born: list[int] = []
    for _ in model.setup.years[1:]:
        model.step()
        tally = model.people.tally
        born.append(int(tally.village[:, :, BORN].sum() + tally.town[:, :, TOWN_BORN].sum()))
        yield bands_of(model.people.households.rows)[0] / sum(born[-5:])


def in_scenario(name: str) -> dict[int, float]:
    """The ratio by year, every fifth one, in the middle draw of a shipped scenario at its small size.

    In between households turn evenly, while more children are born early in a class of age, so that the band
    may hold a part of another year's.
    """
    scenario = read_scenario(name)
    resolved = resolve(scenario, SIZES[name].weight)
    setup = resolved.setup
    draw = draw_of(CENTRAL, 1, setup.years, setup.record, scenario.coefficients)
    model = UrbanizationModel(setup, found(setup, resolved.coefficients), draw, 1)
    ratios = dict(zip(setup.years[1:], under_fives(model), strict=True))
    return {setup.years[0] + 5 * n: ratios[setup.years[0] + 5 * n] for n in range(1, len(ratios) // 5 + 1)}


def said(name: str, ratios: dict[int, float]) -> str:
    """One line of the table."""
    return f"{name:26} " + "; ".join(f"{year}: {ratio:.3f}" for year, ratio in ratios.items())


if __name__ == "__main__":
    for each in sys.argv[1:] or sorted(SIZES):
        print(said(each, in_scenario(each)), flush=True)
