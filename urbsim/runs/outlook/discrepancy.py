"""The national discrepancy: what the decision to move lacks by origin, world and year.

Expected flows know nothing of reforms and other common turns. In each world some logits a year are added to
the decision to move, so that the nation goes the way of its path; every region of a world has the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from urbsim.evidence.yaml_lines import load
from urbsim.households.stratified import LENGTH
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.user_files import PANEL, SCENARIO, content_of, printable, words_of

SHIPPED = Path(str(files("urbsim").joinpath("data", "outlook")))
"""The folder of what ships."""
_folder: ContextVar[Path] = ContextVar("folder", default=SHIPPED)
LOGIT, RATE, PROVINCES = "logit", "rate", "provinces"
UNITS = {LOGIT: 1e-3, RATE: 1e-5, PROVINCES: 1e-4}
"""What a whole number of the table stands for, by row."""
LEAST = 0.001
"""Rise of the rate below which no share of it is told: a tenth of a point."""


@dataclass(frozen=True)
class Discrepancy:
    """Logits (W + 1, T) of the years after an origin, world 0 (central) first; and what they were solved on.

    ``paths`` (W + 1, T) are the nation's rates that they were solved for. ``provinces`` (W + 1, T) are the
    steps on the line of departures that provinces in runs of their own take to add up to those; 0 from
    origins at which not all were counted.
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
    provinces: NDArray[np.float64]

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


@contextmanager
def solved_in(folder: Path | None) -> Iterator[None]:
    """Read, in this thread, what was solved into another folder; what ships where there is none."""
    token = _folder.set(folder or SHIPPED)
    try:
        yield
    finally:
        _folder.reset(token)


def origins() -> tuple[int, ...]:
    """The origins that were solved."""
    return _origins(_folder.get())


@cache
def _origins(folder: Path) -> tuple[int, ...]:
    tables = (entry.stem for entry in folder.iterdir() if entry.suffix == ".csv")
    return tuple(sorted(int(name) for name in tables if name.isdecimal()))


def origin_for(base_year: int) -> int | None:
    """The origin that a base year reads: itself, or the nearest before it; None where there is none."""
    return max((origin for origin in origins() if origin <= base_year), default=None)


def discrepancy(origin: int) -> Discrepancy:
    """What was solved for an origin (read once)."""
    return _read(_folder.get(), origin)


@cache
def _read(folder: Path, origin: int) -> Discrepancy:
    table, path = (folder / f"{origin}.{kind}" for kind in ("csv", "yaml"))
    try:
        rows = list(csv.DictReader(io.StringIO(words_of(table, PANEL))))
        return _discrepancy(origin, rows, load(content_of(path, SCENARIO), str(path)).required())
    except (LookupError, TypeError, ValueError, csv.Error) as error:
        problem = say("runs.file_cannot_read", error=printable(str(error)))
        raise InputError([Fault(str(table), None, problem, say("commands.solve"))]) from error


def _discrepancy(origin: int, rows: list[dict[str, str]], about: dict[str, Any]) -> Discrepancy:
    return Discrepancy(
        origin=origin,
        logits=_numbers(rows, LOGIT),
        paths=_numbers(rows, RATE),
        household_weight=float(about["household_weight"]),
        posterior=str(about["posterior"]),
        error=float(about["error"]),
        bound=float(about["bound"]),
        provinces=_numbers(rows, PROVINCES),
    )


def _numbers(rows: list[dict[str, str]], of: str) -> NDArray[np.float64]:
    years = [name for name in rows[0] if name.isdecimal()]
    chosen = {row["world"]: [float(row[year]) for year in years] for row in rows if row["of"] == of}
    worlds = dict.fromkeys(row["world"] for row in rows)
    numbers = np.array([chosen.get(world, [0.0] * len(years)) for world in worlds]) * UNITS[of]
    numbers.setflags(write=False)
    return numbers


def logits_of(base_year: int, world: int, years: int) -> NDArray[np.float64]:
    """Logits of a world, (T + 1,), 0 in the base year; after the last solved year they stay what they were.

    All 0 where no origin lies at or before the base year.
    """
    origin = origin_for(base_year)
    return (
        np.zeros(years) if origin is None else _by_years_ahead(discrepancy(origin).logits[[world]], years)[0]
    )


def province_steps(base_year: int, worlds: Sequence[int], years: int) -> NDArray[np.float64]:
    """Steps of a province on the line of departures in these worlds, (D, T + 1), as for `logits_of`."""
    origin = origin_for(base_year)
    if origin is None:
        return np.zeros((len(worlds), years))
    chosen = [world_of(number, base_year) for number in worlds]
    return _by_years_ahead(discrepancy(origin).provinces[chosen], years)


def _by_years_ahead(solved: NDArray[np.float64], years: int) -> NDArray[np.float64]:
    """Solved rows (D, T) as paths from the base year on, (D, years), the last number for ever."""
    paths = np.zeros((len(solved), years))
    paths[:, 1:] = solved[:, np.minimum(np.arange(years - 1), solved.shape[1] - 1)]
    return paths


def world_of(number: int, base_year: int) -> int:
    """The world of a draw: its number, or an earlier one where no more worlds were solved."""
    origin = origin_for(base_year)
    return free_world_of(number, LENGTH if origin is None else discrepancy(origin).worlds)


def free_world_of(number: int, worlds: int = LENGTH) -> int:
    """The world of a draw among so many, each of which is run before the first comes again; 0 of 0."""
    return number and (number - 1) % worlds + 1
