"""What this machine can do at best: hash draws a second, and bytes copied a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numba import njit

from urbsim.households.draws import draw

DRAWS = 200_000_000
COPIED = 1 << 28
HASHES_A_YEAR = 2
"""Draws that every household costs each year: one for vital events, one for its choice."""
BYTES_A_YEAR = 24
"""Bytes that every household costs each year: its 16 are read and its 8 mutable ones are written."""


@njit(nogil=True)
def hashed(address, draws):  # type: ignore[no-untyped-def]
    """The exclusive or of so many draws."""
    total = np.uint64(0)
    for key in range(draws):
        total ^= draw(address, np.uint32(key))
    return total


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


def hash_rate(threads: int) -> Rate:
    """Draws a second on so many threads."""
    hashed(np.uint64(1), 10)
    return fastest(on_threads(lambda number: hashed(np.uint64(number), DRAWS), threads), threads * DRAWS)


def bandwidth(threads: int) -> Rate:
    """Bytes read and written a second by copying large arrays on so many threads."""
    pairs = [(np.ones(COPIED // 8), np.zeros(COPIED // 8)) for _ in range(threads)]

    def copy(number: int) -> None:
        np.copyto(pairs[number][1], pairs[number][0])

    return fastest(on_threads(copy, threads), threads * 2 * COPIED)


def shares(rate: float, hashes: Rate, copied: Rate) -> tuple[float, float]:
    """Shares of the hash floor and the memory floor that ``rate`` household-years a core's second reach."""
    return rate * HASHES_A_YEAR / hashes.core, rate * BYTES_A_YEAR / copied.core
