"""What has no quantity: deadlines (`6月底前建设到位`), planning periods, grades, and all of a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from urbsim.drafting.register import word_list
from urbsim.drafting.sentences.passages import DatedClause, Sentence, has_quantity
from urbsim.drafting.sentences.times import TimeMark
from urbsim.drafting.statements import Kind, Value

_GRADE: Final = re.compile(r"([甲乙丙丁]级)(及?以上)?(?:的)?[^,;。]{0,6}资质")
_PLANNED: Final = re.compile(r"(?:编制|制定|修编)[^,;。]{0,20}规划$")
_WHOLE: Final = re.compile(
    r"(?P<thing>[^,、;:()\d]{2,12}?)(?:实现|达到|做到|基本)?(?:城乡|全域|区域)?(?P<full>全覆盖|全部覆盖)"
    r"|所有(?P<who>[^,、;:()\d的]{1,6}?)(?:都|均|全部|基本)?(?:实现|达到)?(?P<done>(?:通|普及|用上)[^,、;:\d]{1,8}|[^,、;:\d]{2,6}(?:集中处理|全覆盖))"
)
_VERBS: Final = re.compile(r"^(?:实现|做到|确保|推动|推进|基本)+")


@dataclass(frozen=True, slots=True)
class Plainly:
    """A statement that is no quantity: place in the clause, value and what it says."""

    start: int
    end: int
    variable: str
    value: Value
    unit: str
    comparator: str
    kind: Kind
    year: int | None
    known: bool = False


def unquantified(sentence: Sentence, index: int, issued: int | None) -> Iterator[Plainly]:
    """Deadlines, planning periods, grades and completions that clause ``index`` states."""
    clause = sentence.clauses[index]
    yield from _grades(clause)
    yield from _completions(clause)
    yield from _wholes(clause)
    yield from _periods(sentence, index)
    if not has_quantity(clause):
        yield from _deadlines(sentence, index, issued)


def _grades(clause: DatedClause) -> Iterator[Plainly]:
    for match in _GRADE.finditer(clause.text):
        bound = "at_least" if match[2] else "exact"
        yield Plainly(
            match.start(),
            match.end(),
            variable="planner_qualification",
            value=match[1],
            unit="grade",
            comparator=bound,
            kind="lever",
            year=None,
            known=True,
        )


_ALL: Final = {
    ("道", "硬化"): "road_hardening_rate",
    ("路", "硬化"): "road_hardening_rate",
    ("街", "绿化"): "main_street_greening_rate",
    ("人行", "硬化"): "sidewalk_hardening_rate",
}


def _completions(clause: DatedClause) -> Iterator[Plainly]:
    for place, verb in word_list("completions").find(clause.text):
        ahead = re.search(r"(?:全部|全面实现|百分之百)(?:实现|完成)?$", clause.text[:place])
        if not ahead:
            continue
        thing = re.split(r"[、的]", clause.text[: ahead.start()])[-1][-8:]
        if not thing:
            continue
        name = next((each for (part, done), each in _ALL.items() if done == verb and part in thing), None)
        if "人行道" in thing and verb == "硬化":
            name = "sidewalk_hardening_rate"
        end = place + len(verb)
        named = name or f"{thing}{verb}率"
        yield Plainly(
            ahead.start(),
            end,
            variable=named,
            value=100.0,
            unit="percent",
            comparator="all",
            kind="target",
            year=None,
            known=name is not None,
        )


def _wholes(clause: DatedClause) -> Iterator[Plainly]:
    """All of a thing: `农村饮水安全全覆盖`, `所有行政村通水泥路`."""
    for match in _WHOLE.finditer(clause.text):
        served = word_list("served")
        if match["full"] and served.within(match["thing"]):
            place, words = match.start("full"), f"{_VERBS.sub('', match['thing'])}覆盖率"
        elif match["done"] and served.within(match["done"]):
            place, words = match.start(), match["done"]
        else:
            continue
        yield Plainly(
            place,
            match.end(),
            variable=words,
            value=100.0,
            unit="percent",
            comparator="all",
            kind="target",
            year=None,
        )


def _periods(sentence: Sentence, index: int) -> Iterator[Plainly]:
    clause = sentence.clauses[index]
    before = sentence.clauses[index - 1].text if index else ""
    for mark in clause.marks:
        if mark.kind != "period" or mark.base is None or not clause.text[mark.start].isdigit():
            continue
        if _PLANNED.search(before if mark.start == 0 else clause.text[: mark.start]):
            value = (float(mark.base), float(mark.year or 0))
            yield Plainly(
                mark.start,
                mark.end,
                variable="plan_period",
                value=value,
                unit="year",
                comparator="range",
                kind="lever",
                year=mark.year,
                known=True,
            )


def _deadlines(sentence: Sentence, index: int, issued: int | None) -> Iterator[Plainly]:
    clause = sentence.clauses[index]
    for mark in clause.marks:
        if mark.kind == "within" and mark.using and mark.years and _free_ahead(sentence, index):
            value: Value = mark.years[0] if len(mark.years) == 1 else mark.years
            year = None if issued is None else issued + int(mark.years[-1])
            yield Plainly(
                mark.start,
                mark.end,
                variable="completion_deadline",
                value=value,
                unit="years",
                comparator="within_years",
                kind="target",
                year=year,
            )
            return
    dated = [mark for mark in clause.marks if _binds(mark, clause)]
    if not dated:
        return
    mark = dated[-1]
    following = sentence.clauses[index + 1 : index + 2]
    rest = clause.text[mark.end :] or "".join(each.text for each in following if not has_quantity(each))
    finish = next(iter(word_list("finishing").find(rest)), None)
    if finish is None or (finish[1] == "实现" and not mark.ends):
        return
    yield _deadline(clause, mark, dated, rest, issued)


def _binds(mark: TimeMark, clause: DatedClause) -> bool:
    """Whether the time is a date something must be done by, and not the year of the targets that follow."""
    rest = clause.text[mark.end :]
    if mark.kind == "day":
        return not rest.startswith("经济") and not rest.startswith("至")
    return mark.kind in {"due", "year"} and not (mark.arriving or mark.term) and bool(rest)


def _deadline(
    clause: DatedClause, mark: TimeMark, dated: list[TimeMark], rest: str, issued: int | None
) -> Plainly:
    year = next((each.year for each in dated if each.year is not None), None)
    thing = re.sub(r"^(?:必须|全面|基本|确保|完成|建成|前|,)+", "", rest)[:12] or "完成"
    if mark.kind == "day":
        known = (
            year if year is not None else issued if any(each.kind == "now" for each in clause.marks) else None
        )
        return Plainly(
            mark.start,
            mark.end,
            variable=f"{thing}期限",
            value=mark.day or "",
            unit="date",
            comparator="deadline",
            kind="lever",
            year=known,
        )
    assert mark.year is not None
    return Plainly(
        mark.start,
        mark.end,
        variable=f"{thing}期限",
        value=float(mark.year),
        unit="year",
        comparator="deadline",
        kind="lever",
        year=mark.year,
    )


def _free_ahead(sentence: Sentence, index: int) -> bool:
    """Whether neither this clause nor the next has a number, or one of them says what shall become."""
    ahead = sentence.clauses[index : index + 2]
    return not any(has_quantity(clause) for clause in ahead) or any(
        word_list("becoming").within(clause.text) for clause in ahead
    )


def grade_variables() -> frozenset[str]:
    """Names of variables that are stated without a quantity."""
    return frozenset({"planner_qualification", "plan_period", *_ALL.values()})
