"""The register of output variables: name, unit, English and Chinese term, IAMC name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import inf
from types import MappingProxyType
from typing import Literal, cast

from urbsim.vocabulary.tables import data_rows

Level = Literal["region", "settlement", "both"]


@dataclass(frozen=True)
class Variable:
    """One output variable.

    `unit` is the unit inside the program (shares are fractions 0-1); multiplying by `iamc_factor`
    gives the value in `iamc_unit`, under which the variable is exported with the name `iamc`. No run may
    record a value below `least` or above `greatest`, infinite where any will do.
    """

    name: str
    unit: str
    english: str
    chinese: str
    iamc: str
    iamc_unit: str
    iamc_factor: float
    level: Level
    least: float
    greatest: float
    description: str


def _variable(row: Mapping[str, str]) -> Variable:
    return Variable(
        name=row["name"],
        unit=row["unit"],
        english=row["english"],
        chinese=row["chinese"],
        iamc=row["iamc"],
        iamc_unit=row["iamc_unit"],
        iamc_factor=float(row["iamc_factor"]),
        level=cast(Level, row["level"]),
        least=float(row["least"] or -inf),
        greatest=float(row["greatest"] or inf),
        description=row["description"],
    )


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable by name, in the order of `data/variables.csv` (read once)."""
    return MappingProxyType({row["name"]: _variable(row) for row in data_rows("variables.csv")})
