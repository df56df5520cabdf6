"""What the draws of a run say beside the figures: whom programmes placed, and which stand at a floor."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from urbsim.runs.results.ensemble_result import POLICY, Ensemble
from urbsim.runs.results.result import Note, note


def programme_notes(ensembles: Iterable[Ensemble]) -> tuple[Note, ...]:
    """Whom the programmes of the policy placed, what nobody took, and what bound; nothing without one."""
    for each in ensembles:
        if each.mix == POLICY and each.has("programme_moves", each.home):
            return notes_of_programmes(each)
    return ()


def notes_of_programmes(policy: Ensemble) -> tuple[Note, ...]:
    """The medians over the draws of sums over the years, and of homes and parks empty at the end."""

    def total(name: str) -> int:
        return round(float(np.median(np.nansum(policy.of(name, policy.home)[:, 1:], axis=1))))

    def last(name: str) -> int:
        return round(float(np.median(policy.at(name, policy.home, policy.years[-1]))))

    placed, anyway, unfilled = (total(f"programme_{name}") for name in ("moves", "anyway", "places_unfilled"))
    empty = last("programme_homes_empty")
    found = []
    if placed + unfilled + empty:
        found = [note("notes.programmes", placed=placed, anyway=anyway, empty=empty, last=policy.years[-1])]
    if unfilled:
        found.append(note("notes.unfilled", unfilled=unfilled))
    if unready := total("programme_families_unready"):
        found.append(note("notes.unready", families=unready))
    if jobs := last("park_jobs_empty"):
        found.append(note("notes.park_empty", jobs=jobs, last=policy.years[-1]))
    return tuple(found)


def floor_notes(ensembles: Iterable[Ensemble]) -> tuple[Note, ...]:
    """How many draws stand at the floor of the base year's growth, where any does."""
    first = next(iter(ensembles))
    number = first.draws_at_floor
    return (note("notes.at_floor", number=number, draws=len(first.draws)),) if number else ()
