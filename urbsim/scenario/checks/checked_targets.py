"""From targets as written to targets that can be scored, or are kept with the reason why none can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from urbsim.evidence.documents import Clause
from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.checks.places import checked_places
from urbsim.scenario.file.bilingual import Bilingual, english
from urbsim.scenario.file.draft import KeyPath
from urbsim.scenario.file.schema import TargetText
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.scenario.file.values import Target
from urbsim.text import either, say
from urbsim.vocabulary.variables import Variable, variables

RELATIVE: Final = ("increase_of", "increase_of_at_least")
YEARLY: Final = ("increase_per_year_at_least", "grow_per_year", "grow_per_year_at_least")
INCREASES: Final = (*RELATIVE, *YEARLY)
SCORED: Final = (
    "reach", "at_least", "at_most", "exceed", "about", "exact", "range", "all", "stretch", *INCREASES,
)  # fmt: skip
HUKOU: Final = say("asked.hukou")

Value = float | tuple[float, float]


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
    def value(self) -> Value | None:
        written = self.clause.value if self.clause and self.text.value is None else self.text.value
        return written if written is None or isinstance(written, tuple) else float(written)

    @property
    def unit(self) -> str | None:
        return self.clause.unit if self.clause and self.text.value is None else None

    @property
    def year(self) -> int | None:
        return self.text.year or (self.clause.target_year if self.clause else None)

    @property
    def base(self) -> int | None:
        return self.text.base or (self.clause.baseline_year if self.clause else None)

    @property
    def not_modelled(self) -> str | None:
        return HUKOU if self.text.basis == "hukou" else _in_english(self.text.not_modelled)


def _in_english(saying: str | Bilingual | None) -> str | None:
    return None if saying is None else english(saying)


def checked_targets(inspection: Inspection) -> tuple[Target, ...]:
    """Every target of the file; faults of those that can be neither scored nor kept are recorded."""
    built = []
    keys: set[str] = set()
    for index, text in enumerate(inspection.text.targets):
        path = ("targets", index)
        if text.key in keys:
            inspection.add(
                path,
                say("scenario.target_stands_twice", text=text.key),
                say("scenario.give_second_reading_name"),
            )
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
    if reading.not_modelled is not None:
        kept = _kept(inspection, reading, path)
        return kept if inspection.faults == before else None
    variable = _variable(inspection, reading, path)
    _check_comparator(inspection, reading, path)
    if variable is not None:
        _check_value(inspection, reading, variable, path)
    _check_years(inspection, reading, path)
    scope = checked_places(inspection, text.scope or "all", (*path, "scope"))
    if inspection.faults != before or variable is None:
        return None
    return Target(
        name=text.key, clause=text.clause, variable=variable.name, comparator=reading.comparator or "reach",
        value=reading.value or 0.0, unit=_unit(reading, variable), scope=() if scope == ("all",) else scope,
        base=(reading.base or inspection.text.from_) if reading.comparator in INCREASES else None,
        year=reading.year or 0, because=_in_english(text.because), each=text.each,
    )  # fmt: skip


def _kept(inspection: Inspection, reading: _Reading, path: KeyPath) -> Target | None:
    """A target that no run can score, with the words of its document."""
    text, clause = reading.text, reading.clause
    year = reading.year
    if year is None:
        inspection.add(
            path, say("scenario.target_names_no_year", text=text.key), say("scenario.give_year_which_would")
        )
    if reading.variable is None:
        inspection.add(
            path,
            say("scenario.target_about_no_variable", text=text.key),
            say("scenario.give_variable_name_your"),
        )
    return Target(
        name=text.key, clause=text.clause, variable=reading.variable or "",
        comparator=reading.comparator or "reach", value=0.0 if reading.value is None else reading.value,
        unit=reading.unit or "", scope=(), base=reading.base, year=year or 0,
        because=_in_english(text.because), each=text.each, not_modelled=reading.not_modelled,
        wording=None if clause is None else clause.scope,
    )  # fmt: skip


def _unit(reading: _Reading, variable: Variable) -> str:
    """The variable's unit, or share for a relative change."""
    relative = reading.unit == "share" and reading.comparator in RELATIVE
    return "share" if relative else variable.unit


def _check_kind(inspection: Inspection, clause: Clause | None, path: KeyPath) -> None:
    if clause is not None and clause.kind == "lever":
        problem = say("scenario.clause_measure_not_target", id=clause.id)
        inspection.add((*path, "clause"), problem, say("scenario.point_at_clause_states"))


