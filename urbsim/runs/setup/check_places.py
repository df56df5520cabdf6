"""Whether the places that measures and targets name are there in the simulated region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from urbsim.runs.setup.reached import named
from urbsim.runs.setup.settlements import Ground
from urbsim.scenario.checks.places import EVERYWHERE
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError


def check_places(scenario: Scenario, ground: Ground, mixes: tuple[str, ...]) -> None:
    """Raise InputError for every place named by a measure in force or a target that no settlement belongs to.

    A province is simulated as one area, so a prefecture of it is known but not told apart. Towns, seats or
    cities that a region has not are a fault where nothing else is named.
    """
    keys = [area.key for area in ground.areas]
    keys += [place.key for place in ground.settlements if place.area >= 0]
    groups = [name for name in EVERYWHERE if named((name,), ground).any()]
    remedy = say("runs.use", fromkeys=", ".join(dict.fromkeys([*groups, *keys])))
    faults = [
        Fault(*scenario.written_at(key), say("runs.simulated_region_no", what=what, name=name), remedy)
        for key, what, names in dict.fromkeys(spoken_of(scenario, mixes))
        for name in missing(names, ground)
    ]
    if faults:
        raise InputError(faults)


def missing(names: tuple[str, ...], ground: Ground) -> tuple[str, ...]:
    """The names that mean nothing here; tiers only where all of the names together mean nothing."""
    somewhere = named(names, ground).any()
    return tuple(
        name for name in names if not named((name,), ground).any() and not (somewhere and name in EVERYWHERE)
    )


class Mention(NamedTuple):
    """Places that a part of a scenario names: the key it is written under, what it is, and the names."""

    key: str
    what: str
    places: tuple[str, ...]


def spoken_of(scenario: Scenario, mixes: tuple[str, ...]) -> Iterator[Mention]:
    """Measures in force and scored targets, with the places that they name."""
    number = {measure.name: index for index, measure in enumerate(scenario.measures)}
    for mix in mixes:
        for measure in scenario.in_force(mix):
            changed = f"mixes.{mix}.set.{measure.name}.where"
            key = changed if changed in scenario.lines else f"measures.{number[measure.name]}.where"
            yield Mention(key, f"measure '{measure.name}'", measure.where)
    for index, target in enumerate(scenario.targets):
        if not target.not_modelled:
            yield Mention(f"targets.{index}.scope", f"target '{target.name}'", target.scope)
