"""What a file that extends another makes new, changes and takes away, as a list that people can check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from urbsim.scenario.extending.merge import identity
from urbsim.scenario.file.alteration import Alteration
from urbsim.scenario.file.draft import NAMED_LISTS, Draft, KeyPath, Origin

OF_THE_FILE: Final = ("schema", "name", "title", "draft", "review")
"""Keys that every file says of itself."""


def alterations(below: Draft, merged: Draft) -> list[Alteration]:
    """Every entry and key in which two drafts differ, in the order of the merged one, removals last."""
    low, high = dict(_leaves(below.data, (), ())), dict(_leaves(merged.data, (), ()))
    known, now = _whole_entries(low), _whole_entries(high)
    found: dict[str, Alteration] = {}
    for path, leaf in high.items():
        if path in low and low[path].value == leaf.value:
            continue
        kind: Literal["new", "changed"] = "changed" if path in low else "new"
        shown = path if path[:2] in known else path[:2]
        before = low[path].value if path in low else None
        found.setdefault(
            ".".join(shown), Alteration(kind, ".".join(shown), before, leaf.value, merged.origin(leaf.place))
        )
    for path, leaf in low.items():
        shown = path if path[:2] in now else path[:2]
        gone = Alteration("removed", ".".join(shown), leaf.value, None, Origin(merged.file, None))
        if path not in high:
            found.setdefault(gone.path, gone)
    return list(found.values())


class _Leaf(NamedTuple):
    value: Any
    place: KeyPath


def _whole_entries(leaves: Mapping[tuple[str, ...], _Leaf]) -> set[tuple[str, ...]]:
    return {path[:2] for path in leaves}


def _leaves(data: Any, path: tuple[str, ...], place: KeyPath) -> Iterator[tuple[tuple[str, ...], _Leaf]]:
    """Values that are one statement each: keys of entries of the sections, and other keys of the top."""
    if not path and isinstance(data, dict):
        for key, value in data.items():
            if key not in OF_THE_FILE:
                yield from _leaves(value, (str(key),), (key,))
    elif len(path) == 1 and path[0] in NAMED_LISTS and isinstance(data, list):
        for index, entry in enumerate(data):
            name = identity(entry, NAMED_LISTS[path[0]]) or str(index)
            yield from _leaves(entry, (*path, name), (*place, index))
    elif isinstance(data, dict) and (path in (("assumptions",), ("mixes",), ("runs",)) or _is_entry(path)):
        for key, value in data.items():
            yield from _leaves(value, (*path, str(key)), (*place, key))
    else:
        yield path, _Leaf(data, place)


def _is_entry(path: tuple[str, ...]) -> bool:
    return len(path) == 2 and path[0] in (*NAMED_LISTS, "assumptions")