def _variable(inspection: Inspection, reading: _Reading, path: KeyPath) -> Variable | None:
    name = reading.variable or ""
    if name in variables():
        return variables()[name]
    if reading.text.variable is not None:
        remedy = did_you_mean(name, variables())
        inspection.add((*path, "variable"), say("scenario.variable_does_not_exist", name=name), remedy)
    else:
        problem = say(
            "scenario.clause_about_which_no", clause=reading.text.clause, what=name or "no variable"
        )
        remedy = say("scenario.give_not_modelled_why")
        inspection.add((*path, "clause"), problem, remedy)
    return None


def _check_comparator(inspection: Inspection, reading: _Reading, path: KeyPath) -> None:
    if reading.comparator not in SCORED:
        problem = say("scenario.clause_compares", clause=reading.text.clause, comparator=reading.comparator)
        inspection.add(
            (*path, "clause"), problem, say("scenario.give_comparator_because", scoreds=", ".join(SCORED))
        )
    elif reading.value is not None and (reading.comparator == "range") != isinstance(reading.value, tuple):
        problem = say("scenario.comparator_does_not_fit", comparator=reading.comparator)
        inspection.add(path, problem, say("scenario.range_two_numbers_from"))
    elif isinstance(reading.value, tuple) and reading.value[0] > reading.value[1]:
        low, high = reading.value
        inspection.add(
            (*path, "value"),
            say("scenario.range_from_reversed", low=low, high=high),
            say("scenario.write_3", high=high, low=low),
        )


def _check_value(inspection: Inspection, reading: _Reading, variable: Variable, path: KeyPath) -> None:
    here = (*path, "clause") if reading.text.value is None else (*path, "value")
    if reading.value is None:
        problem = say("scenario.clause_states_no_number", clause=reading.text.clause)
        inspection.add(here, problem, say("scenario.give_value_because", unit=variable.unit))
        return
    _check_unit(inspection, reading, variable, here)
    for value in reading.value if isinstance(reading.value, tuple) else (reading.value,):
        if variable.unit == "share" and not 0.0 <= value <= 1.0:
            problem = say("scenario.of", variable=variable.name, value=value)
            remedy = say("scenario.shares_fractions_write_for", value=value / 100, value2=value)
            inspection.add(here, problem, remedy)
        elif value < 0.0:
            inspection.add(
                here,
                say("scenario.negative", variable=variable.name, value=value),
                say("scenario.give_value_at_least"),
            )


def _check_unit(inspection: Inspection, reading: _Reading, variable: Variable, here: KeyPath) -> None:
    """A change may be relative: a share of the base, or a share a year."""
    unit = reading.unit
    change = "share" if reading.comparator in RELATIVE else None
    if reading.comparator in ("grow_per_year", "grow_per_year_at_least"):
        change = "share/yr"
    if unit not in (variable.unit, change, None):
        problem = say(
            "scenario.clause",
            clause=reading.text.clause,
            unit=unit,
            variable=variable.name,
            unit2=variable.unit,
        )
        inspection.add(here, problem, say("scenario.give_value_because", unit=variable.unit))


def _check_years(inspection: Inspection, reading: _Reading, path: KeyPath) -> None:
    if inspection.is_broken("until"):
        return
    first, last = inspection.text.from_ + 1, inspection.text.until
    year, base = reading.year, reading.base
    if year is None:
        problem = say("scenario.clause_names_no_year", clause=reading.text.clause)
        inspection.add((*path, "clause"), problem, say("scenario.give_year_because"))
        return
    here = (*path, "year") if reading.text.year else (*path, "clause")
    if not first <= year <= last:
        inspection.add(
            here,
            say("scenario.target_due", year=year),
            say("scenario.simulated_years", first=first, last=last),
        )
    if base is not None and reading.comparator in INCREASES and not first - 1 <= base < year:
        problem = say("scenario.increase_counted_from", base=base, year=year)
        inspection.add(
            (*path, "base"), problem, say("scenario.count_from_later_year", first=first - 1, year=year)
        )
    if reading.text.base is not None and reading.comparator not in (*INCREASES, None):
        problem = say("scenario.base_no_meaning_for", comparator=reading.comparator)
        inspection.add((*path, "base"), problem, say("scenario.remove_use", increasess=either(INCREASES)))
