"""One run at a time writes into an output folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from urbsim.runs.results.files import DRAFT, OutputError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold an existing folder for this run; OutputError while another run holds it.

    The system sets the folder free when the run ends, however it ends; drafts that a killed run left
    in it are removed. Where folders cannot be held (Windows, some network drives) nothing is checked:
    files are still written whole, and those of the last writer stand.
    """
    held = _hold(folder)
    try:
        for draft in folder.glob(DRAFT):
            draft.unlink(missing_ok=True)
        yield
    finally:
        if held is not None:
            os.close(held)


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
        remedy = "wait until it ends, or choose another folder with --out"
        raise OutputError(f"another run is writing into {folder}; {remedy}") from error
    except OSError:
        os.close(opened)
        return None
    return opened
