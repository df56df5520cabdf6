"""Figures of a scenario beside what occurs: units and signs that cannot be meant are faults of their line.

``unusual: <reason>`` beside a figure says that it is meant; reasons are kept and shown with the results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from urbsim.policy.levers import further_keys
from urbsim.policy.measures import Measure
from urbsim.policy.mixes import Mix
from urbsim.policy.plausibility import (
    IN_TEN_THOUSANDS,
    Doubt,
    StatedFigure,
    doubt_of_field,
    doubt_of_figure,
    doubt_of_measure,
    doubt_of_residents,
    doubt_of_stock,
    doubt_of_target,
    doubt_of_urban,
    doubt_of_villages,
    people_of,
)
from urbsim.scenario.checks.checked_measures import PART
from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.file.draft import KeyPath
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.file.values import Target
from urbsim.text import say
from urbsim.vocabulary.names import find_region

EVERY: Final = frozenset({"all", "towns", "seats", "cities"})
SMALLEST_TOWN: Final = 20
"""Residents below which a town's head count is taken for one in another unit."""


class Doubtful(NamedTuple):
    """A doubted figure: where it stands, and why."""

    path: KeyPath
    doubt: Doubt


def check_plausible(
    inspection: Inspection,
    measures: tuple[Measure, ...],
    targets: tuple[Target, ...],
    mixes: Mapping[str, Mix],
) -> None:
    """Record a fault for every figure that is implausible and not said to be unusual."""
    if inspection.is_broken("region") or inspection.is_broken("from"):
        return
    people = _people(inspection)
    found = [*_of_region(inspection), *_of_targets(inspection, targets, people)]
    if people is not None:
        found += _of_measures(inspection, measures, mixes, people)
    for path, doubt in found:
        if not _is_meant(inspection, path):
            inspection.add(path, *doubt)


def unusual(data: Any, path: KeyPath = ()) -> Iterator[tuple[str, str, str]]:
    """Every entry of plain values called unusual: its name, the reason in English and in Chinese."""
    if isinstance(data, Mapping):
        if data.get("unusual") and path:
            reason = data["unusual"]
            both = reason if isinstance(reason, Mapping) else {"en": reason, "zh": reason}
            yield ".".join(map(str, path)), str(both["en"]), str(both["zh"])
        for key, value in data.items():
            if key not in ("draft", "review"):
                yield from unusual(value, (*path, key))
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            named = value.get("name") or value.get("clause") if isinstance(value, Mapping) else None
            yield from unusual(value, (*path, named or index))


def _people(inspection: Inspection) -> float | None:
    region = inspection.text.region
    if isinstance(region, OwnFigures):
        return float(region.population)
    known = find_region(region)
    return None if known is None else people_of(known.code, inspection.text.from_)


def _is_meant(inspection: Inspection, path: KeyPath) -> bool:
    """Whether an entry that a path leads through is said to be unusual."""
    here: Any = inspection.text.model_dump(by_alias=True)
    for step in path:
        if isinstance(here, Mapping) and here.get("unusual"):
            return True
        try:
            here = here[step]
        except (LookupError, TypeError):
            return False
    return isinstance(here, Mapping) and bool(here.get("unusual"))


def _of_region(inspection: Inspection) -> Iterator[Doubtful]:
    region = inspection.text.region
    if not isinstance(region, OwnFigures):
        return
    rural = region.population - region.urban_population
    doubts: dict[KeyPath, Doubt | None] = {
        ("region", "population"): doubt_of_residents(region.population, region.level),
        ("region", "urban_population"): doubt_of_urban(region.urban_population, region.population),
    }
    if region.villages is not None:
        doubts["region", "villages"] = doubt_of_villages(region.villages, rural)
    for name, value in region.stocks:
        if value is not None:
            doubts["region", "stocks", name] = doubt_of_stock(name, value, region.urban_population)
    of_ages = {name: getattr(region, name) for name in ("share_0_14", "share_65plus")}
    for place, stated in ((("region",), of_ages), (("region", "distances"), dict(region.distances))):
        for name, value in stated.items():
            if value is not None:
                doubts[*place, name] = doubt_of_figure(name, value)
    for index, town in enumerate(region.towns):
        if town.population is not None and town.population < SMALLEST_TOWN:
            problem = say(
                "scenario.town_residents_implausibly_small", town=town.name, population=town.population
            )
            doubt = Doubt(problem, say("doubts.may_be_in_region", what=IN_TEN_THOUSANDS))
            doubts["region", "towns", index, "population"] = doubt
    yield from (Doubtful(path, doubt) for path, doubt in doubts.items() if doubt is not None)


