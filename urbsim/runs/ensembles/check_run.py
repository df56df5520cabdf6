"""Whether a scenario will run: everything that can go wrong before the first year, without a year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from urbsim.policy.mixes import PLAIN
from urbsim.runs.ensembles.ensemble import Options, refuse_seed_only, size_of
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.setup.founding_faults import founding_faults, rows_expected
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.file.values import Scenario

MANY: Final = 500_000
"""Rows from which founding takes more than about a second, and memory to match."""


def check_run(scenario: Scenario, slow: Callable[[int], None] = lambda rows: None) -> None:
    """Resolve the scenario under every mix and found its region, at its own weight.

    ``slow`` is told before a founding of many rows how many there are. Raises InputError with what makes a
    run impossible: data that are missing, places that are not there, a composition that no families have, a
    weight too coarse.
    """
    size = size_of(scenario, Options())
    resolved = resolve(scenario, size.weight, (PLAIN, *scenario.mixes))
    refuse_seed_only(scenario, resolved, size)
    rows = round(rows_expected(resolved.setup))
    if rows > MANY:
        slow(rows)
    with founding_faults(scenario, size.weight):
        foundation_of(resolved.setup, resolved.coefficients, threads=size.workers)
