"""What binds where a lever is pulled ever harder (L14): which part of its amount is not taken up, and why."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from urbsim.analysis.binding.parts import MATTERS, PARTS, Planned, middle
from urbsim.analysis.levers.outcomes.homes import homes, places
from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.evidence.experiments import DOSES


class Binding(NamedTuple):
    """A constraint, the least dose at which it binds, and the part that it takes at the largest."""

    what: str
    dose: float
    part: float


class Bend(NamedTuple):
    """What a unit brings at the largest dose relative to one at the plain dose, and what binds."""

    kept: float
    bindings: tuple[Binding, ...]


def bend_of(seen: Seen) -> Bend:
    """How the response of urban people bends along the doses, and why."""
    found, roles = [], [f"{dose:g}" for dose in DOSES]
    for what, part_of in PARTS.items():
        parts = [middle(part_of(seen, role, planned_in(seen, role))) for role in roles]
        bound = [dose for dose, part in zip(DOSES, parts, strict=True) if part >= MATTERS]
        if bound:
            found.append(Binding(what, bound[0], parts[-1]))
    plain, largest = (seen.change("urban_population", f"{dose:g}").mean() / dose for dose in (1.0, DOSES[-1]))
    return Bend(float(largest / plain) if plain else np.nan, tuple(sorted(found, key=lambda one: one.dose)))


def planned_in(seen: Seen, role: str) -> Planned:
    """What the measures of an arm name up to the year of the result."""
    park = float(seen.done[role].levers.park[seen.year].sum())
    return Planned(homes=homes(seen, role), places=places(seen, role), park_jobs=park)
