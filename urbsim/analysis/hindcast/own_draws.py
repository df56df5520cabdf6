"""The forecast that ships, for every unit of a panel: rates and residents in the first worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from urbsim.analysis.hindcast.model_forecast import Effort
from urbsim.analysis.hindcast.unit_runs import (
    Progress,
    UnitDraws,
    UnitRuns,
    as_run,
    departed,
    live_all,
)
from urbsim.analysis.hindcast.vintage import undrifted
from urbsim.analysis.mean_field.sampled_forecast import expected, sampled, vintage_drift
from urbsim.analysis.mean_field.unit_inputs import figures_of
from urbsim.analysis.mean_field.unit_setups import setup_of
from urbsim.analysis.panels.forecasts import Array, Forecast, from_draws
from urbsim.analysis.panels.panels import Panel
from urbsim.model.setup import Setup
from urbsim.runs.outlook.residents import AreaPeople
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.vocabulary.errors import FoundingError

FEWEST, MOST, RUNS = 32, 128, 8192
"""Worlds a unit at least and at most, and runs of a panel that they are chosen by."""


def worlds_for(effort: Effort, units: int) -> int:
    """Worlds that each of so many units is run in: as asked, or a power of two, more in a small panel."""
    wanted = int(np.clip(RUNS // max(1, units), FEWEST, MOST))
    return effort.worlds or 1 << (wanted.bit_length() - 1)


@dataclass(frozen=True, eq=False)
class PanelDraws:
    """Draws of every unit, (U, W, K, T): K departures in each of W worlds; rates 0-1, and residents.

    ``missing`` says by key why a unit could not be simulated: its draws are expected values in those worlds.
    """

    rates: Array
    residents: Array
    missing: Mapping[str, str] = field(default_factory=dict)

    @property
    def worlds(self) -> int:
        """Worlds that every unit was run in."""
        return int(self.rates.shape[1])

    @property
    def forecast(self) -> Forecast:
        """Quantiles of the rate, (U, T, Q)."""
        return replace(from_draws(flat(self.rates)), not_simulated=self.missing)

    def of_worlds(self, chosen: Sequence[int]) -> PanelDraws:
        """The draws of some of the worlds, by their position."""
        return PanelDraws(self.rates[:, chosen], self.residents[:, chosen], self.missing)

    def of_units(self, chosen: Sequence[int], keys: Sequence[str]) -> PanelDraws:
        """The draws of some of the units, by their position; ``keys`` are theirs."""
        missing = {key: self.missing[key] for key in keys if key in self.missing}
        return PanelDraws(self.rates[chosen], self.residents[chosen], missing)


def flat(draws: Array) -> Array:
    """Draws (U, W, K, T) as one ensemble, (W K, U, T)."""
    units, worlds, departures, years = draws.shape
    return np.moveaxis(draws.reshape(units, worlds * departures, years), 1, 0)


def panel_draws(panel: Panel, effort: Effort, progress: Progress | None = None) -> PanelDraws:
    """Draws of every unit from what was known; order of units and number of workers change nothing."""
    every = units_to_run(panel, worlds_for(effort, len(panel.units)), effort.seed)
    units = [replace(unit, solved=effort.solved) for unit in every]
    return gathered(panel, units, live_all(units, effort.workers, progress))


def units_to_run(panel: Panel, worlds: int, seed: int) -> list[UnitRuns]:
    """The units of a panel with what was known of them, each in so many worlds."""
    known = undrifted(panel.known)
    inputs = figures_of(known, central_coefficients({}, known.origin))
    setups = (as_run(setup_of(known, u, inputs)) for u in range(len(known.units)))
    return [UnitRuns(setup, worlds, seed) for setup in setups]


def gathered(
    panel: Panel, units: Sequence[UnitRuns], lived: Sequence[UnitDraws | FoundingError]
) -> PanelDraws:
    """The draws of a panel from those of its units.

    A unit whose figures nobody can be founded from falls back on expected values.
    """
    pairs = list(zip(panel.units, lived, strict=True))
    missing = {unit.key: each.args[0] for unit, each in pairs if isinstance(each, FoundingError)}
    worlds = units[0].worlds
    rates = in_expected_values(panel, worlds) if missing else np.empty((0, 0, 0))
    whole = [
        each if isinstance(each, UnitDraws) else instead(units[u].setup, rates[u])
        for u, each in enumerate(lived)
    ]
    rates = np.stack([each.rates for each in whole]) + drift_error(panel, worlds)
    return PanelDraws(np.clip(rates, 0.0, 1.0), np.stack([each.residents for each in whole]), missing)


def in_expected_values(panel: Panel, worlds: int) -> Array:
    """Rates (U, W + 1, T) of the equations in the central world and the first ones."""
    known = replace(undrifted(panel.known), drifts=False)
    return expected(known, sampled(range(worlds + 1), known.span))


def instead(setup: Setup, rates: Array) -> UnitDraws:
    """The draws of a unit that no run stands behind, from expected rates (W + 1, T) and vital rates."""
    years = np.arange(len(setup.years))
    people = setup.population * np.exp((setup.drivers.birth_rate - setup.drivers.death_rate) * years)
    base = np.full((len(rates), 1), setup.urban / setup.population)
    paths = np.concatenate([base, rates], axis=1)[:, None, :]
    whole = AreaPeople(np.broadcast_to(people, paths.shape), people * paths)
    nobody = AreaPeople(np.zeros(len(years)), np.zeros(len(years)))
    worlds, middle = (AreaPeople(whole.people[part], whole.urban[part]) for part in (slice(1, None), 0))
    return departed(setup, worlds, nobody, middle)


def drift_error(panel: Panel, worlds: int) -> Array:
    """What the drift of published figures may differ by from its mean, as rates (W, 1, T); 0 without."""
    ahead = panel.since_census + panel.horizons
    z = sampled(range(1, worlds + 1), panel.span).vintage
    return -vintage_drift(panel.origin)[1] * float(panel.drifts) * z[:, None, None] * ahead
