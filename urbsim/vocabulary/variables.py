"""The register of output variables: name, unit, English and Chinese term, IAMC name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from urbsim.vocabulary.tables import data_rows

Level = Literal["region", "settlement", "both"]


@dataclass(frozen=True)
class Variable:
    """One output variable.

    `unit` is the unit inside the program (shares are fractions 0-1); multiplying by `iamc_factor`
    gives the value in `iamc_unit`, under which the variable is exported with the name `iamc`.
    """

    name: str
    unit: str
    english: str
    chinese: str
    iamc: str
    iamc_unit: str
    iamc_factor: float
    level: Level
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
        description=row["description"],
    )


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable by name, in the order of `data/variables.csv` (read once)."""
    return MappingProxyType({row["name"]: _variable(row) for row in data_rows("variables.csv")})
