"""What a reader must know of the discrepancy that a run reports."""

from __future__ import annotations

from urbsim.runs.outlook.line import SLOPE
from urbsim.runs.outlook.reported import REPORTED
from urbsim.runs.outlook.spread import spread_of
from urbsim.runs.results.result import Note, note
from urbsim.runs.setup.resolve import Resolved
from urbsim.scenario.file.values import Scenario

COUNTED = tuple(name for name in REPORTED if name.endswith("population"))
"""Variables that count people with the discrepancy of their region."""


def discrepancy_notes(scenario: Scenario, resolved: Resolved) -> tuple[Note, ...]:
    """How wide the region's own discrepancy is, and that the chance of targets for people rests on it."""
    spread = spread_of(resolved.ground.level, resolved.coefficients)
    people = 100 * spread.people
    if not spread.rate and not people:
        return ()
    width = note("notes.discrepancy", points=100 * spread.rate / SLOPE, people=people)
    if any(stated.variable in COUNTED and not stated.not_modelled for stated in scenario.targets):
        return (width, note("notes.people_targets", people=people))
    return (width,)
