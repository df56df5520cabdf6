"""The record of plans: what plans promised of urbanization, and whether it came.

Every target is known by its plan, the year of issue and the year it falls due. Remembered targets are kept
apart: they are never truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from urbsim.vocabulary.tables import data_rows

TABLE = "statistics/plan_targets.csv"
AND = "+"
"""Between the codes of a target that is set for several regions together."""
COLUMNS = (
    "id", "region", "level", "document", "issued", "family", "year", "variable", "comparator", "value",
    "baseline", "baseline_year", "confidence", "outcome", "met", "met_as_published", "met_revised",
    "relative", "repeat",
)  # fmt: skip
"""What a record must have; rates are shares of one, people single persons, `met` is yes, no or empty."""
CEILING = "at_most"
SCORED = ("resident_urbanization_rate", "urban_population", "population")
"""What is forecast and can be scored; a rate by hukou is not."""


@dataclass(frozen=True)
class PlanTarget:
    """One target of a plan; shares 0-1 or persons. ``met`` is None where nobody knows.

    ``codes`` are the regions it is set for, together. ``baseline`` is what the plan says of an earlier year,
    None where it says nothing. ``counts`` says whether it was read and is neither repeated nor relative.
    """

    key: str
    codes: tuple[str, ...]
    level: str
    document: str
    issued: int
    family: str
    year: int
    variable: str
    comparator: str
    value: float
    baseline: float | None
    baseline_year: int | None
    read: bool
    counts: bool
    outcome: float | None
    met: bool | None
    met_as_published: bool | None
    met_revised: bool | None

    @property
    def is_ceiling(self) -> bool:
        """Whether it is met by staying at or below the value."""
        return self.comparator == CEILING

    def is_met_by(self, outcome: float) -> bool:
        """Whether an outcome meets the target, as the record counts: at least, or for a ceiling at most."""
        return outcome <= self.value if self.is_ceiling else outcome >= self.value


@cache
def plan_targets() -> tuple[PlanTarget, ...]:
    """The targets of the package's own record (read once)."""
    return targets_in(data_rows(TABLE))


def targets_in(rows: Iterable[Mapping[str, str]]) -> tuple[PlanTarget, ...]:
    """The targets of the rows of a table like `TABLE`, in their order; ValueError where a cell is wrong."""
    return tuple(_target(row) for row in rows)


def _target(row: Mapping[str, str]) -> PlanTarget:
    return PlanTarget(
        key=row["id"],
        codes=tuple(row["region"].split(AND)),
        level=row["level"],
        document=row["document"],
        issued=int(row["issued"]),
        family=row["family"],
        year=int(row["year"]),
        variable=row["variable"],
        comparator=row["comparator"],
        value=float(row["value"]),
        baseline=_number(row["baseline"]),
        baseline_year=int(row["baseline_year"]) if row["baseline_year"] else None,
        read=row["confidence"] == "read",
        counts=row["confidence"] == "read" and not (row["repeat"] or row["relative"]),
        outcome=_number(row["outcome"]),
        met=_answer(row["met"]),
        met_as_published=_answer(row["met_as_published"]),
        met_revised=_answer(row["met_revised"]),
    )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _answer(cell: str) -> bool | None:
    return {"yes": True, "no": False}.get(cell)
