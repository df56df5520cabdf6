"""A user's own draft or scenario checked against its text: quotes, numbers, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

from urbsim.analysis.documents.plausibility import Finding, findings_in
from urbsim.analysis.documents.quotes import QuoteCheck, checked_quote, nearest_passage, plain
from urbsim.drafting import Statement, normalised, read_policy
from urbsim.drafting.draft.amounts import converted, indicator_of
from urbsim.evidence import yaml_lines
from urbsim.evidence.documents import Clause, Document, clause
from urbsim.scenario.file.drafted import drafted_entries
from urbsim.text import say
from urbsim.vocabulary.names import find_region
from urbsim.vocabulary.user_documents import UserDocument
from urbsim.vocabulary.variables import variables

_PASSAGE: Final = 120
"""Characters within which a level, another and the increase between them stand."""

_ROUNDED: Final = 0.06
"""Share of an increase by which levels may miss it: documents round."""

_LEVELS: Final = frozenset(("reach", "at_least", "about", "exact", "exceed"))
_INCREASES: Final = frozenset(("increase_of", "increase_of_at_least"))


@dataclass(frozen=True)
class OwnDocument:
    """What a file says that was read from a text: its statements, and the entries made from them."""

    file: str
    data: Mapping[str, Any]
    statements: tuple[Statement, ...]
    becomes: tuple[str | None, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """Clauses of shipped documents that the file rests on."""
        return tuple(dict.fromkeys(_clauses(self.data)))


def own_document(path: Path) -> OwnDocument:
    """The statements of a draft or scenario, also of one with open questions.

    Raises InputError where the file cannot be read or its `draft:` is not as `policy draft` writes it.
    """
    data = yaml_lines.read(path).required()
    entries = drafted_entries(data, str(path))
    statements = tuple(_statement(each) for each in entries)
    return OwnDocument(str(path), data, statements, tuple(each.get("becomes") for each in entries))


def quotes_against(own: OwnDocument, text: UserDocument) -> tuple[QuoteCheck, ...]:
    """Every quote of the file against its text: where it should stand, elsewhere, or not borne by it."""
    lines = tuple(map(plain, text.text.split("\n")))
    stated = tuple(
        _against(f"draft.statements.{index}", each, text.text) for index, each in enumerate(own.statements)
    )
    return (*stated, *(checked_quote(clause(name), lines) for name in own.clauses))


def numbers_against(own: OwnDocument, text: UserDocument) -> Iterator[Finding]:
    """Statements that the text does not make when it is read again, and entries that depart from theirs."""
    fresh = {
        (each.start, each.variable, each.value) for each in read_policy(normalised(text.text)).statements
    }
    for index, (each, entry) in enumerate(zip(own.statements, own.becomes, strict=True)):
        here = f"draft.statements.{index}"
        if (each.start, each.variable, each.value) not in fresh:
            said = say(
                "plausible.not_read_so", variable=each.variable, value=each.value, unit=each.unit,
                quote=each.quote,
            )  # fmt: skip
            yield Finding(own.file, (here,), say("plausible.read_otherwise"), said)
        written, stated = _written(own.data, entry), _stated(each)
        if written is not None and stated is not None and abs(written - stated) > 1e-6 * abs(stated):
            said = say(
                "plausible.other_number", entry=entry, written=written, stated=stated, quote=each.quote
            )
            yield Finding(own.file, (here, str(entry)), say("plausible.departs"), said)


def arithmetic_of(own: OwnDocument) -> tuple[Finding, ...]:
    """What of the file's statements does not add up, among themselves and against its region."""
    return (*_sums(own), *findings_in(_document(own)))


def _statement(entry: Mapping[str, Any]) -> Statement:
    value = entry["value"]
    number = tuple(map(float, value)) if isinstance(value, list) else value
    return Statement(
        quote=entry["quote"], variable=entry["variable"],
        value=float(number) if isinstance(number, int) else number, unit=entry["unit"],
        comparator=entry["comparator"], scope=entry.get("scope"), baseline_year=entry.get("baseline_year"),
        target_year=entry.get("target_year"), kind=entry["kind"], start=entry["start"], end=entry["end"],
        number_start=entry["start"], number_end=entry["end"], known=True,
    )  # fmt: skip


def _against(name: str, each: Statement, text: str) -> QuoteCheck:
    line = text.count("\n", 0, each.start) + 1
    if text[each.start : each.end] == each.quote:
        return QuoteCheck(name, each.quote, "found", line, "")
    at = text.find(each.quote)
    if at >= 0:
        return QuoteCheck(name, each.quote, "elsewhere", text.count("\n", 0, at) + 1, "")
    near = nearest_passage(plain(each.quote), tuple(map(plain, text.split("\n"))))
    return QuoteCheck(name, each.quote, "missing", None, near)


