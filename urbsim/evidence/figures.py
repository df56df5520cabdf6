"""What an official figure is: a value that never travels without its basis, vintage and confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from urbsim.text import Message

Basis = Literal["resident", "hukou", "none"]
Vintage = Literal["revised", "published", "census", "none"]
Confidence = Literal["read", "memory", "derived"]


@dataclass(frozen=True)
class Figure:
    """One figure of one year.

    `basis` says whom it counts (residents, registered hukou, or nobody); `vintage` whether it is the
    revised series, the one first published, or a census; `confidence` whether it was read in a document,
    derived from such figures, or only remembered, in which case it is never truth.
    """

    value: float
    year: int
    basis: Basis
    vintage: Vintage
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class BaseCount:
    """Residents of a region at one date, as whole persons, with what founding needs beside them.

    `definition` names the statistics behind it.
    `household_size` (persons), `share_0_14`, `share_65plus` (fractions) and `birth_rate`, `death_rate` (per
    person and year) are None where no figure was read; `structure_year` is the census year of the household
    size and age shares.
    """

    region: str
    year: int
    date: str
    definition: Message
    population: int
    urban: int
    household_size: float | None
    share_0_14: float | None
    share_65plus: float | None
    birth_rate: float | None
    death_rate: float | None
    structure_year: int | None
    source: str
    confidence: Confidence


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    """The confidence of what rests on several figures: memory before derived before read."""
    order: tuple[Confidence, ...] = ("read", "derived", "memory")
    return max(confidences, key=order.index, default="read")
