"""What a reader must know of the discrepancy that a run reports, and how much of its growth it is."""

from __future__ import annotations

from urbsim.runs.ensembles.middle import middle_of
from urbsim.runs.outlook.discrepancy import DiscrepancyShare, origin_for
from urbsim.runs.outlook.line import SLOPE
from urbsim.runs.outlook.reported import REPORTED
from urbsim.runs.outlook.residents import AreaPeople
from urbsim.runs.outlook.spread import spread_of
from urbsim.runs.results.result import Note, note
from urbsim.runs.setup.resolve import Resolved
from urbsim.scenario.file.values import Scenario

COUNTED = tuple(name for name in REPORTED if name.endswith("population"))
"""Variables that count people with the discrepancy of their region."""


def discrepancy_share(scenario: Scenario, resolved: Resolved) -> DiscrepancyShare | None:
    """Live the middle path with the discrepancy and without; None where none was solved for the base year."""
    setup, origin = resolved.setup, origin_for(resolved.setup.base_year)
    if origin is None:
        return None
    rise, free = (
        rise_of(middle_of(setup, resolved.coefficients, scenario.coefficients, given))
        for given in (True, False)
    )
    return DiscrepancyShare(origin, rise, free)


def rise_of(areas: AreaPeople) -> float:
    """By how much the rate of all areas together rises between base and last year."""
    rates = areas.together.urban[0] / areas.together.people[0]
    return float(rates[-1] - rates[0])


def share_notes(found: DiscrepancyShare | None, last: int) -> tuple[Note, ...]:
    """How much of the rise is discrepancy, in a sentence."""
    if found is None or found.share is None:
        return ()
    rise, more = 100 * found.rise, 100 * (found.rise - found.free)
    return (note("notes.discrepancy_share", last=last, rise=rise, more=more, share=found.share),)


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
