"""What a number is of, where its own words do not say it all: pairs, general words, no words at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from urbsim.drafting.register import Found, Indicator, register, word_list
from urbsim.drafting.sentences.residents import residents
from urbsim.drafting.sentences.rows import Row, TextPlace
from urbsim.drafting.sentences.scopes import subjects_of_pair
from urbsim.drafting.sentences.subjects import Memory, Subject, fits, names_nothing, own_name, subject
from urbsim.drafting.sentences.tense import earlier

_LISTED: Final = re.compile(r"[、和与]|(?<!普)及")
_PREDICATE: Final = re.compile(
    r"(?:各自?|均)?(?:达到?|为|提高|提升|增长|增加|扩大|下降|降低|完成|控制|突破|超过|稳定|保持)"
)


def named(place: TextPlace, row: Row, memory: Memory, sentence: int) -> tuple[Subject, str | None]:
    """What the number is of, and the place it is about where a row names one for each."""
    found = subject(row.left, row.right, row.quantity, place.before(row))
    where = None
    paired = row.size > 1 and len(_heads(row)) == row.size
    again = row.size > 1 and found.recalled and _told_in_a_row(row, memory, sentence)
    if paired or again or (row.size > 1 and "分别" in row.left):
        found, where = _of_pair(found, place, row, memory, sentence)
    found = _borne(found, row)
    if paired and found.name and not found.recalled and "、" in row.left.partition("分别")[0]:
        return found, where
    if special := _special(found, place, row) or _residents(found, place, row):
        return Subject((special,), ""), where
    silent = found.recalled or (not found.indicators and _unnamed(found.name, row))
    own = memory.own_words(row.quantity, sentence, place.index - found.back) if silent else ""
    if own:
        return Subject((), own, recalled=True), where
    recalled = memory.recall(row.quantity.family, sentence) if silent and not found.indicators else None
    return (found if recalled is None else Subject((recalled,), "", recalled=True)), where


def _told_in_a_row(row: Row, memory: Memory, sentence: int) -> bool:
    """Whether as many measures were named before in this sentence: `…,是2011年的1.6倍、2.1倍和1.8倍`."""
    if row.rank == 0:
        memory.held = memory.row(row.size, row.quantity.family, sentence)
    return len(memory.held) == row.size


def _unnamed(name: str, row: Row) -> bool:
    """Whether neither own words nor the unit (as in 13个乡镇) say what is counted."""
    unit = row.quantity.unit
    noun = unit is not None and unit.name in {"towns", "villages", "counties"}
    return not noun and names_nothing(name.replace(row.quantity.word, "", 1), row.left, row.quantity)


def _of_pair(
    found: Subject, place: TextPlace, row: Row, memory: Memory, sentence: int
) -> tuple[Subject, str | None]:
    """One of several numbers behind 分别: one for each indicator, for each place, or for each year."""
    _told_in_a_row(row, memory, sentence)
    listed = memory.held
    silent = found.recalled or (not found.indicators and not found.name)
    if silent and not place.years(row.quantity.start) and len(listed) == row.size:
        found = Subject(listed, "")
    if len(found.indicators) == row.size:
        return Subject((found.indicators[row.rank],), ""), None
    names = _heads(row)
    if not found.recalled and len(names) == row.size:
        found = _of_name(names[row.rank], names[-1], row)
    places = subjects_of_pair(row.left.split("分别")[0])
    return Subject(found.indicators[-1:], found.name), places[row.rank] if len(places) >= row.size else None


def _heads(row: Row) -> list[str]:
    """The names that the numbers of a row belong to, in order; one word for several (`城乡`) as several."""
    words, told, _ = row.left.rpartition("分别")
    words = words if told else _PREDICATE.split(row.left)[0]
    for one, several in register().words["expansions"].items():
        if one in words and len(several) == row.size:
            before, _, rest = words.rpartition(one)
            return [f"{each}{rest}" if rest else f"{before}{each}" for each in several]
    names = [each.strip() for each in _LISTED.split(words)]
    return names if told or (len(names) == row.size > 1 and _are_measures(names, row)) else []


def _are_measures(names: list[str], row: Row) -> bool:
    """Whether each name, completed by the last, is of something that the numbers of the row can be of."""
    found = [_of_name(name, names[-1], row).indicators for name in names]
    return all(found) and len({each[0].variable for each in found}) == len(names)


def _borne(found: Subject, row: Row) -> Subject:
    """The subject without indicators that cannot be measured in the number's unit; then its own words."""
    fitting = tuple(each for each in found.indicators if fits(each, row.quantity, row.left))
    if fitting or not found.indicators:
        return replace(found, indicators=fitting)
    return Subject((), found.name or own_name(row.left, row.right, row.quantity))


