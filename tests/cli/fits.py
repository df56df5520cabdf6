"""Fits made up for screens: what `calibrate` and `outlook` show is rendered here without hours of solving."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from unittest.mock import patch

import numpy as np
import pandas as pd

from urbsim.analysis.calibration.calibration import FITTED, Calibration, Gaussian
from urbsim.analysis.calibration.history_matching import match_history
from urbsim.analysis.calibration.response import LEARNT, Answers, Learnt
from urbsim.analysis.calibration.window import Window
from urbsim.analysis.outlook.shares import COLUMNS
from urbsim.analysis.outlook.solving import Bench
from urbsim.evidence.experiments import moments
from urbsim.runs.outlook.discrepancy import Discrepancy, discrepancy

DRAWS = 40


def calibrated(window: Window) -> tuple[Window, Calibration]:
    """Draws without any order, and moments a tenth beside those observed."""
    random = np.random.default_rng(1)
    draws = random.standard_normal((DRAWS, len(FITTED) + 1))
    informed = random.lognormal(0, 3, len(FITTED))
    return window, Calibration(draws, np.full(DRAWS, 1 / DRAWS), informed, 1.1 * np.asarray(window.observed))


def learnt() -> Learnt:
    """Findings of the package on a belief that knows nothing of them."""
    random = np.random.default_rng(2)
    findings = moments().found
    slopes = random.standard_normal((len(findings), len(LEARNT)))
    values = np.array([1.3 * each.centre for each in findings])
    belief = Gaussian(np.zeros(len(LEARNT)), np.eye(len(LEARNT)))
    return Learnt(findings, belief, Answers(belief.mean, values, slopes, np.zeros(len(findings))))


def shared() -> pd.DataFrame:
    """Shares of two scenarios: one that has a share, one that rises too little for any."""
    rows = (
        ("huludao-2011", "211400", 2011, 2030, 2010, 0.1234, 0.0567, 0.54),
        ("tourism-town-method", "330000", 2005, 2020, 2005, -0.0012, 0.0004, np.nan),
    )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def solved(bench: Bench, straight: bool = False) -> Discrepancy:
    """What ships of an origin."""
    assert not straight
    return discrepancy(bench.origin)


@contextmanager
def made_up() -> Iterator[None]:
    """No command solves, fits or compiles; each shows what is made up here."""
    calibration, outlook = "urbsim.analysis.calibration", "urbsim.analysis.outlook"
    answers = {
        f"{calibration}.simulated_window.calibrate_simulated": lambda window, seed: calibrated(window),
        f"{calibration}.response.learn": lambda found, trials: learnt(),
        f"{calibration}.history_matching.match_history": partial(match_history, power=4),
        f"{outlook}.solving.solve": solved,
        f"{outlook}.shares.shares_table": lambda progress: shared(),
        "urbsim.analysis.warm.warm": lambda: None,
    }
    with ExitStack() as stack:
        for place, answer in answers.items():
            stack.enter_context(patch(place, answer))
        yield
