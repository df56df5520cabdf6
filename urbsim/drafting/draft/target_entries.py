"""Statements of goals as entries of `targets:`: scored, kept unscored with the reason, or asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from urbsim.drafting.draft.amounts import converted, is_growth
from urbsim.drafting.draft.proposal import Proposal, slug
from urbsim.drafting.register import Indicator, word_list
from urbsim.drafting.statements import Statement
from urbsim.policy.plausibility import StatedFigure, doubt_of_target, people_of
from urbsim.text import Message, both, named, say
from urbsim.vocabulary.variables import variables

_LEVELS: Final = ("nation", "province", "prefecture", "county", "township")
_WIDE: Final = {
    "nation": ("全国", "我国"),
    "province": ("全省", "我省", "全自治区"),
    "prefecture": ("全市", "我市", "本市", "全州"),
}
_PLACED: Final = frozenset(("city_population", "seat_population", "town_population"))
_EACH: Final = re.compile(r"平均达到|每[镇乡县村]|每个|各[镇乡县]|均达到|均超过|均突破")
_RURAL: Final = re.compile(r"农村|乡村|行政村|自然村|村庄")
_PLAIN: Final = frozenset(("reach", "at_least", "at_most", "exceed", "about", "exact", "stretch", "range"))
_COUNTED: Final = {
    "reach": "increase_of", "exact": "increase_of", "about": "increase_of", "stretch": "increase_of",
    "at_least": "increase_of_at_least", "exceed": "increase_of_at_least",
}  # fmt: skip
_CHANGES: Final = {
    "increase_of": "increase_of",
    "increase_of_at_least": "increase_of_at_least",
    "increase_per_year": "increase_per_year_at_least",
    "increase_per_year_at_least": "increase_per_year_at_least",
}
_GROWTHS: Final = {
    "grow_per_year": "grow_per_year",
    "grow_per_year_at_least": "grow_per_year_at_least",
}
_GROSS: Final = named(
    "it is a gross flow of the year; a run has the stock, net of what ends",
    "该指标为当年毛流量，而模型给出的是扣除减少后的存量",
)
"""Why a flow is scored against no stock of a run."""
_OF_VILLAGES: Final = named(
    "the text says this of villages; a run has the towns' share", "文件所指为农村，而模型给出的是城镇的比例"
)

SCOPES: Final = tuple(
    say(f"asked_of_text.scope_{name}") for name in ("all", "seats", "cities", "towns", "key_towns")
)
"""Where a goal may hold: the word of the format, and what it means."""


def propose_target(proposal: Proposal, index: int, statement: Statement, indicator: Indicator) -> None:
    """Add the target that a statement states, or the question that stands in its way."""
    doubt = _doubt(proposal, statement)
    if doubt is not None:
        proposal.ask(doubt, statement)
        return
    if indicator.flow:
        _keep(proposal, index, statement, _GROSS)
        return
    model = str(indicator.model)
    comparator = _comparator(statement, indicator)
    value = converted(statement, "share" if is_growth(statement) else variables()[model].unit)
    if value is None or comparator is None or isinstance(value, tuple) != (comparator == "range"):
        proposal.ask(say("asked_of_text.form"), statement)
        return
    if _is_rural(statement, model):
        _keep(proposal, index, statement, _OF_VILLAGES)
        return
    size = _size(proposal, model, value if isinstance(value, tuple) else (value,), comparator)
    if size is not None:
        proposal.ask(say("asked_of_text.size", size=size), statement)
        return
    _add(proposal, index, statement, {"variable": model, "comparator": comparator, "value": value})


def _doubt(proposal: Proposal, statement: Statement) -> str | None:
    """Why a goal cannot be entered as it stands: a doubtful reading, a wrong year, or other places."""
    if statement.question is not None:
        return statement.question
    if not proposal.can_be_due(statement.target_year):
        return _which_year(proposal, statement)
    if _is_wider(statement.scope, proposal):
        return say("asked_of_text.wider", scope=statement.scope)
    if _EACH.search(statement.quote):
        return say("asked_of_text.each")
    return None


def _which_year(proposal: Proposal, statement: Statement) -> str:
    year = statement.target_year
    if year is None:
        return say("asked_of_text.due")
    if proposal.issued is not None and year < proposal.issued:
        return say("asked_of_text.due_before", year=year, issued=proposal.issued)
    return say("asked_of_text.due_outside", year=year)


def _comparator(statement: Statement, indicator: Indicator) -> str | None:
    """The scenario's comparator; numbers of those who move or are counted in a period are increases."""
    if is_growth(statement):
        return _GROWTHS.get(statement.comparator)
    if indicator.counted and statement.comparator in _COUNTED:
        return _COUNTED[statement.comparator]
    if statement.comparator in _CHANGES:
        return _CHANGES[statement.comparator]
    changed = statement.variable != indicator.variable
    return statement.comparator if statement.comparator in _PLAIN and not changed else None


