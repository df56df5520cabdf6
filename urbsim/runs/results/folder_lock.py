"""An output folder is one run: one at a time writes it, beside, and a finished set takes its place whole."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from urbsim.runs.results.files import DRAFT, OutputError, explained
from urbsim.text import say

BESIDE: Final = re.compile(r"\.(?P<name>.+)\.\d+-[0-9a-f]{8}\.set")
"""Names of folders in which a set is written, and in which the one before it is taken apart."""
UNFINISHED: Final = ".unfinished"
"""Stands in a set until it is whole."""
PRODUCTS: Final = re.compile(r"manifest\.json|forecast\.(png|svg)|report\.(html|(targets|inputs)\.csv)")
"""Files about a run that its manifest does not name; what neither names is the user's own."""
EXCHANGE: Final = 2
"""Flag of Linux's ``renameat2``: two paths change places at once."""
HERE: Final = -100
UNKNOWN: Final = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


_HELD: Final[dict[Path, list[int]]] = {}
"""Open folders that this program holds, by their place: the one before a set took it, and the one after."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold an existing folder for this run; OutputError while another run holds it.

    The system sets the folder free when the run ends, however it ends; what a killed run left in it or beside
    it is removed. Where folders cannot be held (Windows, some network drives) nothing is checked: sets still
    take their place whole, and that of the last writer stands.
    """
    place, opened = folder.resolve(), _hold(folder)
    held = _HELD.setdefault(place, [])
    try:
        held += [] if opened is None else [opened]
        for draft in folder.glob(DRAFT):
            draft.unlink(missing_ok=True)
        for left in _beside(place):
            _take_apart(left, place)
        yield
    finally:
        for each in _HELD.pop(place, []):
            os.close(each)


def _hold(folder: Path) -> int | None:
    """The open folder under a lock, or None where this system knows no lock on folders."""
    if sys.platform == "win32":
        return None
    import fcntl

    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(opened)
        remedy = say("runs.wait_until_ends_choose")
        raise OutputError(say("runs.another_run_writing_into", folder=folder, remedy=remedy)) from error
    except OSError:
        os.close(opened)
        return None
    return opened


@contextmanager
def whole_set(folder: Path) -> Iterator[Path]:
    """A folder beside an existing one to write a set into; at the end the two change places.

    Whoever is killed or fails before leaves the old set as it was. Files of the old folder that no command
    wrote are the user's own and come along. OutputError where the folder cannot be made or exchanged.
    """
    place = folder.resolve()
    beside = place.with_name(f".{place.name}.{os.getpid()}-{secrets.token_hex(4)}.set")
    with explained(folder):
        beside.mkdir()
        (beside / UNFINISHED).touch()
    try:
        yield beside
        with explained(folder):
            (beside / UNFINISHED).unlink()
            if place in _HELD:
                held = _hold(beside)
                _HELD[place] += [] if held is None else [held]
            _exchange(beside, place)
    finally:
        _take_apart(beside, place)


def _exchange(new: Path, old: Path) -> None:
    """Let two folders change places at once; where the system cannot, there is none for a moment."""
    try:
        _rename_both(new, old)
    except OSError as error:
        if error.errno not in UNKNOWN:
            raise
        parked = new.with_name(f".{old.name}.{os.getpid()}-{secrets.token_hex(4)}.set")
        old.rename(parked)
        new.rename(old)
        parked.rename(new)


def _rename_both(new: Path, old: Path) -> None:
    """Linux's exchange of two paths; OSError, ENOSYS where there is no such call."""
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    call = getattr(library, "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, "renameat2")
    if call(HERE, os.fsencode(new), HERE, os.fsencode(old), EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(old))


def _beside(place: Path) -> list[Path]:
    """Folders that killed runs left beside this one."""
    with suppress(OSError):
        found = ((each, BESIDE.fullmatch(each.name)) for each in place.parent.iterdir())
        return [each for each, match in found if match and match["name"] == place.name]
    return []


def _take_apart(left: Path, place: Path) -> None:
    """Remove a set that was not finished, or one that was replaced, whose other files go to its place."""
    if (left / UNFINISHED).exists():
        shutil.rmtree(left, ignore_errors=True)
        return
    with suppress(OSError):
        named = _named(left)
        for entry in list(left.iterdir()):
            if entry.name in named or PRODUCTS.fullmatch(entry.name) or entry.match(DRAFT):
                entry.unlink()
            elif not (place / entry.name).exists():
                shutil.move(entry, place / entry.name)
            elif entry.is_file():
                entry.unlink()
        left.rmdir()


def _named(folder: Path) -> set[str]:
    """The files that the manifest of a folder names; none where it has none that can be read."""
    try:
        files = json.loads((folder / "manifest.json").read_bytes())["files"]
        return {str(name) for name in files}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return set()
