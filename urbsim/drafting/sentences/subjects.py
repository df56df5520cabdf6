"""What a number is of: the indicator before it, behind it, or earlier in the passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from urbsim.drafting.numerals.figures import Quantity
from urbsim.drafting.numerals.grammar import NUMERALS
from urbsim.drafting.register import Found, Indicator, register, word_list
from urbsim.drafting.sentences.comparing import changes, yearly

_RATIO: Final = re.compile(r"比重|占比|比例|占[^,]{1,20}的?$|率")
_BREAKS: Final = re.compile(r"[的,;。、:)(“”\"]|建设|等|以上|以内|左右")
_LEADING: Final = re.compile(
    r"^(?:每户|每人|每套|每平方米|每亩|[一二三四五六七八九十\d]{1,3}[、.]|分别|最高|最低|最多|其中|同比|较上年|比上年|期间|抓好|突出|重点|同时|力争|争取|确保|努力|要|将|使|实现|完成|全面|逐步|基本|预计|预期|计划|截至|目前|已|全年|累计|年均|平均|每年|今年|比|折算|折合|约合|"
    r"全国|全省|全市|全县|全区|全镇|我省|我市|我县|我区|到|年|底|末|和|与|及|并|均|也|新增|新建成?|改造|建设|提高|提升|把|将|对)+"
)
_TOPIC: Final = re.compile(rf"[^\d{NUMERALS}]{{2,16}}")
_WHOLE: Final = re.compile(r"全[国省市县区镇乡州旗]")
_APART: Final = re.compile(r"低于|高于|高出|落后")
_REACHED: Final = re.compile(r"(?:达到?|突破|超过|增加到|增至|扩大到)[ 约近]*$")
_THAN: Final = re.compile(r"(?:(?<![占入之对])比(?![重例])|较|低于|高于|落后).*")
_MULTIPLE: Final = re.compile(r" *(?:是|为|相当于|达到?|约|近)[^,;]{0,12}$| *$")
_AGAINST: Final = re.compile(r"(?:但|仍|且|也)*(?:比|较|低于|高于)[^,;]*?(?:低|高|落后|领先)?[于出了]?")
_NOUN: Final = re.compile(
    r"(?!左右|以上|以内|以下|惠及|涉及|占|为|达|增|同比|比|建|改|完)[\u4e00-\u9fff]{2,8}$"
)
_NAMED: Final = 20
_PLACE: Final = 9


@dataclass
class Memory:
    """The indicator last named for each family of units, and the sentence it was named in."""

    last: dict[str, tuple[Indicator, int]] = field(default_factory=dict)
    words: tuple[str, str, int, int] = ("", "", -1, -1)
    held: tuple[Indicator, ...] = ()
    recent: list[tuple[Indicator, int]] = field(default_factory=list)

    def note(self, indicator: Indicator, family: str, sentence: int) -> None:
        """Remember the indicator of a number."""
        for each in {family, *indicator.families, *indicator.also}:
            self.last[each] = (indicator, sentence)
        self.recent = [pair for pair in self.recent[-5:] if pair[0] is not indicator] + [
            (indicator, sentence)
        ]

    def note_words(self, name: str, quantity: Quantity, sentence: int, clause: int) -> None:
        """Remember the text's own words for what a number is of, at a sentence and clause."""
        self.words = (name, quantity.word, sentence, clause)

    def own_words(self, quantity: Quantity, sentence: int, clause: int) -> str:
        """Own words of this sentence, not before that clause, for a number in that unit or for a change."""
        name, unit, where, at = self.words
        fitting = quantity.word == unit or quantity.family in {"share", "times", "doublings", "points"}
        return name if where == sentence and at >= clause and fitting else ""

    def row(self, size: int, family: str, sentence: int) -> tuple[Indicator, ...]:
        """The indicators last named in this sentence, in order, if there are that many."""
        changing = family in {"share", "points", "times"}
        named = [
            each for each, place in self.recent if place == sentence and (changing or each.measures(family))
        ]
        return tuple(named[-size:]) if len(named) >= size else ()

    def recall(self, family: str, sentence: int) -> Indicator | None:
        """The indicator last given in that family, if it was in this sentence or the one before."""
        indicator, place = self.last.get(family, (None, -9))
        return indicator if sentence - place <= 1 else None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is of: indicators of the register, or ``name`` in the text's own words."""

    indicators: tuple[Indicator, ...]
    name: str
    recalled: bool = False
    back: int = 99


