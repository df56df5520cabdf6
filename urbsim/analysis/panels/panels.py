"""Panels: sets of regions with what was known of them at an origin, and what happened afterwards.

A forecast may read a panel's ``units``, ``nation`` and ``provinces``, which end at the origin. ``truth`` is
for scoring; ``Panel.known`` is the panel without it, and nothing else is handed to a method.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from urbsim.analysis.panels.forecasts import Array
from urbsim.runs.setup.histories import Rates
from urbsim.vocabulary.regions import NATION


class Residents(NamedTuple):
    """Residents, and the urban ones among them."""

    all: int
    urban: int


@dataclass(frozen=True)
class PanelUnit:
    """A region as known at the origin: rates by year up to then, people (all, urban), households.

    ``key`` names it in tables, ``code`` its figures in evidence (None for a region of a user's own),
    ``province`` the province around it or itself. Shares are fractions.
    """

    key: str
    name: str
    level: str
    code: str | None
    province: str | None
    history: Rates
    people: Residents
    household_size: float | None = None
    share_65plus: float | None = None


@dataclass(frozen=True)
class Panel:
    """Units that are forecast from one origin, with the histories of the nation and the provinces up to it.

    ``truth`` (rates) and ``residents`` are what came, by key of unit and year. ``drifts`` says that the
    histories are as first published, which drift away from the next census. ``notes`` are for the reader.
    """

    name: str
    origin: int
    units: tuple[PanelUnit, ...]
    nation: Rates
    provinces: Mapping[str, Rates]
    truth: Mapping[str, Rates]
    last: int
    since_census: int = 0
    drifts: bool = False
    notes: tuple[str, ...] = field(default=())
    residents: Mapping[str, Rates] = field(default_factory=dict)

    @property
    def known(self) -> Panel:
        """The panel as it stood at the origin: no truth."""
        return replace(self, truth={}, residents={})

    @property
    def years(self) -> tuple[int, ...]:
        """The years to forecast."""
        return tuple(range(self.origin + 1, self.last + 1))

    @property
    def of_nation(self) -> bool:
        """Whether the nation is the only unit."""
        return [unit.code for unit in self.units] == [NATION]

    @property
    def span(self) -> tuple[int, ...]:
        """The origin and the years to forecast."""
        return (self.origin, *self.years)

    @property
    def horizons(self) -> Array:
        """Years ahead of the origin, (T,)."""
        return np.arange(1.0, len(self.years) + 1)

    @property
    def base(self) -> Array:
        """The rate of each unit at the origin, (U,)."""
        return np.array([unit.history[self.origin] for unit in self.units])

    def observed(self) -> Array:
        """Truth as rates (U, T), NaN where there is none."""
        return self._by_year(self.truth)

    def residents_observed(self) -> Array:
        """Residents that came, (U, T), NaN where nobody knows."""
        return self._by_year(self.residents)

    def _by_year(self, came: Mapping[str, Rates]) -> Array:
        nothing: Rates = {}
        rows = [came.get(unit.key, nothing) for unit in self.units]
        return np.array([[row.get(year, np.nan) for year in self.years] for row in rows])


def with_truth(panel: Panel, rows: Iterable[tuple[str, int, float]]) -> Panel:
    """The panel with another truth: what tests change to show that no forecast reads it."""
    truth: dict[str, dict[int, float]] = {}
    for key, year, rate in rows:
        truth.setdefault(key, {})[year] = rate
    return replace(panel, truth=truth)
