"""Kernels as Python calls them: compiled, or interpreted so that a person can step through them.

With ``NUMBA_DISABLE_JIT=1`` every kernel is plain Python on numpy scalars, slow and the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from numba import config, njit

from urbsim.households import kernel_cache

INTERPRETED = bool(config.DISABLE_JIT)  # type: ignore[attr-defined]


def kernel(**options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``njit`` with its options, for a function that Python calls.

    Interpreted, its integers wrap around and its divisions by zero are infinite without a warning, as they
    do and are when compiled.
    """
    kept = kernel_cache() is not None
    compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(nogil=True, cache=kept, **options)
    return wrapping if INTERPRETED else compiled


def wrapping(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function itself, with the arithmetic of compiled code."""

    @wraps(function)
    def called(*arguments: Any) -> Any:
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            return function(*arguments)

    return called
