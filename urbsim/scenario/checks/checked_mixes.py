"""From mixes as written to mixes of measures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from urbsim.policy.levers import further_keys
from urbsim.policy.measures import Measure
from urbsim.policy.mixes import NOTHING, PLAIN, Change, Mix
from urbsim.scenario.checks.checked_measures import build
from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.file.draft import KeyPath
from urbsim.scenario.file.schema import MeasureText, MixText, measure_text
from urbsim.scenario.file.schema_wording import did_you_mean, explain, where_in
from urbsim.text import say

ALWAYS_SETTABLE: Final = ("value", "start", "end", "ramp", "where", "part", "mode", "because")


def checked_mixes(inspection: Inspection, measures: tuple[Measure, ...]) -> Mapping[str, Mix]:
    """Every mix of the file; faults of names and of changed fields are recorded."""
    built = {}
    for name, text in inspection.text.mixes.items():
        path = ("mixes", name)
        if name == PLAIN:
            problem = say("scenario.mix_file_written", plain=PLAIN)
            inspection.add(path, problem, say("scenario.give_mix_another_name"))
        if name == NOTHING and text.measures != ():
            problem = say("scenario.mix_without_measures", name=NOTHING)
            inspection.add(path, problem, say("scenario.leave_mix_empty"))
        _check_names(inspection, text.measures or (), (*path, "measures"))
        _check_names(inspection, text.without, (*path, "without"))
        built[name] = Mix(name, text.measures, text.without, _changes(inspection, text, path, measures))
    return MappingProxyType(built)


def settable() -> tuple[str, ...]:
    """Keys of a measure that a mix may change: when, where, how much, and every number of a lever's own."""
    return (*ALWAYS_SETTABLE, *(name for name, field in further_keys().items() if field.is_number))


def _known(inspection: Inspection) -> dict[str, tuple[int, MeasureText]]:
    return {text.name: (index, text) for index, text in enumerate(inspection.text.measures)}


def _check_names(inspection: Inspection, names: tuple[str, ...], path: KeyPath) -> None:
    known = _known(inspection)
    for index, name in enumerate(names):
        if name not in known and not inspection.is_broken(name):
            remedy = did_you_mean(name, known)
            inspection.add((*path, index), say("scenario.measure_does_not_exist", name=name), remedy)


def _changes(
    inspection: Inspection, text: MixText, path: KeyPath, measures: tuple[Measure, ...]
) -> tuple[Change, ...]:
    grouped: dict[str, dict[str, Any]] = {}
    for key, value in text.set.items():
        target = _settable(inspection, key, (*path, "set", key))
        if target is not None:
            grouped.setdefault(target[0], {})[target[1]] = value
    plain = {measure.name: measure for measure in measures}
    made = (
        _change(inspection, plain[name], fields, path) for name, fields in grouped.items() if name in plain
    )
    return tuple(change for change in made if change is not None)


def _settable(inspection: Inspection, key: str, path: KeyPath) -> tuple[str, str] | None:
    name, dot, field = key.rpartition(".")
    known = _known(inspection)
    if not dot:
        inspection.add(
            path, say("scenario.not_measure_field", key=key), say("scenario.write_for_example_roads")
        )
    elif name not in known:
        if not inspection.is_broken(name):
            inspection.add(path, say("scenario.measure_does_not_exist", name=name), did_you_mean(name, known))
    elif field not in settable():
        inspection.add(
            path, say("scenario.field_cannot_set_mix", field=field), did_you_mean(field, settable())
        )
    else:
        return name, field
    return None


def _change(inspection: Inspection, plain: Measure, fields: dict[str, Any], path: KeyPath) -> Change | None:
    """Fields of the built measure that differ once those of the text are replaced.

    A strength that is not set keeps its yearly amount when the mix lengthens the years.
    """
    text = _known(inspection)[plain.name][1]
    try:
        changed = measure_text().model_validate(text.model_dump(exclude_unset=True) | fields)
    except ValidationError as caught:
        for error in caught.errors(include_url=False):
            inner = where_in(fields, error)
            problem, remedy = explain(("measures", 0, *inner), error)
            key = f"{plain.name}.{inner[0]}" if inner else next(iter(fields))
            inspection.add((*path, "set", key), problem, remedy)
        return None
    years = None if "value" in fields else len(plain.years)
    spot = (*path, "set", f"{plain.name}.{next(iter(fields))}")
    trace, known = f"mixes.{path[1]}.{plain.name}", len(inspection.provenance)
    built = build(inspection, changed, spot, years, trace)
    traced = inspection.provenance[known:]
    changed_paths = {f"{trace}.{field}" for field in fields}
    inspection.provenance[known:] = [each for each in traced if each.path in changed_paths]
    return None if built is None else Change(plain.name, _difference(plain, built))


def _difference(plain: Measure, built: Measure) -> tuple[tuple[str, Any], ...]:
    names = Measure.__slots__
    pairs = ((name, getattr(plain, name), getattr(built, name)) for name in names)
    return tuple((name, after) for name, before, after in pairs if before != after)
