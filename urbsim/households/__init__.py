"""The kernel: households as columns, draws by address, choice, admission, life cycle.

Compiled kernels are cached by the digest of this package's sources, so that a change in one
module can never meet a stale kernel of another. Imports no file of the project and no Mesa.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import numba


def kernel_cache() -> Path:
    """Folder of the compiled kernels of exactly these sources, made if it can be; else a temporary one.

    Kernels that check their indices (``NUMBA_BOUNDSCHECK=1``) have a folder of their own: Numba would take
    those without checks for them.
    """
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    digest += "-checked" if numba.config.BOUNDSCHECK else ""  # type: ignore[attr-defined]
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    folder = Path(home, "urbsim", f"kernels-{digest}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir(), f"urbsim-kernels-{digest}")
    return folder


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = str(kernel_cache())  # type: ignore[attr-defined]
