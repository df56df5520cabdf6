"""A draw that could not be lived."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """Which draw of which mix failed, under which seed, and why. It costs no other draw."""

    mix: str
    number: int
    seed: int
    message: str
