"""One draft laid over another: what the upper file says is what runs.

Sections and entries merge key by key. What is one statement is replaced whole: a value with its source, the
region, words in two languages, a mix. An empty list or mapping clears, and null takes its key away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from urbsim.scenario.file.draft import NAMED_LISTS, Draft, KeyPath
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.text import say

SECTIONS: Final = ("assumptions", "mixes", "runs")
"""Mappings of the top level that merge key by key; any other is one statement."""


def merge(below: Draft, above: Draft) -> Draft:
    """The draft ``below`` with everything in ``above`` laid over it.

    Mappings of the sections merge key by key; entries of ``measures`` and ``targets`` merge by name (a
    target without a name: by clause); every other value of ``above`` replaces the one below. A null that
    takes nothing away is a fault.
    """
    merged = Draft(above.file, None, {}, [*below.faults, *above.faults])
    merged.data = _laid_over(_Side(below, ()), _Side(above, ()), merged, ())
    return merged


class _Side(NamedTuple):
    """One of the two drafts at the path where the merge stands."""

    draft: Draft
    path: KeyPath

    @property
    def value(self) -> Any:
        value = self.draft.data
        for step in self.path:
            value = value[step]
        return value

    def at(self, step: str | int) -> _Side:
        return _Side(self.draft, (*self.path, step))


def _merges(path: KeyPath) -> bool:
    """Whether what stands at a path is made of parts that two files may say in turn."""
    if not path or path in {(section,) for section in SECTIONS}:
        return True
    return len(path) == 2 and path[0] in (*NAMED_LISTS, "assumptions")


def _laid_over(below: _Side, above: _Side, merged: Draft, path: KeyPath) -> Any:
    low, high = below.value, above.value
    if isinstance(low, Mapping) and isinstance(high, Mapping) and high and _merges(path):
        _note(above, merged, path)
        kept = [key for key in dict.fromkeys([*low, *high]) if not _taken_away(below, above, merged, key)]
        return {key: _child(below, above, merged, (*path, key)) for key in kept}
    if path and path[-1] in NAMED_LISTS and isinstance(low, list) and isinstance(high, list) and high:
        _note(above, merged, path)
        return _merged_list(below, above, merged, path)
    return _copied(above, merged, path)


def _taken_away(below: _Side, above: _Side, merged: Draft, key: str) -> bool:
    """Whether the upper file says null of a key; a fault where the lower one has no such key."""
    if key not in above.value or above.value[key] is not None:
        return False
    if key not in below.value:
        place, problem = (
            above.draft.origin((*above.path, key)),
            say("scenario.null_takes_nothing_away", key=key),
        )
        merged.complain(place, say("scenario.file_extended", problem=problem), did_you_mean(key, below.value))
    return True


def _child(below: _Side, above: _Side, merged: Draft, path: KeyPath) -> Any:
    key = path[-1]
    if key not in above.value:
        return _copied(below.at(key), merged, path)
    if key not in below.value:
        return _copied(above.at(key), merged, path)
    return _laid_over(below.at(key), above.at(key), merged, path)


def _merged_list(below: _Side, above: _Side, merged: Draft, path: KeyPath) -> list[Any]:
    values: list[Any] = []
    for low, high in _pairs(below, above, NAMED_LISTS[str(path[-1])]):
        here = (*path, len(values))
        if low is not None and high is not None:
            values.append(_laid_over(low, high, merged, here))
        else:
            only = low or high
            assert only is not None
            values.append(_copied(only, merged, here))
    return values


def _pairs(below: _Side, above: _Side, keys: tuple[str, ...]) -> Iterator[tuple[_Side | None, _Side | None]]:
    named = {identity(entry, keys): index for index, entry in enumerate(above.value)}
    taken = set()
    for index, entry in enumerate(below.value):
        name = identity(entry, keys)
        match = named.get(name) if name is not None else None
        taken.add(match)
        yield below.at(index), None if match is None else above.at(match)
    for index in range(len(above.value)):
        if index not in taken:
            yield None, above.at(index)


def identity(entry: Any, keys: tuple[str, ...]) -> str | None:
    """What tells an entry of a named list apart; None where it says nothing of the kind."""
    if not isinstance(entry, Mapping):
        return None
    return next((entry[key] for key in keys if isinstance(entry.get(key), str)), None)


def _copied(side: _Side, merged: Draft, path: KeyPath) -> Any:
    value = side.value
    _note(side, merged, path)
    if isinstance(value, Mapping):
        return {key: _copied(side.at(key), merged, (*path, key)) for key in value}
    if isinstance(value, list):
        return [_copied(side.at(index), merged, (*path, index)) for index in range(len(value))]
    return value


def _note(side: _Side, merged: Draft, path: KeyPath) -> None:
    if side.path in side.draft.origins:
        merged.origins[path] = side.draft.origins[side.path]
