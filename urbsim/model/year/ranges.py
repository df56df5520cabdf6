"""Every recorded number lies in the range of its variable, every year of every run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from urbsim.model.setup import Array
from urbsim.vocabulary.errors import ProgramError
from urbsim.vocabulary.variables import variables

ROUNDING = 1e-9
"""What sums of floating-point numbers may miss a bound by, relative to the bound."""


class RangeError(ProgramError):
    """A recorded number is none, or lies where its variable cannot: a fault of the program."""


@dataclass(frozen=True)
class Limits:
    """Names of V recorded variables with the least and greatest value of each, (V, 1)."""

    names: tuple[str, ...]
    least: Array
    greatest: Array


@cache
def limits_of(names: tuple[str, ...]) -> Limits:
    """The limits in the register of variables; those of unit ``share`` lie in 0–1."""
    chosen = [variables()[name] for name in names]
    least = np.array([[variable.least] for variable in chosen])
    greatest = np.array([[variable.greatest] for variable in chosen])
    return Limits(names, least, greatest * (1 + ROUNDING))


def assert_in_range(year: int, names: tuple[str, ...], values: Array, whole: int) -> None:
    """Hold ``values`` (V, R) of variables against their limits; RangeError names all that lie outside.

    The first ``whole`` of the R regions are the region and its areas, of which every variable has a finite
    value; a settlement has none (NaN) of what is no thing of single settlements.
    """
    limits = limits_of(names)
    absent = np.isnan(values)
    wrong = ~(absent | ((values >= limits.least) & (values <= limits.greatest) & np.isfinite(values)))
    wrong[:, :whole] |= absent[:, :whole]
    if wrong.any():
        found = [f"{limits.names[v]} {values[v, r]:g}" for v, r in zip(*np.nonzero(wrong), strict=True)]
        raise RangeError(f"{year}: out of range: {', '.join(dict.fromkeys(found))}")
