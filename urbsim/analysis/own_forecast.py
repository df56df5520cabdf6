"""The project's own forecast of a panel: every household of every unit lived, under sampled coefficients.

Each unit is founded once, at a weight that leaves a few thousand households, and lived under a few draws. The
same draws go through the mean-field form; their mean difference moves its quantiles. So the position is the
full model's, the width that of many draws, and the luck of a sample of households stays out of it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.forecasts import Array, Forecast, from_draws
from urbsim.analysis.mean_field import expected, mean_field_draws, sampled
from urbsim.analysis.mean_field_inputs import Inputs, inputs_of
from urbsim.analysis.panels import Panel, Unit
from urbsim.evidence.statistics import base_count, not_allocated
from urbsim.model.founding import found
from urbsim.model.setup import Area, Levers, Record, Settlement, Setup
from urbsim.runs.cores import usable_cores
from urbsim.runs.regions import known_areas, reservoirs, settlements_of, villages_in
from urbsim.runs.sampling import central_coefficients, draw_of
from urbsim.runs.simulate import simulate, variables_of
from urbsim.vocabulary.regions import NATION, regions

Progress = Callable[[int, int], None]

ROWS = 2500
"""Households of a unit, or of each of its areas, that are lived; never fewer than 2,000 where there are."""
LEAST_RURAL = 10
CHILDREN, ELDERS = slice(0, 3), slice(13, 15)
RATE = "resident_urbanization_rate"


@dataclass(frozen=True)
class Effort:
    """How much is lived: full runs a unit (0: by the size of the panel), draws of the band, seed, threads."""

    runs: int = 0
    draws: int = 200
    seed: int = 1
    workers: int = 0


def sized(effort: Effort, panel: Panel) -> Effort:
    """More runs a unit for a small panel than for a large one, so that 2,000 units take minutes."""
    return replace(effort, runs=effort.runs or int(np.clip(600 // max(1, len(panel.units)), 2, 8)))


def own_forecast(panel: Panel, effort: Effort, progress: Progress | None = None) -> Forecast:
    """Predictive quantiles of every unit and year; the order of units, draws and threads changes nothing."""
    known, effort = panel.known, sized(effort, panel)
    numbers = range(1, effort.runs + 1)
    # Runs start from the figures as published; the drift of such figures is undone in the band alone.
    twin = expected(replace(known, drifts=False), sampled(numbers, effort.seed, known.span))
    lived = live_all(known, effort, progress)
    # A unit that could not be lived keeps the mean-field forecast.
    shift = np.nan_to_num((lived - twin).mean(axis=1), nan=0.0)
    draws = mean_field_draws(known, effort.draws, effort.seed) + shift[:, None, :]
    return from_draws(np.clip(draws, 0.0, 1.0).transpose(1, 0, 2))


def live_all(panel: Panel, effort: Effort, progress: Progress | None = None) -> Array:
    """Rates (U, runs, T) of every unit under every draw; NaN for a unit that no families fit."""
    p = central_coefficients({}, panel.origin)
    inputs = inputs_of(panel, p)
    found_rates = np.full((len(panel.units), effort.runs, len(panel.years)), np.nan)

    def live(u: int) -> Array:
        return live_unit(setup_of(panel, u, inputs), inputs.growth[u], inputs.growth_sd[u], effort)

    with ThreadPoolExecutor(effort.workers or usable_cores()) as pool:
        waiting = {pool.submit(live, u): u for u in range(len(panel.units))}
        for done, future in enumerate(as_completed(waiting), start=1):
            found_rates[waiting[future]] = future.result()
            if progress is not None:
                progress(done, len(waiting))
    return found_rates


def live_unit(setup: Setup, growth: float, growth_sd: float, effort: Effort) -> Array:
    """Rates (runs, T) of one unit; NaN where nobody is rural or no families fit its households and ages."""
    if setup.population - setup.urban < LEAST_RURAL:
        return np.full((effort.runs, len(setup.years) - 1), np.nan)
    try:
        foundation = found(setup, central_coefficients({}, setup.years[0]))
    except ValueError:
        return np.full((effort.runs, len(setup.years) - 1), np.nan)
    record = Record(float(growth), float(growth_sd))
    rate = variables_of(setup).index(RATE)
    return np.stack(
        [
            simulate(setup, foundation, draw_of(number, effort.seed, setup.years, record, {}))[rate, 0, 1:]
            for number in range(1, effort.runs + 1)
        ]
    )


def setup_of(panel: Panel, u: int, inputs: Inputs) -> Setup:
    """A unit as the model reads it: its people in settlements by the nation's shares, and no policy."""
    p, unit = central_coefficients({}, panel.origin), panel.units[u]
    areas, unallocated = areas_of(panel, unit, (inputs, u))
    places: list[Settlement] = []
    for a, area in enumerate(areas):
        places += settlements_of(a, area, p)
    places += reservoirs(unit.level)
    years = panel.span
    births, deaths = float(inputs.births[u]), float(inputs.deaths[u])
    households = sum((area.population - area.urban) / area.household_size for area in areas)
    return Setup(
        key=unit.key,
        level=unit.level,
        years=years,
        areas=areas,
        settlements=tuple(places),
        drivers=replace(inputs.drivers, birth_rate=births, death_rate=deaths, inflow=inputs.inflow[u]),
        levers=Levers.none(len(years), len(places), len(areas)),
        record=Record(float(inputs.growth[u]), float(inputs.growth_sd[u])),
        away=inputs.away,
        weight=max(1, int(households / (ROWS * len(areas)))),
        unallocated=unallocated,
    )


def areas_of(panel: Panel, unit: Unit, at: tuple[Inputs, int]) -> tuple[tuple[Area, ...], tuple[int, int]]:
    """The nation by its provinces where their counts are those of the origin, any other unit as one area."""
    inputs, u = at
    p, year = central_coefficients({}, panel.origin), panel.origin
    count = base_count(NATION, year)
    if unit.code == NATION and count is not None and not panel.drifts:
        areas = known_areas(regions()[NATION], count, year, p)
        if len(areas) > 1:
            people, urban = not_allocated(year)
            return areas, (people - urban, urban)
    ages = inputs.ages[u]
    people, urban = unit.people
    children, elders = float(ages[CHILDREN].sum()), float(ages[ELDERS].sum())
    size = float(inputs.size[u])
    villages = villages_in(people - urban, p)
    return (Area(unit.key, unit.level, people, urban, size, children, elders, villages),), (0, 0)
