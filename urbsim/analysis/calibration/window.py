"""The window that behaviour is fitted to: the nation from 2000 to 2010.

Its moments are those of the mean-field form, which is quick, moved by what full runs differ from
it (`urbsim.analysis.calibration.simulated_window`).
Nothing from after 2010 is read, so that every forecast from 2010 on is one. Incomes, prices and births are
those observed. The common shock that the real decade had is not known: its spread is part of the errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.mean_field.expected_values import MeanField
from urbsim.analysis.mean_field.expected_years import years
from urbsim.analysis.mean_field.founded_units import Inputs, founded
from urbsim.analysis.mean_field.sampled_forecast import sampled
from urbsim.analysis.mean_field.unit_inputs import figures_of
from urbsim.analysis.panels.evidence_panels import nation_panel
from urbsim.analysis.panels.forecasts import Array
from urbsim.analysis.panels.panels import Panel
from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.statistics import demography, series
from urbsim.model.founding.composition import age_profile
from urbsim.runs.setup.histories import history
from urbsim.runs.setup.sampling import CENTRAL, central_coefficients, prior_coefficients
from urbsim.vocabulary.regions import NATION

FIRST, LAST = 2000, 2010
CHILDREN, ELDERS = 0.229, 0.070
"""Shares of people under 15 and over 64 in 2000: of the census, remembered; they only start the window."""
RATE_SD = 0.0025
"""Error of a yearly national rate: figures between censuses are smoothed and rounded."""
RECLASSIFIED = 0.31
"""Of the growth of urban people 1991-2010 (Wang & Huang 2014); the moves are `migration_share_of_growth`."""
SHARE_SD = 0.08
"""Error of the shares of urban growth. Floating people count those from other towns, and not new locals."""
PARTS = ("moves", "reclassification", "floating people")
SHOCKS = range(1, 201)


@dataclass(frozen=True)
class Window:
    """The nation's figures at the start, what was observed (M,), and the factor of its errors (M, M).

    ``gap`` (M,) is what the moments of every household simulated exceed those in expected values by.
    """

    panel: Panel
    inputs: Inputs
    observed: Array
    error: Array
    gap: Array | float = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the moments, (M,)."""
        rates = (f"urbanization rate {year}" for year in range(FIRST + 1, LAST + 1))
        return (*rates, *(f"{part} in urban growth" for part in PARTS))

    def moments(self, p: Mapping[str, Array], growth: Array, shock: Array | None = None) -> Array:
        """Rates 2001-2010 and shares of growth, (D, M), for coefficients and growth in 2000 (D,)."""
        quiet = np.zeros((len(growth), LAST - FIRST + 1))
        model = MeanField(self.inputs, p, growth[None, :])
        start = np.repeat(self.inputs.base[:, None], len(growth), axis=1)
        rates, parts, urban = [], np.zeros((2, 1, len(growth))), [start * self.inputs.people[:, None]]
        for part, state in years(model, start, quiet if shock is None else shock):
            rates.append(state.rate[0])
            parts = parts + part
            urban.append(state.urban.sum(axis=2))
        natural, changed = parts[:, 0] / (urban[-1] - urban[0])[0]
        moves = 1 - natural - changed
        return np.asarray(np.stack([*rates, moves, changed, moves], axis=1) + self.gap)

    def misfit(self, moments: Array) -> Array:
        """Whitened residuals, (D, M): independent and of unit spread where a model is right."""
        return np.asarray(np.linalg.solve(self.error, (moments - self.observed).T).T)


def national_window() -> Window:
    """The window with its errors: those of the figures, and what common shocks do to the nation's path."""
    panel = replace(nation_panel(FIRST).known, nation=history(NATION, FIRST), last=LAST)
    p = central_coefficients({}, FIRST)
    figures = replace(figures_of(panel, p, "observed"), ages=age_profile(CHILDREN, ELDERS)[None, :])
    inputs = founded(panel, figures, p)
    known = history(NATION, LAST)
    shares = (coefficients()["migration_share_of_growth"].value, RECLASSIFIED, floating_share())
    observed = np.array([*(known[year] for year in range(FIRST + 1, LAST + 1)), *shares])
    sd = np.full(len(observed), RATE_SD)
    sd[-len(PARTS) :] = SHARE_SD
    bare = Window(panel, inputs, observed, np.diag(sd))
    error = np.linalg.cholesky(np.diag(sd**2) + shock_covariance(bare))
    return replace(bare, error=np.asarray(error, float))


def floating_share() -> float:
    """Growth of the floating population between the censuses of 2000 and 2010 in that of urban people."""
    floating, urban = demography("floating_population"), series(NATION, "urban_population", "revised")
    grown, of = ((each[LAST].value - each[FIRST].value) for each in (floating, urban))
    return grown / of


def shock_covariance(window: Window) -> Array:
    """Covariance of the moments under common shocks at the middle of the priors, (M, M)."""
    chosen = sampled(SHOCKS, tuple(range(FIRST, LAST + 1)))
    middle = {name: np.full(len(SHOCKS), value) for name, value in prior_coefficients(CENTRAL, LAST).items()}
    growth = np.full(len(SHOCKS), window.inputs.growth[0])
    return np.asarray(np.cov(window.moments(middle, growth, chosen.shock).T))
