"""Every kernel compiled ahead, so that no run waits for it."""

from __future__ import annotations

from urbsim.analysis.mean_field.founded_units import counted
from urbsim.runs.ensembles.ensemble import jobs_of
from urbsim.runs.ensembles.jobs import live
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.options import Options, size_of
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.reading import read_scenario

SMALLEST = "xuean-2010"
"""The shipped scenario of fewest households, whose measures reach every kernel."""


def warm() -> None:
    """Compile the kernels of runs and of expected values by using them once; later processes find them.

    Each kernel has one signature, whatever the region, its weight and its measures.
    """
    scenario = read_scenario(SMALLEST)
    resolved = resolve(scenario, scenario.runs.weight)
    for job in jobs_of(scenario, resolved, size_of(scenario, Options(draws=1)))[:1]:
        live(job)
    counted(resolved.setup, foundation_of(resolved.setup, resolved.coefficients), resolved.coefficients)
