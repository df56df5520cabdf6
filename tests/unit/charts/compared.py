"""A comparison of our own making: long names, many mixes, numbers from a fixed formula or a fixed seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from tests.unit.charts.stored_run import stored
from tests.unit.runs.worlds import HOME, result
from urbsim.charts.stored import StoredComparison
from urbsim.runs.setup.growth import SimpleRule

MEASURES = {"roads": 0.008, "dwellings-for-newcomers": 0.014, "hukou": -0.003, "jobs": 0.0004}
MIXES = (
    "nothing", "policy", "houses before roads", "城乡一体 with a long name that does not fit its room",
    *(f"without {name}" for name in MEASURES), *(f"only {name}" for name in MEASURES),
)  # fmt: skip
HELD = {
    "nothing": (), "policy": tuple(MEASURES),
    **{mix: tuple(MEASURES)[: 1 + n] for n, mix in enumerate(MIXES[2:])},
}  # fmt: skip
TOWNS = [f"{HOME}/211481/{name}" for name in ("town", "seat", "city", "港区", "新区", "滨海经济开发区")]
CLAUSES = ("rate-2015", "urban-2020", "town-increase-2015", "water-supply-2020")
YEARS = range(2010, 2026)
GROWTH = {
    "growth_local": 4e3, "growth_returnees": 1e3, "growth_elsewhere": 4e3, "growth_reclassification": 6e3,
    "growth_natural": -1e3,
}  # fmt: skip


def compared() -> StoredComparison:
    """Twelve mixes of four measures over sixteen years, four targets, six towns."""
    run = stored(replace(result(), simple_rule=simple_rule()))
    titles = {
        "en": "Huludao city, opinions on speeding up the building of small towns",
        "zh": "葫芦岛市加快小城镇建设的若干意见",
    }
    about = {"baseline": "nothing", "measures": {mix: list(held) for mix, held in HELD.items()}}
    more = {"mixes": list(MIXES), "comparison": about, "title": titles, "calibrated": True}
    whole = replace(run, manifest={**run.manifest, **more}, years=years(), folder=Path("compared"))
    tables = {
        "mixes": mixes(),
        "chances": chances(),
        "chances_by_year": by_year(),
        "contributions_error": errors(),
    }
    return StoredComparison(whole, {**tables, "costs": pd.DataFrame(), "interactions": pd.DataFrame()})


def simple_rule() -> SimpleRule:
    return SimpleRule("21", {year: 0.4154 + 0.007 * (year - 2010) for year in YEARS})


class Series(NamedTuple):
    """What a row of `years.csv` belongs to."""

    mix: str
    region: str
    variable: str
    unit: str


def row(series: Series, year: int, middle: float, width: float = 0.0) -> dict[str, object]:
    """One row of `years.csv`."""
    mix, region, variable, unit = series
    quantiles = {name: middle + part * width for name, part in
                 (("p05", -1.6), ("p25", -0.7), ("p50", 0.0), ("p75", 0.7), ("p95", 1.6))}  # fmt: skip
    return {"scenario": "made", "mix": mix, "region": region, "variable": variable, "unit": unit,
            "year": year, "mean": middle, **quantiles, "observed": np.nan}  # fmt: skip


def years() -> pd.DataFrame:
    rows = []
    for rank, mix in enumerate(MIXES):
        for year in YEARS:
            t = year - 2010
            home = {"resident_urbanization_rate": (0.4154 + (0.008 + 0.0004 * rank) * t, 0.0015 * t)}
            for name, part in GROWTH.items():
                home[name] = (part * (1 + 0.05 * rank), 100.0)
            for name, numbers in home.items():
                unit = "share" if name.endswith("rate") else "persons"
                rows.append(row(Series(mix, HOME, name, unit), year, *numbers))
            if mix == "policy":
                rows += [each for n, town in enumerate(TOWNS) for each in town_rows(town, n, year)]
    return pd.DataFrame(rows)


def town_rows(town: str, n: int, year: int) -> list[dict[str, object]]:
    t = year - 2010
    numbers = {
        "population": ("persons", 9e4 / (n + 1) + 1500.0 * t),
        "dwellings": ("units", 3e4 / (n + 1) + 700.0 * t),
        "vacancy_rate": ("share", 0.08 + 0.01 * n + 0.03 * np.sin(t + n)),
        "service_index": ("share", 0.6 + 0.01 * t),
    }  # fmt: skip
    return [row(Series("policy", town, name, unit), year, value) for name, (unit, value) in numbers.items()]


def mixes() -> pd.DataFrame:
    luck = np.random.default_rng(5)
    places = {
        name: luck.normal(0, 4000, len(MIXES)).round() for name in ("in_towns", "in_seats", "in_cities")
    }
    return pd.DataFrame({"mix": MIXES, "year": 2025, **places, "outside": -sum(places.values())})


def chances() -> pd.DataFrame:
    luck = np.random.default_rng(6)
    table = pd.DataFrame(
        {"mix": mix, "target": f"huludao-2011/{clause}",
         "probability": np.nan if clause == CLAUSES[-1] else luck.random()}
        for mix in MIXES for clause in CLAUSES
    )  # fmt: skip
    ends = {"probability_low": table["probability"] - 0.07, "probability_high": table["probability"] + 0.07}
    return table.assign(**{name: end.clip(0, 1) for name, end in ends.items()})


def by_year() -> pd.DataFrame:
    return pd.DataFrame(
        {"mix": mix, "target": f"huludao-2011/{clause}", "year": year,
         "probability": 1 / (1 + np.exp(-(year - 2016 - n + 0.3 * rank) / 1.5))}
        for rank, mix in enumerate(MIXES) for n, clause in enumerate(CLAUSES) for year in YEARS
    )  # fmt: skip


def errors() -> pd.DataFrame:
    variables = {"resident_urbanization_rate": ("share", 1.0), "town_population": ("persons", 2.6e6)}
    return pd.DataFrame(
        {"measure": name, "variable": variable, "year": 2025, "contribution": scale * part,
         "error": 0.2 * abs(scale * part), "draws": 40, "method": "all sets", "unit": unit}
        for variable, (unit, scale) in variables.items() for name, part in MEASURES.items()
    )  # fmt: skip
