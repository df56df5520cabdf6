"""Source cards: what each table of figures is, and how it misleads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from urbsim.evidence.package_yaml import package_files, read_package_file


@dataclass(frozen=True)
class SourceCard:
    """The card of one table of `data/statistics`.

    `revision` says which vintages it holds, `definition` whom it counts, `date` when in the year,
    `confidence` how its rows were obtained, and `traps` what a reader gets wrong.
    """

    table: str
    publication: str
    revision: str
    definition: str
    date: str
    confidence: str
    traps: tuple[str, ...]


@cache
def cards() -> Mapping[str, SourceCard]:
    """Every source card by the name of its table (`provinces` for `provinces.csv`)."""
    found: dict[str, SourceCard] = {}
    for file in package_files("statistics/cards"):
        entry = read_package_file(file).required()
        card = SourceCard(**{**entry, "traps": tuple(entry["traps"])})
        found[card.table] = card
    return MappingProxyType(found)
