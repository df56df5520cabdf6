"""Open questions of a scenario file: values written `"?"`, which nothing may stand in for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from urbsim.scenario.file.draft import NAMED_LISTS, Draft, KeyPath
from urbsim.text import Message, say
from urbsim.vocabulary.errors import OpenQuestion

OPEN: Final = "?"
"""What stands in a file where a value is to be decided."""

_PLAIN: Final = say("asked_of_text.value")


def ask_open(draft: Draft) -> None:
    """Record a question for every value that is open, in the words of `review:` where it has some.

    What else is at fault in such a line is told once it is answered.
    """
    told = {str(entry.get("key")): entry for entry in _review(draft.data)}
    for path in _open_paths(draft.data, ()):
        key = dotted(draft.data, path)
        entry = told.get(key, {})
        place = draft.origin(path)
        named = entry.get("candidates")
        candidates = tuple(str(each) for each in named) if isinstance(named, list) else ()
        question = Message(entry["question"]) if entry.get("question") else _PLAIN
        draft.faults.append(OpenQuestion(*place, question, Message(""), key=key, candidates=candidates))
        draft.asked.add(place)


def left_open(written: Mapping[str, Any]) -> int:
    """How many questions of `review:` are still to be decided in a file that runs.

    Those with a key are answered by its value; the others are when their entry is taken out.
    """
    return sum(not entry.get("key") for entry in _review(written))


def dotted(data: Any, path: KeyPath) -> str:
    """A path as `--set` writes it: keys with dots between, entries of measures and targets by name."""
    steps = []
    for index, step in enumerate(path):
        here = _at(data, path[: index + 1])
        keys = NAMED_LISTS.get(str(path[index - 1])) if index and isinstance(step, int) else None
        name = next((str(here[key]) for key in keys or () if isinstance(here, Mapping) and key in here), None)
        steps.append(name or str(step))
    return ".".join(steps)


def _review(data: Any) -> list[Mapping[str, Any]]:
    entries = data.get("review") if isinstance(data, Mapping) else None
    return (
        [each for each in entries if isinstance(each, Mapping)] if isinstance(entries, list | tuple) else []
    )


def _at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


def _open_paths(data: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Every place of the file, what was read and asked apart, whose value is open."""
    if data == OPEN and path:
        yield path
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if path or key not in {"draft", "review"}:
                yield from _open_paths(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _open_paths(value, (*path, index))
