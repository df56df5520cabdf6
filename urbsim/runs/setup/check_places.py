"""Whether the places that measures and targets name are there in the simulated region."""

from __future__ import annotations

from collections.abc import Iterator

from urbsim.runs.setup.reached import named
from urbsim.runs.setup.settlements import Ground
from urbsim.scenario.checks.places import EVERYWHERE
from urbsim.scenario.file.values import Scenario
from urbsim.vocabulary.errors import Fault, InputError


def check_places(scenario: Scenario, ground: Ground, mixes: tuple[str, ...]) -> None:
    """Raise InputError for every place named by a measure in force or a target that no settlement belongs to.

    A province is lived as one area, so a prefecture of it is known but not lived apart. Towns, seats or
    cities that a region has not are a fault where nothing else is named.
    """
    keys = [area.key for area in ground.areas]
    keys += [place.key for place in ground.settlements if place.area >= 0]
    remedy = f"use all, towns, seats, cities or one of {', '.join(dict.fromkeys(keys))}"
    faults = [
        Fault(scenario.file, None, f"{what}: the simulated region has no '{name}'", remedy)
        for what, names in dict.fromkeys(spoken_of(scenario, mixes))
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


def spoken_of(scenario: Scenario, mixes: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Measures in force and scored targets, in words, with the places that they name."""
    for mix in mixes:
        for measure in scenario.in_force(mix):
            yield f"measure '{measure.name}'", measure.where
    for target in scenario.targets:
        if not target.not_modelled:
            yield f"target '{target.name}'", target.scope
