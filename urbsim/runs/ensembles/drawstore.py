"""The store of finished draws: each committed atomically, found again by what it depends on.

A draw is one file named by its fingerprint: the array as NumPy writes it (never a pickle), sealed by
the SHA-256 of fingerprint and array. A file whose seal does not fit (truncated, altered, or another
draw's) is named to the user and its draw is simulated again; nothing is overwritten in place, so a killed
run, a full disk or two runs at once leave every finished draw intact.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np

from urbsim.model.setup import Array
from urbsim.runs.results.files import make_folder, write_bytes

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
        """The finished draw (V, R, T), or None where there is none or its file does not fit its seal."""
        path = self.path(digest)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            self.damaged.append(path)
            return None
        body = content[:-TRAILER]
        if content[-TRAILER:] != seal(digest, body):
            self.damaged.append(path)
            return None
        return np.asarray(np.load(io.BytesIO(body), allow_pickle=False))

    def keep(self, digest: str, values: Array) -> None:
        """Commit a finished draw, (V, R, T), whole or not at all; OutputError where it cannot be written."""
        buffer = io.BytesIO()
        np.save(buffer, values, allow_pickle=False)
        body = buffer.getvalue()
        path = self.path(digest)
        make_folder(path.parent, probe=False)
        write_bytes(path.parent, path.name, body + seal(digest, body), durable=False)


def seal(digest: str, body: bytes) -> bytes:
    """What ends the file of a draw: proof that this content belongs under this fingerprint."""
    return hashlib.sha256(digest.encode() + body).digest()
