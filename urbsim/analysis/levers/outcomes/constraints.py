"""What binds where a lever is pulled ever harder (L14): which part of its amount is not taken up, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np

from urbsim.analysis.levers.outcomes.homes import homes, places
from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.evidence.experiments import DOSES, WITHOUT
from urbsim.model.setup import Array

MATTERS: Final = 0.1
"""A constraint binds where in the middle of the draws it takes at least this part of what is planned."""


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
    found = []
    for what, part_of in PARTS.items():
        parts = [middle(part_of(seen, f"{dose:g}")) for dose in DOSES]
        bound = [dose for dose, part in zip(DOSES, parts, strict=True) if part >= MATTERS]
        if bound:
            found.append(Binding(what, bound[0], parts[-1]))
    plain, largest = (seen.change("urban_population", f"{dose:g}").mean() / dose for dose in (1.0, DOSES[-1]))
    return Bend(float(largest / plain) if plain else np.nan, tuple(sorted(found, key=lambda one: one.dose)))


def middle(parts: Array | float) -> float:
    """The median over the draws; 0 where there is nothing of which it could be a part."""
    known = np.asarray(parts, float)
    return float(np.median(np.nan_to_num(known, nan=0.0, posinf=0.0)))


def part(lost: Array, of: Array | float) -> Array:
    """Lost over what there would be, (D,); 0 where nothing is lost."""
    return np.where(lost > 0, lost / np.where(np.asarray(of) > 0, of, np.inf), 0.0)


def demand(seen: Seen, role: str) -> Array:
    """Of the homes of the programme those that stand empty, (D,)."""
    return part(seen.at("programme_homes_empty", role), homes(seen, role))


def unfilled(seen: Seen, role: str, unready: bool) -> Array:
    """Of the places of relocation those not filled, in draws where villages were ``unready`` or not, (D,)."""
    short = seen.since("programme_families_unready", role) > 0
    return part(seen.since("programme_places_unfilled", role) * (short == unready), places(seen, role))


def firms(seen: Seen, role: str) -> Array:
    """Of the jobs of parks those that no firm has brought, (D,)."""
    return part(seen.at("park_jobs_empty", role), seen.done[role].levers.park[seen.year].sum())


def workers(seen: Seen, role: str) -> Array:
    """Of the jobs that measures created those for which nobody is found, (D,)."""
    return part(seen.change("openings_unfilled", role), seen.at("posts", role))


def land(seen: Seen, role: str) -> Array:
    """Of the homes that would be built more those that there is no land for, (D,)."""
    held = seen.change_since("homes_held_back", role)
    return part(held, held + np.maximum(0.0, seen.change_since("dwellings_completed", role)))


def money(seen: Seen, role: str) -> Array:
    """Of what governments spend more that which neither land nor new debt covers, (D,)."""
    return part(seen.change_since("funding_gap", role, WITHOUT), seen.change_since("public_spending", role))


PARTS: Final[Mapping[str, Callable[[Seen, str], Array]]] = {
    "demand": demand,
    "willing": lambda seen, role: unfilled(seen, role, False),
    "villages": lambda seen, role: unfilled(seen, role, True),
    "firms": firms,
    "workers": workers,
    "land": land,
    "money": money,
}
"""By constraint, the part of a dose's amount that it takes, (D,)."""
