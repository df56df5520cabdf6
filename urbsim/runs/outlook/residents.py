"""People of a region's areas in a record of runs: all, and those in towns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.model.setup import Array, Setup
from urbsim.runs.outlook.line import line_of


@dataclass(frozen=True, eq=False)
class Recorded:
    """What runs recorded, values (..., V, R, T), with the names of the variables."""

    names: tuple[str, ...]
    values: Array

    def of(self, name: str) -> Array:
        """The values (..., R, T) of a variable, to be read or written."""
        return self.values[..., self.names.index(name), :, :]


@dataclass(frozen=True, eq=False)
class AreaPeople:
    """Residents and urban residents of areas, each (..., A, T)."""

    people: Array
    urban: Array

    @property
    def line(self) -> Array:
        """Where the rates stand on the line of departures, (..., A, T)."""
        return line_of(self.urban / np.maximum(1.0, self.people))

    @property
    def together(self) -> AreaPeople:
        """All areas as one, (..., 1, T)."""
        return AreaPeople(self.people.sum(axis=-2, keepdims=True), self.urban.sum(axis=-2, keepdims=True))


def area_rows(setup: Setup) -> slice:
    """Rows of the areas among the recorded places; a region that is one area stands for it."""
    areas = len(setup.areas)
    return slice(1, 1 + areas) if areas > 1 else slice(0, 1)


def residents_of(recorded: Recorded, setup: Setup) -> AreaPeople:
    """People by area."""
    rows = area_rows(setup)
    return AreaPeople(*(recorded.of(name)[..., rows, :] for name in ("population", "urban_population")))
