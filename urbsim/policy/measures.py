"""A measure: one lever pulled in one place with a strength that depends only on the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["absolute", "growth"]
Per = Literal["income", "person"]
Adds = Literal["extra", "usual"]
"""Whether a measure comes on top of what is done as usual, or is a part of that."""
Number = float | str
"""What a further key of a measure holds: a number in the key's first unit, or a word."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in force from 1 January of ``start`` to 31 December of ``end``; what happens once ends so.

    ``value`` is in ``unit``: the lever's own unit, or ``share/yr`` in growth mode, or ``share`` for a share
    of villages redesignated. ``fields`` holds the lever's further keys. ``per`` makes the value one for each
    resident of the places it reaches: a share of the nation's urban income a person in the base year
    (``income``), or an amount a head (``person``). ``provenance`` says where the value comes from:
    ``clause <document>/<clause>`` or ``assumption <name>``. One that ``adds`` usual is part of what is done
    as usual: where it is not in force, less than that is done.
    """

    name: str
    lever: str
    value: float
    unit: str
    mode: Mode
    start: int
    end: int
    ramp: int
    where: tuple[str, ...]
    clause: str | None
    provenance: str
    per: Per | None = None
    fields: tuple[tuple[str, Number], ...] = ()
    adds: Adds = "extra"

    def given(self, name: str) -> Number | None:
        """What a further key of the measure holds, None where the file has none."""
        return dict(self.fields).get(name)

    @property
    def service(self) -> str | None:
        """The service that an investment builds."""
        named = self.given("service")
        return None if named is None else str(named)

    @property
    def years(self) -> range:
        """Years in which the measure acts."""
        return range(self.start, self.end + 1)


def ramp_share(measure: Measure, year: int) -> float:
    """Share of full strength reached: min(1, (year - start + 1) / (ramp + 1)), so full at start + ramp."""
    return min(1.0, (year - measure.start + 1) / (measure.ramp + 1))


def strength(measure: Measure, year: int) -> float:
    """Strength of a measure in a year.

    Absolute: ``value * min(1, (year - start + 1) / (ramp + 1))`` in the measure's unit. Growth:
    ``(1 + value)**(year - start + 1) - 1``, the relative change against business as usual of the base year.
    Zero outside the years in force.
    """
    if year not in measure.years:
        return 0.0
    if measure.mode == "growth":
        return float((1.0 + measure.value) ** (year - measure.start + 1) - 1.0)
    return measure.value * ramp_share(measure, year)
