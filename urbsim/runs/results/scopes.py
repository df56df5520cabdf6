"""From the places a target names to the result keys that a run puts out for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urbsim.model.setup import Settlement
from urbsim.runs.results.target import HOME, RunTarget
from urbsim.runs.setup.key_towns import is_key_town
from urbsim.runs.setup.resolve import Resolved
from urbsim.runs.setup.settlements import Ground
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.file.values import Target as Stated
from urbsim.text import LANGUAGES, Message, both, named, say

TIER_OF = {"towns": "town", "key-towns": "town", "seats": "seat", "cities": "city"}


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
    return not stated.scope or (len(stated.scope) == 1 and stated.scope[0] not in TIER_OF and not stated.each)


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
        group = say("places.each" if stated.each else "places.together", names=listed(stated.scope))
        found[scope_of(stated, ground)] = within(home, group)
    return found


def listed(scope: Sequence[str]) -> Message:
    """The names of the places and groups of a scope, one after another."""
    names = [
        both(say(f"places.{name.replace('-', '_')}")) if name in TIER_OF else (name, name) for name in scope
    ]
    english, chinese = zip(*names, strict=True)
    between = both(say("places.between"))
    return named(between[0].join(english), between[1].join(chinese))


def within(around: Mapping[str, str], what: Message) -> dict[str, str]:
    """A name by language: a part of a place around it."""
    return dict(
        zip(
            LANGUAGES,
            both(say("places.of", around=named(around["en"], around["zh"]), what=what)),
            strict=True,
        )
    )
