"""The store of finished draws: each committed atomically, found again by what it depends on.

A draw is one file named by its fingerprint: the array as NumPy writes it (never a pickle) and
the SHA-256 of it. A damaged or foreign file is told and lived again; nothing is overwritten
in place, so a killed run, a full disk or two runs at once leave every finished draw intact.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from pathlib import Path

import numpy as np

from urbsim.model.setup import Array
from urbsim.runs.files import OutputError

FOLDER = ".draws"
TRAILER = hashlib.sha256().digest_size


class DrawStore:
    """Finished draws under ``<out>/.draws``; ``damaged`` collects files that could not be read."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        self.damaged: list[Path] = []

    def path(self, digest: str) -> Path:
        """Where the draw of that fingerprint is kept."""
        return self.folder / digest[:2] / f"{digest}.draw"

    def find(self, digest: str) -> Array | None:
        """The finished draw, or None where there is none or its file is damaged."""
        path = self.path(digest)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        body, seal = content[:-TRAILER], content[-TRAILER:]
        if hashlib.sha256(body).digest() != seal:
            self.damaged.append(path)
            return None
        return np.asarray(np.load(io.BytesIO(body), allow_pickle=False))

    def keep(self, digest: str, values: Array) -> None:
        """Commit a finished draw; OutputError where it cannot be written, with nothing half-written left."""
        buffer = io.BytesIO()
        np.save(buffer, values, allow_pickle=False)
        body = buffer.getvalue()
        path = self.path(digest)
        part = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(body + hashlib.sha256(body).digest())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise OutputError(f"cannot keep a finished draw in {self.folder}: {error.strerror}") from error
