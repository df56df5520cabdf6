"""What is kept of a table that is read: cells, entries by place and year, faults, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from urbsim.text import Message
from urbsim.vocabulary.errors import Fault
from urbsim.vocabulary.sheets.figures import Numeral
from urbsim.vocabulary.sheets.words import Unit

PEOPLE: Final = ("population", "urban_population", "rural_population", "urban_share")


class Reading(NamedTuple):
    """One cell: its text, the words of its head, the unit that is given for it, and where it stands."""

    text: str
    words: str
    figure: Numeral
    unit: Unit | None
    place: str
    line: int


@dataclass
class TableEntry:
    """What a table says of a place in a year, by field; ``line`` is that of its first cell."""

    file: str
    line: int
    region: str
    year: str
    readings: dict[str, Reading] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)


class Head(NamedTuple):
    """A head that no meaning is known for: where it stands and its words."""

    file: str
    line: int
    words: str


@dataclass
class Readings:
    """Everything read of a file: entries in order, faults, what was left out, and which heads there are.

    ``seen`` holds the fields and roles that have a head, ``sources`` what notes say of them.
    """

    entries: list[TableEntry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[Message] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    unknown: list[Head] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    by_key: dict[tuple[str, str], TableEntry] = field(default_factory=dict)

    def entry(self, made: TableEntry, *, alone: bool) -> TableEntry:
        """The entry of the same place and year, the one made where there is none or each row stands alone."""
        key = (f"{made.file}:{made.line}", "") if alone else (made.region, made.year)
        if key not in self.by_key:
            self.by_key[key] = made
            self.entries.append(made)
        return self.by_key[key]
