"""Which year a number belongs to, and whether it reports what is or says what shall be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from urbsim.drafting.register import word_list
from urbsim.drafting.sentences.frames import Frame
from urbsim.drafting.sentences.passages import DatedClause, Sentence
from urbsim.drafting.sentences.times import TimeMark

_DONE: Final = re.compile(r"(?<![为除罢])了(?![解])")
_DEED: Final = re.compile(r"(?:全面|基本|全部)?(?:建成|建设|完成|开工|启动|实施|新建|改造|编制)")
_FROM_NOW: Final = re.compile(
    r"(?:由|从|在|比|较)(?:目前|现在|现有|现状)|共有产权|(?:超额|提前)完成[^,;、]{0,6}的(?!任务)"
)
_COMPARED: Final = ("比上年", "同比", "较上年", "比去年", "较去年")
_TOLD: Final = re.compile(r"全年(?:共|累计|总共|实际)?(?:完成|实现|新|改|建|达到|接待|投入|引进|获)")
_FINISHED: Final = re.compile(
    r"(?:\d{1,2}月)?[底末初前]?(?:前|全面|全部|正式|可|将)*(?:建成|竣工|通车|投用|投产|投入|完工|交付|开通|运营)"
)
_CHANGED: Final = re.compile(r"(?:提高|增长|增加|下降|扩大|达到|上升|减少|新增|完成|实现|建成)了[^,;]{0,8}\d")
_REACH: Final = 12
_SETTING: Final = frozenset(
    {"due", "year", "period", "within", "ahead", "now", "past", "next", "masked", "since"}
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Year of a number with the start of its span; ``past`` where it reports, ``masked`` where it is XX年."""

    year: int | None
    base: int | None
    past: bool
    masked: bool = False


def mark_for(sentence: Sentence, index: int, place: int) -> TimeMark | None:
    """The time that holds at ``place`` of a clause: before it there, else in earlier clauses, else behind."""
    here = [mark for mark in sentence.clauses[index].marks if mark.kind in _SETTING]
    before = [mark for mark in here if mark.start <= place]
    if before:
        return before[-1]
    if (due := _due_behind(sentence, index)) is not None:
        return due
    closed = False
    for clause in reversed(earlier(sentence, index)):
        closed = closed or clause.closed
        marks = [mark for mark in clause.marks if mark.kind in _SETTING]
        if marks and not (closed and _is_bound(marks[-1], clause)):
            return marks[-1]
    behind = [mark for mark in here if mark.kind in {"due", "period"}]
    return behind[0] if behind else None


def _due_behind(sentence: Sentence, index: int) -> TimeMark | None:
    """The day of completion behind, where no time stands before in what a semicolon closes off."""
    first = next((at for at in range(index, 0, -1) if sentence.clauses[at - 1].closed), 0)
    own = sentence.clauses[first : index + 1]
    begun = any(mark.kind in _SETTING for clause in own for mark in clause.marks)
    if begun or (first == 0 and sentence.year is not None):
        return None
    for clause in sentence.clauses[index + 1 :]:
        for mark in clause.marks:
            if mark.kind in {"due", "year"} and _FINISHED.match(clause.text[mark.end :]):
                return mark
        if clause.closed:
            break
    return None


def _is_bound(mark: TimeMark, clause: DatedClause) -> bool:
    """Whether the time belongs to its clause alone and ends with it at a semicolon: `2014年建成水厂;…`."""
    return mark.kind in {"year", "within"} and bool(_DEED.match(clause.text[mark.end :]))


def earlier(sentence: Sentence, index: int) -> tuple[DatedClause, ...]:
    """The clauses before clause ``index``, as far back as a number is understood from."""
    return sentence.clauses[max(0, index - _REACH) : index]


def timed(sentence: Sentence, index: int, place: int, frame: Frame, carried: int | None) -> Timing:
    """Timing of the number at ``place`` of a clause; ``carried`` is the year set by earlier sentences."""
    clause = sentence.clauses[index]
    mark = mark_for(sentence, index, place)
    year, base = _resolved(mark, frame)
    basis = next((each.year for each in clause.marks if each.kind == "base"), None)
    past = _is_past(sentence, index, place, frame, Timed(mark, year))
    if past:
        gone = frame.issued - 1 if mark is not None and mark.kind == "past" and frame.issued else None
        told = (year, gone, sentence.year if sentence.tense == "past" else None)
        own = next((each for each in told if each is not None and each <= (frame.issued or each)), None)
        return Timing(None, own, True)
    masked = mark is not None and mark.kind == "masked"
    if (
        year is None
        and not masked
        and (mark is None or mark.kind in {"base", "past", "now", "since"} or mark.years)
    ):
        year = carried
    if year is not None and frame.issued is not None and year < frame.issued:
        return Timing(None, year, True)  # nothing is due before the document was issued
    return Timing(year, base or basis, False, masked)


