"""What jobs carry can be handed to other processes."""

from __future__ import annotations

import pickle

from urbsim.analysis.levers.worlds.sites import plain_ground
from urbsim.evidence.experiments import experiments


def test_a_setup_goes_to_other_processes() -> None:
    setup = plain_ground(experiments().grounds["county"], experiments()).resolved.setup
    assert pickle.loads(pickle.dumps(setup)).population == setup.population
