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

LIVED_BY = ("households", "model")
LIBRARIES = ("numpy", "scipy", "numba")


def fingerprint(*values: Any) -> str:
    """SHA-256 of plain values, dataclasses and arrays by content; equal content, equal digest, on any run."""
    digest = hashlib.sha256()
    for value in values:
        _absorb(digest, value)
    return digest.hexdigest()


@cache
def model_version() -> str:
    """Digest of the sources that live a year and of the libraries they compute with."""
    root = Path(urbsim.__file__).parent
    sources = [path for part in LIVED_BY for path in sorted((root / part).rglob("*.py"))]
    texts = [path.read_bytes() for path in sources]
    return fingerprint([*texts, *(version(name) for name in LIBRARIES)])


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
