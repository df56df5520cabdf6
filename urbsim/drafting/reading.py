"""Reading a policy text: sentence by sentence, clause by clause, number by number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from urbsim.drafting.accounting import Explained, Unread, unread
from urbsim.drafting.grids import grids
from urbsim.drafting.hukou import VARIABLE, states_hukou_rule
from urbsim.drafting.numerals.admission import admitted, refused
from urbsim.drafting.numerals.figures import Quantity
from urbsim.drafting.numerals.quantities import quantities
from urbsim.drafting.numerals.slogans import slogans
from urbsim.drafting.register import register, word_list
from urbsim.drafting.sentences.building import from_quantity
from urbsim.drafting.sentences.deadlines import unquantified
from urbsim.drafting.sentences.frames import Frame, framed
from urbsim.drafting.sentences.passages import DatedClause, Sentence, has_quantity, sentences
from urbsim.drafting.sentences.plainly import from_plain, from_slogan
from urbsim.drafting.sentences.rows import TextPlace
from urbsim.drafting.sentences.subjects import Memory
from urbsim.drafting.statements import Statement
from urbsim.drafting.tables import Table, tables
from urbsim.drafting.text import PolicyText
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError

_SHORT: Final = 20
_HOW_FAR: Final = say("asked_of_text.how_far_and_when")
_SUBORDINATE: Final = re.compile(r"围绕|按照|根据|对照|锚定|为|确定的|提出的")
_COUNTABLE: Final = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿半全所壹贰叁肆伍陆柒捌玖拾级年月季底]")
_NUMERAL: Final = re.compile(r"\d+|[〇零一二两三四五六七八九十百千]+")

_SAME: Final = 0.02
"""Share by which two numbers of one fact may differ by rounding."""

MOST: Final = 1500
"""Statements of one text; the longest five-year plans have some hundreds."""

NUMERALS: Final = 12_000
"""Digits and Chinese numerals in a row of one text, figures of speech included."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What words alone say: an aim (`绿化覆盖率稳步提高`) or a measure (`全面放开落户限制`).

    ``variable`` is a name of the register, or the lever of a measure; ``question`` asks for the strength that
    the text leaves open.
    """

    quote: str
    start: int
    end: int
    variable: str
    kind: Literal["aim", "measure"] = "aim"
    question: str | None = None


@dataclass(frozen=True, slots=True)
class TextReading:
    """Everything read from a text, in the order of the text.

    Every number of the text is within one of ``statements`` (whose ``question`` says what is doubtful) or
    one of ``unread``, with the reason why it states nothing.
    """

    text: PolicyText
    statements: tuple[Statement, ...]
    aims: tuple[Aim, ...]
    issued: int | None
    unread: tuple[Unread, ...] = ()


@dataclass
class _State:
    """What later sentences take over from earlier ones."""

    text: PolicyText
    frame: Frame
    memory: Memory = field(default_factory=Memory)
    carried: list[int | None] = field(default_factory=lambda: [None] * 4)
    passing: bool = False
    topic: str = ""
    sentence: int = 0
    explained: list[Explained] = field(default_factory=list)


def read_policy(text: PolicyText, issued: date | None = None) -> TextReading:
    """Every statement of the text; ``issued`` is the day of issue where the text does not say it.

    Raises InputError for more numbers than a document can have.
    """
    if sum(1 for _ in _NUMERAL.finditer(text.clean)) > NUMERALS:
        raise _endless(text)
    state = _State(text, framed(text.clean, issued))
    listed = tables(text, state.frame)
    found = [statement for table in listed for statement in table.statements]
    for table in grids(text, state.frame, [(table.start, table.end) for table in listed]):
        listed.append(table)
        found.extend(table.statements)
        if len(found) > MOST:
            raise _endless(text)
    aims: list[Aim] = []
    for number, sentence in enumerate(sentences(text.clean, state.frame)):
        state.sentence = number
        if _within(sentence, text, listed):
            continue
        _enter(state, sentence)
        found.extend(_read_sentence(state, sentence))
        aims.extend(_aims(state, sentence))
        if len(found) > MOST:
            raise _endless(text)
    found.sort(key=lambda each: each.number_start)
    rest = unread(text, found, [*_cells(text, listed), *state.explained])
    return TextReading(text, tuple(found), tuple(aims), state.frame.issued, rest)


def _cells(text: PolicyText, listed: list[Table]) -> Iterator[Explained]:
    """The stretches of tables, in places of the clean text."""
    for table in listed:
        yield bisect_left(text.origins, table.start), bisect_left(text.origins, table.end), "table"


def _within(sentence: Sentence, text: PolicyText, listed: list[Table]) -> bool:
    """Whether the sentence begins inside a table, whose cells are read as such."""
    start = text.origins[sentence.clauses[0].start] if sentence.clauses else -1
    return any(table.start <= start < table.end for table in listed)


def _endless(text: PolicyText) -> InputError:
    problem = say("files.more_numbers", most=MOST)
    return InputError([Fault(text.name, None, problem, say("files.policy_text_remedy"))])


def _enter(state: _State, sentence: Sentence) -> None:
    """A heading ends what was carried on its level and below, a paragraph what is not the plan's own year."""
    if state.passing and sentence.clauses and state.text.clean[sentence.clauses[0].start - 1] == "\n":
        state.carried, state.passing = [None] * 4, False
    if sentence.opens:
        state.topic = _topic(sentence)
        above = state.carried[sentence.level - 1] if sentence.level > 1 else None
        state.carried[sentence.level :] = [above] * (4 - sentence.level)
        state.memory.last.clear()