def _is_wider(scope: str | None, proposal: Proposal) -> bool:
    """Whether a goal is of a larger place than the text's: the nation's in a county's plan."""
    level = next((level for level, words in _WIDE.items() if scope in words), None)
    own = proposal.home.region.level if proposal.home.region else proposal.home.level
    return level is not None and own is not None and _LEVELS.index(level) < _LEVELS.index(own)


def _is_rural(statement: Statement, model: str) -> bool:
    return model.endswith("_coverage") and _RURAL.search(statement.quote) is not None


def _size(proposal: Proposal, model: str, values: Sequence[float], comparator: str) -> str | None:
    """Why a figure cannot be of the region, by its size; None where it can or the region is not known."""
    region = proposal.home.region
    if region is None or proposal.base is None or comparator in _GROWTHS:
        return None
    people = people_of(region.code, proposal.base)
    if people is None:
        return None
    parts, unit = comparator not in _PLAIN, variables()[model].unit
    found = (doubt_of_target(StatedFigure(model, comparator, each, unit, parts), people) for each in values)
    return next((each.problem for each in found if each is not None), None)


def _add(proposal: Proposal, index: int, statement: Statement, entry: dict[str, Any]) -> None:
    name = f"t{index + 1}-{slug(entry['variable'])}"
    value = entry["value"]
    entry = {"name": name, **entry, "value": list(value) if isinstance(value, tuple) else value}
    entry["year"] = statement.target_year
    if entry["comparator"] not in _PLAIN:
        base = _counted_from(proposal, statement)
        entry |= {} if base is None else {"base": base}
    whole = statement.scope is None or word_list("scopes", "whole").within(statement.scope)
    if not whole and entry["variable"] not in _PLACED:
        question = say("asked_of_text.places", scope=statement.scope)
        entry["scope"] = proposal.ask_for(f"targets.{name}.scope", question, SCOPES, statement)
    _append(proposal, index, entry, say("asked_of_text.drafted", quote=statement.quote))


def _append(proposal: Proposal, index: int, entry: dict[str, Any], because: str) -> None:
    """Add an entry, or point at the one that says the same already: texts repeat their goals."""
    same = [each for each in proposal.targets if _content(each) == _content(entry)]
    if not same:
        proposal.targets.append(entry | {"because": because})
    proposal.made[index] = f"targets.{same[0]['name'] if same else entry['name']}"


def _content(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in {"name", "because"}}


def _counted_from(proposal: Proposal, statement: Statement) -> int | None:
    """The year whose end an increase is counted from: the one before a single year, else before the plan."""
    year, issued = statement.target_year, proposal.issued
    if year is None or proposal.base is None:
        return None
    stated = statement.baseline_year
    if stated is not None:
        return min(max(proposal.base, stated - 1), year - 1)
    if issued is None:
        return proposal.base
    return year - 1 if year <= issued + 1 else max(proposal.base, issued - 1)


def _keep(proposal: Proposal, index: int, statement: Statement, reason: Message) -> None:
    """Keep a goal with its year and the reason why no run can score it."""
    name = f"t{index + 1}-{slug(statement.variable)}"
    found = converted(statement, "persons") or converted(statement, "share")
    value = found if isinstance(found, float) else None
    entry: dict[str, Any] = {"name": name, "variable": statement.variable, "comparator": "reach"}
    if statement.comparator in {*_PLAIN, *_CHANGES.values()} - {"range"}:
        entry["comparator"] = statement.comparator
    elif statement.comparator.endswith("about"):
        entry["comparator"] = "about"
    if value is None:
        proposal.ask(say("asked_of_text.not_scored", reason=reason), statement)
        return
    english, chinese = both(reason)
    entry |= {
        "value": value,
        "year": statement.target_year,
        "not_modelled": {"zh": chinese, "en": english},
    }
    _append(
        proposal, index, entry, say("asked_of_text.drafted_in", quote=statement.quote, unit=statement.unit)
    )