def subject(left: str, right: str, quantity: Quantity, before: Iterable[str]) -> Subject:
    """Subject of a number between ``left`` and ``right`` of its clause.

    ``left`` starts behind the number before it; ``before`` are the words before that, from the nearest
    clause to the farthest, which say what a number is of whose own clause names nothing.
    """
    listed = _ends_a_list(left) or _ends_in_doing(left)
    named = [] if listed and (_counted_ahead(right, quantity) or own_noun(right)) else register().found(left)
    behind = _behind(right, quantity)
    if behind is not None and (
        quantity.family in {"count", "places", "grade"} or not _last(named, quantity, left)
    ):
        return Subject((behind,), "")
    if last := _last(named, quantity, left):
        return Subject(_joined(named, last, left, quantity), "")
    if not named and not _counted_ahead(right, quantity) and names_nothing(_own_words(left), left, quantity):
        nearest = ""
        for back, words in enumerate(before):
            nearest = nearest or words
            if fitting := _last(register().found(words), quantity, left):
                return Subject((fitting.indicator,), "", recalled=True, back=back)
        if _TOPIC.fullmatch(nearest):
            return Subject((), _own_words(nearest))  # `镇域用水量:近期2000吨`
    return Subject((), own_name(left, right, quantity))


def _ends_a_list(left: str) -> bool:
    """Whether the words before a number are those behind the number before it: `900套危旧房、400户城中村`."""
    return left.endswith(("、", "和", "与", "及"))


def _ends_in_doing(left: str) -> bool:
    """Whether a verb stands next to the number, so that its thing stands behind: `各建设1个垃圾填埋场`."""
    verb = word_list("doing").last(left)
    return verb is not None and verb[0] > 0 and verb[0] + len(verb[1]) == len(left)


def own_noun(right: str) -> bool:
    """Whether a thing that can be counted stands behind a number: `400户城中村`."""
    near = re.split(r"[、(和与及]", right, maxsplit=1)[0]
    counted = any(each.indicator.counted and each.start <= 4 for each in register().found(near))
    return counted or bool(_NOUN.match(near))


def names_nothing(words: str, left: str, quantity: Quantity) -> bool:
    """Whether own words behind ``left`` say nothing of what is measured: only places, or no measurable thing.

    A change (`同口径增长6.2%`) and a number of people that is reached (`其余达到1万人`) are of something that
    can be measured, so words without such a thing leave it to an earlier clause.
    """
    if quantity.family == "count":
        return not _small_words().sub("", _WHOLE.sub("", words.replace(" ", "")))
    if is_silent(words) or (quantity.family == "points" and _AGAINST.fullmatch(left.strip())):
        return True
    changed = quantity.family in {"points", "times", "doublings"} or (
        quantity.family == "share" and changes(left)
    )
    reached = quantity.family == "persons" and _REACHED.search(left)
    return bool(changed or reached) and not word_list("measures").within(_THAN.sub("", words))


def is_silent(words: str) -> bool:
    """Whether words name nothing that could be measured: none, small words, or only a place."""
    rest = _small_words().sub("", words.replace(" ", ""))
    return not rest or (len(rest) <= _PLACE and rest.endswith(tuple(register().words["place_ends"])))


