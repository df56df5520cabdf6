"""Builders of the base year count on townspeople: villages that become urban bring their homes along."""

from __future__ import annotations

import numpy as np

from urbsim.analysis.calibration.trials import Trials
from urbsim.analysis.levers.worlds.probes import probe_names
from urbsim.evidence.experiments import ArmAt
from urbsim.runs.setup.sampling import central_coefficients

HERE = ArmAt("county", "nothing")


def test_the_first_year_without_policy_builds_as_the_years_after_it() -> None:
    trials = Trials()
    run = trials.run(HERE, central_coefficients({}, 2010), 1)
    names = probe_names(trials.arms.setups[HERE])
    built, vacant = run[names.index("dwellings_completed")], run[names.index("vacancy_rate")]
    assert built[1] < 1.4 * np.mean(built[2:7])
    assert np.abs(np.diff(vacant[:6])).max() < 0.01