def _topic(sentence: Sentence) -> str:
    """What a short opening sentence announces: `2.城镇化水平。2015年42%,…`."""
    words = "".join(clause.text for clause in sentence.clauses)
    return "" if len(words) > _SHORT or any(has_quantity(clause) for clause in sentence.clauses) else words


def _read_sentence(state: _State, sentence: Sentence) -> Iterator[Statement]:
    for index, clause in enumerate(sentence.clauses):
        _explain(state, sentence, clause)
        place = TextPlace(
            state.text,
            sentence,
            index=index,
            frame=state.frame,
            carried=_carried(state, sentence),
            topic=state.topic,
        )
        for slogan in slogans(clause.text, clause.start):
            yield from_slogan(place, slogan)
        if not sentence.heading and _COUNTABLE.search(clause.text):
            kept = _kept(state, sentence, index)
            yield from _read_numbers(state, place, kept)
            yield from (
                from_plain(place, plain) for plain in unquantified(sentence, index, state.frame.issued)
            )
        _carry(state, sentence, index)


def _explain(state: _State, sentence: Sentence, clause: DatedClause) -> None:
    """Note why the numbers of a clause that are blocked, or in a heading, state nothing."""
    if sentence.heading:
        state.explained.append((clause.start, clause.end, "heading"))
    blocked = zip(clause.blocked, clause.reasons, strict=True)
    state.explained += [(clause.start + a, clause.start + b, why) for (a, b), why in blocked]


def _kept(state: _State, sentence: Sentence, index: int) -> list[Quantity]:
    """The quantities of a clause that state something; of the rest the reason is noted."""
    clause = sentence.clauses[index]
    every = quantities(clause.text, list(clause.blocked))
    kept = [] if _restates(sentence, index, every) else admitted(clause.text, every)
    other = "speech" if kept or not every else "restated"
    state.explained += [
        (clause.start + each.start, clause.start + each.end, refused(clause.text, each) or other)
        for each in every
        if each not in kept
    ]
    return kept


def _restates(sentence: Sentence, index: int, every: list[Quantity]) -> bool:
    """Whether a clause only says again what the number before it says: `31万吨(6.2亿斤)`."""
    clause = sentence.clauses[index]
    if len(every) != 1 or every[0].end - every[0].start < len(clause.text.strip("约合即")) or not index:
        return False
    before = quantities(sentence.clauses[index - 1].text, list(sentence.clauses[index - 1].blocked))[-1:]
    return any(
        each.family == every[0].family and abs(each.plain() / (every[0].plain() or 1.0) - 1) < _SAME
        for each in before
    )


def _read_numbers(state: _State, place: TextPlace, kept: list[Quantity]) -> Iterator[Statement]:
    for number in range(len(kept)):
        yield from from_quantity(place, kept, number, state.memory, state.sentence)


def _carried(state: _State, sentence: Sentence) -> int | None:
    own = state.frame.issued if state.frame.reports and sentence.tense != "past" else None
    return state.carried[sentence.level] or sentence.year or own


def _carry(state: _State, sentence: Sentence, index: int) -> None:
    """`到2016年` holds for the sentences that follow in its section."""
    clause, issued = sentence.clauses[index], state.frame.issued
    for mark in clause.marks:
        arriving = mark.arriving and not _SUBORDINATE.search(clause.text[: mark.start])
        opens = arriving or (mark.kind == "period" and mark.start == 0)
        alone = mark.ends and mark.end == len(clause.text)
        later = (
            mark.kind == "year" and index > 0 and (mark.year or 0) > (state.carried[sentence.level] or 9999)
        )
        held = mark.kind in {"due", "period"} and (opens or alone)
        if mark.year is None or not (held or later):
            continue
        if (issued is None or mark.year >= issued) and sentence.tense != "past":
            state.carried[sentence.level :] = [mark.year] * (4 - sentence.level)
            own = sentence.year or state.frame.horizon
            state.passing = state.frame.told if own is None else own != mark.year


def _aims(state: _State, sentence: Sentence) -> Iterator[Aim]:
    for clause in sentence.clauses:
        quote = state.text.quote(clause.start, clause.end)
        start, end = state.text.span(clause.start, clause.end)
        if states_hukou_rule(clause.text):
            state.explained.append((clause.start, clause.end, "criterion"))
            yield Aim(quote, start, end=end, variable=VARIABLE, kind="measure", question=_HOW_FAR)
        if not word_list("vague").within(clause.text) or quantities(clause.text, list(clause.blocked)):
            continue
        for found in register().found(clause.text)[:1]:
            yield Aim(quote, start, end, found.indicator.variable)
