"""Prices of what measures buy: by item, tier of settlement and era, with what was seen and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

from urbsim.vocabulary.kinds import PAYERS, TIERS
from urbsim.vocabulary.tables import data_rows

Mark = Literal["seen", "derived", "judgement", "definition", "assumption"]
FILE: Final = "prices.csv"
OF_YEAR: Final = 2010
"""Prices of the table are in yuan of this year."""
RANK: Final = {"outside": "city"}
"""Places whose prices are those of another tier."""


@dataclass(frozen=True)
class ListedPrice:
    """One row: yuan of 2010 for a unit in the years of its era, how it was found, and shares of payers (5,).

    ``tier`` is empty where it holds for all tiers, ``seen`` is the figure as it was published.
    """

    item: str
    tier: str
    first: float
    last: float
    price: float
    low: float
    high: float
    unit: str
    seen: str
    mark: Mark
    payers: tuple[float, ...]
    source: str
    note: str


@dataclass(frozen=True)
class Price:
    """Yuan of the base year for a unit of an item by year, (T + 1,), and who pays which share of it, (5,)."""

    path: NDArray[np.float64]
    payers: tuple[float, ...]


@cache
def price_list() -> tuple[ListedPrice, ...]:
    """Every row of the table, in its order (read once)."""
    return tuple(
        ListedPrice(
            item=row["item"],
            tier=row["tier"],
            first=float(row["first"] or -inf),
            last=float(row["last"] or inf),
            price=float(row["price"]),
            low=float(row["low"] or 0),
            high=float(row["high"] or inf),
            unit=row["unit"],
            seen=f"{row['seen']} ({row['seen_year']})" if row["seen"] else "",
            mark=cast(Mark, row["mark"]),
            payers=tuple(float(row[payer]) for payer in PAYERS),
            source=f"{row['source']}, {row['year']}",
            note=row["note"],
        )
        for row in data_rows(FILE)
    )


@cache
def items() -> tuple[str, ...]:
    """Everything that has a price, in the order of the table."""
    return tuple(dict.fromkeys(row.item for row in price_list()))


@cache
def listed_price(item: str, tier: str, year: int) -> ListedPrice:
    """The row of an item for a tier and a year, its own tier's before one of all tiers; KeyError for none."""
    fitting = [
        row
        for row in price_list()
        if row.item == item and row.tier in ("", RANK.get(tier, tier)) and row.first <= year <= row.last
    ]
    if not fitting:
        raise KeyError(f"{item} has no price in {year}")
    return max(fitting, key=lambda row: bool(row.tier))


def price_paths(
    years: tuple[int, ...], level: float = 1.0, own: Mapping[str, float] | None = None
) -> Mapping[str, Price]:
    """Prices by ``item/tier`` in yuan of the base year, at ``level`` times those of 2010.

    ``own`` are a scenario's prices by item, or by item and tier (``dwelling_town``), in base-year yuan.
    A plain dict, since setups go to other processes.
    """
    mine = own or {}
    found = {}
    for item in items():
        for tier in TIERS:
            rows = [listed_price(item, tier, year) for year in years]
            usual = [row.price * (1.0 if row.unit == "yuan" else level) for row in rows]
            said = mine.get(f"{item}_{tier}", mine.get(item))
            path = np.array(usual) if said is None else np.full(len(years), said)
            found[f"{item}/{tier}"] = Price(path, rows[0].payers)
    return found
