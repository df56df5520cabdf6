"""A finished run leaves nothing behind, however many follow it."""

from __future__ import annotations

import gc
import tracemalloc

from tests.scenarios.editing import content_of, scenario_of
from urbsim.model.founding.founding import found
from urbsim.runs.ensembles.simulate import simulate
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of

RUNS = 2


def test_runs_leave_nothing_behind() -> None:
    scenario = scenario_of(content_of("jingtai-2012"))
    resolved = resolve(scenario, 1)
    setup = resolved.setups["policy"]
    foundation = found(setup, resolved.coefficients)
    rows = sum(column.nbytes for column in foundation.rows)

    def lived(number: int) -> None:
        simulate(setup, foundation, draw_of(number, 1, setup.years, setup.record, scenario.coefficients))

    lived(0)
    gc.collect()
    tracemalloc.start()
    for number in range(RUNS):
        lived(number)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 0.5 * rows, f"{RUNS} runs keep {kept:,} bytes; the households alone are {rows:,}"
