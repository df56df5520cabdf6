"""A scenario file as plain values, each with the file and line it was written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from urbsim.evidence.yaml_lines import YamlFile
from urbsim.vocabulary.errors import Fault

KeyPath = tuple[str | int, ...]

NAMED_LISTS: Final = {"measures": ("name",), "targets": ("name", "clause")}
"""Lists whose entries are told apart by a key, so that a file can change one entry of another."""

LONGEST_WORDS: Final = 600


class Origin(NamedTuple):
    """Where something was written."""

    file: str
    line: int | None


@dataclass
class Draft:
    """Plain values with the origin of every path, the faults found so far, and where questions are open."""

    file: str
    data: Any
    origins: dict[KeyPath, Origin] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: set[Origin] = field(default_factory=set)

    @classmethod
    def of(cls, content: YamlFile) -> Draft:
        """The draft that one YAML file holds."""
        origins = {path: Origin(content.file, line) for path, line in content.lines.items()}
        return cls(content.file, content.data, origins, list(content.faults))

    def origin(self, path: KeyPath) -> Origin:
        """Origin of the path, or of the nearest part of it that was written."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.origins:
                return self.origins[path[:length]]
        return Origin(self.file, None)

    def add(self, path: KeyPath, problem: str, remedy: str) -> None:
        """Record a fault at a path, once, in one line of bearable length; none where a question is open."""
        place = self.origin(path)
        if place in self.asked:
            return
        found = Fault(place.file, place.line, _one_line(problem), _one_line(remedy))
        if found not in self.faults:
            self.faults.append(found)

    def spoiled_lines(self) -> frozenset[Origin]:
        """Places with a fault already."""
        return frozenset(Origin(fault.file, fault.line) for fault in self.faults)


def _one_line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WORDS else f"{line[:LONGEST_WORDS]}…"


def merge(below: Draft, above: Draft) -> Draft:
    """The draft ``below`` with everything in ``above`` laid over it.

    Mappings merge key by key; entries of ``measures`` and ``targets`` merge by name (a target without a name:
    by clause); every other value of ``above`` replaces the one below.
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


def _laid_over(below: _Side, above: _Side, merged: Draft, path: KeyPath) -> Any:
    low, high = below.value, above.value
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        _note(above, merged, path)
        return {key: _child(below, above, merged, (*path, key)) for key in dict.fromkeys([*low, *high])}
    if path and path[-1] in NAMED_LISTS and isinstance(low, list) and isinstance(high, list):
        _note(above, merged, path)
        return _merged_list(below, above, merged, path)
    return _copied(above, merged, path)


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
    named = {_identity(entry, keys): index for index, entry in enumerate(above.value)}
    taken = set()
    for index, entry in enumerate(below.value):
        identity = _identity(entry, keys)
        match = named.get(identity) if identity is not None else None
        taken.add(match)
        yield below.at(index), None if match is None else above.at(match)
    for index in range(len(above.value)):
        if index not in taken:
            yield None, above.at(index)


def _identity(entry: Any, keys: tuple[str, ...]) -> str | None:
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
