"""The constraints that a measure can meet, each as the part of its amount that it takes, by draw."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MATTERS: Final = 0.1
"""A constraint binds where in the middle of the draws it takes at least this part of what is planned."""


class Arms(ABC):
    """Runs with a policy and without it, draw by draw: values (D,) by variable and role."""

    @abstractmethod
    def at(self, probe: str, role: str) -> Array:
        """A variable in the year of the result, (D,)."""

    @abstractmethod
    def since(self, probe: str, role: str) -> Array:
        """A flow summed up to the year of the result, (D,)."""

    def change(self, probe: str, role: str = "with", against: str = "without") -> Array:
        """What an arm changes of a variable, (D,)."""
        return self.at(probe, role) - self.at(probe, against)

    def change_since(self, probe: str, role: str = "with", against: str = "without") -> Array:
        """What an arm changes of a flow summed, (D,)."""
        return self.since(probe, role) - self.since(probe, against)


@dataclass(frozen=True)
class Planned:
    """What measures name: homes, persons' places of relocation, and jobs of full parks."""

    homes: float
    places: float
    park_jobs: float


def middle(parts: Array | float) -> float:
    """The median over the draws, (D,) or one number; 0 where there is nothing of which it could be a part.

    Draws in which nothing was planned count as 0.
    """
    known = np.asarray(parts, float)
    return float(np.median(np.nan_to_num(known, nan=0.0, posinf=0.0)))


def part(lost: Array, of: Array | float) -> Array:
    """Lost over what there would be, (D,); 0 where nothing is lost.

    In 0–1 as long as no more is lost than there would be.
    """
    return np.where(lost > 0, lost / np.where(np.asarray(of) > 0, of, np.inf), 0.0)


def demand(arms: Arms, role: str, planned: Planned) -> Array:
    """Of the homes of the programme those that stand empty, (D,)."""
    return part(arms.at("programme_homes_empty", role), planned.homes)


def unfilled(arms: Arms, role: str, planned: Planned, *, unready: bool) -> Array:
    """Of the places of relocation those not filled, in draws where villages were ``unready`` or not, (D,).

    In a draw places are unfilled for one of the two reasons, so the two parts do not add up beyond the whole.
    """
    short = arms.since("programme_families_unready", role) > 0
    return part(arms.since("programme_places_unfilled", role) * (short == unready), planned.places)


def willing(arms: Arms, role: str, planned: Planned) -> Array:
    """Of the places those for which no family comes forward, (D,)."""
    return unfilled(arms, role, planned, unready=False)


def villages(arms: Arms, role: str, planned: Planned) -> Array:
    """Of the places those for whose families villages are not ready, (D,)."""
    return unfilled(arms, role, planned, unready=True)


def firms(arms: Arms, role: str, planned: Planned) -> Array:
    """Of the jobs of parks those that no firm has brought, (D,)."""
    return part(arms.at("park_jobs_empty", role), planned.park_jobs)


def contracts(arms: Arms, role: str, planned: Planned) -> Array:
    """Of the plants that investors promised those that do not come, (D,).

    What is contracted and not invested: about six in ten yuan by the sources of ``investor_realisation``.
    """
    promised = arms.since("planned_plant", role)
    return part(promised - arms.since("realised_plant", role), promised)


def workers(arms: Arms, role: str, planned: Planned) -> Array:
    """Of the openings that measures add those for which nobody is found, (D,).

    Openings over those opened or filled because of the measures.
    """
    left = arms.change("openings_unfilled", role)
    return part(left, left + np.maximum(0.0, arms.change("jobs", role)))


def land(arms: Arms, role: str, planned: Planned) -> Array:
    """Of the homes that would be built more those that there is no land for, (D,)."""
    held = arms.change_since("homes_held_back", role)
    return part(held, held + np.maximum(0.0, arms.change_since("dwellings_completed", role)))


def money(arms: Arms, role: str, planned: Planned) -> Array:
    """Of what governments spend more that which neither land nor new debt covers, (D,)."""
    return part(arms.change_since("funding_gap", role), arms.change_since("public_spending", role))


PARTS: Final[Mapping[str, Callable[[Arms, str, Planned], Array]]] = {
    "demand": demand,
    "willing": willing,
    "villages": villages,
    "firms": firms,
    "workers": workers,
    "land": land,
    "money": money,
}
"""By constraint, the part of what is planned that it takes, (D,)."""
