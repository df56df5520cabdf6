"""The scale of strengths: what weak, medium and strong mean where a document gives no amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from urbsim.evidence.package_yaml import read_package_file

Level = Literal["weak", "medium", "strong"]
Per = Literal["income", "person", "nothing"]

LEVELS: Final[tuple[Level, ...]] = ("weak", "medium", "strong")
FILE: Final = "strengths/scale.yaml"


@dataclass(frozen=True)
class Strength:
    """One entry of the scale: a number for each level in ``unit``, what it is counted by, and why.

    ``per`` income: times residents reached and the nation's urban income a person in the base year; person:
    times residents reached; nothing: the number itself.
    """

    key: str
    per: Per
    unit: str
    amounts: Mapping[Level, float]
    because: str


@cache
def strengths() -> Mapping[str, Strength]:
    """Every entry by key: a lever, ``lever.service`` or ``lever.field``."""
    entries = read_package_file(FILE).required()["strengths"]
    return MappingProxyType(
        {
            key: Strength(
                key,
                entry["per"],
                entry["unit"],
                MappingProxyType({level: float(entry[level]) for level in LEVELS}),
                entry["because"],
            )
            for key, entry in entries.items()
        }
    )


def find_strength(lever: str, part: str | None) -> Strength | None:
    """The entry of a lever, or of its service or field ``part``; None where the scale has none."""
    return strengths().get(lever if part is None else f"{lever}.{part}")
