"""What others forecast for China: UN World Urbanization Prospects and the shared socioeconomic pathways.

Only forecasts read in a file are scored. The UN's are for the middle of the year, so they are compared with
the mean of two year-ends; the pathways start from an older base and are moved to the rate of the origin.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from urbsim.analysis.panels.forecasts import Array, Forecast, point
from urbsim.analysis.panels.panels import Panel
from urbsim.runs.setup.histories import Rates
from urbsim.vocabulary.regions import NATION
from urbsim.vocabulary.tables import data_rows

SOURCES: Mapping[str, str] = {
    "un_wup_2014": "UN WUP 2014 rev",
    "un_wup_2018": "UN WUP 2018 rev",
    **{f"ssp{n}_rebased": f"SSP{n} (NCAR, Jiang & O'Neill)" for n in range(1, 6)},
}
HALF_YEAR = 0.5
OUTTURN = "OUTTURN"


def forecast_table(name: str, confidence: str = "read") -> dict[int, float]:
    """Rates of a forecast of the table by target year, of one confidence."""
    return {
        int(row["target_year"]): float(row["value"])
        for row in data_rows("statistics/forecasts.csv")
        if row["forecast"] == name and row["unit"] == "share" and row["confidence"] == confidence
    }


def context_table() -> pd.DataFrame:
    """What else was forecast or planned for China, as context that is never scored: older UN figures, plans.

    One row a forecast and target year with its rate and confidence; ``memory`` means unverified.
    """
    rows = [
        {
            "forecast": row["forecast"],
            "published": int(row["vintage_year"]),
            "year": int(row["target_year"]),
            "rate": float(row["value"]),
            "confidence": "unverified" if row["confidence"] == "memory" else row["confidence"],
            "source": row["source"],
        }
        for row in data_rows("statistics/forecasts.csv")
        if row["unit"] == "share" and not (row["forecast"] in SOURCES.values() or OUTTURN in row["forecast"])
    ]
    return pd.DataFrame(rows)


def published(panel: Panel) -> dict[str, Forecast]:
    """Published forecasts of the nation from the origin 2010, as points without a band; else none.

    WUP 2014 and 2018 knew more than the origin (their base years are 2013 and 2017). The figures of five-year
    steps are joined by straight lines and moved from mid-year to year-end.
    """
    if panel.origin != 2010 or [unit.code for unit in panel.units] != [NATION]:
        return {}
    base, years = float(panel.base[0]), np.array(panel.years, float)
    found = {}
    for method, name in SOURCES.items():
        table = forecast_table(name)
        shift = base - year_end(table, np.array([2010.0]))[0] if method.startswith("ssp") else 0.0
        found[method] = point((year_end(table, years) + shift)[None, :])
    return found


def year_end(table: Rates, years: Array) -> Array:
    """Mid-year figures at the ends of years (T,), by straight lines between them."""
    known = sorted(table)
    return np.asarray(np.interp(years + HALF_YEAR, known, [table[year] for year in known]))
