"""A draw that a cluster lost together with the workers that tried it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """Which draw of which mix was lost, under which seed, and why. It costs no other draw."""

    mix: str
    number: int
    seed: int
    message: str
