"""Which mixes are compared: those of the file, each measure left out, each alone, and any set of measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from urbsim.policy.mixes import NOTHING, PLAIN, Mix
from urbsim.scenario.file.values import Scenario

Coalition = frozenset[str]
NO_MEASURES = Mix(NOTHING, only=())


def left_out(scenario: Scenario) -> tuple[Mix, ...]:
    """Every measure left out once. The blank in the name keeps it apart from names of a file."""
    return tuple(Mix(f"without {each.name}", without=(each.name,)) for each in scenario.measures)


def alone(scenario: Scenario) -> tuple[Mix, ...]:
    """Every measure alone once."""
    return tuple(Mix(f"only {each.name}", only=(each.name,)) for each in scenario.measures)


def own_mixes(scenario: Scenario) -> tuple[Mix, ...]:
    """The file as written and the mixes it names."""
    return (Mix(PLAIN), *scenario.mixes.values())


def mixes_to_compare(scenario: Scenario, every: bool) -> tuple[Mix, ...]:
    """The file's own mixes and `nothing`; with ``every`` also each measure left out and each alone."""
    more = (*left_out(scenario), *alone(scenario)) if every else ()
    found = {mix.name: mix for mix in (*own_mixes(scenario), NO_MEASURES, *more)}
    return tuple(found.values())


def coalition_of(scenario: Scenario, mix: Mix) -> Coalition | None:
    """The measures a mix keeps, or None where it changes any of them."""
    return None if mix.changes else frozenset(each.name for each in scenario.measures if mix.holds(each.name))


def mix_of(measures: Coalition) -> Mix:
    """The mix of exactly these measures."""
    names = tuple(sorted(measures))
    return Mix(f"measures {' + '.join(names)}", only=names)


def with_mixes(scenario: Scenario, mixes: Iterable[Mix]) -> Scenario:
    """The scenario with these mixes instead of its own; the measures stay as they are."""
    return replace(scenario, mixes=MappingProxyType({mix.name: mix for mix in mixes if mix.name != PLAIN}))
