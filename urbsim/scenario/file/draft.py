"""A scenario file as plain values, each with the file and line it was written in."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from urbsim.evidence.yaml_lines import YamlFile
from urbsim.text import Message
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
    partial: bool = False
    """Whether a file that this one extends could not be read: what is missing may stand there."""

    @classmethod
    def of(cls, content: YamlFile) -> Draft:
        """The draft that one YAML file holds."""
        origins = {path: Origin(content.file, line) for path, line in content.lines.items()}
        return cls(content.file, content.data, origins, list(dict.fromkeys(content.faults)))

    def copy(self) -> Draft:
        """The same draft, to be changed on its own."""
        return replace(
            self, data=copy.deepcopy(self.data), origins=dict(self.origins), faults=list(self.faults)
        )

    def origin(self, path: KeyPath) -> Origin:
        """Origin of the path, or of the nearest part of it that was written."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.origins:
                return self.origins[path[:length]]
        return Origin(self.file, None)

    def add(self, path: KeyPath, problem: Message, remedy: Message) -> None:
        """Record a fault at a path, once, in one line of bearable length; none where a question is open."""
        place = self.origin(path)
        if place not in self.asked:
            self.complain(place, problem, remedy)

    def complain(self, place: Origin, problem: Message, remedy: Message) -> None:
        """Record a fault at a place, once, in one line of bearable length."""
        found = Fault(place.file, place.line, _one_line(problem), _one_line(remedy))
        if found not in self.faults:
            self.faults.append(found)

    def spoiled_lines(self) -> frozenset[Origin]:
        """Places with a fault already."""
        return frozenset(Origin(fault.file, fault.line) for fault in self.faults)


def _one_line(message: Message) -> Message:
    short = _shortened(message)
    if short == message:
        return message
    return Message(short, message.code, {name: _bearable(each) for name, each in message.fields.items()})


def _bearable(field: object) -> object:
    """A field of a message in one line of bearable length, as far as it is text."""
    if isinstance(field, Message):
        return _one_line(field)
    return _shortened(field) if isinstance(field, str) else field


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WORDS else f"{line[:LONGEST_WORDS]}…"
