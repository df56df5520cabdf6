"""The national discrepancy: what the decision to move lacks by origin, world and year.

Expected flows know nothing of reforms and other common turns. In each world some logits a year are added to
the decision to move, so that the nation goes the way of its path; every region of a world has the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from urbsim.evidence.package_yaml import read_package_file
from urbsim.vocabulary.tables import data_rows

FOLDER = "outlook"
LOGIT, RATE = "logit", "rate"
UNITS = {LOGIT: 1e-3, RATE: 1e-5}
"""What a whole number of the table stands for, by row."""
LEAST = 0.001
"""Rise of the rate below which no share of it is told: a tenth of a point."""


@dataclass(frozen=True)
class Discrepancy:
    """Logits (W + 1, T) of the years after an origin, world 0 (central) first; and what they were solved on.

    ``paths`` (W + 1, T) are the nation's rates that they were solved for.
    ``household_weight`` is the weight of the household model in the national path, ``posterior`` the digest
    of what coefficients were drawn from, ``error`` the root mean square miss of the path in points, ``bound``
    the share of logits that stand at their bound.
    """

    origin: int
    logits: NDArray[np.float64]
    paths: NDArray[np.float64]
    household_weight: float
    posterior: str
    error: float
    bound: float

    @property
    def worlds(self) -> int:
        """How many worlds were solved beside the central one."""
        return len(self.logits) - 1


@dataclass(frozen=True)
class DiscrepancyShare:
    """How much of the rise of the rate is the discrepancy that all regions share, on the middle path.

    ``origin`` is the year it was solved from. ``rise`` is that of the rate between base and last year without
    measures, ``free`` what it would be without the discrepancy, both 0-1.
    """

    origin: int
    rise: float
    free: float

    @property
    def share(self) -> float | None:
        """The part of the rise that is discrepancy; None where nothing rises."""
        return (self.rise - self.free) / self.rise if self.rise >= LEAST else None


@cache
def origins() -> tuple[int, ...]:
    """The origins that were solved."""
    folder = files("urbsim").joinpath("data", FOLDER)
    return tuple(sorted(int(entry.name[:4]) for entry in folder.iterdir() if entry.name.endswith(".csv")))


def origin_for(base_year: int) -> int | None:
    """The origin that a base year reads: itself, or the nearest before it; None where there is none."""
    return max((origin for origin in origins() if origin <= base_year), default=None)


@cache
def discrepancy(origin: int) -> Discrepancy:
    """What was solved for an origin (read once)."""
    rows, about = data_rows(f"{FOLDER}/{origin}.csv"), read_package_file(f"{FOLDER}/{origin}.yaml").required()
    return Discrepancy(
        origin=origin,
        logits=_numbers(rows, LOGIT),
        paths=_numbers(rows, RATE),
        household_weight=float(about["household_weight"]),
        posterior=str(about["posterior"]),
        error=float(about["error"]),
        bound=float(about["bound"]),
    )


def _numbers(rows: list[dict[str, str]], of: str) -> NDArray[np.float64]:
    years = [name for name in rows[0] if name.isdecimal()]
    chosen = [[float(row[year]) for year in years] for row in rows if row["of"] == of]
    numbers = np.array(chosen) * UNITS[of]
    numbers.setflags(write=False)
    return numbers


def logits_of(base_year: int, world: int, years: int) -> NDArray[np.float64]:
    """Logits of a world, (T + 1,), 0 in the base year; after the last solved year they stay what they were.

    All 0 where no origin lies at or before the base year.
    """
    path, origin = np.zeros(years), origin_for(base_year)
    if origin is not None:
        solved = discrepancy(origin).logits[world]
        path[1:] = solved[np.minimum(np.arange(years - 1), len(solved) - 1)]
    return path
