"""A mix: a named choice among the measures of one scenario, with changed dates or strengths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from urbsim.policy.measures import Measure

PLAIN: Final = "policy"
"""Name of the mix in which every measure of the file is in force as written."""
NOTHING: Final = "nothing"
"""Name of the mix without any measure."""


@dataclass(frozen=True, slots=True)
class Change:
    """New values for fields of one measure, already in the measure's units."""

    measure: str
    fields: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """``only`` None keeps every measure; ``without`` drops some; ``changes`` edits those that remain."""

    name: str
    only: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def holds(self, name: str) -> bool:
        """Whether the measure of that name is in force."""
        return (self.only is None or name in self.only) and name not in self.without


def with_and_without(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Mixes by which a run tells what its measures do; the plain one alone where there is none."""
    return (PLAIN, NOTHING) if measures else (PLAIN,)


def changed(measure: Measure, changes: Iterable[Change]) -> Measure:
    """The measure with every change that names it applied in order."""
    for change in changes:
        if change.measure == measure.name:
            measure = replace(measure, **dict(change.fields))
    return measure


def in_force(mix: Mix, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Measures of a scenario that a mix keeps, changed as it says, in the order of the file."""
    return tuple(changed(measure, mix.changes) for measure in measures if mix.holds(measure.name))