def _of_targets(
    inspection: Inspection, targets: tuple[Target, ...], people: float | None
) -> Iterator[Doubtful]:
    keys = {text.key: index for index, text in enumerate(inspection.text.targets)}
    for target in targets:
        if target.not_modelled or target.name not in keys:
            continue
        values = target.value if isinstance(target.value, tuple) else (target.value,)
        parts = bool(target.scope) or target.each
        for value in values:
            said = StatedFigure(target.variable, target.comparator, value, target.unit, parts)
            doubt = doubt_of_target(said, people)
            if doubt is not None:
                yield Doubtful(("targets", keys[target.name], "value"), doubt)


def _of_measures(
    inspection: Inspection, measures: tuple[Measure, ...], mixes: Mapping[str, Mix], people: float
) -> Iterator[Doubtful]:
    """Measures as the file has them, and amounts that a mix changes."""
    texts = {text.name: index for index, text in enumerate(inspection.text.measures)}
    for measure in measures:
        index = texts[measure.name]
        text = inspection.text.measures[index]
        yield from _of_ends(inspection, measure, text.value.assumption, people)
        doubt = _of_amount(measure, people)
        if doubt is not None:
            yield Doubtful(_number(inspection, text.value.assumption, ("measures", index, "value")), doubt)
        for name, value in _further_numbers(inspection, measure.name):
            doubt = doubt_of_field(name, value)
            if doubt is not None:
                source = getattr(text.given(name), "assumption", None)
                yield Doubtful(_number(inspection, source, ("measures", index, name)), doubt)
    for mix in mixes.values():
        for change in mix.changes:
            fields = dict(change.fields)
            plain = next((each for each in measures if each.name == change.measure), None)
            if plain is not None and "value" in fields:
                doubt = doubt_of_measure(
                    plain.lever, fields["value"], fields.get("unit", plain.unit), people, parts=True
                )
                if (
                    doubt is not None
                    and _of_amount(plain, people) is None
                    and fields.get("per", plain.per) is None
                ):
                    yield Doubtful(("mixes", mix.name, "set", f"{plain.name}.value"), doubt)


def _further_numbers(inspection: Inspection, measure: str) -> Iterator[tuple[str, float]]:
    """Numbers of a measure beside its amount, those too that convert it, in the first unit of each key."""
    written = {each.path: each for each in inspection.provenance}
    for name, field in {**further_keys(), PART.name: PART}.items():
        number = written.get(f"measures.{measure}.{name}")
        factor = None if number is None or field.accepted is None else field.accepted.get(number.unit)
        if number is not None and factor is not None:
            yield name, number.value * factor


def _of_ends(
    inspection: Inspection, measure: Measure, assumption: str | None, people: float
) -> Iterator[Doubtful]:
    """The least and the most that an assumed amount may be, where the amount itself is plausible."""
    stated = None if assumption is None else inspection.text.assumptions.get(assumption)
    if stated is None or stated.value == 0 or _of_amount(measure, people) is not None:
        return
    for end in ("low", "high"):
        value = getattr(stated, end)
        if value is not None and value / stated.value > 0:
            doubt = _of_amount(replace(measure, value=measure.value * value / stated.value), people)
            if doubt is not None:
                yield Doubtful(("assumptions", str(assumption), end), doubt)


def _of_amount(measure: Measure, people: float) -> Doubt | None:
    if measure.per is not None:
        return None
    parts = not set(measure.where) <= EVERY
    return doubt_of_measure(measure.lever, measure.value, measure.unit, people, parts=parts)


def _number(inspection: Inspection, assumption: str | None, otherwise: KeyPath) -> KeyPath:
    """Where a number is written: under its assumption, unless the measure itself is called unusual."""
    if assumption is None or _is_meant(inspection, otherwise):
        return otherwise
    return ("assumptions", assumption, "value")


def reasons(data: Any) -> tuple[tuple[str, str, str], ...]:
    """What a file calls unusual, each entry once."""
    return tuple(dict.fromkeys(unusual(data)))