def _of_name(name: str, last: str, row: Row) -> Subject:
    """One of the names before 分别, which may leave to the last what they share: `自来水、天然气入户率`."""
    endings = [""] if name == last else ["", *(last[start:] for start in range(len(last) - 1))]
    hits = [(found, len(name)) for end in endings for found in register().found(name + end)]
    family = row.quantity.family
    measured = [hit for hit in hits if hit[0].indicator.measures(family)]
    fitting = measured or [hit for hit in hits if fits(hit[0].indicator, row.quantity, row.left)]
    own = next((found for found, length in fitting if found.start < length), None)
    best = own or next((found for found, _ in fitting), None)
    return Subject((), name or last) if best is None else Subject((best.indicator,), "")


def _special(found: Subject, place: TextPlace, row: Row) -> Indicator | None:
    """What the sentence makes of a general word: money by its topic, towns that are made pilots."""
    words = register().words
    several = re.search(r"、.{0,30}等", row.right)
    if found.indicators and found.indicators[-1].variable == words["topics"]["of"] and not several:
        service = _spent_on(place, row)
        return _variable_named(service) if service else None
    if not found.indicators and row.quantity.family == "money" and (service := _service(found.name, row)):
        return _variable_named(service)
    following = place.sentence.clauses[place.index + 1 : place.index + 2]
    piloting = any("试点" in clause.text for clause in following) or "试点" in row.right
    if "选择" in row.left and piloting and row.quantity.family == "count" and "镇" in row.right:
        return _variable_named("pilot_town_count")
    variable = (
        next((each.indicator.variable for each in _told(place, row)), "") if found.name == "人均" else ""
    )
    return _variable_named(words["a_head"][variable]) if variable in words["a_head"] else None


def _spent_on(place: TextPlace, row: Row) -> str:
    """The investment that money is: what it is said to be for, else what its own clause is about.

    What earlier clauses of its sentence are about it is only where its own says no purpose: of `投资2亿元用于
    道路建设，投资5000万元扩建学校` the second sum is for no road.
    """
    own = _service("", row) or _topic(place.clause.text)
    if own or "用于" in row.right or word_list("doing").within(row.right):
        return own
    return _topic("".join(clause.text for clause in earlier(place.sentence, place.index)))


def _topic(words: str) -> str:
    """The investment whose word comes first."""
    hits = [
        (words.find(topic), name)
        for topic, name in register().words["topics"]["by_word"].items()
        if topic in words
    ]
    return str(min(hits)[1]) if hits else ""


def _service(name: str, row: Row) -> str:
    """The investment that a sum is, where it has only a service's name before it or is said to be for it."""
    services = register().words["services"]
    own = re.sub(r"(?:建设|工程|投资|处理|设施)+$", "", name)
    used = _used().match(row.right) or _used().match(name)
    return str(services.get(own) or services.get(used["for"] if used else "", ""))


@cache
def _used() -> re.Pattern[str]:
    """`用于污水管网建设`: what a sum is spent on."""
    services = "|".join(sorted(register().words["services"], key=len, reverse=True))
    return re.compile(rf"(?:资金)?(?:用于|支持|实施)(?:城区|县城|镇区|农村|城镇)?(?P<for>{services})")


def _told(place: TextPlace, row: Row) -> Iterator[Found]:
    """The indicators named before a number, the nearest first."""
    for text in place.before(row):
        yield from reversed(register().found(text))


def _residents(found: Subject, place: TextPlace, row: Row) -> Indicator | None:
    general = [each.variable for each in found.indicators] in ([], ["population"])
    if row.quantity.family != "persons" or not general or found.recalled:
        return None
    name = residents(row.left, place.before(row))
    return _variable_named(name) if name is not None else None


def _variable_named(name: str) -> Indicator:
    return next(each for each in register().indicators if each.variable == name)
