"""Villages that become urban in place: statistical contiguity and redesignation (eq. 11)."""

from __future__ import annotations

import numpy as np

from urbsim.model.event_numbers import YearAddress, binomial_quantile, uniforms
from urbsim.model.founding.villages import Villages
from urbsim.model.people.accounts import sum_by
from urbsim.model.setup import Addresses, Array, Coefficients, Integers, Setup

CONTIGUITY = 11
NEIGHBOURHOODS = 65536
MOST = 0.5
"""The largest part of the villagers who are reclassified in the base year."""


class Reclassification:
    """How many villages of each cell are urban: whole villages, never a person alone.

    ``urban`` (V,) counts them; ``threshold`` is the same as a share of the cell's neighbourhoods,
    by which every household of the cell knows whether its own village has become urban.

    Villages join the nearest settlement of their own area; the base year's mean exposure is 1, so about the
    share ρ of villages becomes urban in that year.
    """

    def __init__(self, setup: Setup, villages: Villages, p: Coefficients, built_up: Array) -> None:
        self.villages, self.p = villages, p
        self.joins = nearest_of(setup, villages.distance, villages.area)
        self.urban = np.zeros(len(villages.key), np.int64)
        self.distance = villages.distance[np.arange(len(self.joins)), self.joins]
        self.norm = 1.0
        if len(villages.key):
            exposed = self.exposure(built_up)
            self.norm = float(np.average(exposed, weights=np.maximum(1, villages.multiplicity)))

    @property
    def threshold(self) -> Addresses:
        """Neighbourhood numbers (0–65536) below which a household's village is urban, (V,)."""
        return (self.urban * NEIGHBOURHOODS // self.villages.multiplicity).astype(np.uint64)

    def exposure(self, built_up: Array) -> Array:
        """F of eq. 11, (V,), mean 1 at the base year: nearness to the built-up edge of the town to be joined.

        ``built_up`` (J,) is the built-up m² of one town of each settlement.

        Falls to 1 / e every ``reclassification_distance`` (2 km) from the edge; inside the edge it no longer
        rises.
        """
        edge = self.distance - np.sqrt(built_up[self.joins] / np.pi) / 1000
        return np.asarray(np.exp(-np.maximum(0, edge) / self.p["reclassification_distance"]) / self.norm)

    def advance(self, address: YearAddress, built_up: Array, decreed: Array) -> None:
        """One year: villages at the edge by hazard 1 − exp(−ρ f), then ``decreed`` (A,) villages by decision.

        With ρ = 0 and nothing decreed no village changes.
        """
        hazard = 1 - np.exp(-self.p["reclassification_rate"] * self.exposure(built_up))
        rural = self.villages.multiplicity - self.urban
        luck = uniforms(address.seed, self.villages.key, address.year, CONTIGUITY)
        self.urban += binomial_quantile(luck, rural, hazard)
        for area in np.flatnonzero(decreed > 0):
            self._decree(int(area), round(float(decreed[area])))

    def rural_villages(self, areas: int) -> Integers:
        """Villages that are still rural by area, (A,)."""
        return sum_by(self.villages.multiplicity - self.urban, self.villages.area, areas)

    def _decree(self, area: int, number: int) -> None:
        here = np.flatnonzero(self.villages.area == area)
        for v in here[np.lexsort((self.villages.key[here], self.distance[here]))]:
            changed = min(number, int(self.villages.multiplicity[v] - self.urban[v]))
            self.urban[v] += changed
            number -= changed


def rate_of(reclassified: float, setup: Setup) -> float:
    """ρ under which so many rows' persons are reclassified in the base year, 0 where nobody is rural.

    The inverse of 1 − e^−ρ at a mean exposure of 1.
    """
    rural = (setup.population - setup.urban) / setup.weight
    return float(-np.log1p(-min(reclassified / rural, MOST))) if rural > 0 else 0.0


def nearest_of(setup: Setup, distance: Array, area: Integers) -> Integers:
    """The settlement of its own area that each village joins when it becomes urban, (V,).

    Raises ValueError in a region without settlements.
    """
    home = np.array([place.area for place in setup.settlements])
    own = home[None, :] == area[:, None]
    return np.asarray(np.where(own, distance, np.inf).argmin(axis=1))
