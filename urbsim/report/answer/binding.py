"""What binds, in words: a sentence for all measures of a run, and a cell for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from urbsim.analysis.targets.wording import percent
from urbsim.charts.terms import Labels
from urbsim.runs.plans import BoundMeasure
from urbsim.runs.results.store import StoredRun
from urbsim.text import word


def bindings_of(run: StoredRun) -> tuple[BoundMeasure, ...]:
    """What binds for which measure, as the manifest keeps it; nothing where the run told none."""
    entries = cast(Sequence[Mapping[str, Any]], run.manifest.get("constraints") or ())
    return tuple(BoundMeasure(each["measure"], each["constraint"], each["part"]) for each in entries)


def binding_text(bindings: Iterable[BoundMeasure], labels: Labels) -> list[str]:
    """One sentence: measures with the same constraints together, in the order of the file."""
    measures: dict[str, list[str]] = {}
    for name, told in told_of(bindings).items():
        measures.setdefault(told, []).append(labels.measure(name))
    each = [
        word("binding.one", measures=word("binding.comma").join(names), what=told)
        for told, names in measures.items()
    ]
    return [word("binding.sentence", each=word("binding.semicolon").join(each))] if each else []


def told_of(bindings: Iterable[BoundMeasure]) -> dict[str, str]:
    """By measure what binds, with the part of its amount that it takes."""
    return by_measure(bindings, constraint_text, "binding.comma")


def cells_of(bindings: Iterable[BoundMeasure]) -> dict[str, str]:
    """The same in few words, for a table; nothing for a measure for which none binds."""
    return by_measure((each for each in bindings if each.constraint), constraint_cell, "binding.semicolon")


def by_measure(
    bindings: Iterable[BoundMeasure], words_of: Callable[[BoundMeasure], str], between: str
) -> dict[str, str]:
    """The words of each measure's constraints, one after another."""
    told: dict[str, list[str]] = {}
    for each in bindings:
        told.setdefault(each.measure, []).append(words_of(each))
    return {name: word(between).join(parts) for name, parts in told.items()}


def constraint_text(bound: BoundMeasure) -> str:
    """One constraint and its part; that nothing is left over where none binds."""
    if not bound.constraint:
        return word("binding.nothing")
    return word("binding.part", what=word(f"binding.{bound.constraint}"), part=percent(bound.part))


def constraint_cell(bound: BoundMeasure) -> str:
    """One constraint and its part in few words."""
    what = word(f"binding.short_{bound.constraint}")
    return word("binding.short_part", what=what, part=percent(bound.part))
