"""How long work will take here, told once where that is long, and what fewer draws would take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from urbsim.runs.cores import usable_cores
from urbsim.text import word

LONG: Final = 20.0
"""Seconds left below which nothing is told."""
PATIENCE: Final = 5.0
"""Seconds after which a first piece of work is measure enough."""
FEW: Final = 20
"""Draws that are offered instead of more of them."""


@dataclass
class Estimate:
    """Seconds that pieces of work take, which are done ``workers`` at a time, from the first of them.

    ``draws`` are those asked for, None where the work has none. What was finished before does not count.
    """

    draws: int | None = None
    workers: int = field(default_factory=usable_cores)
    clock: Callable[[], float] = time.monotonic
    _total: int = 0
    _before: int = 0
    _start: float = 0.0
    _told: bool = False

    def heard(self, done: int, total: int) -> str:
        """What to tell after so many pieces; nothing if it is too early, told already, or soon over."""
        now = self.clock()
        if total != self._total:
            self._total, self._before, self._start, self._told = total, done, now, False
        seconds = None if self._told else self._whole(done - self._before, now - self._start)
        if seconds is None:
            return ""
        self._told = True
        return "" if seconds - (now - self._start) < LONG else self._words(seconds)

    def _whole(self, done: int, elapsed: float) -> float | None:
        """Seconds of all the work, None where too little is done to tell."""
        left = self._total - self._before
        if done >= 2 * self.workers:
            return elapsed / done * left
        if done < 1 or elapsed < PATIENCE:
            return None
        return elapsed / -(-done // self.workers) * -(-left // self.workers)

    def _words(self, seconds: float) -> str:
        told = duration(seconds)
        if self.draws is None or self.draws <= FEW:
            return word("estimate.about", time=told)
        return word("estimate.fewer", time=told, draws=FEW, less=duration(seconds * FEW / self.draws))


def duration(seconds: float) -> str:
    """A time to one or two digits: `40 s`, `6 minutes`, `1.5 hours`."""
    if seconds < 95:
        return word("estimate.seconds", number=f"{max(5, 5 * round(seconds / 5))}")
    if seconds < 95 * 60:
        return word("estimate.minutes", number=f"{seconds / 60:.0f}")
    return word("estimate.hours", number=f"{seconds / 3600:.1f}".removesuffix(".0"))
