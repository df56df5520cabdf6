"""Fingerprints: the digest of everything that a finished draw depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

import urbsim

PACKAGE = Path(urbsim.__file__).parent
BESIDE = frozenset({"analysis", "charts", "cli", "drafting", "report"})
"""Packages that no draw passes through: they read texts and results, or ask for draws. All else counts."""
COMPILED = "__pycache__"
LIBRARIES = ("numpy", "scipy", "numba", "llvmlite", "mesa")
"""Libraries that a year is computed with; those that only read a scenario show in its setup."""


def fingerprint(*values: Any) -> str:
    """SHA-256 of plain values, dataclasses and arrays by content; equal content, equal digest, on any run."""
    digest = hashlib.sha256()
    for value in values:
        _absorb(digest, value)
    return digest.hexdigest()


@cache
def model_version(root: Path = PACKAGE) -> str:
    """Digest of all that can change a draw: the files of :func:`sources`, and the libraries' versions.

    ``root`` is the folder of the package. Read once a process; a changed name counts as a changed text.
    """
    texts = {path.relative_to(root).as_posix(): path.read_bytes() for path in sources(root)}
    return fingerprint(texts, [version(name) for name in LIBRARIES])


def sources(root: Path) -> list[Path]:
    """Every file of the package, code and tables alike, but for those `BESIDE` and what Python compiled."""
    inside = ((path, path.relative_to(root).parts) for path in root.rglob("*"))
    kept = (path for path, parts in inside if parts[0] not in BESIDE and COMPILED not in parts)
    return sorted(path for path in kept if path.is_file())


def _absorb(digest: Any, value: Any) -> None:
    if isinstance(value, np.ndarray):
        digest.update(f"array {value.dtype.str} {value.shape} ".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    elif is_dataclass(value) and not isinstance(value, type):
        digest.update(f"record {type(value).__name__} ".encode())
        for field in fields(value):
            _absorb(digest, field.name)
            _absorb(digest, getattr(value, field.name))
    elif isinstance(value, Mapping):
        digest.update(f"mapping {len(value)} ".encode())
        for key in sorted(value):
            _absorb(digest, key)
            _absorb(digest, value[key])
    elif isinstance(value, (list, tuple)):
        digest.update(f"list {len(value)} ".encode())
        for each in value:
            _absorb(digest, each)
    elif isinstance(value, bytes):
        digest.update(f"bytes {len(value)} ".encode() + value)
    else:
        text = repr(value).encode()
        digest.update(f"{type(value).__name__} {len(text)} ".encode() + text)
