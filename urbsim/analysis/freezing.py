"""Freezing a calibration: the file that every later run draws from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from urbsim.analysis.calibration import FITTED, Calibration

DIGITS = 6
HEAD = """\
# What national figures of 2000-2010 say about the coefficients: a normal distribution of deviates (the normal
# score of a coefficient in its prior). Written by `urbsim calibrate`; every run draws from it.
"""


def frozen(found: Calibration) -> str:
    """The posterior as the text of its file, the same for the same calibration."""
    factor = np.linalg.cholesky(found.covariance)
    rows = "\n".join(f"  - {_row(row)}" for row in factor)
    return f"{HEAD}coefficients: [{', '.join(FITTED)}]\nmean: {_row(found.mean)}\nfactor:\n{rows}\n"


def _row(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    return f"[{', '.join(f'{value:.{DIGITS}f}' for value in values)}]"


def freeze(found: Calibration, path: Path) -> None:
    """Write the posterior to a file."""
    path.write_text(frozen(found), encoding="utf-8")
