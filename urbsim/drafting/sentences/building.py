"""From a number and the words around it to a statement."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from urbsim.drafting.numerals.figures import Quantity
from urbsim.drafting.register import Indicator, register, word_list
from urbsim.drafting.sentences.comparing import Comparison, compared
from urbsim.drafting.sentences.naming import named
from urbsim.drafting.sentences.rows import Row, TextPlace, row_of
from urbsim.drafting.sentences.scopes import scope
from urbsim.drafting.sentences.subjects import Memory, is_silent, own_name
from urbsim.drafting.sentences.tense import Timing, earlier
from urbsim.drafting.statements import Kind, Statement, Value
from urbsim.text import say

_WORDS: Final = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_FIRMS: Final = ("count", "households")
_EACH: Final = ("各", "均", "各完成", "均完成", "各建", "各新增", "均为", "各为")
_PLANNED: Final = re.compile(r"完成(?:年度|全年|年初)?(?:预算|计划|任务|目标)[^,;]{0,4}$")
_GRANTED: Final = re.compile(r"惠及|涉及|受益|发放|补贴|补助|奖励|救助|供应")
_YEARLY_ALONE: Final = re.compile(r"^\s*(?:平均)?(?:年均|每年)(?:约)?\s*$")
_SUMMED: Final = re.compile(r"^\s*(?:累计|合计|总计|共)(?:达到?)?\s*$")
_SPENT: Final = re.compile(
    r"(?:贷款|债务|自筹|筹集|债券)$|投|拿出|列支|资金|基金|债券|设立|经费|补助|补贴|奖|安排|拨付|配套"
)


class _What(NamedTuple):
    """What a number is of: an indicator of the register where it is one, and the text's own words."""

    indicator: Indicator | None
    name: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What a statement says of its number, as the fields of `Statement` call it."""

    variable: str
    comparator: str
    kind: Kind
    unit: str
    scope: str | None = None
    year: int | None = None
    base: int | None = None
    known: bool = False
    question: str | None = None


def from_quantity(
    place: TextPlace, kept: list[Quantity], number: int, memory: Memory, sentence: int
) -> Iterator[Statement]:
    """The statements that one number makes: one for each indicator that shares it."""
    row = row_of(place.clause, kept, number)
    if row.quantity.bare:
        yield _slogan(place, row.quantity)
        return
    which, scopes = named(place, row, memory, sentence)
    years = place.years(row.quantity.start) if row.size == 1 and row.left.rstrip().endswith(_EACH) else ()
    timing = place.timing(row.quantity.start, row.rank, row.size)
    of_plan = _PLANNED.search(row.left)  # `完成预算的101.3%` names no new subject
    if not which.indicators and not which.recalled and not is_silent(which.name) and not of_plan:
        memory.note_words(which.name, row.quantity, sentence, place.index)
    for indicator in which.indicators or (None,):
        if indicator is not None:
            memory.note(indicator, row.quantity.family, sentence)
        for year in years or (timing.year,):
            yield _statement(place, row, _What(indicator, which.name), replace(timing, year=year), scopes)


def _statement(place: TextPlace, row: Row, what: _What, timing: Timing, scopes: str | None) -> Statement:
    indicator, name = what
    if indicator is not None and indicator.families == _FIRMS and row.quantity.family == "households":
        row = replace(row, quantity=replace(row.quantity, unit=register().by_word["个"]))  # 企业48户
    quantity = row.quantity
    comparison = _compared(place, row, indicator)
    if indicator is not None and not _bears(indicator, quantity, comparison):
        return _statement(place, row, _What(None, own_name(row.left, row.right, quantity)), timing, scopes)
    growing = comparison.part in {"growth", "growth_rate"}
    kind = _kind(what, row, timing, growing, _told(place, name))
    undated = kind == "baseline" or (row.mentions and kind == "lever")
    said = _Said(
        variable=_variable(indicator, name, quantity, comparison),
        comparator=comparison.comparator,
        kind=kind,
        unit=_unit(indicator, quantity, comparison),
        scope=scopes or _scope(place, row, indicator),
        year=None if undated else timing.year,
        base=timing.base,
        known=indicator is not None,
        question=_doubt(indicator, quantity, comparison, timing),
    )
    return _made(place, quantity, said)


def _bears(indicator: Indicator, quantity: Quantity, comparison: Comparison) -> bool:
    """Whether the unit can be that of the variable: no people in percent, no grain in mu."""
    if quantity.family in {"times", "doublings", "points"} or indicator.measures(quantity.family):
        return True
    return comparison.is_change and quantity.family == "share"


def _scope(place: TextPlace, row: Row, indicator: Indicator | None) -> str | None:
    """Where the number holds; of several heads before 分别 none is the place of all."""
    regional = indicator is not None and indicator.variable in register().words["regional"]
    found = scope(place.sentence, place.index, row.quantity.start, regional)
    shared = row.size > 1 and indicator is not None and found in register().words["scopes"]["kinds"]
    return None if shared else found


def _compared(place: TextPlace, row: Row, indicator: Indicator | None) -> Comparison:
    own = row.quantity.family in {"share", "points"} and not is_silent(row.left.lstrip("、"))
    listed = f"{row.lead}{row.left}" if row.left.startswith("、") and not own else row.left
    if not listed and place.text.clean[max(0, place.clause.start - 1)] == ")":
        listed = next(iter(list(place.before(row))[2:3]), "")  # `低于全省平均水平(46.3%)8.2个百分点`
    comparison = compared(listed, row.right, row.quantity, indicator)
    if _SUMMED.search(row.left) and comparison.comparator == "reach" and _rose(place):
        return Comparison("increase_of", "" if indicator is not None and indicator.moves else "increase")
    if _YEARLY_ALONE.search(row.left) and comparison.comparator == "reach" and _rose(place):
        return Comparison(
            "increase_per_year", "" if indicator is not None and indicator.moves else "increase"
        )
    in_period = any(mark.kind == "period" and mark.end <= row.quantity.start for mark in place.clause.marks)
    if comparison.comparator == "reach" and row.quantity.family == "count":
        if in_period and not row.right and len(row.left.replace(" ", "")) <= 4:
            return Comparison("increase_of", "")
        return Comparison("exact", "")
    rate = indicator is not None and "share" in indicator.families
    if rate and comparison.comparator.startswith("grow_per_year"):
        return Comparison(comparison.comparator.replace("grow", "increase"), "")
    return comparison


def _rose(place: TextPlace) -> bool:
    """Whether the clause before tells of an increase, which a sum goes on with: `每年新增1万人,累计5万人`."""
    before = place.sentence.clauses[max(0, place.index - 1) : place.index]
    return any(re.search(r"新增|净增|增加", clause.text) for clause in before)


def _told(place: TextPlace, name: str) -> str:
    """The clauses before, where the words for a sum leave open what it is for: `其中给排水4.8亿元`."""
    measured = word_list("measures").within(name)
    return "" if measured else "".join(clause.text for clause in earlier(place.sentence, place.index))


def _kind(what: _What, row: Row, timing: Timing, growing: bool, told: str) -> Kind:
    indicator, name = what
    if row.quantity.origin or timing.past:
        return "baseline"
    if indicator is not None:
        return "target" if growing else indicator.kind
    spent = row.quantity.family in {"money", "dollars"} and _SPENT.search(row.left + row.right + name + told)
    granted = row.quantity.family == "share" and word_list("granting").within(row.right)
    people = row.quantity.family in {"households", "persons"}
    helped = _GRANTED.search(row.left + name) if people else row.left.lstrip().startswith("发放")
    return "lever" if spent or granted or helped or row.mentions else "target"


def _variable(indicator: Indicator | None, name: str, quantity: Quantity, comparison: Comparison) -> str:
    if indicator is None:
        return (name.replace(" ", "") if _WORDS.search(name) else quantity.word) or "数值"
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
        return say("asked_of_text.masked")
    if indicator is None:
        return None
    rate = indicator.families[:1] == ("share",)
    if rate and quantity.family == "share" and comparison.comparator.startswith("increase"):
        return say("asked_of_text.points")
    if comparison.is_change or not indicator.measures(quantity.family):
        return None
    low = -math.inf if indicator.low is None else indicator.low
    high = math.inf if indicator.high is None else indicator.high
    if not low <= quantity.plain() <= high:
        return say("asked_of_text.outside")
    return None


def _made(place: TextPlace, quantity: Quantity, said: _Said) -> Statement:
    clause = place.clause
    start, end = place.text.span(clause.start, clause.end)
    first, last = place.text.span(clause.start + quantity.start, clause.start + quantity.end)
    value: Value = quantity.values[0] if len(quantity.values) == 1 else quantity.values
    return Statement(
        place.text.quote(clause.start, clause.end),
        said.variable,
        value=value,
        unit=said.unit,
        comparator=said.comparator,
        scope=said.scope,
        baseline_year=said.base,
        target_year=said.year,
        kind=said.kind,
        start=start,
        end=end,
        number_start=first,
        number_end=last,
        known=said.known,
        question=said.question,
    )


def _slogan(place: TextPlace, quantity: Quantity) -> Statement:
    name = quantity.word or "口号"
    return _made(place, quantity, _Said(name, "programme_name", "slogan", quantity.unit_name))
