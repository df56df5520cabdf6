"""Destinations drift towards home: the split of movers, not how many they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.special import logit

from urbsim.analysis.calibration.trials import Trials
from urbsim.analysis.levers.worlds.probes import probe_names
from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.experiments import ArmAt
from urbsim.households.equations import homeward
from urbsim.runs.setup.sampling import central_coefficients

HERE = ArmAt("county", "nothing")


@given(some.floats(0.01, 0.99), some.floats(-1, 1))
def test_as_many_go_and_the_log_odds_of_staying_rise_by_the_drift(stays: float, drift: float) -> None:
    home, away = (float(np.exp(each)) for each in homeward(stays, drift))
    assert stays * home + (1 - stays) * away == pytest.approx(1)
    assert logit(stays * home) == pytest.approx(logit(stays) + drift, abs=1e-9)


def test_without_a_drift_or_without_an_abroad_nothing_changes() -> None:
    assert homeward(0.3, 0.0) == (0.0, 0.0)
    assert homeward(1.0, 0.4)[0] == pytest.approx(0)


def test_of_movers_more_stay_near_and_about_as_many_go() -> None:
    trials = Trials()
    base = central_coefficients({}, 2010)
    names = probe_names(trials.arms.setups[HERE]) if trials.arms else ()

    def flow(name: str, drift: float) -> float:
        run = trials.run(HERE, base | {"destination_drift": drift}, 1)
        return float(run[names.index(name)][6:].sum())

    near = [flow("moves_local", drift) for drift in (0.0, 0.05)]
    away = [flow("moves_away", drift) for drift in (0.0, 0.05)]
    assert near[1] > near[0]
    assert away[1] < away[0]
    assert sum(x[1] for x in (near, away)) == pytest.approx(sum(x[0] for x in (near, away)), rel=0.1)


def test_a_base_year_reads_the_drift_that_was_known_then() -> None:
    known = [coefficients(year)["destination_drift"].value for year in (2010, 2014, 2022)]
    assert known[0] == 0
    assert known[0] < known[1] < known[2]
