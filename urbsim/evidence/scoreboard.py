"""How forecasts from past origins fared, as `urbsim hindcast` printed it for the frozen posterior."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from urbsim.vocabulary.tables import data_rows

TABLE = "posterior/scoreboard.csv"
USUAL = 2010
PANELS = {"nation": "nation", "province": "provinces", "prefecture": "prefectures", "county": "counties"}
"""How the panels of a level begin."""


@dataclass(frozen=True)
class Standing:
    """Scores of one panel from an origin, in points: of the forecast that ships, and others beside it.

    ``own`` is its mean absolute error, ``error`` what that owes to having few draws (NaN: not known),
    ``crps`` its probability score, ``cover90`` the share in its 90 % band; ``free`` is the error without
    discrepancy, ``rule`` the smallest error of all simple rules and ``name`` which, known only afterwards.
    ``until`` is the last year that was scored.
    """

    panel: str
    origin: int
    until: int
    regions: int
    own: float
    error: float
    crps: float
    cover90: float
    free: float
    rule: float
    name: str
    posterior: str

    @property
    def level(self) -> str:
        """Level of the regions of the panel."""
        return next(level for level, panels in PANELS.items() if self.panel.startswith(panels))

    @property
    def reach(self) -> int:
        """Years ahead that were scored."""
        return self.until - self.origin

    @property
    def miss(self) -> str:
        """The mean miss in points with its error, no digit beyond it; to a tenth where that is not known."""
        if not self.error > 0:
            return f"{self.own:.1f}"
        places = max(0, -math.floor(math.log10(self.error)))
        return f"{self.own:.{places}f} ± {self.error:.{places}f}"


@cache
def scoreboard() -> tuple[Standing, ...]:
    """The panels in the order of the table (read once)."""
    return tuple(
        Standing(
            panel=row["panel"],
            origin=int(row["origin"]),
            until=int(row["until"]),
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


def standing_of(level: str, base_year: int) -> Standing:
    """The panel that speaks for a level: of the last origin up to a base year, else of the first.

    Of several panels the largest. Nothing smaller than a county was ever scored: counties speak for it.
    """
    like = [
        standing for standing in scoreboard() if standing.level == (level if level in PANELS else "county")
    ]
    before = [standing.origin for standing in like if standing.origin <= base_year]
    told = max(before) if before else min(standing.origin for standing in like)
    return max((each for each in like if each.origin == told), key=lambda each: each.regions)
