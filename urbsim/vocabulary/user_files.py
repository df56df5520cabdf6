"""The one door for files of a user: what may be opened, how large it may be, in which letters it is written.

Nothing here waits: what is no regular file (a pipe, a device, a folder) is refused before a byte is read, and
a file beyond the size of its kind is refused by its size.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from urbsim.text import Message, say
from urbsim.vocabulary.encodings import decoded
from urbsim.vocabulary.errors import Fault, InputError


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that users give, and the most bytes it may have."""

    key: str
    most: int

    @property
    def name(self) -> Message:
        """What messages call it."""
        return say(f"files.{self.key}")

    @property
    def remedy(self) -> Message:
        """What to do where a file is not of the kind."""
        return say(f"files.{self.key}_remedy")


SCENARIO: Final = Kind("yaml", 1_000_000)
POLICY_TEXT: Final = Kind("policy_text", 20_000_000)
PANEL: Final = Kind("panel", 20_000_000)
MANIFEST: Final = Kind("manifest", 20_000_000)
TABLE: Final = Kind("table", 2_000_000_000)

BLOCK: Final = 1 << 20
"""Bytes of a large file that are looked at at a time."""
CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Characters that no text of a user may hold: they steer terminals or turn the order of letters."""


def content_of(path: Path, kind: Kind) -> bytes:
    """The bytes of a user's file. Raises InputError where it cannot be opened, is no file or too large."""
    with _opened(path, kind) as stream:
        return stream.read(kind.most + 1)


def digest_of(path: Path, kind: Kind) -> str:
    """SHA-256 of a user's file. Raises InputError where it cannot be opened, is no file or too large."""
    with _opened(path, kind) as stream:
        found = hashlib.sha256()
        while block := stream.read(BLOCK):
            found.update(block)
        return found.hexdigest()


def words_of(path: Path, kind: Kind) -> str:
    """The text of a user's file, in UTF-8, GB18030 or Big5.

    Raises InputError where it cannot be opened or read, or holds a control character.
    """
    words = decoded(content_of(path, kind), str(path))
    if found := CONTROL.search(words):
        line = words.count("\n", 0, found.start()) + 1
        raise InputError([control_fault(str(path), line, found.group())])
    return words


def json_of(path: Path, kind: Kind) -> Any:
    """The value of a user's JSON file, every text of which is free of control characters.

    Raises InputError where it is no JSON in UTF-8, is nested too deep, or holds such a character.
    """
    try:
        value = json.loads(content_of(path, kind).decode("utf-8-sig"), parse_constant=_no_number)
        controls = {found.group() for words in _texts(value) if (found := CONTROL.search(words))}
    except RecursionError as error:
        raise _refused(path, say("files.nested_too_deep"), kind.remedy) from error
    except ValueError as error:
        raise _refused(
            path, say("files.no", kind=kind.name, one_line=_one_line(error)), kind.remedy
        ) from error
    if controls:
        raise InputError([control_fault(str(path), None, each) for each in sorted(controls)])
    return value


def resolved(path: Path) -> Path:
    """The path without links; as it stands where its links lead in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def control_fault(file: str, line: int | None, character: str) -> Fault:
    """The fault of a text that holds a control character."""
    return Fault(file, line, say("files.holds_control_character", character=character), say("files.remove"))


def printable(words: str) -> str:
    """The words without the characters that steer a terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", words)


def _opened(path: Path, kind: Kind) -> BinaryIO:
    """The file, open for reading; opening does not wait for the other end of a pipe."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise _refused(path, *_unopened(path, error, kind)) from error
    found = os.fstat(number)
    if not stat.S_ISREG(found.st_mode):
        os.close(number)
        problem = say("files.folder") if stat.S_ISDIR(found.st_mode) else say("files.pipe_device_no_file")
        raise _refused(path, problem, say("files.give_path", kind=kind.name))
    if found.st_size > kind.most:
        os.close(number)
        raise _refused(path, say("files.larger_than_bytes_most", most=kind.most, kind=kind.name), kind.remedy)
    return os.fdopen(number, "rb")


def _unopened(path: Path, error: OSError | ValueError, kind: Kind) -> tuple[Message, Message]:
    """Problem and remedy of a path that cannot be opened."""
    remedy = say("files.give_path", kind=kind.name)
    if isinstance(error, FileNotFoundError):
        return (say("files.link_leads_nowhere") if path.is_symlink() else say("files.no_such_file")), remedy
    if isinstance(error, IsADirectoryError):
        return say("files.folder"), remedy
    if isinstance(error, ValueError):
        return say("files.no_path"), remedy
    return say("files.cannot_read", strerror=error.strerror), say("files.check_its_permissions_links")


def _refused(path: Path, problem: Message, remedy: Message) -> InputError:
    return InputError([Fault(printable(str(path)), None, problem, remedy)])


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _one_line(error: ValueError) -> str:
    return " ".join(printable(str(error)).split())[:200]
