"""The mean-field forecast: the equations in expected values under sampled coefficients, growth and shocks.

What expected values leave out is added as variance: the chance of single households, whole villages that
change status, and the error of the figures. Where a panel's data are as first published, each draw first
undoes the drift of such figures since the last census.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from urbsim.analysis.mean_field.expected_values import MeanField
from urbsim.analysis.mean_field.expected_years import paths
from urbsim.analysis.mean_field.founded_units import Inputs, inputs_of
from urbsim.analysis.panels.forecasts import Array, Forecast, from_draws
from urbsim.analysis.panels.panels import Panel
from urbsim.households.draws import address_of, uniform_of
from urbsim.model.setup import Record
from urbsim.runs.outlook.discrepancy import free_world_of
from urbsim.runs.setup.drivers import last_observed
from urbsim.runs.setup.sampling import CENTRAL, central_coefficients, deviate, draw_of

CHUNK = 64
TURNOVER = 0.03
"""Yearly moves in and out per resident, for the chance of a small region."""
STANDARD = Record(0.0, 1.0)
OBSERVATION_SD = 0.002
"""Error of a published rate against the revised one, in shares: figures are rounded and smoothed."""
VINTAGE_DRIFTS = {0: (0.0, 0.002), 2011: (-0.002, 0.0015), 2021: (-0.002, 0.001)}
"""Yearly drift of first published rates from the next census, mean and sd in shares, by when it was known.

Nobody knew one before the census of 2010 showed rates first published to be 1.75 points too low nine years
after a census, and that of 2020 showed 2.11.
"""


def vintage_drift(origin: int) -> tuple[float, float]:
    """Mean and sd of the drift as known at an origin."""
    return VINTAGE_DRIFTS[max(year for year in VINTAGE_DRIFTS if year <= origin)]


@dataclass(frozen=True)
class Sampled:
    """Draws as arrays: coefficients (D,), the common shock (D, T + 1), deviates of growth and drift (D,)."""

    p: dict[str, Array]
    shock: Array
    z: Array
    vintage: Array


def sampled(numbers: range, years: tuple[int, ...]) -> Sampled:
    """The draws of these numbers over ``years`` from the base year on, those of runs without discrepancy."""
    draws = [draw_of(number, 0, years, STANDARD, {}, discrepancy=False) for number in numbers]
    names = draws[0].coefficients
    p = {name: np.array([draw.coefficients[name] for draw in draws]) for name in names}
    shock, z = np.stack([draw.shock for draw in draws]), np.array([draw.growth for draw in draws])
    vintage = [deviate("vintage", free_world_of(number)) for number in numbers]
    return Sampled(p, shock, z, np.array(vintage))


def mean_field(panel: Panel, draws: int = 200, seed: int = 1) -> Forecast:
    """Predictive quantiles of every unit and year; the order of units and draws changes nothing."""
    found = mean_field_draws(panel.known, draws, seed)
    return from_draws(np.clip(found, 0.0, 1.0).transpose(1, 0, 2))


def mean_field_draws(panel: Panel, draws: int, seed: int) -> Array:
    """Rates (U, D, T) with their noise, not bounded."""
    chosen = sampled(range(1, draws + 1), panel.span)
    return np.asarray(expected(panel, chosen) + noise_sd(panel, chosen) * deviates(panel, draws, seed))


def central(panel: Panel) -> Array:
    """Rates (U, T) under central coefficients, without shocks."""
    known = panel.known
    return np.asarray(expected(known, sampled(range(CENTRAL, 1), known.span))[:, 0])


def conditional(panel: Panel, draws: int = 200, seed: int = 1) -> Forecast | None:
    """The forecast with incomes and prices as they came, NaN after their series end; None where they do.

    It knows what nobody knew at the origin, so it is no rival of a forecast.
    """
    last = min(panel.last, last_observed())
    if last <= panel.origin:
        return None
    short = replace(panel.known, last=last)
    chosen = sampled(range(1, draws + 1), short.span)
    rates = expected(short, chosen, "observed") + noise_sd(short, chosen) * deviates(short, draws, seed)
    known = from_draws(np.clip(rates, 0.0, 1.0).transpose(1, 0, 2)).quantiles
    quantiles = np.full((len(panel.units), len(panel.years), known.shape[2]), np.nan)
    quantiles[:, : len(short.years)] = known
    return Forecast(quantiles)


def expected(panel: Panel, chosen: Sampled, drivers: str = "extrapolated") -> Array:
    """Rates (U, D, T) of the equations, a few units at a time."""
    inputs = inputs_of(panel, central_coefficients({}, panel.origin), drivers)
    parts = [
        _part(panel, inputs.part(first, first + CHUNK), chosen)
        for first in range(0, len(inputs.people), CHUNK)
    ]
    return np.concatenate(parts)


def _part(panel: Panel, inputs: Inputs, chosen: Sampled) -> Array:
    growth = inputs.growth[:, None] + inputs.growth_sd[:, None] * chosen.z
    start = np.repeat(inputs.base[:, None], len(chosen.z), axis=1)
    if panel.drifts:
        mean, sd = vintage_drift(panel.origin)
        drift = mean + sd * chosen.vintage
        start, growth = start - drift * panel.since_census, growth - drift
    return paths(MeanField(inputs, chosen.p, growth), np.clip(start, 0.0, 1.0), chosen.shock)


def noise_sd(panel: Panel, chosen: Sampled) -> Array:
    """Standard deviation (U, 1, T) of what expected values leave out, in shares.

    Independent households and villages: their variance is the expected yearly number of events times size
    over people. The last part is the error of the figures.
    """
    people = np.array([float(unit.people[0]) for unit in panel.units])[:, None, None]
    rural, h = (1 - panel.base)[:, None, None], panel.horizons[None, None, :]
    p = {name: float(values.mean()) for name, values in chosen.p.items()}
    village = np.minimum(p["village_population"], people * rural)
    households = TURNOVER * 3.0 / people
    villages = p["reclassification_rate"] * rural * village / people
    return np.asarray(np.sqrt(h * (households + villages) + OBSERVATION_SD**2))


def deviates(panel: Panel, draws: int, seed: int) -> Array:
    """A standard normal deviate for every unit and draw, (U, D, 1): the same random numbers for all years."""
    z = np.empty((len(panel.units), draws, 1))
    for u, unit in enumerate(panel.units):
        first = uniform_of(seed, address_of(unit.key), address_of("luck"))
        z[u, :, 0] = ndtri((first + np.arange(draws) * 0.6180339887498949) % 1.0 * 0.999998 + 1e-6)
    return z
