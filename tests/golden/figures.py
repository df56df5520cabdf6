"""Figures that are kept for every shipped scenario: medians of a small run of it, region by year."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from urbsim.runs.ensembles.ensemble import jobs_of
from urbsim.runs.ensembles.jobs import live
from urbsim.runs.ensembles.simulate import variables_of
from urbsim.runs.options import Options, size_of
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario import read_scenario

FOLDER = Path(__file__).parent
SHIPPED = FOLDER.parents[1] / "scenarios"
BETWEEN = (2015, 2020)

Figures = dict[tuple[str, int], float]
"""Values by variable and year; a variable that says nothing in a year is left out."""


@dataclass(frozen=True)
class Size:
    """Draws (an odd number, so that a median is one of them) and weight of the small run."""

    draws: int
    weight: int


SIZES = {
    "generic-opinions-nonumber": Size(1, 20),
    "hubei-1999": Size(1, 4000),
    "hubei-2003": Size(1, 4000),
    "hubei-2005": Size(1, 4000),
    "huludao-2011": Size(5, 40),
    "jiangsu-2000": Size(1, 4000),
    "jingtai-2012": Size(5, 2),
    "laiwu-2007": Size(1, 40),
    "liaoning-1999": Size(1, 4000),
    "moc-2003": Size(1, 8000),
    "moc-article": Size(1, 8000),
    "national-2025": Size(3, 8000),
    "ndrc-2016": Size(1, 8000),
    "qingdao-2012": Size(1, 200),
    "shanxi-2005": Size(1, 4000),
    "sichuan-2003": Size(1, 4000),
    "songguo-hengjiang": Size(1, 10),
    "tourism-town-method": Size(1, 1),
    "weicheng-plan": Size(1, 20),
    "xuean-2010": Size(5, 1),
    "zhongxinxiang-plan": Size(1, 1),
}


def lived(name: str) -> Figures:
    """The figures as the program gives them now."""
    scenario = read_scenario(SHIPPED / f"{name}.yaml")
    size = size_of(scenario, Options(draws=SIZES[name].draws, weight=SIZES[name].weight))
    jobs = jobs_of(scenario, resolve(scenario, size.weight), size)
    setup = jobs[0].setup
    medians = np.median([live(job)[:, 0, :] for job in jobs], axis=0)
    first, last = setup.years[0], setup.years[-1]
    wanted = sorted({first, first + 1, last, *(year for year in BETWEEN if first < year < last)})
    return {
        (variable, year): float(medians[v, year - first])
        for v, variable in enumerate(variables_of(setup))
        for year in wanted
        if not np.isnan(medians[v, year - first])
    }


def path_of(name: str) -> Path:
    """Where the figures of a scenario are kept."""
    return FOLDER / f"{name}.csv"


def written(figures: Figures) -> str:
    """A table with a line for every variable and a column for every year; whole numbers without a point."""
    years = sorted({year for _, year in figures})
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["variable", *years])
    for variable in sorted({name for name, _ in figures}):
        table.writerow([variable, *(cell(figures.get((variable, year))) for year in years)])
    return out.getvalue()


def cell(value: float | None) -> str:
    """A number so that reading it gives the same number; nothing for None."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def kept(name: str) -> Figures:
    """The figures in the file of a scenario."""
    header, *rows = csv.reader(path_of(name).read_text(encoding="utf-8").splitlines())
    return {
        (row[0], int(year)): float(value)
        for row in rows
        for year, value in zip(header[1:], row[1:], strict=True)
        if value
    }
