"""The window simulated household by household, and what that differs by from the quick form that is fitted.

Moments of full runs under a few seeds shared by all candidates replace those in expected values at the best
fit, and the fit is made again until both agree: the coefficients are those of the model that users run.
Moments are of simulated people, without the discrepancy that is reported.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from urbsim.analysis.calibration.calibration import GROWTH_SD, Calibration, calibrate, coefficients_at
from urbsim.analysis.calibration.window import FIRST, Window
from urbsim.analysis.hindcast.model_forecast import RATE
from urbsim.analysis.mean_field.unit_setups import setup_of
from urbsim.analysis.panels.forecasts import Array
from urbsim.model.founding.founding import found
from urbsim.model.setup import Record
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.sampling import CENTRAL, central_coefficients, draw_of

WEIGHT = 12_000
"""Persons a row: about 20,000 households of the nation's villages."""
SEEDS = range(1, 5)
ROUNDS = 3


def calibrate_simulated(window: Window, seed: int = 1) -> tuple[Window, Calibration]:
    """The posterior of full runs, and the window with the gap that it was found with."""
    found_so_far = calibrate(window, seed)
    for _ in range(ROUNDS):
        window = replace(window, gap=gap_at(window, found_so_far))
        found_so_far = calibrate(window, seed)
    return window, found_so_far


def gap_at(window: Window, found_so_far: Calibration) -> Array:
    """Moments (M,) of full runs less those in expected values, at the means of a posterior."""
    return lived_moments(window, found_so_far) - (found_so_far.moments - window.gap)


def lived_moments(window: Window, at: Calibration) -> Array:
    """Mean moments (M,) of full runs without shocks under ``SEEDS``."""
    setup = replace(setup_of(window.panel, 0, window.inputs), weight=WEIGHT)
    foundation = found(setup, central_coefficients({}, FIRST))
    fitted = {name: float(value[0]) for name, value in coefficients_at(at.mean[None, :]).items()}
    growth = Record(float(window.inputs.growth[0] + GROWTH_SD * at.growth), 0.0)
    draws = [draw_of(CENTRAL, seed, setup.years, growth, {}, discrepancy=False) for seed in SEEDS]
    draws = [replace(draw, coefficients=fitted) for draw in draws]
    names = variables_of(setup)
    runs = [
        moments_of(dict(zip(names, simulate(setup, foundation, draw)[:, 0], strict=True))) for draw in draws
    ]
    return np.asarray(np.mean(runs, axis=0))


def moments_of(run: dict[str, Array]) -> Array:
    """Moments (M,) of a run: rates, and moves, reclassification and newcomers without hukou in growth."""
    moves, changed, natural = (
        np.nansum(run[f"growth_{part}"]) for part in ("migration", "reclassification", "natural")
    )
    no_longer_floating = run["settled_population"][-1] - run["settled_population"][0]
    parts = np.array([moves, changed, moves - no_longer_floating]) / (moves + changed + natural)
    return np.concatenate([run[RATE][1:], parts])
