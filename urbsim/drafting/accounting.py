"""Every number of a text has one fate: it is in a statement, or it is unread for a reason that is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from urbsim.drafting.numerals.grammar import ARABIC, MIXED, NUMERALS
from urbsim.drafting.statements import Statement
from urbsim.drafting.text import PolicyText
from urbsim.evidence.package_yaml import read_package_file

Explained = tuple[int, int, str]
"""A stretch of the clean text, and the reason why the numbers in it state nothing."""

_NUMBER: Final = re.compile(rf"{MIXED}|{ARABIC}|\d+|[{NUMERALS}][{NUMERALS}万亿]*")
_NUMBERING: Final = re.compile(
    r"\n[ \t]*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十百\d]{1,4}[章节条篇编])"
    r"|[一二三四五六七八九十]{1,2}是|[(][一二三四五六七八九十\d]{1,3}[)]"
)


_CALENDAR: Final = re.compile(r"年|月|日|号|时|点|分|秒|届|次|页|期|小时|分钟|天|周|级|季度|个五年")


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that states nothing: ``original[start:end]``, and the reason as a key of `reasons`."""

    quote: str
    start: int
    end: int
    reason: str


@cache
def reasons() -> dict[str, dict[Literal["en", "zh"], str]]:
    """What each reason means, in English and Chinese."""
    return dict(read_package_file("drafting/reasons.yaml").required())


def unread(
    text: PolicyText, statements: Sequence[Statement], explained: Iterable[Explained]
) -> tuple[Unread, ...]:
    """Every number of the text that no statement bears, each once, in the order of the text."""
    borne = _Stretches((each.number_start, each.number_end, "") for each in statements)
    told = _Stretches([*_numbering(text.clean), *explained])
    found = []
    for match in _NUMBER.finditer(text.clean):
        start, end = text.span(*match.span())
        if borne.over(start, end) is None:
            reason = told.over(*match.span()) or _seen(text.clean, match)
            found.append(Unread(text.original[start:end], start, end, reason))
    return tuple(found)


def _seen(clean: str, match: re.Match[str]) -> str:
    """The reason that the characters next to a number show."""
    before, after = clean[: match.start()][-1:], clean[match.end() :][:3]
    if _CALENDAR.match(after):
        return "clock"
    if any(each.isascii() and each.isalpha() for each in (before, after[:1])):
        return "name"
    return "unitless" if match.group()[0].isdigit() else "word"


def _numbering(clean: str) -> Iterator[Explained]:
    for match in _NUMBERING.finditer(f"\n{clean}"):
        yield match.start() - 1, match.end() - 1, "numbering"


class _Stretches:
    """Stretches of a text with their reasons, searched by place; of several the first that was given."""

    def __init__(self, stretches: Iterable[Explained]) -> None:
        ordered = sorted(stretches, key=lambda each: each[:2])
        self._starts = [start for start, _, _ in ordered]
        self._ordered = ordered
        self._reach: list[int] = []
        for _, end, _ in ordered:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def over(self, start: int, end: int) -> str | None:
        """The reason of the stretch that overlaps start to end and begins last, or None."""
        at = bisect_right(self._starts, end - 1) - 1
        while at >= 0 and self._reach[at] > start:
            if self._ordered[at][1] > start:
                return self._ordered[at][2]
            at -= 1
        return None
