"""What a forecast chart shows, as plain numbers: made from the tables of runs, drawn by `forecast`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Line:
    """One forecast: median and quantiles [year] of one variable in one region, and what was observed."""

    label: str
    place: str
    draws: int
    years: NDArray[np.int64]
    bands: Mapping[str, NDArray[np.float64]]
    observed: Mapping[int, float]
    census: frozenset[int]

    @property
    def median(self) -> NDArray[np.float64]:
        """The median over the draws, (T,)."""
        return self.bands["p50"]


@dataclass(frozen=True)
class Mark:
    """One target on the level of the drawn variable: closed range (open ends infinite) and its words."""

    year: int
    low: float
    high: float
    text: str

    @property
    def level(self) -> float:
        """Where the mark stands: its finite end, or the middle of its range."""
        return 0.5 * (self.low_end + self.high_end)

    @property
    def low_end(self) -> float:
        """The lower finite end."""
        return self.low if np.isfinite(self.low) else self.high

    @property
    def high_end(self) -> float:
        """The upper finite end."""
        return self.high if np.isfinite(self.high) else self.low


@dataclass(frozen=True)
class Rule:
    """A forecast without a model, to compare the others with: the variable by year."""

    label: str
    rates: Mapping[int, float]


@dataclass(frozen=True)
class ChartPanel:
    """One pair of axes: forecasts of one variable, the targets set for it, and what needs no model."""

    heading: str
    unit: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    rule: Rule | None = None


@dataclass(frozen=True)
class Content:
    """A whole chart."""

    title: str
    subtitle: str
    base_year: int
    panels: tuple[ChartPanel, ...]
