"""How forecasts from past origins fared, as `urbsim hindcast` printed it for the frozen posterior."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from urbsim.vocabulary.tables import data_rows

TABLE = "posterior/scoreboard.csv"
USUAL = 2010


@dataclass(frozen=True)
class Standing:
    """Scores of one panel from an origin, in points: of the forecast that ships, and others beside it.

    ``own`` is its mean absolute error, ``error`` what that owes to having few draws (NaN: not known),
    ``crps`` its probability score, ``cover90`` the share in its 90 % band; ``free`` is the error without
    discrepancy, ``rule`` the smallest error of all simple rules and ``name`` which, known only afterwards.
    """

    panel: str
    origin: int
    regions: int
    own: float
    error: float
    crps: float
    cover90: float
    free: float
    rule: float
    name: str
    posterior: str


@cache
def scoreboard() -> tuple[Standing, ...]:
    """The panels in the order of the table (read once)."""
    return tuple(
        Standing(
            panel=row["panel"],
            origin=int(row["origin"]),
            regions=int(row["regions"]),
            own=float(row["own"]),
            error=float(row["error"] or "nan"),
            crps=float(row["crps"] or "nan"),
            cover90=float(row["cover90"] or "nan"),
            free=float(row["free"]),
            rule=float(row["rule"]),
            name=row["name"],
            posterior=row["posterior"],
        )
        for row in data_rows(TABLE)
    )


def standings_of(base_year: int) -> tuple[Standing, ...]:
    """The panels of the origin that speaks for a base year: the last one up to it, else the first."""
    origins = {standing.origin for standing in scoreboard()}
    told = max((origin for origin in origins if origin <= base_year), default=min(origins))
    return tuple(standing for standing in scoreboard() if standing.origin == told)
