"""Names of the functions that Numba compiles while shipped scenarios are founded and simulated, once each."""

from __future__ import annotations

from numba.core import event

from tests.laws.compiled_in_world import Names

SCENARIOS = {
    "huludao-2011": (20, 1),
    "jingtai-2012": (1, 2),
    "xuean-2010": (1, 1),
    "national-2025": (20_000, 2),
}
"""Weight and threads, by name: counties of one area, a prefecture of several, all provinces."""

if __name__ == "__main__":
    event.register("numba:compile", Names())
    from urbsim.model.founding.founding import found
    from urbsim.runs.ensembles.simulate import simulate
    from urbsim.runs.setup.resolve import resolve
    from urbsim.runs.setup.sampling import CENTRAL, draw_of
    from urbsim.scenario.reading import read_scenario

    for name, (weight, threads) in SCENARIOS.items():
        scenario = read_scenario(name)
        resolved = resolve(scenario, weight)
        setup = resolved.setup
        draw = draw_of(CENTRAL, 1, setup.years, setup.record, scenario.coefficients)
        simulate(setup, found(setup, resolved.coefficients, threads), draw, threads)
