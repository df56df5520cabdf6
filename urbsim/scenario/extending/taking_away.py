"""``without:`` of a file that extends, and what falls away with what is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from urbsim.scenario.extending.merge import identity
from urbsim.scenario.file.draft import NAMED_LISTS, Draft, KeyPath, Origin
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.text import Message, either, say

WHOLE: Final = ("measures", "targets", "mixes", "assumptions")
"""Sections whose entries may be taken away."""


def take_away(below: Draft, above: Draft) -> None:
    """Remove from the draft ``below`` every entry that ``without:`` of ``above`` names.

    A name is that of a measure, target, mix or assumption, with its section before a dot where several have
    it: ``measures.roads``. Names that mean nothing, or several things, are recorded as faults of ``above``.
    """
    if not isinstance(above.data, dict) or "without" not in above.data:
        return
    named = above.data.pop("without")
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        above.add(("without",), say("scenario.without_no_list_names"), say("scenario.without_remedy"))
        return
    for index, name in enumerate(named):
        found = [path for path, full, short in _entries(below.data) if name in (full, short)]
        if len(found) == 1:
            _remove(below, found[0])
        else:
            above.add(("without", index), *_unclear(below, name, found))


def _unclear(below: Draft, name: str, found: list[KeyPath]) -> tuple[Message, Message]:
    if found:
        every = either(f"{path[0]}.{name}" for path in found)
        return say("scenario.stands_for_several_entries", name=name), say("scenario.write", every=every)
    known = [short for _, _, short in _entries(below.data)]
    return say("scenario.without_there_no_file", name=name), did_you_mean(name, known)


def _entries(data: Any) -> Iterator[tuple[KeyPath, str, str]]:
    """Path, name with section and plain name of every entry that may be taken away."""
    for section in WHOLE:
        held = data.get(section) if isinstance(data, dict) else None
        if isinstance(held, list):
            for index, entry in enumerate(held):
                name = identity(entry, NAMED_LISTS[section])
                if name is not None:
                    yield (section, index), f"{section}.{name}", name
        elif isinstance(held, dict):
            for name in held:
                yield (section, name), f"{section}.{name}", str(name)


def _remove(draft: Draft, path: KeyPath) -> None:
    """Remove an entry with its origins; those of the entries after it in a list move up."""
    section, key = path
    draft.data[section].pop(key)
    moved: dict[KeyPath, Origin] = {}
    for old, origin in draft.origins.items():
        if old[:2] == path:
            continue
        later = isinstance(key, int) and old[:1] == (section,) and len(old) > 1 and int(old[1]) > key
        moved[(section, int(old[1]) - 1, *old[2:]) if later else old] = origin
    draft.origins = moved


def drop_orphans(merged: Draft, below: Draft, own: str) -> None:
    """Remove what spoke only of measures taken away: inherited words of mixes, and inherited assumptions.

    ``own`` is the upper file: what it says itself stays and is checked. A mix left without words goes too.
    """
    if not isinstance(merged.data, dict):
        return
    gone = _names(below.data) - _names(merged.data)
    for name in [name for name, mix in _mappings(merged.data, "mixes") if isinstance(mix, dict)]:
        if gone and merged.origin(("mixes", name)).file != own:
            _prune_mix(merged, name, gone)
    used = set(assumptions_used(merged.data))
    before = set(assumptions_used(below.data))
    for name, _ in _mappings(merged.data, "assumptions"):
        if name in before - used and merged.origin(("assumptions", name)).file != own:
            _remove(merged, ("assumptions", name))


def _names(data: Any) -> set[str]:
    measures = data.get("measures") if isinstance(data, dict) else None
    return {str(entry.get("name")) for entry in measures or () if isinstance(entry, dict)}


def _mappings(data: dict[str, Any], section: str) -> list[tuple[str, Any]]:
    held = data.get(section)
    return list(held.items()) if isinstance(held, dict) else []


def _prune_mix(merged: Draft, name: str, gone: set[str]) -> None:
    mix = merged.data["mixes"][name]
    before = dict(mix)
    for key in ("measures", "without"):
        if isinstance(mix.get(key), list):
            mix[key] = [each for each in mix[key] if each not in gone]
    if isinstance(mix.get("set"), dict):
        mix["set"] = {k: value for k, value in mix["set"].items() if str(k).rpartition(".")[0] not in gone}
    if mix != before and not any(mix.get(key) for key in ("measures", "without", "set")):
        _remove(merged, ("mixes", name))


def assumptions_used(data: Any) -> Iterator[str]:
    """Names of the assumptions that anything in plain values points at."""
    if isinstance(data, dict):
        if isinstance(data.get("assumption"), str):
            yield data["assumption"]
        for key, value in data.items():
            if key not in ("draft", "review"):
                yield from assumptions_used(value)
    elif isinstance(data, list):
        for value in data:
            yield from assumptions_used(value)
