"""Which constraints bind for each measure of a run, from its runs with all measures and without any.

Runs count by kind, not by measure: of two measures of homes both are told what binds for homes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from urbsim.analysis.binding.parts import MATTERS, PARTS, Arms, Array, Planned, contracts, middle
from urbsim.policy.mixes import NOTHING
from urbsim.runs.plans import BoundMeasure, MeasureItem
from urbsim.runs.results.ensemble_result import POLICY, Ensemble
from urbsim.runs.results.result import RunResult
from urbsim.vocabulary.kinds import PUBLIC

GAP: Final = "gap"
"""Money that is missing where no measure waits for it."""
MEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "dwelling": ("demand", "land"),
    "relocation": ("willing", "villages"),
    "park": ("firms", "workers"),
    "plant": ("contracts", "workers"),
    "employment_support": ("workers",),
    "tax_relief": ("workers",),
}
"""By item the constraints that it can meet, beside money where governments pay for it."""


@dataclass(frozen=True, eq=False)
class RunArms(Arms):
    """The runs with all measures and without any as arms: the region's values in the last year, or summed."""

    ensembles: Mapping[str, Ensemble]

    def path(self, probe: str, role: str) -> Array:
        """A variable of the region by simulated year, (D, T)."""
        runs = self.ensembles[role]
        return np.nan_to_num(runs.of(probe, runs.home)[:, 1:])

    def at(self, probe: str, role: str) -> Array:
        """A variable in the last year, (D,)."""
        return np.asarray(self.path(probe, role)[:, -1])

    def since(self, probe: str, role: str) -> Array:
        """A flow summed over all years, (D,)."""
        return np.asarray(self.path(probe, role).sum(axis=1))


def bound_measures(result: RunResult) -> tuple[BoundMeasure, ...]:
    """Every measure of a run with what binds for it; nothing where it was not run without them.

    From medians over draws; a constraint below `MATTERS` (a tenth) is not told.
    """
    named = {POLICY: "with", NOTHING: "without"}
    arms = RunArms({named[runs.mix]: runs for runs in result.ensembles if runs.mix in named})
    if not result.measures or len(arms.ensembles) < len(named):
        return ()
    planned = planned_by(result.plans)
    law = {**PARTS, "contracts": contracts}
    parts = {what: middle(part_of(arms, "with", planned)) for what, part_of in law.items()}
    found = [
        each
        for name in result.measures
        for each in bound_of(name, [plan for plan in result.plans if plan.measure == name], parts)
    ]
    waits = result.scenario.get("funding") == "binding"
    return tuple(
        each if waits or each.constraint != "money" else replace(each, constraint=GAP) for each in found
    )


def planned_by(plans: Iterable[MeasureItem]) -> Planned:
    """Homes, places and jobs of parks that all measures name."""
    every = tuple(plans)
    parks = {plan.measure for plan in every if plan.item == "park"}
    return Planned(
        homes=sum(plan.number for plan in every if plan.item == "dwelling"),
        places=sum(plan.number for plan in every if plan.item == "relocation"),
        park_jobs=sum(plan.number for plan in every if plan.item == "plant" and plan.measure in parks),
    )


def bound_of(name: str, plans: Sequence[MeasureItem], parts: Mapping[str, float]) -> Iterator[BoundMeasure]:
    """What binds for one measure, the constraint that takes most first; one line without where none does.

    Several constraints may bind for one measure; each is a part of its amount and they need not add up to 1.
    """
    found = [BoundMeasure(name, what, parts[what]) for what in met_by(plans) if parts[what] >= MATTERS]
    yield from sorted(found, key=lambda each: -each.part) or [BoundMeasure(name, "", 0.0)]


def met_by(plans: Sequence[MeasureItem]) -> tuple[str, ...]:
    """The constraints that a measure of these items can meet."""
    items = {plan.item for plan in plans}
    # Firms fill a park as they come; what they promise there is not promised by name.
    kinds = items - {"plant"} if "park" in items else items
    found = [what for item in MEETS if item in kinds for what in MEETS[item]]
    if any(sum(plan.payers[:PUBLIC]) > 0 for plan in plans):
        found.append("money")
    return tuple(dict.fromkeys(found))
