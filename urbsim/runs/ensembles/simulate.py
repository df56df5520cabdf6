"""One run: a setup, a foundation and a draw become yearly records."""

from __future__ import annotations

from collections.abc import Callable

from urbsim.households.population import Households
from urbsim.model.founding.founding import Foundation
from urbsim.model.people.people import Population
from urbsim.model.setup import Array, Setup
from urbsim.model.urbanization import Draw, UrbanizationModel
from urbsim.model.year.record import recorded_names


def variables_of(setup: Setup) -> tuple[str, ...]:
    """Names of the recorded variables, sorted: the same for every setup."""
    return tuple(sorted(recorded_names()))


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
    return recorded(UrbanizationModel(setup, foundation, draw, threads, population), watch)


def recorded(model: UrbanizationModel, watch: Callable[[int, int], None] | None = None) -> Array:
    """What a new model records from its base year to its last, (V, R, T); it is let go of."""
    years = len(model.setup.years) - 1
    for simulated in range(1, years + 1):
        model.step()
        if watch is not None:
            watch(simulated, years)
    model.release()
    return model.datacollector.by_name()
