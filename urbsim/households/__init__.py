"""The kernel: households as columns, draws by address, choice, admission, life cycle.

Compiled kernels are cached by the digest of this package's sources, so that a change in one
module can never meet a stale kernel of another. Imports no file of the project and no Mesa.
"""

from __future__ import annotations

import hashlib
import os
import stat
from functools import cache
from pathlib import Path
from typing import Final

import numba

OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


@cache
def kernel_cache() -> Path | None:
    """Folder of the compiled kernels of exactly these sources, or None where there is no private one.

    Numba unpickles what it finds there, so the folder must be the user's own, closed to everybody else, in a
    path that nobody else can exchange; otherwise kernels are compiled by every run and kept nowhere. It is
    where ``NUMBA_CACHE_DIR`` says, else below ``XDG_CACHE_HOME`` or ``~/.cache``. Kernels that check their
    indices (``NUMBA_BOUNDSCHECK=1``) have a folder of their own: Numba would take those without checks for
    them.
    """
    try:
        folder = _place()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if is_private(folder) else None
    except (OSError, RuntimeError):  # no such user, no home, no room, no permission
        return None


def _place() -> Path:
    """Where the folder belongs; RuntimeError where the user has no home."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(chosen).absolute()
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    digest += "-checked" if numba.config.BOUNDSCHECK else ""  # type: ignore[attr-defined]
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    own = Path(home.resolve(), "urbsim")
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    return own / f"kernels-{digest}"


def is_private(folder: Path) -> bool:
    """Whether the user alone can write the folder, what is in it, and the path to it; closes it to others.

    OSError where that cannot be seen. Systems without owners of files (Windows) give every user a home.
    """
    if not hasattr(os, "geteuid"):
        return os.access(folder, os.W_OK)
    user = os.geteuid()
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user or found.st_mode & OTHERS_WRITE:
        return False
    if not all(_cannot_be_exchanged(each.lstat(), user) for each in folder.parents):
        return False
    inside = (entry.lstat() for entry in folder.rglob("*"))
    if any(each.st_uid != user or stat.S_ISLNK(each.st_mode) for each in inside):
        return False
    folder.chmod(0o700)
    return os.access(folder, os.W_OK | os.X_OK)


def _cannot_be_exchanged(around: os.stat_result, user: int) -> bool:
    """Whether only the user or root can rename what is in a folder of that state.

    A folder that its group may write counts as the user's where the group is the user's own, as is usual.
    """
    if around.st_uid not in (user, 0) or stat.S_ISLNK(around.st_mode):
        return False
    own_group = around.st_gid == os.getegid() == user
    writers = around.st_mode & (stat.S_IWOTH if own_group else OTHERS_WRITE)
    return not writers or bool(around.st_mode & stat.S_ISVTX)


if kernel_cache() is not None:
    numba.config.CACHE_DIR = str(kernel_cache())  # type: ignore[attr-defined]