@cache
def _small_words() -> re.Pattern[str]:
    words = "|".join(sorted(register().words["small"], key=len, reverse=True))
    return re.compile(rf"每个?[县镇乡村区市]|各[县镇乡村区市]|{words}|[一二两三四五六七八九十\d]{{1,3}}年")


def fits(indicator: Indicator, quantity: Quantity, left: str) -> bool:
    """Whether a number in that unit can be of the indicator, as a level or as the change spoken of."""
    if indicator.measures(quantity.family):
        return True
    if quantity.family == "points":
        return ("share" in indicator.families or bool(_APART.search(left))) and "差距" not in left
    if quantity.family == "times" and _MULTIPLE.match(left):
        return True
    return (
        quantity.family in {"share", "times", "doublings"}
        and changes(left)
        and not re.search(r"比重|占比|比例|用水|能耗|排放|差距", left)
    )


def _last(named: list[Found], quantity: Quantity, left: str) -> Found | None:
    return next((found for found in reversed(named) if fits(found.indicator, quantity, left)), None)


def _joined(named: list[Found], last: Found, left: str, quantity: Quantity) -> tuple[Indicator, ...]:
    """The indicator, with those that share its number (`路网覆盖率和硬化率达到90%`)."""
    group = [last]
    for found in reversed(named[: named.index(last)]):
        between = left[found.end : group[0].start]
        if not re.fullmatch(r"(?:[、和与及]|以及)[^,、和与]{0,6}", between) or not fits(
            found.indicator, quantity, left
        ):
            break
        if found.indicator is group[0].indicator:
            break
        group.insert(0, found)
    return tuple(found.indicator for found in group)


def _behind(right: str, quantity: Quantity) -> Indicator | None:
    """An indicator that is counted behind its number: `500个重点镇`, `2万农民进城`."""
    words = quantity.word + right if quantity.family == "persons" else right
    stop = re.search(r"[、(]", words)
    near, head = words[: stop.start()] if stop else words, words.rpartition("的")[2]
    head = "" if words.startswith("、") else head
    for part in (near[:24], head) if quantity.family == "count" else (near[:24],):
        fitting = [each.indicator for each in register().found(part) if each.indicator.counted]
        match = next((each for each in fitting if each.measures(quantity.family)), None)
        if match is not None:
            return match
    return None


def _own_words(left: str) -> str:
    words = left.replace(" ", "").rstrip("的")
    for kind in ("at_least", "at_most", "exceed", "about"):
        found = word_list("comparators", "before", kind).last(words)
        if found and found[0] + len(found[1]) == len(words):
            words = words[: found[0]]
    for kind in ("level", "", "increase", "decrease"):
        found = word_list("change", kind).last(words) if kind else yearly(words)
        end = found[0] + len(found[1]) if found else 0
        if found and (end == len(words) or (found[0] and end >= len(words) - 2)):
            words = words[: found[0]]
    return _LEADING.sub("", words).strip('、和与及“”"的为由从 ')


def _counted_ahead(right: str, quantity: Quantity) -> str:
    """What is counted, where it stands behind its number: `10个试点县`."""
    ahead = _BREAKS.split(right, maxsplit=1)[0][:_NAMED]
    verb = word_list("change", "level").opens(ahead)
    measured = any(not found.indicator.counted for found in register().found(ahead))
    stands = quantity.family == "count" and len(ahead) >= 2 and verb is None and not measured
    return ahead if stands else ""


def own_name(left: str, right: str, quantity: Quantity) -> str:
    """The text's own words for what is measured."""
    ahead = _BREAKS.split(right, maxsplit=1)[0][:_NAMED]
    counted = quantity.family in {"count", "places", "dwellings", "households", "length"}
    words = _own_words(left).split("、")[-1][-_NAMED:]
    if counted and ahead and not words:
        return ahead
    return (
        _counted_ahead(right, quantity)
        or words
        or ahead
        or _BREAKS.split(right.removeprefix("的"))[0][:_NAMED]
    )
