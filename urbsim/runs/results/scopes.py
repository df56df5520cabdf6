"""From the places a target names to the result keys that a run puts out for them."""

from __future__ import annotations

from collections.abc import Mapping

from urbsim.model.setup import Settlement
from urbsim.runs.results.target import HOME, RunTarget
from urbsim.runs.setup.key_towns import is_key_town
from urbsim.runs.setup.resolve import Resolved
from urbsim.runs.setup.settlements import Ground
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.file.values import Target as Stated

TIER_OF = {"towns": "town", "key-towns": "town", "seats": "seat", "cities": "city"}
GROUPS = {
    "towns": ("towns", "建制镇"),
    "key-towns": ("key towns", "重点镇"),
    "seats": ("county seats", "县城"),
    "cities": ("cities", "城区"),
}


def targets_of(scenario: Scenario, resolved: Resolved) -> tuple[RunTarget, ...]:
    """The scenario's targets as the scorer reads them."""
    return tuple(target_of(stated, resolved.ground) for stated in scenario.targets)


def target_of(stated: Stated, ground: Ground) -> RunTarget:
    """One target with the result keys it speaks of."""
    places = () if is_single(stated) else group_of(stated, ground)
    return RunTarget(
        name=stated.name, clause=stated.clause, variable=stated.variable, scope=scope_of(stated, ground),
        comparator=stated.comparator, value=stated.value, unit=stated.unit, year=stated.year,
        baseline_year=stated.base, because=stated.because or "",
        places=tuple(f"{ground.key}/{place.key}" for place in places),
        towns=tuple(place.members for place in places), each=stated.each,
        not_modelled=stated.not_modelled or "",
    )  # fmt: skip


def is_single(stated: Stated) -> bool:
    """Whether the target speaks of the region or of one place."""
    return not stated.scope or (len(stated.scope) == 1 and stated.scope[0] not in GROUPS and not stated.each)


def scope_of(stated: Stated, ground: Ground) -> str:
    """The result key of a single place, else the group's name; the document's words if nothing is scored."""
    if stated.not_modelled and stated.wording:
        return stated.wording
    if not stated.scope:
        return HOME
    if not is_single(stated):
        return f"{ground.key}/{'+'.join(stated.scope)}{' each' if stated.each else ''}"
    scope = stated.scope[0]
    if any(scope == place.key for place in ground.settlements) or len(ground.areas) > 1:
        return f"{ground.key}/{scope}"
    return HOME


def group_of(stated: Stated, ground: Ground) -> tuple[Settlement, ...]:
    """The settlements of the region that a target means."""
    wanted = set(stated.scope)
    return tuple(
        place
        for place in ground.settlements
        if place.area >= 0
        and (wanted & {place.key, ground.areas[place.area].key} or in_groups(place, wanted))
    )


def in_groups(place: Settlement, wanted: set[str]) -> bool:
    """Whether a settlement belongs to one of the groups named."""
    groups = {name for name, tier in TIER_OF.items() if tier == place.tier}
    return bool(wanted & (groups if is_key_town(place.key) else groups - {"key-towns"}))


def group_names(scenario: Scenario, ground: Ground, home: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """English and Chinese names of the groups of places that targets speak of."""
    found = {}
    for stated in scenario.targets:
        if is_single(stated) or stated.not_modelled:
            continue
        words = [GROUPS.get(name, (name, name)) for name in stated.scope]
        english, chinese = ", ".join(en for en, _ in words), "、".join(zh for _, zh in words)
        english = f"each of the {english}" if stated.each else f"{english} together"
        chinese = f"每个{chinese}" if stated.each else f"{chinese}合计"
        found[scope_of(stated, ground)] = {"en": f"{home['en']}, {english}", "zh": home["zh"] + chinese}
    return found
