"""What the foundings of all draws of a region share: planned once a process, and for another region."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import Any

import numpy as np

from urbsim.model.founding.founding import Foundation, FoundingPlan, plan_founding
from urbsim.model.setup import Coefficients, Record, Setup
from urbsim.policy.schedule import Schedule
from urbsim.runs.ensembles.fingerprint import fingerprint

KEPT = 2
_lock = threading.Lock()
_planned: OrderedDict[str, FoundingPlan] = OrderedDict()


def founding_key(setup: Setup, p: Coefficients) -> str:
    """Fingerprint of what a founding depends on: not policy and its prices, the record or years to come."""
    nothing = Schedule.none(1, len(setup.settlements), len(setup.areas))
    start: dict[str, Any] = {
        name: np.asarray(series)[:1] for name, series in setup.drivers.__dict__.items() if np.ndim(series)
    }
    bare = replace(
        setup,
        years=setup.years[:1],
        levers=nothing,
        record=Record(0.0, 0.0),
        prices={},
        binding=False,
        drivers=replace(setup.drivers, **start),
    )
    return fingerprint(bare, p)


def foundation_of(setup: Setup, p: Coefficients, seed: int | None = None, threads: int = 1) -> Foundation:
    """The founding of a draw by its seed, or of a region by its names alone. Raises as `plan_of` does."""
    return plan_of(setup, p).founded(seed, threads)


def plan_of(setup: Setup, p: Coefficients) -> FoundingPlan:
    """The plan of a setup, kept for the draws that follow (those of the last two regions are kept).

    Raises FoundingError where a region cannot be founded.
    """
    key = founding_key(setup, p)
    with _lock:
        if key not in _planned:
            _planned[key] = plan_founding(setup, p)
            while len(_planned) > KEPT:
                _planned.popitem(last=False)
        _planned.move_to_end(key)
        return _planned[key]
