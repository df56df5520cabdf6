"""The rule that every framework lives: a probability table instead of a model, the same for all of them.

A household stands in a village and a class. Each year one at home leaves with the probability that the
table holds for its village and class, and goes to the town on which a second number falls; one away comes
home with one probability for all. Nothing else: no ages, no births, no housing, no jobs.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VILLAGES, CLASSES, TOWNS = 400, 240, 5
RETURN = 0.06
HOME = -1


class Tables(NamedTuple):
    """Chance to leave (villages, classes), upper ends of the towns' shares (towns,), and who stands where."""

    leave: NDArray[np.float64]
    towns: NDArray[np.float64]
    village: NDArray[np.int64]
    kind: NDArray[np.int64]


def tables(households: int) -> Tables:
    luck = np.random.default_rng(1)
    leave = luck.uniform(0.005, 0.06, (VILLAGES, CLASSES))
    shares = np.cumsum(luck.dirichlet(np.full(TOWNS, 3.0)))
    shares[-1] = 1.0
    village = luck.integers(0, VILLAGES, households)
    return Tables(leave, shares, village, luck.integers(0, CLASSES, households))


def expected_home(made: Tables, years: int) -> float:
    """Share of households at home after so many years, if luck were spread evenly."""
    leave, home = made.leave[made.village, made.kind], np.ones(len(made.village))
    for _ in range(years):
        home = home * (1 - leave) + (1 - home) * RETURN
    return float(home.mean())


def report(step: Callable[[], object], home: Callable[[], float], made: Tables, years: int) -> None:
    """Live a first year and then the timed ones; print the rate, the memory and whether the rule was kept."""
    households = len(made.village)
    step()
    start, used = time.perf_counter(), time.process_time()
    for _ in range(years):
        step()
    clock, core = time.perf_counter() - start, time.process_time() - used
    found, wanted = home(), expected_home(made, years + 1)
    figures = {
        "rate": households * years / clock,
        "core_rate": households * years / core,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "home": found,
        "kept": abs(found - wanted) < 5 * (wanted * (1 - wanted) / households) ** 0.5,
    }
    print(json.dumps(figures))


def asked() -> tuple[Tables, int]:
    """Tables and years of the command line: ``HOUSEHOLDS YEARS``."""
    households, years = (int(number) for number in sys.argv[1:])
    return tables(households), years
