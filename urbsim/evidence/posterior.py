"""The frozen posterior: what figures up to 2010 say about coefficients, as a normal distribution of deviates.

It holds from the last year of its figures on: a run from an earlier base year could not have known it. A
deviate is the normal score of a coefficient in its prior: 0 is the prior's median, 1 its 84 % quantile. A
coefficient that is not named keeps its prior.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import cast

import numpy as np
from numpy.typing import NDArray

from urbsim.evidence.package_yaml import read_package_file

FILE = "posterior/nation-2010.yaml"


@dataclass(frozen=True)
class Posterior:
    """Mean (n,) and factor of the covariance (n, n) of the deviates of ``names``, and the file's digest."""

    names: tuple[str, ...]
    until: int
    mean: NDArray[np.float64]
    factor: NDArray[np.float64]
    digest: str


@cache
def posterior() -> Posterior:
    """The posterior that every run, comparison and hindcast draws from (read once)."""
    entry = read_package_file(FILE).required()
    return Posterior(
        tuple(cast("list[str]", entry["coefficients"])),
        int(entry["until"]),
        np.array(entry["mean"], float),
        np.array(entry["factor"], float),
        sha256(posterior_text().encode()).hexdigest(),
    )


def posterior_text() -> str:
    """The file of the frozen posterior."""
    return files("urbsim").joinpath("data", *FILE.split("/")).read_text(encoding="utf-8")
