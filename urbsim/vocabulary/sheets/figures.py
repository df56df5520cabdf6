"""The number in a cell of a table: full-width digits, thousands apart, footnote marks, a unit behind it."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final, NamedTuple

from urbsim.vocabulary.sheets.words import Unit, unit_of, words_of_kind

_FOOTNOTE: Final = re.compile(r"[\u2460-\u24ff\u00b9\u00b2\u00b3\u2070-\u2079†‡※]+|(?<=\d)[*\uff0a#\uff03]+")
"""Circled and raised digits and stars: never part of a number."""
_NUMBER: Final = re.compile(
    r"(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d{1,2})?)"
    r"\s*(?P<unit>.*)"
)


class Numeral(NamedTuple):
    """What a cell holds: a number as written, the decimals it has, and the unit behind it where there is one.

    The value is NaN where the cell is no number.
    """

    value: float
    decimals: int
    unit: Unit | None

    @property
    def is_number(self) -> bool:
        """Whether there is a number at all."""
        return math.isfinite(self.value)


NONE: Final = Numeral(math.nan, 0, None)


def plain(text: str) -> str:
    """The text in usual letters and digits, without marks of footnotes."""
    return unicodedata.normalize("NFKC", _FOOTNOTE.sub("", text)).replace("\uff0c", ",").strip()


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure: blank, a dash, dots."""
    return not text.strip() or text.strip().casefold() in words_of_kind("missing")


def figure_of(text: str) -> Numeral:
    """The number in a cell; see `Numeral`."""
    match = _NUMBER.fullmatch(plain(text).casefold())
    if match is None or not any(map(str.isdigit, match["number"])):
        return NONE
    unit = unit_of(match["unit"]) if match["unit"] else None
    if match["unit"] and unit is None:
        return NONE
    number = match["number"].replace(",", "").replace(" ", "")
    return Numeral(float(number), len(number.partition(".")[2].partition("e")[0]), unit)
