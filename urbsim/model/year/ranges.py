"""Every number that is recorded or reported lies in the range of its variable, every year of every run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from urbsim.model.setup import Array
from urbsim.vocabulary.errors import ProgramError
from urbsim.vocabulary.variables import variables

ROUNDING = 1e-9
"""What sums of floating-point numbers may miss a bound by, relative to the bound."""


class RangeError(ProgramError):
    """A number is none, or lies where its variable cannot: a fault of the program."""


@dataclass(frozen=True)
class Limits:
    """The least and the greatest value of each of V variables, (V,)."""

    least: Array
    greatest: Array


@cache
def limits_of(names: tuple[str, ...]) -> Limits:
    """The limits in the register of variables; those of unit ``share`` lie in 0–1."""
    chosen = [variables()[name] for name in names]
    least = np.array([variable.least for variable in chosen])
    greatest = np.array([variable.greatest for variable in chosen])
    return Limits(least, greatest * (1 + ROUNDING))


def assert_in_range(
    place: int | str, names: tuple[str, ...], values: Array, lacking: NDArray[np.bool_]
) -> None:
    """Hold ``values`` (V, ...) of variables against their limits; RangeError names all that lie outside.

    ``lacking`` (broadcast to the values) is where a variable may have no value (NaN), as of what is no thing
    of single settlements; ``place`` is the year, or whatever else the values are of.

    Run on every year of every run: a NaN where a value has to be is as much a fault as a share of 1.2.
    """
    ends = limits_of(names)
    least, greatest = (end.reshape(-1, *[1] * (values.ndim - 1)) for end in (ends.least, ends.greatest))
    absent = np.isnan(values)
    wrong = np.where(absent, ~lacking, (values < least) | (values > greatest) | np.isinf(values))
    if wrong.any():
        found = [f"{names[at[0]]} {values[at]:g}" for at in zip(*np.nonzero(wrong), strict=True)]
        raise RangeError(f"{place}: out of range: {', '.join(dict.fromkeys(found))}")
