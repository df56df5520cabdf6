"""Who moves into the towns of counties, by where they come from: full runs beside the census of 2010."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from urbsim.analysis.levers.worlds.sites import asked_ground
from urbsim.analysis.targets.summary import SOURCES
from urbsim.evidence.census import FIRST, Census, census_of
from urbsim.model.setup import Array
from urbsim.runs.ensembles.executors import executor_of
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.sampling import draw_of
from urbsim.scenario.reading import read_text
from urbsim.vocabulary.regions import regions

YEARS = 10
SEED = 1
GROWTH = tuple(SOURCES.values())
ORIGINS = ("county", "province", "beyond")
MOVES = ("moves_local", "returned_to_town", "arrivals")


@dataclass(frozen=True)
class Origins:
    """One county: movers into its towns by origin in ten years, and the sources of its urban growth.

    ``moves`` (3,) and ``growth`` (5,) are persons in the mean of draws; ``urban`` those of the base year.
    """

    code: str
    name: str
    counted: Census
    moves: Array
    growth: Array
    urban: float

    @property
    def local(self) -> float:
        """Share of the county's own villagers among those who move into its towns."""
        return float(self.moves[0] / max(1.0, self.moves.sum()))

    @property
    def counted_local(self) -> float:
        """Share of the same county among those registered in another township, by the census."""
        assert self.counted.came is not None
        return self.counted.came[0] / sum(self.counted.came)


def some_counties(number: int) -> list[str]:
    """Counties over the whole register whose census has all it takes, evenly spaced by code."""
    known = [code for code, region in regions().items() if region.level == "county" and usable(code)]
    return [known[n * len(known) // number] for n in range(min(number, len(known)))]


def usable(code: str) -> bool:
    """Whether the census has in-migrants of a county, and enough villagers to simulate."""
    row = census_of(code, FIRST)
    return row is not None and row.came is not None and row.population - row.urban_population > 20_000


def run_origins(number: int, draws: int, workers: int, progress: Progress) -> list[Origins]:
    """So many counties, each under some draws, without any measure."""
    codes, found = some_counties(number), []
    progress(0, len(codes))
    with executor_of("processes" if workers > 1 else "threads", workers, None) as executor:
        for one in executor.map(origins_of, codes, [draws] * len(codes)):
            found.append(one)
            progress(len(found), len(codes))
    return found


def origins_of(code: str, draws: int) -> Origins:
    """One county simulated from 2010."""
    site = asked_ground(read_text(json.dumps(content_of(code)), code), code)
    setup, names = site.resolved.setup, variables_of(site.resolved.setup)
    foundation = foundation_of(setup, site.resolved.coefficients)
    runs = [
        simulate(setup, foundation, draw_of(number, SEED, setup.years, setup.record, {}, discrepancy=False))[
            :, 0
        ]
        for number in range(1, draws + 1)
    ]
    mean = np.mean(runs, axis=0)
    counted = census_of(code, FIRST)
    assert counted is not None, "only counties with a census are chosen"
    flows = [[mean[names.index(name), 1:].sum() for name in group] for group in (MOVES, GROWTH)]
    urban = float(mean[names.index("urban_population"), 0])
    return Origins(
        code=code,
        name=regions()[code].name,
        counted=counted,
        moves=np.array(flows[0]),
        growth=np.array(flows[1]),
        urban=urban,
    )


def content_of(code: str) -> dict[str, object]:
    """The scenario file of a county without measures."""
    return {
        "schema": "urbsim/2", "name": f"origins-{code}", "title": {"zh": regions()[code].name, "en": code},
        "region": code, "from": FIRST, "until": FIRST + YEARS, "drivers": "extrapolated",
    }  # fmt: skip


def origins_table(found: list[Origins]) -> pd.DataFrame:
    """`origins.csv`: one line a county; shares of movers, and growth by source as shares of urban people."""
    return pd.DataFrame([line_of(each) for each in found])


def line_of(each: Origins) -> dict[str, object]:
    """One line of the table."""
    came = each.counted.came
    assert came is not None
    people = each.counted.population
    return {
        "code": each.code, "name": each.name,
        **{f"census_{name}": share * people for name, share in zip(ORIGINS, came, strict=True)},
        "census_local": each.counted_local, "local": each.local,
        **dict(zip(MOVES, each.moves, strict=True)),
        **{name: value / max(1.0, each.urban) for name, value in zip(GROWTH, each.growth, strict=True)},
    }  # fmt: skip


def standing(found: Sequence[Origins]) -> dict[str, tuple[int, int, int]]:
    """Low, middle and high tenths of counties in per cent: local movers, and sources of urban growth."""
    growth = np.array([each.growth / each.growth.sum() for each in found])
    values = {"census": [each.counted_local for each in found], "model": [each.local for each in found]}
    values |= {name.removeprefix("growth_"): list(growth[:, n]) for n, name in enumerate(GROWTH)}
    return {name: tenths(shares) for name, shares in values.items()}


def tenths(shares: list[float]) -> tuple[int, int, int]:
    """The first, middle and last tenth of some shares, per cent."""
    low, middle, high = (round(100 * float(value)) for value in np.quantile(shares, (0.1, 0.5, 0.9)))
    return low, middle, high
