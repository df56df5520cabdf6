"""Freezing a calibration: the file that every later run draws from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from urbsim.analysis.calibration.calibration import FITTED, Calibration
from urbsim.analysis.calibration.window import LAST
from urbsim.evidence.posterior import Posterior

DIGITS, SAME = 6, 1e-4
HEAD = """\
# What national figures of 2000-2010 say about the coefficients: a normal distribution of deviates (the normal
# score of a coefficient in its prior). Written by `urbsim calibrate`; every run draws from it.
"""


def frozen(found: Calibration) -> str:
    """The posterior as the text of its file, the same for the same calibration."""
    factor = np.linalg.cholesky(found.covariance)
    rows = "\n".join(f"  - {_row(row)}" for row in factor)
    names = ", ".join(FITTED)
    return f"{HEAD}until: {LAST}\ncoefficients: [{names}]\nmean: {_row(found.mean)}\nfactor:\n{rows}\n"


def _row(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    return f"[{', '.join(f'{value:.{DIGITS}f}' for value in values)}]"


def agrees(found: Calibration, known: Posterior) -> bool:
    """Whether a calibration is the frozen one, to what another machine's arithmetic may change."""
    if known.names != FITTED:
        return False
    factor = np.linalg.cholesky(found.covariance)
    return np.allclose(found.mean, known.mean, atol=SAME) and np.allclose(factor, known.factor, atol=SAME)


def freeze(found: Calibration, path: Path) -> None:
    """Write the posterior to a file."""
    path.write_text(frozen(found), encoding="utf-8")
