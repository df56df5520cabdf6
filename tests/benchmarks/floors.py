"""What this machine can do at best: bytes that a core copies a second, and the least that an event costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

COPIED = 1 << 28
BYTES_A_YEAR = 24
"""Bytes that every household costs each year: its 16 are read and its 8 mutable ones are written."""
AN_EVENT = 25.0
"""Nanoseconds that a birth, a death or a move costs at the least: some lines of memory in no cache."""


@dataclass(frozen=True)
class Rate:
    """Units of work a second of the clock, and a second of a core's time, which bears others beside it."""

    clock: float
    core: float


def fastest(work: Callable[[], object], units: float, times: int = 3) -> Rate:
    """The fastest of several tries at so many units of work, by both measures."""
    clock, core = [], []
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        core.append(time.process_time() - used)
    return Rate(units / min(clock), units / min(core))


def on_threads(work: Callable[[int], object], threads: int) -> Callable[[], object]:
    """The same work on each of so many threads at a time."""

    def together() -> object:
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(work, range(threads)))

    return together


def bandwidth(threads: int) -> Rate:
    """Bytes read and written a second by copying large arrays on so many threads."""
    pairs = [(np.ones(COPIED // 8), np.zeros(COPIED // 8)) for _ in range(threads)]

    def copy(number: int) -> None:
        np.copyto(pairs[number][1], pairs[number][0])

    return fastest(on_threads(copy, threads), threads * 2 * COPIED)


def floor_of(events: float, copied: Rate) -> float:
    """The least nanoseconds of a core a household-year, with so many events in it."""
    return 1e9 * BYTES_A_YEAR / copied.core + AN_EVENT * events
