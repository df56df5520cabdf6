"""From targets as written to targets that can be scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from urbsim.evidence.documents import Clause
from urbsim.scenario.draft import KeyPath
from urbsim.scenario.inspection import Inspection
from urbsim.scenario.schema import TargetText
from urbsim.scenario.values import Target
from urbsim.scenario.whereabouts import checked_places
from urbsim.scenario.wording import did_you_mean
from urbsim.vocabulary.variables import Variable, variables

SCORED: Final = (
    "reach", "at_least", "at_most", "exceed", "about", "exact", "increase_of", "increase_of_at_least",
)  # fmt: skip
INCREASES: Final = ("increase_of", "increase_of_at_least")


@dataclass(frozen=True)
class _Reading:
    """A target with the words of its clause filled in where the file says nothing."""

    text: TargetText
    clause: Clause | None

    @property
    def variable(self) -> str | None:
        return self.text.variable or (self.clause.variable if self.clause else None)

    @property
    def comparator(self) -> str | None:
        return self.text.comparator or (self.clause.comparator if self.clause else None)

    @property
    def value(self) -> float | None:
        written = self.clause.value if self.clause and self.text.value is None else self.text.value
        return float(written) if isinstance(written, (int, float)) else None

    @property
    def year(self) -> int | None:
        return self.text.year or (self.clause.target_year if self.clause else None)

    @property
    def base(self) -> int | None:
        return self.text.base or (self.clause.baseline_year if self.clause else None)


def checked_targets(inspection: Inspection) -> tuple[Target, ...]:
    """Every target of the file that can be scored; faults of the others are recorded."""
    built = []
    keys: set[str] = set()
    for index, text in enumerate(inspection.text.targets):
        path = ("targets", index)
        if text.key in keys:
            inspection.add(path, f"target '{text.key}' stands twice", "give the second reading a name:")
        keys.add(text.key)
        built.append(_build(inspection, text, path))
    return tuple(target for target in built if target is not None)


def _build(inspection: Inspection, text: TargetText, path: KeyPath) -> Target | None:
    before = inspection.faults
    clause = None if text.clause is None else inspection.clause(text.clause, (*path, "clause"))
    if text.clause is not None and clause is None:
        return None
    reading = _Reading(text, clause)
    _check_kind(inspection, clause, path)
    variable = _variable(inspection, reading, path)
    _check_comparator(inspection, reading, path)
    if variable is not None:
        _check_value(inspection, reading, variable, path)
    _check_years(inspection, reading, path)
    scope = checked_places(inspection, text.scope or "all", (*path, "scope"))
    if inspection.faults != before or variable is None:
        return None
    increase = reading.comparator in INCREASES
    return Target(
        name=text.key, clause=text.clause, variable=variable.name,
        comparator=reading.comparator or "reach", value=reading.value or 0.0, unit=variable.unit,
        scope=None if scope == ("all",) else scope[0],
        base=(reading.base or inspection.text.from_) if increase else None, year=reading.year or 0,
        because=text.because,
    )  # fmt: skip


def _check_kind(inspection: Inspection, clause: Clause | None, path: KeyPath) -> None:
    if clause is not None and clause.kind == "lever":
        problem = f"clause {clause.id} is a measure, not a target"
        inspection.add((*path, "clause"), problem, "point at a clause that states a goal")


def _variable(inspection: Inspection, reading: _Reading, path: KeyPath) -> Variable | None:
    name = reading.variable or ""
    if name in variables():
        return variables()[name]
    if reading.text.variable is not None:
        remedy = did_you_mean(name, variables())
        inspection.add((*path, "variable"), f"variable '{name}' does not exist", remedy)
    else:
        problem = f"clause {reading.text.clause} is about {name or 'no variable'}, which no run puts out"
        inspection.add((*path, "clause"), problem, "give variable: and because:, or leave the target out")
    return None


def _check_comparator(inspection: Inspection, reading: _Reading, path: KeyPath) -> None:
    if reading.comparator not in SCORED:
        problem = f"clause {reading.text.clause} compares by '{reading.comparator}'"
        inspection.add((*path, "clause"), problem, f"give comparator: {', '.join(SCORED)}, and because:")


def _check_value(inspection: Inspection, reading: _Reading, variable: Variable, path: KeyPath) -> None:
    written = reading.text.value is not None
    here = (*path, "value") if written else (*path, "clause")
    value = reading.value
    if value is None:
        problem = f"clause {reading.text.clause} states no number"
        inspection.add(here, problem, f"give value: in {variable.unit}, and because:")
        return
    if reading.clause is not None and not written and reading.clause.unit not in (variable.unit, None):
        unit = reading.clause.unit
        problem = f"clause {reading.text.clause} is in {unit}, {variable.name} in {variable.unit}"
        inspection.add(here, problem, f"give value: in {variable.unit}, and because:")
    if variable.unit == "share" and not 0.0 <= value <= 1.0:
        problem = f"{variable.name} of {value:g}"
        inspection.add(here, problem, f"shares are fractions 0-1: write {value / 100:g} for {value:g} %")
    elif value < 0.0:
        inspection.add(here, f"{variable.name} of {value:g} is negative", "give a value of at least 0")


def _check_years(inspection: Inspection, reading: _Reading, path: KeyPath) -> None:
    first, last = inspection.text.from_ + 1, inspection.text.until
    year, base = reading.year, reading.base
    if year is None:
        problem = f"clause {reading.text.clause} names no year"
        inspection.add((*path, "clause"), problem, "give year: and because:")
        return
    here = (*path, "year") if reading.text.year else (*path, "clause")
    if not first <= year <= last:
        inspection.add(here, f"target is due in {year}", f"simulated years are {first} to {last}")
    if base is not None and reading.comparator in INCREASES and not first - 1 <= base < year:
        problem = f"increase is counted from {base} to {year}"
        inspection.add((*path, "base"), problem, f"count from {first - 1} or a later year before {year}")
    if reading.text.base is not None and reading.comparator not in (*INCREASES, None):
        problem = f"base: has no meaning for '{reading.comparator}'"
        inspection.add((*path, "base"), problem, f"remove it, or use {' or '.join(INCREASES)}")
