"""The result of many runs of one scenario: one number per draw, variable, region and year."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

POLICY = "policy"
"""Name of the mix that holds all measures of the scenario file."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Runs of one policy mix.

    `values` has the shape [draw, variable, region, year] in the units of the variable register; NaN means
    that the variable does not apply there. `regions[0]` is the scenario's own region, the others are its
    areas and settlements. `years[0]` is the base year: the state as founded. Raises ValueError where the
    shape does not fit the names, a name occurs twice, or years have a gap.
    """

    scenario: str
    mix: str
    variables: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[int, ...]
    draws: tuple[int, ...]
    values: NDArray[np.float64]

    def __post_init__(self) -> None:
        names: tuple[Sequence[Hashable], ...] = (self.draws, self.variables, self.regions, self.years)
        expected = tuple(len(part) for part in names)
        if self.values.shape != expected:
            raise ValueError(f"values have the shape {self.values.shape}, the names ask for {expected}")
        if any(len(set(part)) != len(part) or not part for part in names):
            raise ValueError("draws, variables, regions and years must be distinct and not empty")
        if self.years != tuple(range(self.years[0], self.years[-1] + 1)):
            raise ValueError(f"years must follow each other without a gap, got {self.years}")

    @property
    def base_year(self) -> int:
        """The year whose 31 December is the founded state."""
        return self.years[0]

    @property
    def home(self) -> str:
        """Key of the scenario's own region."""
        return self.regions[0]

    @property
    def draws_at_floor(self) -> int:
        """Draws for which the growth recorded for the base year is out of reach."""
        if not self.has("growth_at_floor", self.home):
            return 0
        return int((self.at("growth_at_floor", self.home, self.base_year) > 0).sum())

    def has(self, variable: str, region: str) -> bool:
        """Whether the runs carry this variable for this region with at least one number."""
        if variable not in self.variables or region not in self.regions:
            return False
        return not bool(np.isnan(self.of(variable, region)).all())

    def of(self, variable: str, region: str) -> NDArray[np.float64]:
        """Values (D, T) of one variable in one region; ValueError where there are none."""
        if variable not in self.variables or region not in self.regions:
            raise ValueError(f"the runs hold no {variable!r} for {region!r}")
        return self.values[:, self.variables.index(variable), self.regions.index(region), :]

    def at(self, variable: str, region: str, year: int) -> NDArray[np.float64]:
        """Values (D,) of one variable in one region and year; ValueError outside the run."""
        if year not in self.years:
            raise ValueError(f"{year} lies outside the run {self.years[0]}-{self.years[-1]}")
        return self.of(variable, region)[:, year - self.base_year]
