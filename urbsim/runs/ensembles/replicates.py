"""Replicates: central runs that differ by the seed alone, to know the noise that weights add (eq. 13)."""

from __future__ import annotations

from dataclasses import replace

from urbsim.households.draws import combine
from urbsim.model.setup import Coefficients, Setup
from urbsim.runs.ensembles.jobs import Job
from urbsim.runs.results.noise import LEAST_SEEDS
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.scenario.file.values import Scenario

MIX = "replicates of the seed"
APART = 1 << 40
"""Numbers of replicates lie far from those of draws, so that they share no random numbers."""


def replicate_jobs(scenario: Scenario, setup: Setup, founded_with: Coefficients, seed: int) -> list[Job]:
    """Eight runs of one setup with central parameters and no common shock."""
    central = draw_of(CENTRAL, seed, setup.years, setup.record, scenario.coefficients)
    return [
        Job(MIX, number, setup, founded_with, replace(central, seed=combine(seed, APART + number)))
        for number in range(1, LEAST_SEEDS + 1)
    ]
