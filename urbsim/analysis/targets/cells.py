"""Cells of the tables on disk: which hold nothing, and how errors and probabilities among them are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd

from urbsim.analysis.targets.wording import chance_text

Row = Mapping[str, Any]
NOTHING = "–"
CHANCE = ("probability", "probability_low", "probability_high")
WITHOUT = ("probability_without", "without_low", "without_high")


def records(table: pd.DataFrame) -> list[Row]:
    """The rows of a table."""
    return cast(list[Row], table.to_dict("records"))


def absent(value: object) -> bool:
    """Whether a cell of a table holds nothing."""
    return value is None or value != value  # noqa: PLR0124  not a number differs from itself


def error_in(row: Row, name: str) -> float:
    """An error in a row; 0, which is told nowhere, where a table has none."""
    found = row.get(name)
    return 0.0 if absent(found) else float(cast(float, found))


def chance_in(row: Row, names: Sequence[str], draws: int) -> str:
    """A probability with its interval, by the names of their columns; a dash where it is not known."""
    share, low, high = (None if absent(row.get(name)) else float(row[name]) for name in names)
    return chance_text(share, low, high, draws)
