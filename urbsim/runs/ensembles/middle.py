"""The middle path of a region: its central run without measures, which corrections are solved on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace

from urbsim.model.setup import Coefficients, Setup
from urbsim.policy.schedule import Schedule
from urbsim.runs.ensembles.fingerprint import fingerprint
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.outlook.residents import AreaPeople, Recorded, residents_of
from urbsim.runs.setup.founding_faults import rows_expected
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.scenario.file.values import Assumption

ROWS = 10_000
"""Rows of each area that are enough for a middle path."""
KEPT = 4
_lock = threading.Lock()
_lived: OrderedDict[str, AreaPeople] = OrderedDict()


def middle_of(
    setup: Setup, p: Coefficients, fixed: Mapping[str, Assumption], discrepancy: bool = True
) -> AreaPeople:
    """People by area (A, T) of the central run without measures; kept for the mixes that follow.

    Without ``discrepancy`` households go as they do where the nation has no path to keep to. The seed and
    the weight of a run have no part in it, so every run of a region reads the same. Raises
    FoundingError as a founding does.
    """
    plain = undisturbed(setup)
    draw = draw_of(CENTRAL, 0, plain.years, plain.record, fixed, discrepancy=discrepancy)
    key = fingerprint(plain, p, draw)
    with _lock:
        if key not in _lived:
            _lived[key] = residents_of(
                Recorded(variables_of(plain), simulate(plain, foundation_of(plain, p), draw)), plain
            )
            while len(_lived) > KEPT:
                _lived.popitem(last=False)
        _lived.move_to_end(key)
        return _lived[key]


def undisturbed(setup: Setup) -> Setup:
    """The setup without measures, at a weight that leaves some thousands of rows an area."""
    nothing = Schedule.none(len(setup.years), len(setup.settlements), len(setup.areas))
    rows = rows_expected(replace(setup, weight=1))
    weight = max(1, int(rows / (ROWS * len(setup.areas))))
    return replace(setup, levers=nothing, weight=weight, prices={}, binding=False)
