"""From a number and the words around it to a statement."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from urbsim.drafting.comparing import Comparison, compared
from urbsim.drafting.passages import Clause, Frame, Sentence
from urbsim.drafting.figures import Quantity
from urbsim.drafting.register import Indicator, register, word_list
from urbsim.drafting.residents import residents
from urbsim.drafting.scopes import scope, subjects_of_pair
from urbsim.drafting.statements import Kind, Statement, Value
from urbsim.drafting.subjects import Memory, Subject, is_silent, subject
from urbsim.drafting.tense import Timing, earlier, mark_for, timed
from urbsim.drafting.text import PolicyText

_ROW: Final = re.compile(r"[、和与及]|以及")
_SPENT: Final = re.compile(r"投|资金|经费|补助|补贴|奖|安排|拨付|配套")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text a statement stands, and the year that earlier sentences set."""

    text: PolicyText
    sentence: Sentence
    index: int
    frame: Frame
    carried: int | None

    @property
    def clause(self) -> Clause:
        """The clause it stands in."""
        return self.sentence.clauses[self.index]

    def before(self, row: _Row) -> Iterator[str]:
        """The words before a number, from its own clause back to the first of the sentence."""
        yield self.clause.text[: row.start]
        yield from (clause.text for clause in reversed(earlier(self.sentence, self.index)))

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
class _Row:
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


def from_quantity(
    place: Place, kept: list[Quantity], number: int, memory: Memory, sentence: int
) -> Iterator[Statement]:
    """The statements that one number makes: one for each indicator that shares it."""
    row = _row(place.clause, kept, number)
    if row.quantity.bare:
        yield _slogan(place, row.quantity)
        return
    which, scopes = _subjects(place, row, memory, sentence)
    timing = place.timing(row.quantity.start, row.rank, row.size)
    if not which.indicators and not which.recalled and not is_silent(which.name):
        memory.note_words(which.name, row.quantity, (sentence, place.index))
    for indicator in which.indicators or (None,):
        if indicator is not None:
            memory.note(indicator, row.quantity.family, sentence)
        yield _statement(place, row, (indicator, which.name), timing, scopes)


def _row(clause: Clause, kept: list[Quantity], number: int) -> _Row:
    text = _without_times(clause)
    first, last = number, number
    while first > 0 and _ROW.fullmatch(text[kept[first - 1].end : kept[first].start]):
        first -= 1
    while last + 1 < len(kept) and _ROW.fullmatch(text[kept[last].end : kept[last + 1].start]):
        last += 1
    left = text[kept[first - 1].end if first else 0 : kept[first].start]
    after = kept[last + 1].start if last + 1 < len(kept) else len(text)
    paired = "分别" in left
    own = number + 1 < len(kept) and not paired
    right = text[kept[number].end : kept[number + 1].start] if own else text[kept[last].end : after]
    lead = text[kept[first - 2].end if first > 1 else 0 : kept[first - 1].start] if first else ""
    begins = kept[first - 1].end if first else 0
    return _Row(kept[number], left, right, number - first, last - first + 1, lead, begins)


def _without_times(clause: Clause) -> str:
    """The clause with times and noise blanked out, every other character in its place."""
    characters = list(clause.text)
    for start, end in clause.blocked:
        if clause.text[max(start, 0)] != "《" and not any(start == mark.start for mark in clause.marks):
            continue
        for place in range(max(start, 0), min(end, len(characters))):
            characters[place] = " "
    return "".join(characters)


def _subjects(place: Place, row: _Row, memory: Memory, sentence: int) -> tuple[Subject, str | None]:
    """What the number is of, and the place it is about where a row names one for each."""
    found = subject(row.left, row.right, row.quantity, place.before(row))
    named = None
    if "分别" in row.left and row.size > 1:
        listed = memory.row(row.size, row.quantity.family, sentence) if row.rank == 0 else memory.held
        silent = found.recalled or (not found.indicators and not found.name)
        if silent and not place.years(row.quantity.start) and len(listed) == row.size:
            memory.held = listed
            found = Subject(listed, "")
        if len(found.indicators) == row.size:
            found = Subject((found.indicators[row.rank],), "")
        else:
            found = Subject(found.indicators[-1:], _name_of_pair(row) if not found.indicators else found.name)
            places = subjects_of_pair(row.left.split("分别")[0])
            named = places[row.rank] if len(places) >= row.size else None
    if special := _special(found, place, row) or _residents(found, place, row):
        return Subject((special,), ""), named
    silent = found.recalled or (not found.indicators and is_silent(found.name.replace(row.quantity.word, "", 1)))
    own = memory.own_words(row.quantity, sentence, place.index - found.back) if silent else ""
    if own:
        return Subject((), own, recalled=True), named
    if not found.indicators and silent:
        recalled = memory.recall(row.quantity.family, sentence)
        if recalled is not None:
            found = Subject((recalled,), "", recalled=True)
    return found, named


def _name_of_pair(row: _Row) -> str:
    """The own words of a number for which those before 分别 list one name each."""
    listed = re.split(r"[、和与]|(?<!普)及", row.left.rpartition("分别")[0])
    words = listed[row.rank] if len(listed) == row.size else listed[-1]
    return words.strip()