def _resolved(mark: TimeMark | None, frame: Frame) -> tuple[int | None, int | None]:
    """Year and start of span that a mark stands for, seen from the document's year."""
    if mark is None:
        return None, None
    if mark.kind in {"due", "year", "period"}:
        return mark.year, mark.base
    if mark.kind == "since":
        return frame.horizon, mark.base
    if frame.issued is None:
        return None, None
    if mark.kind in {"within", "ahead"} and mark.years:
        return _within(mark, frame.issued, frame), frame.issued
    ahead = {"now": 0, "next": 1}.get(mark.kind)
    return None if ahead is None else frame.issued + ahead, None


def _within(mark: TimeMark, issued: int, frame: Frame) -> int:
    """The last of so many years: a report counts its own year, and a plan does not reach beyond its end."""
    planned = frame.horizon is not None and frame.horizon > issued
    counted = frame.reports or (planned and not frame.congress)
    start = frame.begins if mark.kind == "ahead" and frame.begins and not frame.congress else issued
    year = start + int(mark.years[-1]) - (mark.kind == "ahead" and counted)
    return frame.horizon if frame.horizon is not None and planned and abs(year - frame.horizon) <= 1 else year


class Timed(NamedTuple):
    """The mark of time that governs a number, and the year it stands for."""

    mark: TimeMark | None
    year: int | None


def _is_past(sentence: Sentence, index: int, place: int, frame: Frame, timed: Timed) -> bool:
    mark, year = timed
    before = sentence.clauses[index].text[:place]
    wanted = word_list("future").within(before) or (index > 0 and _announced(sentence, index))
    if mark is not None and mark.kind == "past":
        return not (wanted and sentence.tense == "future")
    if (
        year is not None
        and frame.issued is not None
        and mark is not None
        and mark.kind in {"due", "year", "period"}
    ):
        if year != frame.issued:
            return year < frame.issued
        if sentence.tense == "past":
            return True
    whole = frame.untitled and year is None and not wanted and _whole_year(sentence, index)
    if whole or _reported(sentence, index, place):
        return not (wanted and sentence.tense == "future")
    if sentence.tense == "past":
        ahead = sentence.clauses[: index + 1]
        return not any(word_list("next").within(clause.text) for clause in ahead) and (
            not wanted or year is None
        )
    return "预计" in before and year is None and sentence.tense != "future"


def _whole_year(sentence: Sentence, index: int) -> bool:
    """`全年完成拆迁260户`: without a title that says otherwise, a year that is told as a whole is over."""
    return any(_TOLD.match(clause.text) for clause in sentence.clauses[: index + 1])


def _announced(sentence: Sentence, index: int) -> bool:
    return any(word_list("future").within(clause.text) for clause in earlier(sentence, index))


def _reported(sentence: Sentence, index: int, place: int) -> bool:
    """Whether words of the clause, or of the sentence before it, say that it is done."""
    clause = sentence.clauses[index]
    text = _FROM_NOW.sub("", clause.text)
    strong = word_list("past", "strong").within(text)
    if sentence.tense != "future" and not _aims(sentence, index, place):
        strong = strong or word_list("past", "loose").within(text)
    if clause.text.startswith("其中") and index > 0:  # a part is told as its whole is
        whole = sentence.clauses[index - 1]
        strong = strong or word_list("past", "strong").within(_FROM_NOW.sub("", whole.text))
    told_later = sentence.tense != "future" and any(map(_is_done, sentence.clauses[index + 1 :]))
    if strong or _done(clause, place) or (told_later and not _aims(sentence, index, place)):
        return True
    told = {
        word
        for each in earlier(sentence, index)
        for _, word in word_list("past", "strong").find(_FROM_NOW.sub("", each.text))
    }
    lasting = told & {"截至", "截止", "目前", "现有", "过去", "去年", "上年末"}
    compared = _next_compared(sentence, index) if sentence.tense != "future" else False
    return bool(lasting) or (compared and not _aims(sentence, index, place))


def _done(clause: DatedClause, place: int) -> bool:
    return bool(_DONE.search(clause.text[max(0, place - 12) :]))


def _is_done(clause: DatedClause) -> bool:
    """`城镇化率提高了1.3个百分点`: a number that is told as done, as are those before it in the sentence."""
    return bool(_CHANGED.search(clause.text))


def _aims(sentence: Sentence, index: int, place: int) -> bool:
    return word_list("future").within(sentence.clauses[index].text[:place]) or _announced(sentence, index)


def _next_compared(sentence: Sentence, index: int) -> bool:
    """`城镇化率达到34.94%,比上年提高了3.44个百分点`: what is compared with last year is last year's."""
    following = sentence.clauses[index + 1 : index + 2]
    return any(clause.text.startswith(_COMPARED) for clause in following)
