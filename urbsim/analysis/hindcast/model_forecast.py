"""The project's own forecast of a panel: every household of every unit simulated, under sampled coefficients.

Each unit is founded once, at a weight that leaves some thousands of households, and run with its recorded
growth one standard deviation below and above the middle, which decides most between draws. What the full
model exceeds the mean-field form by, on the mean of these two, moves every draw of the latter. So the
position is the full model's, the width that of many draws, and neither the noise of a sample of households
nor that of a few draws enters. Full runs part less than the two growths do, as the willing run out; the
spread of the record also stands for trends that no household decides, so it is not narrowed by that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from urbsim.analysis.mean_field.sampled_forecast import Sampled, expected, mean_field_draws
from urbsim.analysis.mean_field.unit_inputs import figures_of
from urbsim.analysis.mean_field.unit_setups import LEAST_RURAL, setup_of
from urbsim.analysis.panels.forecasts import Array, Forecast, from_draws
from urbsim.analysis.panels.panels import Panel
from urbsim.households.draws import combine
from urbsim.model.founding.founding import found
from urbsim.model.setup import Record, Setup
from urbsim.runs.cores import usable_cores
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.sampling import CENTRAL, central_coefficients, draw_of
from urbsim.text import say
from urbsim.vocabulary.errors import FoundingError

Progress = Callable[[int, int], None]

RATE = "resident_urbanization_rate"
GROWTHS = (-1.0, 1.0)
"""Growth in the base year that full runs are anchored to, in standard deviations of the record."""


@dataclass(frozen=True)
class Effort:
    """How much is run: worlds and pairs of free runs a unit (0: by the panel), draws, seed, workers.

    ``solved`` is the folder of the discrepancy that is read; what ships where there is none.
    """

    worlds: int = 0
    pairs: int = 0
    draws: int = 200
    seed: int = 1
    workers: int = 0
    solved: Path | None = None


def sized(effort: Effort, panel: Panel) -> Effort:
    """More runs a unit for a small panel than for a large one, so that 2,000 units take minutes."""
    return replace(effort, pairs=effort.pairs or int(np.clip(300 // max(1, len(panel.units)), 1, 4)))


def model_forecast(panel: Panel, effort: Effort, progress: Progress | None = None) -> Forecast:
    """Predictive quantiles of every unit and year; the order of units, draws and threads changes nothing."""
    known, effort = panel.known, sized(effort, panel)
    draws = mean_field_draws(known, effort.draws, effort.seed)
    simulated = simulate_all(known, effort, progress)
    draws = draws + excess(known, simulated.rates)[:, None]
    forecast = from_draws(np.clip(draws, 0.0, 1.0).transpose(1, 0, 2))
    return replace(forecast, not_simulated=simulated.missing)


@dataclass(frozen=True)
class Simulated:
    """Mean rates (U, 2, T) of every unit at low and high growth, and why a unit by its key has none (NaN)."""

    rates: Array
    missing: Mapping[str, str]


def excess(panel: Panel, rates: Array) -> Array:
    """What full runs, ``rates`` (U, 2, T), exceed expected values by, (U, T), on the mean of both growths.

    A unit that could not be simulated has none and keeps the mean-field forecast.
    """
    p, still = central_coefficients({}, panel.origin), np.zeros((len(GROWTHS), len(panel.span)))
    middle = {name: np.full(len(GROWTHS), value) for name, value in p.items()}
    # Runs start from the figures as published; the drift of such figures is undone in the band alone.
    twin = expected(replace(panel, drifts=False), Sampled(middle, still, np.array(GROWTHS), still[:, 0]))
    return np.asarray(np.nan_to_num((rates - twin).mean(axis=1), nan=0.0))


def simulate_all(panel: Panel, effort: Effort, progress: Progress | None = None) -> Simulated:
    """Every unit under full runs; a fault of the program, unlike one of a unit's figures, is raised."""
    p = central_coefficients({}, panel.origin)
    inputs = figures_of(panel, p)
    rates = np.full((len(panel.units), len(GROWTHS), len(panel.years)), np.nan)
    reasons: dict[int, str] = {}

    def live(u: int) -> Array:
        return live_unit(setup_of(panel, u, inputs), inputs.growth[u], inputs.growth_sd[u], effort)

    with ThreadPoolExecutor(effort.workers or usable_cores()) as pool:
        waiting = {pool.submit(live, u): u for u in range(len(panel.units))}
        for done, future in enumerate(as_completed(waiting), start=1):
            try:
                rates[waiting[future]] = future.result()
            except FoundingError as error:
                reasons[waiting[future]] = str(error)
            if progress is not None:
                progress(done, len(waiting))
    return Simulated(rates, {panel.units[u].key: reasons[u] for u in sorted(reasons)})


def live_unit(setup: Setup, growth: float, growth_sd: float, effort: Effort) -> Array:
    """Rates (2, T) of one unit; FoundingError where hardly anybody is rural or no families fit it."""
    if setup.population - setup.urban < LEAST_RURAL:
        raise FoundingError(say("analysis.fewer_than_people_rural", least_rural=LEAST_RURAL))
    foundation = found(setup, central_coefficients({}, setup.years[0]))
    rate = variables_of(setup).index(RATE)

    def mean(record: Record) -> Array:
        seeds = (combine(effort.seed, n) for n in range(effort.pairs))
        draws = [draw_of(CENTRAL, seed, setup.years, record, {}, discrepancy=False) for seed in seeds]
        runs = [simulate(setup, foundation, draw)[rate, 0, 1:] for draw in draws]
        return np.asarray(np.mean(runs, axis=0))

    return np.stack([mean(Record(float(growth + z * growth_sd), 0.0)) for z in GROWTHS])
