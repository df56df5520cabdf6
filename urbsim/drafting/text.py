"""From bytes to a text that rules can be matched on, every character of which knows where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_ENUMERATOR: Final = re.compile(
    r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]{1,4}[章节条篇]|[-—―–•·●◆■★*#|]"
)
_STOPS: Final = "。!?;:！？；：…"
_WRAPPED: Final = 22
"""Characters from which a line without a final stop is taken for a line that was broken by its width."""

_UNIT_START: Final = "年月日个万亿千百元%％人户套平亩公米吨倍家所座处条项名岁以左"
_TABULAR: Final = re.compile(r"\s\S{0,3}\d[\d.]*\S?\s+\S{0,3}\d[\d.]*\S?\s")
_ENDLESS: Final = re.compile(r"[\d,.]{31,}|[A-Za-z\d]{81,}")
_OUTLINE: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\s+")
_DASHES: Final = str.maketrans(
    {"—": "-", "–": "-", "―": "-", "－": "-", "~": "-", "〜": "-", "∼": "-", "﹣": "-", "∶": ":", "︰": ":"}
)


@dataclass(frozen=True, slots=True)
class PolicyText:
    r"""A text in two forms: ``original`` as given, ``clean`` as matched.

    ``origins[i]`` is the place in ``original`` of character ``i`` of ``clean``. In ``clean`` forms are
    half-width, dashes and tildes are ``-``, blanks and wrapped line ends are gone; ``\n`` ends a paragraph.
    """

    name: str
    original: str
    clean: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Place in the original of the clean characters ``start`` to ``end`` (exclusive)."""
        if start >= end:
            return (0, 0)
        return self.origins[start], self.origins[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The original words of the clean characters ``start`` to ``end``."""
        first, last = self.span(start, end)
        return self.original[first:last]


def normalised(original: str, name: str = "text") -> PolicyText:
    """The text with its matchable form. Linear in its length."""
    characters: list[str] = []
    origins: list[int] = []
    for start, line, joined in _lines(original):
        _append_line(line, start, characters, origins)
        if not joined and characters:
            characters.append("\n")
            origins.append(min(start + len(line), len(original) - 1))
    clean = _ENDLESS.sub(lambda match: "\n" * len(match.group()), "".join(characters))
    return PolicyText(name, original, clean, tuple(origins))


def _lines(original: str) -> list[tuple[int, str, bool]]:
    """Every line with its place, and whether the next one continues it."""
    places = [(match.start(), match.group()) for match in re.finditer(r"[^\r\n\f\v\u2028\u2029]+", original)]
    filled = [(start, line) for start, line in places if line.strip()]
    following = [*(line for _, line in filled[1:]), *([""] if filled else [])]
    joined = [_continues(line, after) for (_, line), after in zip(filled, following, strict=True)]
    if (
        filled
        and not filled[0][1].rstrip()[-1].isdigit()
        and not any(mark in filled[0][1] for mark in ",，、。")
    ):
        joined[0] = False  # a title is a line of its own, however long
    return [(start, line, each) for (start, line), each in zip(filled, joined, strict=True)]


def _continues(line: str, after: str) -> bool:
    line, after = line.strip(), after.strip()
    if not after or line[-1] in _STOPS or any(sign in line + after for sign in "\t|│┃"):
        return False
    if line[-1].isdigit() or (line[-1] == "." and line[-2:-1].isdigit()):
        return after[0] in _UNIT_START or after[0].isdigit() or after[0] == "."
    if _ENUMERATOR.match(after) or _TABULAR.search(line):
        return False
    return len(line) >= _WRAPPED and not _is_heading(line)


def _is_heading(line: str) -> bool:
    return bool(_ENUMERATOR.match(line)) and not any(stop in line for stop in ",，。;；")


@lru_cache(maxsize=65536)
def _plain(character: str) -> str:
    """The half-width form of one character; empty for marks that carry no meaning."""
    if character in "\u200b\u200c\u200d\ufeff\u00ad" or unicodedata.category(character) in {"Cs", "Mn"}:
        return ""
    if character in "〇○":
        return "〇"
    if character in "²³":
        return character
    plain = unicodedata.normalize("NFKC", character).translate(_DASHES)
    return "\0" if plain.isdigit() and not character.isdecimal() else plain


def _append_line(line: str, start: int, characters: list[str], origins: list[int]) -> None:
    """Append the plain form of one line; a wide gap stays, as the boundary it is in tables."""
    body = line.strip()
    offset = start + line.index(body)
    gap = 0
    for place, character in enumerate(body, offset):
        if character.isspace():
            gap += 2 if character in "\t\u3000" else 1
            continue
        if gap and (gap > 2 or _divides(characters, character) or _OUTLINE.fullmatch(body[: place - offset])):
            characters.append("\t" if gap > 2 else " ")
            origins.append(place - 1)
        gap = 0
        for plain in _plain(character):
            characters.append(plain)
            origins.append(place)


def _divides(characters: list[str], after: str) -> bool:
    return (
        bool(characters)
        and characters[-1].isascii()
        and after.isascii()
        and characters[-1].isalnum()
        and after.isalnum()
    )
