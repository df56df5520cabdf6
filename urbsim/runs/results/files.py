"""Files of a run, each written whole or not at all, and what is said where that is not possible."""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from urbsim.text import say

_CAUSES = {
    errno.ENOSPC: ("disk_full", "free_space"),
    errno.EDQUOT: ("quota", "free_space"),
    errno.EFBIG: ("file_too_large", "raise_limit"),
    errno.EROFS: ("read_only", "other_folder"),
    errno.EACCES: ("not_permitted", "other_folder"),
    errno.EPERM: ("not_permitted", "other_folder"),
    errno.ENOTDIR: ("part_is_file", "other_folder"),
    errno.EEXIST: ("file_in_way", "move_it"),
    errno.EISDIR: ("folder_in_way", "move_it"),
    errno.ENAMETOOLONG: ("name_too_long", "shorter_folder"),
}


DRAFT = ".*.part"
"""Pattern of the names of files that are not yet whole."""


class OutputError(OSError):
    """A result could not be written. Says which file, why, and what to do."""


def make_folder(folder: Path, *, probe: bool = True) -> None:
    """Create the folder with its parents; OutputError where that is not possible.

    With ``probe`` it also tries to write there: before a run, so that nobody waits for results that
    cannot be kept.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if probe:
        write_file(folder / "probe", lambda file: None, keep=False)


def write_bytes(folder: Path, name: str, content: bytes, *, durable: bool = True) -> Path:
    """Write one file whole or not at all and return its path; OutputError where that is not possible.

    What is not ``durable`` survives a kill, but after a power cut may be found empty.
    """

    def fill(file: BinaryIO) -> None:
        file.write(content)

    return write_file(folder / name, fill, durable=durable)


def write_json(folder: Path, name: str, content: Mapping[str, object]) -> Path:
    """Write JSON as UTF-8; ValueError for a number that JSON does not know (NaN)."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return write_bytes(folder, name, f"{text}\n".encode())


def write_file(
    path: Path, fill: Callable[[BinaryIO], None], *, keep: bool = True, durable: bool = True
) -> Path:
    """Write one file by ``fill``, whole or not at all, and return its path; OutputError where it fails."""
    draft = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    with explained(path):
        try:
            with draft.open("wb") as file:
                fill(file)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            if keep:
                draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return path


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into an OutputError that says what cannot be written, why, what to do."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        key, way = _CAUSES.get(error.errno or 0, ("", "other_folder"))
        cause = say(f"runs.{key}") if key else error.strerror or str(error)
        remedy = say(f"runs.{way}")
        raise OutputError(say("runs.cannot_write", path=path, cause=cause, remedy=remedy)) from error
