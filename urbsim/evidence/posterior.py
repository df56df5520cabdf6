"""The frozen posterior: what figures and studies say about coefficients, as normal distributions of deviates.

Every year from which more was known has its own: a run from a base year draws from the latest that was known
then. None is older than the last year of the national figures, since a run from before could not have known
them. A deviate is the normal score of a coefficient in its prior of that year: 0 is the prior's median, 1 its
84 % quantile. A coefficient that is not named keeps its prior.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from urbsim.evidence.package_yaml import read_package_file

FILE = "posterior/nation-2010.yaml"


@dataclass(frozen=True)
class Posterior:
    """Mean (n,) and factor of the covariance (n, n) of the deviates of ``names``, and the file's digest.

    ``until`` is the last year of the national figures, ``known`` the year from which it could be drawn from.
    """

    names: tuple[str, ...]
    until: int
    known: int
    mean: NDArray[np.float64]
    factor: NDArray[np.float64]
    digest: str


def posterior(year: int | None = None) -> Posterior:
    """What was known at the end of a year (None: by now); that of the national figures before any study."""
    first, *later = posteriors()
    known = [each for each in later if year is None or each.known <= year]
    return known[-1] if known else first


@cache
def posteriors() -> tuple[Posterior, ...]:
    """The posterior of every year from which more was known, the oldest first (read once)."""
    return posteriors_of(read_package_file(FILE).required(), sha256(posterior_text().encode()).hexdigest())


def posteriors_of(entry: Mapping[str, Any], digest: str) -> tuple[Posterior, ...]:
    """The posteriors of a file's content."""
    names, until = tuple(cast("list[str]", entry["coefficients"])), int(entry["until"])
    return tuple(
        Posterior(
            names,
            until,
            known=int(each["year"]),
            mean=np.array(each["mean"], float),
            factor=full(each["factor"]),
            digest=digest,
        )
        for each in entry["known"]
    )


def full(rows: list[list[float]]) -> NDArray[np.float64]:
    """A lower triangle written row by row, as a matrix (N, N)."""
    return np.array([row + [0.0] * (len(rows) - len(row)) for row in rows], float)


@cache
def left_out() -> Mapping[str, tuple[float, float, float]]:
    """By row of the experiments: p05, p50, p95 as predicted by a calibration that leaves this finding out."""
    content = read_package_file(FILE).required()["left_out"]
    return MappingProxyType({row: (float(a), float(b), float(c)) for row, (a, b, c) in content.items()})


def posterior_text() -> str:
    """The file of the frozen posterior."""
    return files("urbsim").joinpath("data", *FILE.split("/")).read_text(encoding="utf-8")