def _written(data: Mapping[str, Any], entry: str | None) -> float | None:
    """The number that a target of the file holds now; None for measures, whose numbers are assumptions."""
    kind, _, name = (entry or "").partition(".")
    entries = data.get(kind)
    named = [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
    value = next((each.get("value") for each in named if each.get("name") == name), None)
    return float(value) if isinstance(value, int | float) else None


def _stated(each: Statement) -> float | None:
    """The number of a statement in the unit that its entry takes."""
    indicator = indicator_of(each)
    model = "" if indicator is None or indicator.model is None else indicator.model
    units = [variables()[model].unit] if model in variables() else ["share", "persons"]
    found = next((value for unit in units if (value := converted(each, unit)) is not None), None)
    return found if isinstance(found, float) and not model.startswith("lever:") else None


def _clauses(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        if isinstance(data.get("clause"), str):
            yield data["clause"]
        for each in data.values():
            yield from _clauses(each)
    elif isinstance(data, list):
        for each in data:
            yield from _clauses(each)


def _document(own: OwnDocument) -> Document:
    """The file as a document of the library, as far as the checks of plausibility look at it."""
    region = own.data.get("region")
    found = find_region(region) if isinstance(region, str) else None
    level = found.level if found else str(region.get("level") if isinstance(region, dict) else "")
    told = [_clause(own, index, each, level) for index, each in enumerate(own.statements)]
    clauses = tuple(each for each in told if each is not None)
    title, draft = str(own.data.get("name", "")), own.data.get("draft")
    issued = draft.get("issued") if isinstance(draft, dict) else None
    return Document(
        id=own.file, title=title, english_title=title, issuer="", region=found.code if found else "",
        place="", level=level, date=None if issued is None else str(issued), number=None, complete=True,
        authenticity="", lines=(1, 1), sha256="", clauses=clauses,
    )  # fmt: skip


def _clause(own: OwnDocument, index: int, each: Statement, level: str) -> Clause | None:
    """A statement in plain units, where it is of a variable that a run puts out."""
    indicator = indicator_of(each)
    model = "" if indicator is None or indicator.model is None else indicator.model
    value = converted(each, variables()[model].unit) if model in variables() else None
    if value is None:
        return None
    return Clause(
        id=f"{own.file}/draft.statements.{index}", document=own.file, quote=each.quote, place=each.start,
        kind=each.kind, topic="", variable=model, value=value, unit=variables()[model].unit,
        comparator=each.comparator, scope=each.scope or level, baseline_year=each.baseline_year,
        target_year=each.target_year, reading="stated", reason=None,
    )  # fmt: skip


def _sums(own: OwnDocument) -> Iterator[Finding]:
    """Increases against the levels that they lead from and to."""
    numbered = [(index, each) for index, each in enumerate(own.statements) if isinstance(each.value, float)]
    before = [pair for pair in numbered if pair[1].kind == "baseline" and pair[1].comparator in _LEVELS]
    after = [pair for pair in numbered if pair[1].kind == "target" and pair[1].comparator in _LEVELS]
    more = [pair for pair in numbered if pair[1].comparator in _INCREASES]
    for (first, low), (last, high), (rise, step) in product(before, after, more):
        if not _of_one_thing(low, high, step):
            continue
        gained = _plain(high) - _plain(low)
        if abs(gained - _plain(step)) > _ROUNDED * max(abs(gained), abs(_plain(step))):
            names = tuple(f"draft.statements.{index}" for index in (first, last, rise))
            said = say(
                "plausible.sum", variable=high.variable, high=high.value, low=low.value, unit=high.unit,
                step=step.value, other=step.unit,
            )  # fmt: skip
            yield Finding(own.file, names, say("plausible.no_sum"), said)


def _of_one_thing(low: Statement, high: Statement, step: Statement) -> bool:
    """Whether level, level and increase are of one variable, place and year."""
    same = low.variable == high.variable and low.scope == high.scope == step.scope
    indicator = indicator_of(step)
    risen = indicator is not None and indicator.variable == high.variable
    return same and risen and high.target_year == step.target_year and _near(low, high, step)


def _near(low: Statement, high: Statement, step: Statement) -> bool:
    """Whether they stand in one passage, so that the increase is meant from this level to that."""
    places = (low.start, high.start, step.start)
    return max(places) - min(places) <= _PASSAGE


def _plain(each: Statement) -> float:
    value = converted(each, "share") or converted(each, "persons") or converted(each, "km2")
    return value if isinstance(value, float) else float(each.value) if isinstance(each.value, float) else 0.0
