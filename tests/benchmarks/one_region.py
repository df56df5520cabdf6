"""A region of a given size, lived in a process of its own: ``python -m … HOUSEHOLDS THREADS YEARS``."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from tests.benchmarks.regions import column_bytes, rows_in_use, sized
from tests.benchmarks.shares import shares_of
from urbsim.households.board import RETURNED_TO_TOWN, TOWN_BORN, TOWN_DIED, TOWN_SETTLED, Tally
from urbsim.model.founding.founding import found
from urbsim.model.urbanization import UrbanizationModel

T = TypeVar("T")
PARTED = 3
"""Further years, of which the parts are timed one by one."""
WARM = 3000
"""Households of a first small region, lived so that every kernel is loaded before the clock starts."""


def lived(households: int, threads: int, years: int) -> dict[str, float | dict[str, float]]:
    """Seconds and counts of one region, every process and lever on; and where the time of a year goes."""
    setup, coefficients, draw = sized(households)
    before = peak_bytes()
    founding, _, foundation = timed(lambda: found(setup, coefficients, threads))
    anchoring, _, model = timed(lambda: UrbanizationModel(setup, foundation, draw, threads))
    model.step()
    rows = rows_in_use(foundation)
    clock, core, _ = timed(lambda: [model.step() for _ in range(years)])
    peak = peak_bytes()
    shares = shares_of(model, PARTED)
    kernel, kernel_core, _ = timed(lambda: [model.people.households.live(model.board) for _ in range(years)])
    return {
        "rows": rows,
        "founding": founding,
        "anchoring": anchoring,
        "rate": rows * years / clock,
        "core_rate": rows * years / core,
        "kernel": rows * years / kernel,
        "kernel_core": rows * years / kernel_core,
        "events": events_of(model.people.tally) / rows,
        "peak": peak,
        "bytes": (peak - before) / rows,
        "columns": column_bytes(foundation),
        "shares": shares,
    }


def events_of(tally: Tally) -> int:
    """Persons born, dead or moved in the year, in villages and in towns."""
    moves = tally.village[:, :, :RETURNED_TO_TOWN].sum()
    return int(moves + tally.town[:, :, [TOWN_BORN, TOWN_DIED, TOWN_SETTLED]].sum())


def timed(work: Callable[[], T]) -> tuple[float, float, T]:
    """Seconds of the clock and of the cores, and what the work gave."""
    start, used = time.perf_counter(), time.process_time()
    answer = work()
    return time.perf_counter() - start, time.process_time() - used, answer


def peak_bytes() -> int:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    households, threads, years = (int(number) for number in sys.argv[1:])
    lived(WARM, threads, 1)
    print(json.dumps(lived(households, threads, years)))
