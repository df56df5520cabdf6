"""What became of targets that asked for as much: how many there were in the record, and how many were met."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from urbsim.analysis.plans.plan_targets import SCORED, plan_targets
from urbsim.analysis.plans.plan_units import needed_rise
from urbsim.analysis.targets.outcomes import Outcome
from urbsim.analysis.targets.summary import Summary
from urbsim.runs.results.result import Note, note
from urbsim.runs.results.target import HOME
from urbsim.text import say

LEVELS = ("reach", "at_least", "about", "exceed")
"""Comparators of a level that is to be reached."""
EDGES = (0.006, 0.013)
"""Needed rises of the rate a year that part easy, usual and hard targets."""


@dataclass(frozen=True)
class Precedents:
    """Targets of the record whose needed rise lies between two bounds (0-1 a year), and how many were met."""

    number: int
    met: int
    low: float
    high: float

    @property
    def kind(self) -> str:
        """Which of the bounds there are: below, between or above."""
        return "below" if self.low == float("-inf") else "above" if self.high == float("inf") else "between"


def precedents_of(rise: float) -> Precedents:
    """The targets that asked for about as much as a rise of the rate a year (0-1)."""
    bounds = (float("-inf"), *EDGES, float("inf"))
    low, high = next((a, b) for a, b in pairwise(bounds) if a <= rise < b)
    met = [each for needed, each in record() if low <= needed < high]
    return Precedents(len(met), sum(met), low, high)


@cache
def record() -> tuple[tuple[float, bool], ...]:
    """Needed rise and whether it was met, of every target that was read, counts and is known."""
    found = ((needed_rise(target), target) for target in plan_targets() if target.counts)
    return tuple((rise, target.met) for rise, target in found if rise is not None and target.met is not None)


def needed_of(outcome: Outcome, summary: Summary) -> float | None:
    """By how much a year (0-1) the region's rate must rise for a target; None for any other target."""
    target, first = outcome.target, summary.rates[0] if summary.rates else None
    level = target.baseline_year is None and target.comparator in LEVELS and target.scope == HOME
    if target.variable != SCORED[0] or not level or outcome.region != summary.region:
        return None
    if first is None or first.year >= outcome.year or isinstance(target.value, tuple):
        return None
    return (float(target.value) - first.band.p50) / (outcome.year - first.year)


def precedent_notes(summary: Summary) -> tuple[Note, ...]:
    """What became of targets of the record that asked for as much of the rate a year, once for each kind."""
    rises = (needed_of(outcome, summary) for outcome in summary.outcomes)
    found = dict.fromkeys(precedents_of(rise) for rise in rises if rise is not None)
    return tuple(
        note("plans.precedents", number=each.number, met=each.met,
             span=say(f"plans.{each.kind}", low=100 * each.low, high=100 * each.high))
        for each in found
    )  # fmt: skip
