"""Freezing a calibration: the file that every later run draws from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from urbsim.analysis.calibration.response import LEARNT, Learnt
from urbsim.analysis.calibration.window import LAST
from urbsim.evidence.posterior import Posterior

DIGITS, SAME = 6, 1e-4
NINETY = 1.6449
HEAD = """\
# What national figures of 2000-2010 and findings of studies say about the coefficients: for every year from
# which more was known a normal distribution of deviates (the normal score of a coefficient in its prior), the
# factor of its covariance row by row. `left_out` are p05, p50 and p95 of experiments as predicted without the
# finding for them. Written by `urbsim calibrate`; every run draws from it.
"""


def frozen(learnt: Learnt) -> str:
    """The posteriors as the text of their file, the same for the same calibration."""
    names = ", ".join(LEARNT)
    years = "".join(_year(learnt, year) for year in learnt.years)
    left = "".join(f"  {each.row}: {_row(left_out(learnt, n))}\n" for n, each in enumerate(learnt.findings))
    return f"{HEAD}until: {LAST}\ncoefficients: [{names}]\nknown:\n{years}left_out:\n{left}"


def left_out(learnt: Learnt, finding: int) -> tuple[float, float, float]:
    """p05, p50, p95 of an experiment as predicted by a calibration that leaves its finding out."""
    predicted = learnt.without(finding)
    middle = float(predicted.mean[finding])
    spread = NINETY * float(
        np.hypot(np.sqrt(predicted.covariance[finding, finding]), learnt.answers.noise[finding])
    )
    return (middle - spread, middle, middle + spread)


def _year(learnt: Learnt, year: int) -> str:
    belief = learnt.by(year)
    factor = np.linalg.cholesky(belief.covariance)
    rows = "\n".join(f"      - {_row(row[: n + 1])}" for n, row in enumerate(factor))
    return f"  - year: {year}\n    mean: {_row(belief.mean)}\n    factor:\n{rows}\n"


def _row(values: Iterable[float]) -> str:
    return f"[{', '.join(f'{value:.{DIGITS}f}' for value in values)}]"


def agrees(learnt: Learnt, known: Sequence[Posterior]) -> bool:
    """Whether a calibration is the frozen one, to what another machine's arithmetic may change."""
    if tuple(each.known for each in known) != learnt.years:
        return False
    return all(each.names == LEARNT and _same(learnt, each) for each in known)


def _same(learnt: Learnt, known: Posterior) -> bool:
    mean, covariance = learnt.by(known.known)
    factor = np.linalg.cholesky(covariance)
    return np.allclose(mean, known.mean, atol=SAME) and np.allclose(factor, known.factor, atol=SAME)


def freeze(learnt: Learnt, path: Path) -> None:
    """Write the posteriors to a file."""
    path.write_text(frozen(learnt), encoding="utf-8")
