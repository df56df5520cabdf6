"""Strict YAML: plain values with the line of each, and every fault of the file at once.

Values are built from parser events, so nothing in a file can construct an object, and a file is given up
as soon as it grows past the caps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import yaml

from urbsim.evidence.yaml_scalars import ScalarFaultError, plain_scalar, shown
from urbsim.text import Message, say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.user_files import CONTROL, SCENARIO, content_of

Value = Any
KeyPath = tuple[str | int, ...]

MAX_BYTES = SCENARIO.most
MAX_DEPTH = 20
MAX_NODES = 20_000
_SEPARATED = re.compile(r"[0-9]{3}(\.[0-9]+)?")
"""Three digits that are no key but what a comma cut off a number."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlFile:
    """The content of one file: `data` (dicts, lists and scalars), the line of every path, and the faults.

    `data` is None where the file could not be read to its end.
    """

    file: str
    data: Value
    lines: Mapping[KeyPath, int]
    faults: tuple[Fault, ...]

    def line(self, path: KeyPath) -> int | None:
        """Line of `path`, or of the nearest part of it that the file holds; None for an empty file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def required(self) -> Value:
        """The data of a file without faults. Raises InputError with all of them otherwise."""
        if self.faults:
            raise InputError(self.faults)
        return self.data


def read(path: Path) -> YamlFile:
    """Read the file `path`; a file that is missing, no plain file or too large is a fault, not an error."""
    try:
        return load(content_of(path, SCENARIO), str(path))
    except InputError as error:
        return YamlFile(str(path), None, MappingProxyType({}), error.faults)


def load(text: str | bytes, file: str) -> YamlFile:
    """Values, lines and faults of the YAML `text`; `file` is the name used in the faults."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        return _unreadable(
            file, None, say("files.larger_than_bytes", max_bytes=MAX_BYTES), say("files.split_shorten")
        )
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _unreadable(file, line, say("files.not_utf_text"), say("files.save_file_with_encoding"))
    if found := CONTROL.search(decoded):
        line = decoded.count("\n", 0, found.start()) + 1
        return _unreadable(
            file, line, say("files.holds_control_character_2", group=found.group()), say("files.remove")
        )
    return _Builder(file, yaml.parse(decoded, Loader=_LOADER)).run()


def _unreadable(file: str, line: int | None, problem: Message, remedy: Message) -> YamlFile:
    return YamlFile(file, None, MappingProxyType({}), (Fault(file, line, problem, remedy),))


class _GiveUpError(Exception):
    """The file is past a cap; reading further would only cost time."""


@dataclass
class _Builder:
    """Turns parser events into values, one method a kind of node."""

    file: str
    events: Iterator[yaml.Event]
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    nodes: int = 0

    def run(self) -> YamlFile:
        """Read the single document of the stream."""
        data: Value = None
        try:
            data = self._document()
        except yaml.YAMLError as error:
            self._syntax_fault(error)
        except _GiveUpError:
            data = None
        return YamlFile(self.file, data, MappingProxyType(self.lines), tuple(self.faults))

    def _document(self) -> Value:
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._fault(None, say("files.empty"), say("files.write_at_least_required"))
            return None
        first = next(self.events)
        data = self._node(first, ())
        if not isinstance(first, yaml.MappingStartEvent):
            self._fault(_line(first), say("files.top_level_not_mapping"), say("files.write_lines_form_key"))
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._fault(
                _line(after), say("files.second_document_starts_here"), say("files.keep_one_document_file")
            )
        return data

    def _node(self, event: yaml.Event, path: KeyPath) -> Value:
        self._count(event, path)
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.AliasEvent):
            self._fault(
                _line(event),
                say("files.alias", shown=shown(event.anchor or "")),
                say("files.write_value_out_full"),
            )
            return None
        self._refuse_anchor_and_tag(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(cast(yaml.ScalarEvent, event))

    def _count(self, event: yaml.Event, path: KeyPath) -> None:
        self.nodes += 1
        if len(path) > MAX_DEPTH:
            self._fault(
                _line(event),
                say("files.nested_deeper_than_levels", max_depth=MAX_DEPTH),
                say("files.flatten"),
            )
            raise _GiveUpError
        if self.nodes > MAX_NODES:
            self._fault(
                _line(event),
                say("files.holds_more_than_values", max_nodes=MAX_NODES),
                say("files.split_file"),
            )
            raise _GiveUpError

    def _refuse_anchor_and_tag(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._fault(
                _line(event),
                say("files.anchor", shown=shown(anchor)),
                say("files.remove_write_repeated_values"),
            )
        if tag is not None:
            self._fault(
                _line(event), say("files.tag", shown=shown(tag)), say("files.remove_values_plain_text")
            )

    def _mapping(self, path: KeyPath) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key is None:
                self._node(next(self.events), (*path, ""))
            elif key in values:
                earlier = self.lines[(*path, key)]
                self._fault(
                    _line(event),
                    say("files.key_stands_already_line", key=key, earlier=earlier),
                    say("files.keep_one_two"),
                )
                self._node(next(self.events), (*path, key))
            else:
                self.lines[(*path, key)] = _line(event)
                values[key] = self._node(next(self.events), (*path, key))
        return values

    def _key(self, event: yaml.Event, path: KeyPath) -> str | None:
        before = len(self.faults)
        if isinstance(event, yaml.ScalarEvent) and not _quoted(event) and _SEPARATED.fullmatch(event.value):
            self._count(event, path)
            problem = say("scenario.comma_in_braces", digits=shown(event.value))
            self._fault(_line(event), problem, say("scenario.number_without_commas"))
            return None
        key = self._node(event, (*path, ""))
        self.lines.pop((*path, ""), None)
        if key == "<<" and not _quoted(event):
            self._fault(_line(event), say("files.merge_key"), say("files.write_keys_out_full"))
            return None
        if isinstance(key, str):
            return key
        if len(self.faults) == before:
            what = shown(event.value) if isinstance(event, yaml.ScalarEvent) else "that is a list or mapping"
            self._fault(_line(event), say("files.key_not_text", what=what), say("files.put_quotes"))
        return None

    def _sequence(self, path: KeyPath) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._node(event, (*path, len(values))))
        return values

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        if CONTROL.search(event.value):
            self._fault(_line(event), say("files.text_with_control_character"), say("files.remove"))
            return None
        if _quoted(event):
            return event.value
        try:
            return plain_scalar(event.value)
        except ScalarFaultError as fault:
            self._fault(_line(event), fault.problem, fault.remedy)
            return None

    def _syntax_fault(self, error: yaml.YAMLError) -> None:
        line, reason = None, str(error)
        if isinstance(error, yaml.MarkedYAMLError):
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark is not None else None
            reason = " ".join(part for part in (error.context, error.problem) if part)
        self._fault(
            line, say("files.not_valid_yaml", reason=reason), say("files.check_indentation_quotes_colons")
        )

    def _fault(self, line: int | None, problem: Message, remedy: Message) -> None:
        self.faults.append(Fault(self.file, line, problem, remedy))


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _quoted(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.style not in (None, "")
