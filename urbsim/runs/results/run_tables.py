"""Tables of a run: the long table of all draws, quantiles by year, and the IAMC wide table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from urbsim import __version__
from urbsim.runs.outlook.reported import SIMULATED
from urbsim.runs.results.ensemble_result import POLICY, Ensemble
from urbsim.runs.results.result import Observed
from urbsim.scenario.file.questions import left_open
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.variables import variables

QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
RUN_COLUMNS = ("scenario", "mix", "draw", "region", "variable", "unit", "year", "value")
YEAR_COLUMNS = (
    "scenario",
    "mix",
    "region",
    "variable",
    "unit",
    "year",
    "mean",
    *QUANTILES,
    "observed",
    "discrepancy",
)
IAMC_INDEX = ("Model", "Scenario", "Region", "Variable", "Unit")
IAMC_BAND = {"p50": "", "p05": "|5th Percentile", "p95": "|95th Percentile"}
"""What is added to the name of a variable for each quantile of an IAMC table."""

_TEXT = pa.dictionary(pa.int32(), pa.string())
RUN_SCHEMA = pa.schema(
    [
        ("scenario", _TEXT),
        ("mix", _TEXT),
        ("draw", pa.int32()),
        ("region", _TEXT),
        ("variable", _TEXT),
        ("unit", _TEXT),
        ("year", pa.int16()),
        ("value", pa.float64()),
    ]
)


def run_blocks(ensembles: Iterable[Ensemble]) -> Iterator[pa.Table]:
    """Blocks of the long table, one per mix and draw, sorted by draw, region, variable and year.

    Cells without a number are left out. Blocks share one set of dictionaries, so that the bytes of the
    file depend on the values alone.
    """
    kept = tuple(ensembles)
    words = {
        "scenario": sorted({ensemble.scenario for ensemble in kept}),
        "mix": sorted({ensemble.mix for ensemble in kept}),
        "region": sorted({region for ensemble in kept for region in ensemble.regions}),
        "variable": sorted({variable for ensemble in kept for variable in ensemble.variables}),
    }
    words["unit"] = sorted({variables()[name].unit for name in words["variable"]})
    for ensemble in kept:
        for row in np.argsort(ensemble.draws):
            yield _run_block(ensemble, int(row), words)


def _run_block(ensemble: Ensemble, row: int, words: Mapping[str, Sequence[str]]) -> pa.Table:
    by_region = np.argsort(np.array(ensemble.regions))
    by_variable = np.argsort(np.array(ensemble.variables))
    cells = ensemble.values[row].transpose(1, 0, 2)[by_region][:, by_variable]
    region, variable, year = np.nonzero(~np.isnan(cells))
    names = [ensemble.variables[i] for i in by_variable]
    codes = {
        "scenario": _constant(words["scenario"].index(ensemble.scenario), len(year)),
        "mix": _constant(words["mix"].index(ensemble.mix), len(year)),
        "region": _codes([ensemble.regions[i] for i in by_region], words["region"])[region],
        "variable": _codes(names, words["variable"])[variable],
        "unit": _codes([variables()[name].unit for name in names], words["unit"])[variable],
    }
    columns = {
        name: pa.DictionaryArray.from_arrays(pa.array(code), pa.array(words[name], pa.string()))
        for name, code in codes.items()
    }
    columns["draw"] = pa.array(_constant(ensemble.draws[row], len(year)))
    columns["year"] = pa.array((year + ensemble.base_year).astype(np.int16))
    columns["value"] = pa.array(cells[region, variable, year])
    return pa.table([columns[name] for name in RUN_COLUMNS], schema=RUN_SCHEMA)


def _constant(value: int, size: int) -> NDArray[np.int32]:
    return np.full(size, value, dtype=np.int32)


def _codes(names: Sequence[str], words: Sequence[str]) -> NDArray[np.int32]:
    position = {word: code for code, word in enumerate(words)}
    return np.array([position[name] for name in names], dtype=np.int32)


def quantiles(values: NDArray[np.float64], levels: Sequence[float]) -> NDArray[np.float64]:
    """Quantiles over the first axis, without the draws that hold no number: (Q, ...) of (D, ...).

    Linear interpolation between order statistics; NaN where no draw holds a number.
    """
    cells = values.reshape(values.shape[0], -1)
    answer = np.full((len(levels), cells.shape[1]), np.nan)
    missing = np.isnan(cells)
    whole = ~missing.any(axis=0)
    partly = missing.any(axis=0) & ~missing.all(axis=0)
    answer[:, whole] = np.quantile(cells[:, whole], levels, axis=0)
    answer[:, partly] = np.nanquantile(cells[:, partly], levels, axis=0)
    shape = (len(levels), *values.shape[1:])
    return answer.reshape(shape)


def _mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    known = (~np.isnan(values)).sum(axis=0)
    total = np.nansum(values, axis=0)
    mean: NDArray[np.float64] = np.divide(total, known, out=np.full(total.shape, np.nan), where=known > 0)
    return mean


def years_table(ensembles: Iterable[Ensemble], observed: Observed) -> pd.DataFrame:
    """Mean, quantiles, observed value and discrepancy by mix, region, variable and year (`years.csv`).

    Units are those of the variable register (shares 0-1). Regions and variables stand in the order of the
    ensemble; rows without a number are left out.
    """
    return pd.concat([_years_of(ensemble, observed) for ensemble in ensembles], ignore_index=True)


def _years_of(ensemble: Ensemble, observed: Observed) -> pd.DataFrame:
    statistics = np.concatenate(
        [_mean(ensemble.values)[None], quantiles(ensemble.values, tuple(QUANTILES.values()))]
    )
    by_region = statistics.transpose(0, 2, 1, 3)
    region, variable, year = np.nonzero(~np.isnan(by_region[0]))
    units = np.array([variables()[name].unit for name in ensemble.variables])
    frame = pd.DataFrame(
        {
            "scenario": ensemble.scenario,
            "mix": ensemble.mix,
            "region": np.array(ensemble.regions)[region],
            "variable": np.array(ensemble.variables)[variable],
            "unit": units[variable],
            "year": year + ensemble.base_year,
        }
    )
    for position, name in enumerate(("mean", *QUANTILES)):
        frame[name] = by_region[position, region, variable, year]
    frame["observed"] = [
        observed.get(place, {}).get(what, {}).get(when, np.nan)
        for place, what, when in zip(frame["region"], frame["variable"], frame["year"], strict=True)
    ]
    frame["discrepancy"] = discrepancy_of(ensemble)[region, variable, year]
    return frame[list(YEAR_COLUMNS)]


def discrepancy_of(ensemble: Ensemble) -> NDArray[np.float64]:
    """How far reported figures lie from simulated ones, root mean square over draws, (R, V, T).

    NaN where a variable is as simulated.
    """
    shape = (len(ensemble.regions), len(ensemble.variables), len(ensemble.years))
    found = np.full(shape, np.nan)
    for v, name in enumerate(ensemble.variables):
        if (beside := SIMULATED + name) in ensemble.variables:
            gap = ensemble.values[:, v] - ensemble.values[:, ensemble.variables.index(beside)]
            found[:, v] = np.sqrt(_mean(gap**2))
    return found


def with_open_questions(table: pd.DataFrame, scenario: Mapping[str, object]) -> pd.DataFrame:
    """The table with a column that counts the undecided questions of a drafted scenario; as it is without."""
    left = left_open(scenario)
    return table.assign(open_questions=left) if left else table


def region_label(key: str, names: Mapping[str, Mapping[str, str]], lang: str) -> str:
    """Name of a region key in `lang`; parts of the key that are no known region stay as they are."""
    if key in names and lang in names[key]:
        return names[key][lang]
    parent, _, last = key.rpartition("/")
    known = regions().get(last)
    word = last if known is None else (known.name if lang == "zh" else known.english)
    return f"{region_label(parent, names, lang)}/{word}" if parent else word


def iamc_table(years: pd.DataFrame, names: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The IAMC wide table of a `years_table`: one column a year, in IAMC names and units.

    People and rates are the reported ones, the simulated ones have names of their own. The plain variable
    is the median; the 90 % band stands beside it as `|5th Percentile` and
    `|95th Percentile`. A mix other than the whole policy is a scenario of its own. Region names
    that would fall together keep their key.
    """
    keys = list(dict.fromkeys(years["region"]))
    labels = _distinct({key: region_label(key, names, "en").replace("/", "|") for key in keys})
    parts = [_iamc_part(years, column, ending, labels) for column, ending in IAMC_BAND.items()]
    return pd.concat(parts, ignore_index=True)


def _iamc_part(years: pd.DataFrame, column: str, ending: str, labels: Mapping[str, str]) -> pd.DataFrame:
    register = variables()
    policy = years["mix"] == POLICY
    long = pd.DataFrame(
        {
            "Model": f"urbsim {__version__}",
            "Scenario": years["scenario"].where(policy, years["scenario"] + " " + years["mix"]),
            "Region": years["region"].map(labels),
            "Variable": years["variable"].map(lambda name: register[name].iamc + ending),
            "Unit": years["variable"].map(lambda name: register[name].iamc_unit),
            "year": years["year"],
            "value": years[column] * years["variable"].map(lambda name: register[name].iamc_factor),
        }
    )
    wide = long.pivot_table(index=list(IAMC_INDEX), columns="year", values="value", sort=False)
    return wide.sort_index(axis="columns").rename(columns=str).rename_axis(columns=None).reset_index()


def _distinct(labels: Mapping[str, str]) -> dict[str, str]:
    seen = list(labels.values())
    return {key: label if seen.count(label) == 1 else f"{label} ({key})" for key, label in labels.items()}
