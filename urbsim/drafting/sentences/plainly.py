"""Statements that no quantity makes: slogans, deadlines, periods, grades, completions."""

from __future__ import annotations

from urbsim.drafting.numerals.slogans import Slogan
from urbsim.drafting.sentences.deadlines import Plainly
from urbsim.drafting.sentences.rows import TextPlace
from urbsim.drafting.sentences.scopes import scope
from urbsim.drafting.statements import Statement, Value


def from_slogan(place: TextPlace, slogan: Slogan) -> Statement:
    """A slogan as a statement, with its numerals as value."""
    start, end = place.text.span(slogan.start, slogan.end)
    value: Value = slogan.values if len(slogan.values) != 1 else slogan.values[0]
    quote = place.text.quote(slogan.start, slogan.end)
    return Statement(
        quote,
        quote,
        value=value,
        unit="items",
        comparator="programme_name",
        scope=None,
        baseline_year=None,
        target_year=None,
        kind="slogan",
        start=start,
        end=end,
        number_start=start,
        number_end=end,
        known=False,
    )


def from_plain(place: TextPlace, plain: Plainly) -> Statement:
    """A deadline, period, grade or completion as a statement."""
    clause = place.clause
    timing = place.timing(plain.start)
    start, end = place.text.span(clause.start, clause.end)
    first, last = place.text.span(clause.start + plain.start, clause.start + plain.end)
    ruled = plain.unit == "grade"
    year = plain.year
    if year is None and (plain.kind == "target" or plain.unit == "date"):
        year = timing.year
    base = plain.value[0] if isinstance(plain.value, tuple) and plain.unit == "year" else None
    past = timing.past and not ruled and plain.unit != "years"
    return Statement(
        place.text.quote(clause.start, clause.end),
        plain.variable,
        value=plain.value,
        unit=plain.unit,
        comparator=plain.comparator,
        scope=scope(place.sentence, place.index, plain.start),
        baseline_year=int(base) if isinstance(base, float) else None,
        target_year=None if past else year,
        kind="baseline" if past else plain.kind,
        start=start,
        end=end,
        number_start=first,
        number_end=last,
        known=plain.known,
    )
