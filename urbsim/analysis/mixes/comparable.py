"""Whether scenarios can be compared under common random numbers: the same people, draws, basis and years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from urbsim.runs.ensembles.fingerprint import fingerprint
from urbsim.runs.ensembles.shared_founding import founding_key
from urbsim.runs.options import Options, Size, size_of
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import InputError


class Reason(NamedTuple):
    """Why two scenarios cannot be compared: the part of the file, and the words."""

    key: str
    words: str


def comparable(scenarios: Sequence[Scenario], options: Options) -> tuple[Scenario, ...]:
    """The scenarios by name, ready for one comparison.

    Raises InputError with every reason why a pair would not share random numbers. Files with own figures lend
    their region the first one's key, so that the same people get the same random numbers.
    """
    ordered = sorted(scenarios, key=lambda each: each.name)
    first = ordered[0]
    faults = [
        other.fault(
            reason.key,
            say("analysis.cannot_compared_with", first=first.name, words=reason.words),
            say("analysis.comparable_remedy"),
        )
        for other in ordered[1:]
        for reason in reasons(first, other, options)
    ]
    if faults:
        raise InputError(faults)
    return tuple(replace(each, name=first.name) for each in ordered)


def reasons(first: Scenario, other: Scenario, options: Options) -> list[Reason]:
    """Every way in which two scenarios would not share random numbers."""
    mine, theirs = size_of(first, options), size_of(other, options)
    found = [
        *different("until", "horizon", (f"{s.base_year}-{s.until}" for s in (first, other))),
        *different("drivers", "drivers", (s.drivers for s in (first, other))),
        *different("runs.vary", "what draws vary", (s.runs.vary for s in (first, other))),
        *sizes_differ(mine, theirs),
    ]
    if isinstance(first.region, str) and first.region != other.region:
        return [*found, *different("region", "region", (str(s.region_key) for s in (first, other)))]
    if isinstance(first.region, str) != isinstance(other.region, str):
        return [*found, Reason("region", say("analysis.own_figures"))]
    return [*found, *founding_differs(first, replace(other, name=first.name), mine, theirs)]


def sizes_differ(mine: Size, theirs: Size) -> list[Reason]:
    """Seeds, numbers of draws or weights that differ."""
    return [
        *different("runs.seed", "seed", (mine.seed, theirs.seed)),
        *different("runs.draws", "number of draws", (mine.draws, theirs.draws)),
        *different("runs.weight", "weight", (mine.weight, theirs.weight)),
    ]


def founding_differs(first: Scenario, other: Scenario, size: Size, other_size: Size) -> list[Reason]:
    """Differences of founding, basis or coefficients that the resolved scenarios show."""
    mine, theirs = resolve(first, size.weight), resolve(other, other_size.weight)
    found = different("region", "statistical basis", (basis(mine), basis(theirs)))
    if mine.coefficients != theirs.coefficients or set(first.coefficients) != set(other.coefficients):
        found.append(Reason("assumptions", say("analysis.their_coefficients_differ")))
    keys = [founding_key(r.setup, {}) for r in (mine, theirs)]
    records = [fingerprint(r.setup.record) for r in (mine, theirs)]
    if keys[0] != keys[1] or records[0] != records[1]:
        found.append(Reason("region", say("analysis.founding_differs_other_places")))
    return found


def basis(resolved: Resolved) -> str:
    """Definition of the base count."""
    base = resolved.ground.base
    return "own figures" if base is None else f"{base.definition} ({base.date})"


def different(key: str, what: str, pair: Iterable[object]) -> list[Reason]:
    """The reason that two things differ, if they do."""
    one, two = pair
    return [] if one == two else [Reason(key, f"the {what} differs ({one} and {two})")]
