"""Targets draw by draw: what each asks for in every year, how often it is met, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from urbsim.analysis.targets.comparators import (
    Numbers,
    baseline_year,
    bounds,
    compared,
    is_level,
    meets,
    worst,
)
from urbsim.analysis.targets.outcomes import Outcome, score
from urbsim.analysis.targets.place_values import values_of
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.result import Observed
from urbsim.runs.results.target import RunTarget


@dataclass(frozen=True, eq=False)
class TargetDraws:
    """A target with the compared quantity (D, T), as if it were due in each year; NaN where unknown."""

    outcome: Outcome
    years: tuple[int, ...]
    numbers: Numbers

    @property
    def counts(self) -> bool:
        """Whether the target is scored at all."""
        return self.outcome.probability is not None

    @property
    def hits(self) -> NDArray[np.bool_]:
        """Whether each draw meets the target in the year in which it is due, (D,)."""
        return meets(self.outcome.target, self.due)

    @property
    def chances(self) -> Numbers:
        """Share of draws that meet the target in each year, (T,); NaN before it can be."""
        known = ~np.isnan(self.numbers)
        hits = (meets(self.outcome.target, self.numbers) & known).sum(axis=0)
        total = known.sum(axis=0)
        found: Numbers = np.divide(hits, total, out=np.full(len(self.years), np.nan), where=total > 0)
        return found

    @property
    def shortfall(self) -> float:
        """Mean over the draws of what is missing (or too much) when it is due, in the outcome's unit.

        Draws that meet the target count 0.
        """
        low, high = bounds(self.outcome.target)
        missing = np.maximum(0.0, np.maximum(low - self.due, self.due - high))
        return float(np.nanmean(missing))

    @property
    def due(self) -> Numbers:
        """The compared quantity of each draw when the target is due, (D,)."""
        return np.asarray(self.numbers[:, self.years.index(self.outcome.year)])


def scored(ensemble: Ensemble, targets: Iterable[RunTarget], observed: Observed) -> tuple[TargetDraws, ...]:
    """Every target on one ensemble, in the order of the targets."""
    every = tuple(targets)
    outcomes = score(ensemble, every, observed)
    return tuple(
        TargetDraws(outcome, ensemble.years, numbers_by_year(ensemble, outcome)) for outcome in outcomes
    )


def numbers_by_year(ensemble: Ensemble, outcome: Outcome) -> Numbers:
    """The compared quantity (D, T); all NaN for a target that is not scored."""
    found = np.full((len(ensemble.draws), len(ensemble.years)), np.nan)
    target = outcome.target
    values = None if outcome.probability is None else values_of(ensemble, target)
    if values is None:
        return found
    level = is_level(target)
    base = 0 if level else baseline_year(target, ensemble.base_year) - ensemble.base_year
    for year in range(base if level else base + 1, len(ensemble.years)):
        found[:, year] = worst(target, compared(target, values, base, year))
    return found


def all_met(every: Sequence[TargetDraws]) -> NDArray[np.bool_] | None:
    """Whether each draw meets every target that is scored, (D,); None where none is."""
    hits = [each.hits for each in every if each.counts]
    return np.logical_and.reduce(hits) if hits else None
