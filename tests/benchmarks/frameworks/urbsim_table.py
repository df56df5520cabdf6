"""The table's rule as urbsim's kernel lives its own: ``python … HOUSEHOLDS YEARS``, on two threads.

Columns, luck by address and integer thresholds, compiled; the model itself has far more to do.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit
from table_rule import HOME, RETURN, Tables, asked, report

from urbsim.households.draws import combine, draw

THREADS = 2
WHOLE = 2**32


@njit(nogil=True)
def live(place, village, kind, limits, address):  # type: ignore[no-untyped-def]
    """One year: the upper half of a draw decides on leaving or returning, the lower half on the town."""
    leave, towns, returning, first = limits
    for i in range(len(place)):
        bits = draw(address, np.uint32(first + i))
        high = bits >> np.uint64(32)
        if place[i] != HOME:
            if high < returning:
                place[i] = HOME
        elif high < leave[village[i], kind[i]]:
            town = 0
            while (bits & np.uint64(0xFFFFFFFF)) >= towns[town]:
                town += 1
            place[i] = town


class Region:
    """Households as columns of a byte or two."""

    def __init__(self, made: Tables) -> None:
        self.place = np.full(len(made.village), HOME, np.int8)
        self.village, self.kind = made.village.astype(np.int16), made.kind.astype(np.int16)
        self.leave = (made.leave * WHOLE).astype(np.uint64)
        self.towns = (made.towns * WHOLE).astype(np.uint64)
        self.year = 0

    def step(self) -> None:
        self.year += 1
        cuts = np.linspace(0, len(self.place), THREADS + 1).astype(int)
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(self.part, cuts[:-1], cuts[1:]))

    def part(self, first: int, end: int) -> None:
        rows = slice(first, end)
        limits = (self.leave, self.towns, np.uint64(RETURN * WHOLE), first)
        address = np.uint64(combine(1, self.year))
        live(self.place[rows], self.village[rows], self.kind[rows], limits, address)

    def home(self) -> float:
        return float((self.place == HOME).mean())


if __name__ == "__main__":
    made, years = asked()
    region = Region(made)
    report(region.step, region.home, made, years)