def _special(found: Subject, place: Place, row: _Row) -> Indicator | None:
    """What the sentence makes of a general word: money by its topic, towns that are made pilots."""
    words = register().words
    sentence = "".join(clause.text for clause in (*earlier(place.sentence, place.index), place.clause))
    if found.indicators and found.indicators[-1].variable == words["topics"]["of"]:
        hits = [
            (sentence.find(topic), name)
            for topic, name in words["topics"]["by_word"].items()
            if topic in sentence
        ]
        return _variable_named(min(hits)[1]) if hits else None
    following = place.sentence.clauses[place.index + 1 : place.index + 2]
    piloting = any("试点" in clause.text for clause in following) or "试点" in row.right
    if "选择" in row.left and piloting and row.quantity.family == "count" and "镇" in row.right:
        return _variable_named("pilot_town_count")
    return None


def _residents(found: Subject, place: Place, row: _Row) -> Indicator | None:
    general = [each.variable for each in found.indicators] in ([], ["population"])
    if row.quantity.family != "persons" or not general or found.recalled:
        return None
    name = residents(row.left, place.before(row))
    return _variable_named(name) if name is not None else None


def _variable_named(name: str) -> Indicator:
    return next(each for each in register().indicators if each.variable == name)


def _statement(
    place: Place, row: _Row, what: tuple[Indicator | None, str], timing: Timing, scopes: str | None
) -> Statement:
    indicator, name = what
    quantity = row.quantity
    comparison = _compared(place, row, indicator)
    kind = _kind(indicator, name, row, timing, comparison.part in {"growth", "growth_rate"})
    return _made(
        place, quantity, _variable(indicator, name, quantity, comparison), comparison.comparator,
        (kind, None if (row.mentions and kind == "lever") or kind == "baseline" else timing.year, timing.base),
        (scopes or scope(place.sentence, place.index, quantity.start), indicator is not None,
         _doubt(indicator, quantity, comparison, timing), _unit(indicator, quantity, comparison)),
    )  # fmt: skip


def _compared(place: Place, row: _Row, indicator: Indicator | None) -> Comparison:
    listed = f"{row.lead}{row.left}" if row.left.startswith("、") else row.left
    comparison = compared(listed, row.right, row.quantity, indicator)
    in_period = any(mark.kind == "period" and mark.end <= row.quantity.start for mark in place.clause.marks)
    if comparison.comparator == "reach" and row.quantity.family == "count":
        if in_period and not row.right and len(row.left.replace(" ", "")) <= 4:
            return Comparison("increase_of", "")
        return Comparison("exact", "")
    rate = indicator is not None and "share" in indicator.families
    if rate and comparison.comparator.startswith("grow_per_year"):
        return Comparison(comparison.comparator.replace("grow", "increase"), "")
    return comparison


def _kind(indicator: Indicator | None, name: str, row: _Row, timing: Timing, growing: bool) -> Kind:
    if row.quantity.origin or timing.past:
        return "baseline"
    if indicator is not None:
        return "target" if growing else indicator.kind
    spent = row.quantity.family in {"money", "dollars"} and _SPENT.search(row.left + row.right + name)
    granted = row.quantity.family == "share" and word_list("granting").within(row.right)
    return "lever" if spent or granted or row.mentions else "target"


def _variable(indicator: Indicator | None, name: str, quantity: Quantity, comparison: Comparison) -> str:
    if indicator is None:
        return name.replace(" ", "") or quantity.word or "数值"
    suffix = register().words["growth_suffix"].get(comparison.part, "")
    return f"{indicator.named(quantity.family)}{suffix}"


def _unit(indicator: Indicator | None, quantity: Quantity, comparison: Comparison) -> str:
    if quantity.family == "share" and "per_year" in comparison.comparator:
        return f"{quantity.unit_name}_per_year"
    if indicator is not None and indicator.variable.endswith("per_capita") and quantity.family == "area":
        return f"{quantity.unit_name}_per_person"
    return quantity.unit_name


def _doubt(
    indicator: Indicator | None, quantity: Quantity, comparison: Comparison, timing: Timing
) -> str | None:
    if timing.masked:
        return "The year is masked in the text: which year is meant?"
    if indicator is None:
        return None
    rate = indicator.families[:1] == ("share",)
    if rate and quantity.family == "share" and comparison.comparator.startswith("increase"):
        return "A rate rises by percent: are percentage points meant?"
    if comparison.is_change or not indicator.measures(quantity.family):
        return None
    low = -math.inf if indicator.low is None else indicator.low
    high = math.inf if indicator.high is None else indicator.high
    if not low <= quantity.plain() <= high:
        return "The value is outside what is plausible for this variable: is it read rightly?"
    return None


def _made(
    place: Place,
    quantity: Quantity,
    variable: str,
    comparator: str,
    when: tuple[Kind, int | None, int | None],
    rest: tuple[str | None, bool, str | None, str],
) -> Statement:
    kind, year, base = when
    scopes, known, question, unit = rest
    clause = place.clause
    start, end = place.text.span(clause.start, clause.end)
    number = place.text.span(clause.start + quantity.start, clause.start + quantity.end)
    value: Value = quantity.values[0] if len(quantity.values) == 1 else quantity.values
    return Statement(
        place.text.quote(clause.start, clause.end), variable, value, unit, comparator, scopes,
        base, year, kind, start, end, *number, known, question,
    )  # fmt: skip


def _slogan(place: Place, quantity: Quantity) -> Statement:
    when: tuple[Kind, int | None, int | None] = ("slogan", None, None)
    name = quantity.word or "口号"
    return _made(place, quantity, name, "programme_name", when, (None, False, None, quantity.unit_name))
