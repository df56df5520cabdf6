"""How a Chinese place name may be written: simplified or traditional, whole or without its kind of unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from urbsim.vocabulary.tables import data_rows

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SEPARATORS = str.maketrans("", "", "/·・,，、-－")


@cache
def name_parts(part: str) -> Mapping[str, str]:
    """What names of places are put together from, by its short form, as `name_parts.csv` has it.

    ``unit`` is what a unit's name ends in and what stands for it in short, ``kind`` the character of its
    kind, ``district`` what a district's name ends in, but for those that are ``no_district``; ``people`` the
    peoples of autonomous units, ``of_people`` what such a people's name ends in. A name of ``plain``
    characters alone may as well be a word.
    """
    return {row["word"]: row["short"] for row in data_rows("name_parts.csv") if row["part"] == part}


@cache
def _characters() -> dict[int, str]:
    rows = data_rows("statistics/characters.csv")
    return {ord(row["traditional"]): row["simplified"] for row in rows}


def simplified(text: str) -> str:
    """The text in simplified characters, as far as names of places need them."""
    return text.translate(_characters())


def is_chinese(text: str) -> bool:
    """Whether a Chinese character stands in the text."""
    return _CHINESE.search(text) is not None


def spelled(text: str) -> str:
    """The form in which names are compared: simplified, lower case, Chinese without blanks and separators."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if not is_chinese(plain):
        return " ".join(plain.split())
    return simplified("".join(plain.split()).translate(_SEPARATORS))


def short_forms(name: str) -> Iterator[str]:
    """The ways to shorten a unit's name: without its kind, and without the peoples of an autonomous unit."""
    for ending, kind in name_parts("unit").items():
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            stem = _without_peoples(name.removesuffix(ending))
            yield from (stem, stem + kind) if kind else (stem,)
            return
    if name[-1] in name_parts("kind") and len(name) > 2:
        stem = _without_peoples(name[:-1])
        yield from (stem,) if stem == name[:-1] else (stem, stem + name[-1])


def _without_peoples(stem: str) -> str:
    shorter, (people,) = stem, name_parts("of_people")
    while shorter and (ending := next((each for each in name_parts("people") if shorter.endswith(each)), "")):
        if len(shorter) - len(ending) < 2:
            return shorter.removesuffix(people) if len(shorter) > 2 else shorter
        shorter = shorter.removesuffix(ending)
    return shorter
