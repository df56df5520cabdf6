"""What captions, notes and the name of a sheet say of all its figures: place, year, field, units, source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from urbsim.vocabulary.sheets.blocks import Block
from urbsim.vocabulary.sheets.words import (
    Meaning,
    Unit,
    meaning_of,
    unit_of,
    units_said,
    without_unit_said,
    words_of_kind,
    years_in,
)

_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,20}")
_YEARS: Final = re.compile(r"(?:19|20)\d\d\s*\u5e74?(?:\u672b|\u5e95|\u5ea6)?")
_SOURCE: Final = re.compile(r"(?:\u6765\u6e90|source)\s*[:\uff1a]?\s*(.+)", re.IGNORECASE)


class Told(NamedTuple):
    """What is said of a stretch of figures; None and empty where nothing is."""

    field: str | None = None
    year: int | None = None
    region: str | None = None
    units: tuple[Unit, ...] = ()
    sources: tuple[str, ...] = ()
    registered: bool = False


def told_around(block: Block) -> Told:
    """What captions and notes of a block say; the name of the sheet where they say nothing."""
    captions, notes = block.caption, block.words(block.notes)
    told = [_told(words) for words in (*captions, block.grid.sheet) if words]
    fields = dict.fromkeys(each.field for each in told if each.field)
    years = dict.fromkeys(each.year for each in told[: len(captions)] if each.year)
    later = dict.fromkeys(each.year for each in told if each.year)
    regions = dict.fromkeys(each.region for each in told if each.region)
    every = "\n".join((*captions, *notes))
    return Told(
        field=next(iter(fields)) if len(fields) == 1 else None,
        year=next(iter(years or later)) if len(years) == 1 or (not years and len(later) == 1) else None,
        region=next(iter(regions), None),
        units=tuple(_units(captions, notes)),
        sources=tuple(match[1].strip() for words in notes if (match := _SOURCE.search(words))),
        registered=any(word in every for word in words_of_kind("hukou")),
    )


def _units(captions: list[str], notes: list[str]) -> Iterator[Unit]:
    """Units said above, or below where none is said above; a caption may end in one in brackets."""
    above = [unit for words in captions for unit in (*units_said(words), *_bracketed(words))]
    yield from above or [unit for words in notes for unit in units_said(words)]


def _bracketed(words: str) -> Iterator[Unit]:
    bare = unit_of(words.strip(" ()[]\uff08\uff09"))
    unit = bare or meaning_of(without_unit_said(words), caption=True).unit
    if unit is not None:
        yield unit


def _told(words: str) -> Told:
    """What a caption says, once its place is taken from the front."""
    text = without_unit_said(words)
    dates = set(years_in(text))
    year = next(iter(dates)) if len(dates) == 1 else None
    undated = _YEARS.sub("", text).strip(" -\u2014~\u81f3")
    region, meaning = _parted(undated)
    return Told(meaning.field, year or meaning.year, region)


def _parted(text: str) -> tuple[str | None, Meaning]:
    """The place that a caption begins with, and what the rest means."""
    whole = meaning_of(text, caption=True)
    if not whole.rest:
        return None, whole
    for end in range(2, len(text) + 1):
        place = text[:end]
        if place[-1] not in words_of_kind("ending") or not _PLACE.fullmatch(place):
            continue
        after = meaning_of(text[end:], caption=True)
        named = meaning_of(place[:-1], caption=True).rest
        if named and not after.rest:
            return place, after
    return None, Meaning()
