"""How forecasts from 2010 fared, as `urbsim hindcast` printed it for the frozen posterior."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from urbsim.vocabulary.tables import data_rows

TABLE = "posterior/scoreboard.csv"


@dataclass(frozen=True)
class Standing:
    """Mean absolute errors of one panel in points: of every household simulated, of the stack, and of a rule.

    The rule is the one with the smallest error of all simple rules, known only afterwards.
    """

    panel: str
    regions: int
    own: float
    stacked: float
    rule: float
    name: str
    posterior: str


@cache
def scoreboard() -> tuple[Standing, ...]:
    """The panels in the order of the table (read once)."""
    return tuple(
        Standing(
            panel=row["panel"],
            regions=int(row["regions"]),
            own=float(row["own"]),
            stacked=float(row["stacked"]),
            rule=float(row["rule"]),
            name=row["name"],
            posterior=row["posterior"],
        )
        for row in data_rows(TABLE)
    )
