"""One run: a setup, a foundation and a draw become yearly records."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from urbsim.households.population import Households
from urbsim.model.founding.founding import Foundation
from urbsim.model.people.people import Population
from urbsim.model.setup import Array, Setup
from urbsim.model.urbanization import Draw, UrbanizationModel
from urbsim.model.year.record import reporters


def variables_of(setup: Setup) -> tuple[str, ...]:
    """Names of the recorded variables, sorted."""
    return tuple(sorted(reporters(setup)))


def simulate(
    setup: Setup,
    foundation: Foundation,
    draw: Draw,
    threads: int = 1,
    population: Population = Households,
    watch: Callable[[int, int], None] | None = None,
) -> Array:
    """Simulate the setup's years under one draw; values (V, R, T) in the units of the register.

    ``watch`` is told after each year how many have been simulated, and of how many. Raises
    ConservationError if people are not conserved, which would be a fault of the program.
    """
    model = UrbanizationModel(setup, foundation, draw, threads, population)
    for lived in range(1, len(setup.years)):
        model.step()
        if watch is not None:
            watch(lived, len(setup.years) - 1)
    recorded = model.datacollector.model_vars
    model.release()
    return np.stack([np.stack(recorded[name], axis=1) for name in variables_of(setup)])
