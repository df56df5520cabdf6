"""What of a reading becomes targets, measures and assumptions of a draft, and what is asked about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from urbsim.drafting.numerals.figures import SCALES
from urbsim.drafting.reading import Reading
from urbsim.drafting.register import Indicator, Unit, register, word_list
from urbsim.drafting.statements import Statement
from urbsim.evidence.statistics import base_years
from urbsim.vocabulary.mentions import mentioned
from urbsim.vocabulary.regions import NATION, Region, regions
from urbsim.vocabulary.variables import variables

_SCORED: Final = frozenset(
    {
        "reach",
        "at_least",
        "at_most",
        "exceed",
        "about",
        "exact",
        "increase_of",
        "increase_of_at_least",
        "stretch",
    }
)
_FAMILY_UNITS: Final = {"share": "share", "persons": "persons", "area": "m2", "money": "yuan"}
_MEASURED: Final = {"money": ("yuan", 1.0), "dwellings": ("units", 1.0), "area": ("ha", 1e-4)}
_LEVELS: Final = ("nation", "province", "prefecture", "county", "township")
_WIDE: Final = {
    "nation": ("全国", "我国"),
    "province": ("全省", "我省", "全自治区"),
    "prefecture": ("全市", "我市", "本市", "全州"),
}
_EACH: Final = re.compile(r"平均达到|每[镇乡县村]|每个|各[镇乡县]|均达到|均超过|均突破")
_LATEST: Final = 2100
_CENSUS: Final = 2010
_HEAD: Final = 400


@dataclass
class Proposal:
    """The entries of a draft scenario; ``made`` names, for each statement, the entry made from it."""

    region: str
    base: int
    until: int
    targets: list[dict[str, Any]] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)
    assumptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: dict[int, str] = field(default_factory=dict)
    review: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, question: str, statement: Statement | None = None) -> None:
        """Note a question, about one statement or the whole draft."""
        entry: dict[str, Any] = {"question": question}
        if statement is not None:
            entry |= {"quote": statement.quote, "start": statement.start, "end": statement.end}
        self.review.append(entry)


def proposed(reading: Reading) -> Proposal:
    """The entries of a draft scenario that a reading supports."""
    found = _region(reading)
    code = found.code if found else NATION
    base, until = _years(reading, code)
    proposal = Proposal(code, base, until)
    if found is None:
        proposal.ask(
            "Which region is meant? The head of the text names none that is known; the nation stands in."
        )
    proposal.ask(f"Is {base} the right base year? It was chosen from the years of the text.")
    for index, statement in enumerate(reading.statements):
        _propose(proposal, index, statement)
    return proposal


def _propose(proposal: Proposal, index: int, statement: Statement) -> None:
    if statement.question is not None:
        proposal.ask(statement.question, statement)
    indicator = _indicator(statement)
    if indicator is None or indicator.model is None or statement.kind not in {"target", "lever"}:
        return
    if indicator.model.startswith("lever:"):
        _measure(proposal, index, statement, indicator.model.split(":")[1:])
    elif statement.variable.removesuffix("_increase") == indicator.variable:
        _target(proposal, index, statement, indicator.model)


def _indicator(statement: Statement) -> Indicator | None:
    stem = statement.variable.removesuffix("_increase")
    return (
        next((each for each in register().indicators if each.variable == stem), None)
        if statement.known
        else None
    )


def _target(proposal: Proposal, index: int, statement: Statement, model: str) -> None:
    variable = variables()[model]
    value = _converted(statement, variable.unit)
    if value is None or statement.comparator not in _SCORED:
        proposal.ask("This target is in a form that is not scored: how should it be?", statement)
        return
    year = statement.target_year
    if year is None or not proposal.base < year <= proposal.until:
        proposal.ask("Which year is this target due in?", statement)
        return
    if _is_wider(statement.scope, proposal.region):
        proposal.ask(
            f"The text says this of {statement.scope}, more than the region: is it a target here?", statement
        )
        return
    if _EACH.search(statement.quote):
        proposal.ask("The text says this of each or on average: what is it for all together?", statement)
        return
    if statement.scope is not None and not word_list("scopes", "whole").within(statement.scope):
        proposal.ask(
            f"The text says this of {statement.scope}: does it hold for the whole region?", statement
        )
    name = f"t{index + 1}-{_slug(model)}"
    proposal.targets.append(
        {
            "name": name, "variable": model, "comparator": statement.comparator, "value": value, "year": year,
            "because": f"drafted from: {statement.quote}",
        }
    )  # fmt: skip
    proposal.made[index] = f"targets.{name}"


def _is_wider(scope: str | None, code: str) -> bool:
    """Whether a target is of a larger place than the region of the draft: the nation's in a county's plan."""
    level = next((level for level, words in _WIDE.items() if scope in words), None)
    region = regions().get(code)
    return level is not None and region is not None and _LEVELS.index(level) < _LEVELS.index(region.level)


def _measure(proposal: Proposal, index: int, statement: Statement, lever: list[str]) -> None:
    unit, scale = _unit(statement)
    single = isinstance(statement.value, float)
    if unit is None or unit.family not in _MEASURED or not single or statement.comparator not in _SCORED:
        proposal.ask("This means is in a form that no measure takes: how should it be entered?", statement)
        return
    if lever[0] == "investment" and len(lever) == 1:
        proposal.ask("Which services is this investment for? A measure needs one.", statement)
        return
    plain, factor = _MEASURED[unit.family]
    if (lever[0] == "dwellings") != (plain == "units") or (lever[0] == "land") != (plain == "ha"):
        proposal.ask("The size of a dwelling or the like is missing: how many of them are meant?", statement)
        return
    assert isinstance(statement.value, float)
    name = f"m{index + 1}-{_slug('-'.join(lever))}"
    year = statement.target_year
    if year is None or not proposal.base < year <= proposal.until:
        proposal.ask("Which year is this done in? The first simulated year stands in.", statement)
        year = proposal.base + 1
    amount = statement.value * scale * unit.plain * factor
    proposal.assumptions[name] = {
        "value": amount,
        "unit": plain,
        "because": f"drafted from: {statement.quote}",
    }
    measure = {"name": name, "lever": lever[0], "value": {"assumption": name}, "start": year, "end": year}
    proposal.measures.append(measure | ({"service": lever[1]} if len(lever) > 1 else {}))
    proposal.made[index] = f"measures.{name}"


def _converted(statement: Statement, wanted: str) -> float | None:
    """The value in the unit of a variable, or None where it cannot be told."""
    unit, scale = _unit(statement)
    if unit is None or not isinstance(statement.value, float):
        return None
    plain = statement.value * scale * unit.plain
    family = {
        "share": "share",
        "persons": "persons",
        "km2": "area",
        "m2/person": "area",
        "yuan": "money",
    }.get(wanted)
    family = "persons" if wanted == "jobs" else family
    if unit.family != family:
        return None
    return round(plain / 1e6 if wanted == "km2" else plain, 9)


def _unit(statement: Statement) -> tuple[Unit | None, float]:
    name = statement.unit.removesuffix("_per_person")
    scale = next((each for each in ("wan_yi", "wan", "yi") if name.startswith(f"{each}_")), "")
    name = name.removeprefix(f"{scale}_") if scale else name
    return next((each for each in register().units if each.name == name), None), SCALES[scale]


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:40].strip("-")


def _years(reading: Reading, region: str) -> tuple[int, int]:
    """The last base year with a count before the document, and a last year that its targets fit into."""
    ahead = sorted(each.target_year for each in reading.statements if each.target_year is not None)
    counted = base_years(region) or (_CENSUS,)
    first = reading.issued or (ahead[0] if ahead else _CENSUS + 1)
    base = max((year for year in counted if year < first), default=min(counted))
    until = max([2025, base + 5, *(year for year in ahead if year <= base + 60)])
    return base, min(until, base + 60, _LATEST)


def _region(reading: Reading) -> Region | None:
    """The region of the register that the head of the text names, the smallest of those named first."""
    found = dict(mentioned(reading.text.clean[:_HEAD]))
    return max(found, key=lambda region: (_LEVELS.index(region.level), -found[region]), default=None)


def questions(proposal: Proposal) -> Iterator[str]:
    """The questions of a draft, in the order of the text."""
    return (str(entry["question"]) for entry in proposal.review)
