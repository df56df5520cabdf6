"""Slogans with numerals: `百镇千村`, `三横三纵`, `八个一工程`, `百平方公里、百万人口`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from urbsim.drafting.numerals.grammar import NUMERALS, numeral
from urbsim.drafting.register import register

_QUOTED: Final = re.compile(r"[“\"‘]([^“”\"‘’\n]{2,30})[”\"’]([^,。;“]{0,8})")
_EACH_ONE: Final = re.compile(rf"(?:[{NUMERALS}]|\d{{1,2}})个一")


@dataclass(frozen=True, slots=True)
class Slogan:
    """A slogan at a place of the text, its words and the numbers in it."""

    start: int
    end: int
    words: str
    values: tuple[float, ...]


@cache
def _layout() -> re.Pattern[str]:
    """Two or more pairs of numeral and noun, with or without separators."""
    nouns = register().words["layouts"]
    return re.compile(
        rf"(?:(?:[{NUMERALS}]|\d{{1,3}})(?:大|个|条|片|批)?[^{NUMERALS}、,]?[{nouns}]{{1,2}}[、,]?){{2,8}}"
    )


def slogans(text: str, start: int) -> Iterator[Slogan]:
    """Slogans between quotation marks in a stretch of text that begins at ``start``."""
    for match in _QUOTED.finditer(text):
        words, tail = match[1], match[2]
        whole = _layout().fullmatch(words)
        ones = _EACH_ONE.fullmatch(words) and tail.startswith(tuple(register().words["slogan_tails"]))
        if whole or ones:
            yield Slogan(start + match.start(1), start + match.end(1), words, _values(words))


def _values(words: str) -> tuple[float, ...]:
    found = (numeral(each) for each in re.findall(rf"[{NUMERALS}]+|\d+", words))
    return tuple(value for value in found if value is not None)
