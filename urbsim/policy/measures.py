"""A measure: one lever pulled in one place with a strength that depends only on the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from urbsim.policy.levers import Lever, levers

Mode = Literal["absolute", "growth"]
Per = Literal["income", "person"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in force from 1 January of ``start`` to 31 December of ``end``.

    ``value`` is in ``unit``: the lever's own unit, or ``share/yr`` in growth mode, or ``share`` for a share
    of villages redesignated. ``newcomers`` and ``subsidy`` are shares, ``density`` is in jobs per hectare,
    ``cost`` in urban incomes a job, ``leverage`` in jobs for a million yuan waived, ``towns`` a number
    of towns. ``per`` makes the value one for each resident of the places it reaches: a share of the nation's
    urban income a person in the base year (``income``), or an amount a head (``person``).
    ``provenance`` says where the value comes from: ``clause <document>/<clause>`` or ``assumption <name>``.
    """

    name: str
    lever: str
    service: str | None
    value: float
    unit: str
    mode: Mode
    start: int
    end: int
    ramp: int
    where: tuple[str, ...]
    newcomers: float | None
    subsidy: float | None
    density: float | None
    kind: str | None
    clause: str | None
    provenance: str
    per: Per | None = None
    cost: float | None = None
    leverage: float | None = None
    towns: float | None = None

    @property
    def direct_output(self) -> str:
        """Variable that the measure moves first."""
        return levers()[self.lever].direct_output(self.service)

    @property
    def years(self) -> range:
        """Years in which the measure acts."""
        return range(self.start, self.start + 1 if lever_of(self).duration == "once" else self.end + 1)


def lever_of(measure: Measure) -> Lever:
    """The lever that a measure pulls."""
    return levers()[measure.lever]


def in_year(measure: Measure, year: int) -> bool:
    """Whether the measure acts in that year, start and end inclusive (redesignation: its start only)."""
    return year in measure.years


def ramp_share(measure: Measure, year: int) -> float:
    """Share of full strength reached: min(1, (year - start + 1) / (ramp + 1)), so full at start + ramp."""
    return min(1.0, (year - measure.start + 1) / (measure.ramp + 1))


def strength(measure: Measure, year: int) -> float:
    """Strength of a measure in a year.

    Absolute: ``value * min(1, (year - start + 1) / (ramp + 1))`` in the measure's unit. Growth:
    ``(1 + value)**(year - start + 1) - 1``, the relative change against business as usual of the base year.
    Zero outside the years in force.
    """
    if not in_year(measure, year):
        return 0.0
    if measure.mode == "growth":
        return float((1.0 + measure.value) ** (year - measure.start + 1) - 1.0)
    return measure.value * ramp_share(measure, year)
