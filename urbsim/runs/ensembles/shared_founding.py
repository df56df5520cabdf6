"""One founding for all draws of a region: found once a process, and again only for another region."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import Any

import numpy as np

from urbsim.model.founding.founding import Foundation, found
from urbsim.model.setup import Coefficients, Record, Setup
from urbsim.policy.schedule import Schedule
from urbsim.runs.ensembles.fingerprint import fingerprint

KEPT = 2
_lock = threading.Lock()
_founded: OrderedDict[str, Foundation] = OrderedDict()


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


def foundation_of(setup: Setup, p: Coefficients, threads: int = 1) -> Foundation:
    """The founding of a setup, kept for the draws that follow (the last two regions are kept)."""
    key = founding_key(setup, p)
    with _lock:
        if key not in _founded:
            _founded[key] = found(setup, p, threads)
            while len(_founded) > KEPT:
                _founded.popitem(last=False)
        _founded.move_to_end(key)
        return _founded[key]
