"""Whether a scenario will run: everything that can go wrong before the first year, without a year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from urbsim.policy.mixes import PLAIN
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.options import Options, Size, size_of
from urbsim.runs.setup.founding_faults import founding_faults, rows_expected
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError

MANY: Final = 200_000
"""Rows from which founding takes so long (0.3 s) that a check takes more than a second as a whole."""


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


def refuse_seed_only(scenario: Scenario, resolved: Resolved, size: Size) -> None:
    """InputError for a nation or province whose draws differ by the seed alone: chances there cancel out."""
    if scenario.runs.vary == "seed" and resolved.ground.level in ("nation", "province") and size.draws > 1:
        problem = say("runs.ensemble_varies_only_seed", level=resolved.ground.level)
        place = scenario.written_at("runs.vary")
        raise InputError((Fault(place.file, place.line, problem, say("runs.write_runs")),))
