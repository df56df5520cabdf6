"""Kernels as Python calls them: compiled, or interpreted so that a person can step through them.

With ``NUMBA_DISABLE_JIT=1`` every kernel is plain Python on numpy scalars, slow and the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from numba import config, njit
from numba.core import event

from urbsim.households import kernel_cache

INTERPRETED = bool(config.DISABLE_JIT)  # type: ignore[attr-defined]


def kernel(**options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``njit`` with its options, for a function that Python calls.

    Interpreted, its integers wrap around and its divisions by zero are infinite without a warning, as they
    do and are when compiled.

    Releases the lock of the interpreter, so blocks of villages run side by side on threads; keeps the machine
    code in `kernel_cache` where that folder is private, and compiles anew in every process where it is not.
    """
    kept = kernel_cache() is not None
    compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(nogil=True, cache=kept, **options)
    return wrapping if INTERPRETED else compiled


def wrapping(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function itself, with the arithmetic of compiled code.

    Arguments may be given by name, as compiled code takes them; overflow of unsigned integers is meant
    (hashes).
    """

    @wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            return function(*arguments, **named)

    return called


class FirstKernel(event.Listener):
    """Calls ``tell`` when the first kernel that was not found compiled begins to be."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self.tell, self.told = tell, False

    def on_start(self, event: Any) -> None:
        """A kernel begins to be compiled."""
        if not self.told:
            self.told = True
            self.tell()

    def on_end(self, event: Any) -> None:
        """It is compiled: nothing more is told."""


def told_of_first(tell: Callable[[], None]) -> None:
    """Have this process call ``tell`` once, when it begins to compile a kernel.

    For a progress line: while kernels are compiled nothing else would be shown.
    """
    event.register("numba:compile", FirstKernel(tell))  # type: ignore[no-untyped-call]
