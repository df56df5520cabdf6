"""What is said of a table that was read: each head by an example, what was derived, what left out."""

from __future__ import annotations

from collections.abc import Iterator

from urbsim.text import Message, say
from urbsim.vocabulary.sheets.people import derived_urban, value_of
from urbsim.vocabulary.sheets.records import Readings, TableEntry
from urbsim.vocabulary.sheets.words import DIMENSIONS

MOST_HEADS = 8


def echoes_of(found: Readings) -> Iterator[Message]:
    """How everything was read; a table in the program's own words is not repeated."""
    heads: dict[tuple[str, str], None] = {}
    for entry in found.entries:
        for name, reading in entry.readings.items():
            key = (name, reading.words)
            if key in heads or not reading.figure.is_number:
                continue
            heads[key] = None
            if reading.words != name:
                unit = f" {reading.unit.words}" if reading.unit else ""
                term = say(f"sheets.field_{name}")
                yield say(
                    "sheets.read_as", words=reading.words, place=reading.place, field=term,
                    text=reading.text, unit=unit, value=_value(name, value_of(reading)),
                )  # fmt: skip
    yield from _derived(found.entries)
    yield from found.left_out
    if found.unknown:
        names = dict.fromkeys(head.words for head in found.unknown)
        more = " …" if len(names) > MOST_HEADS else ""
        yield say("sheets.not_used", heads=", ".join(list(names)[:MOST_HEADS]) + more)


def _derived(entries: list[TableEntry]) -> Iterator[Message]:
    """The first place whose urban residents follow from others."""
    for entry in entries:
        derived = derived_urban(entry) if "urban_population" not in entry.readings else None
        if derived is not None:
            yield say(
                "sheets.derived", words=derived[1], region=entry.region, year=entry.year,
                value=f"{derived[0]:,.0f}",
            )  # fmt: skip
            return


def _value(name: str, value: float) -> object:
    if DIMENSIONS[name] == "persons":
        return say("sheets.persons", number=f"{value:,.0f}")
    return f"{value:.4g}"
