"""Where a number stands: the place in the text, the words around it, and the numbers listed with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from urbsim.drafting.numerals.figures import Quantity
from urbsim.drafting.numerals.quantities import LISTING
from urbsim.drafting.register import word_list
from urbsim.drafting.sentences.frames import Frame
from urbsim.drafting.sentences.passages import DatedClause, Sentence
from urbsim.drafting.sentences.tense import Timing, earlier, mark_for, timed
from urbsim.drafting.text import PolicyText

_GRADED: Final = re.compile(r"(?:国家|省|市|县|区|部)级[、和及]")
_OWN_BOUND: Final = re.compile(r"左右|上下|以上|以内|以下")


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where in the text a statement stands, with the year and the topic that earlier sentences set."""

    text: PolicyText
    sentence: Sentence
    index: int
    frame: Frame
    carried: int | None
    topic: str = ""

    @property
    def clause(self) -> DatedClause:
        """The clause it stands in."""
        return self.sentence.clauses[self.index]

    def before(self, row: Row) -> Iterator[str]:
        """The words before a number, from its own clause back to the first of the sentence."""
        yield self.clause.text[: row.start]
        yield from (clause.text for clause in reversed(earlier(self.sentence, self.index)))
        yield self.topic

    def timing(self, at: int, rank: int = 0, size: int = 1) -> Timing:
        """Year and tense of what stands at ``at`` of the clause, as number ``rank`` of a row of ``size``."""
        timing = timed(self.sentence, self.index, at, self.frame, self.carried)
        row = self.years(at)
        return replace(timing, year=row[rank]) if len(row) == size > 1 and not timing.past else timing

    def years(self, at: int) -> tuple[int, ...]:
        """The row of years that holds at ``at`` of the clause (`2015年和2020年`), or none."""
        mark = mark_for(self.sentence, self.index, at)
        return mark.row if mark is not None else ()


@dataclass(frozen=True, slots=True)
class Row:
    """A number with the words around it; ``rank`` is its place among ``size`` numbers listed together.

    ``lead`` are the words before the number before it, whose verb may govern this one as well.
    """

    quantity: Quantity
    left: str
    right: str
    rank: int
    size: int
    lead: str
    start: int

    @property
    def mentions(self) -> bool:
        """Whether the number only counts what is listed before it: `甲镇、乙镇等10个示范镇`."""
        return self.left.rstrip().endswith("等") and not word_list("doing").within(self.left)


def row_of(clause: DatedClause, kept: list[Quantity], number: int) -> Row:
    """The number of that place among the quantities of a clause, with its words."""
    text = _without_times(clause)
    first, last = number, number
    while first > 0 and LISTING.fullmatch(text[kept[first - 1].end : kept[first].start]):
        first -= 1
    while last + 1 < len(kept) and LISTING.fullmatch(text[kept[last].end : kept[last + 1].start]):
        last += 1
    joined = first > 0 and kept[first - 1].end == kept[first].start  # `52户156人` has one subject
    left = text[kept[first - 1 - joined].end if first > joined else 0 : kept[first - joined].start]
    after = kept[last + 1].start if last + 1 < len(kept) else len(text)
    paired = "分别" in left
    behind = text[kept[number].end : kept[number + 1].start if number + 1 < len(kept) else after]
    if not behind and number + 1 < len(kept):  # `52户156人全部脱贫`
        behind = text[kept[number + 1].end : kept[number + 2].start if number + 2 < len(kept) else len(text)]
    if _GRADED.fullmatch(behind) and number + 1 < len(kept):  # `6个国家级、20个省级特色小镇`
        behind += text[kept[number + 1].end : kept[number + 2].start if number + 2 < len(kept) else len(text)]
    if LISTING.fullmatch(behind) and _of_households(kept[number], kept[number + 1 : number + 2]):
        behind = text[kept[number + 1].end : kept[number + 2].start if number + 2 < len(kept) else len(text)]
    right = text[kept[last].end : after] if paired and not _OWN_BOUND.match(behind) else behind
    lead = _lead(text, kept, first)
    begins = kept[first - 1].end if first else 0
    return Row(
        kept[number], left, right=right, rank=number - first, size=last - first + 1, lead=lead, start=begins
    )


def _of_households(one: Quantity, following: list[Quantity]) -> bool:
    """Whether a number of households stands before the number of their people: `5000户、1.8万名农民`."""
    return one.family == "households" and any(each.family == "persons" for each in following)


def _lead(text: str, kept: list[Quantity], first: int) -> str:
    """The words before the numbers before, back to where the list begins whose verb governs them all."""
    words = ""
    for at in range(first - 1, -1, -1):
        before = text[kept[at - 1].end if at else 0 : kept[at].start]
        words = before + words
        if not before.startswith(("、", "和")):
            break
    return words


def _without_times(clause: DatedClause) -> str:
    """The clause with times and noise blanked out, every other character in its place."""
    characters = list(clause.text)
    for start, end in clause.blocked:
        if clause.text[max(start, 0)] != "《" and not any(start == mark.start for mark in clause.marks):
            continue
        for place in range(max(start, 0), min(end, len(characters))):
            characters[place] = " "
    return "".join(characters)
