"""Statements of means as entries of `measures:`, and rules in words alone, whose strength is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from urbsim.drafting.draft.amounts import unit_of
from urbsim.drafting.draft.proposal import Proposal, slug
from urbsim.drafting.reading import Aim
from urbsim.drafting.register import Indicator
from urbsim.drafting.statements import Statement
from urbsim.text import say


class Means(NamedTuple):
    """Name of the lever that a statement pulls, and the service that an investment builds."""

    lever: str
    service: str | None


_MEASURED: Final = {
    "money": ("yuan", 1.0),
    "dwellings": ("units", 1.0),
    "area": ("ha", 1e-4),
    "persons": ("persons", 1.0),
}
_UNIT: Final = {"investment": "yuan", "dwellings": "units", "land": "ha", "relocation": "persons"}
_AMOUNTS: Final = frozenset(
    ("reach", "at_least", "exceed", "about", "exact", "stretch", "increase_of", "increase_of_at_least")
)
_RENEWED: Final = re.compile(r"改造|翻新|修缮|加固|整治|维修|提升改造")
_BUILT: Final = re.compile(r"新建|新增|建成|建设(?!用地)|开工|竣工|筹集|配建|安置房|回迁")
_STOCK: Final = re.compile(r"规模|总量|控制在|总面积|保有量|减量|盘活|处置|腾退|复垦|闲置|低效")
_SUM: Final = re.compile(r"\d[\d.,]*\s*[万亿]*元")
_STRENGTHS: Final = ("weak", "medium", "strong")
_SERVICES: Final = (
    ("road", re.compile(r"道路|街道|桥梁|路网|市政路")),
    ("water", re.compile(r"供水|自来水|水厂|给水|饮水")),
    ("gas", re.compile(r"燃气|天然气|气化")),
    ("sewer", re.compile(r"污水|排水|雨污|雨水")),
    ("green", re.compile(r"绿化|绿地|公园|园林|造林")),
    ("school", re.compile(r"学校|中学|小学|幼儿园|教育|学位")),
    ("clinic", re.compile(r"医院|卫生院|医疗|诊所|卫生服务")),
)
SERVICES: Final = tuple(name for name, _ in _SERVICES)
_MONEY: Final = frozenset(("total_investment", "infrastructure_investment"))


def lever_of(statement: Statement, indicator: Indicator | None) -> Means | None:
    """The lever that a stated means pulls, None for none; money is for the service that its words name."""
    model = "" if indicator is None or indicator.model is None else indicator.model
    if model.startswith("lever:"):
        name, _, stated = model.removeprefix("lever:").partition(":")
        services = services_of(statement.quote) if name == "investment" else []
        return Means(name, stated or (services[0] if len(services) == 1 else None))
    general = indicator is None or indicator.variable in _MONEY
    unit, _ = unit_of(statement)
    spent = unit is not None and unit.family == "money" and statement.kind == "lever"
    named = services_of(statement.quote) if general and spent else []
    return Means("investment", named[0] if len(named) == 1 else None) if named else None


def services_of(words: str) -> list[str]:
    """The services that the words name."""
    return [name for name, pattern in _SERVICES if pattern.search(words)]


def propose_measure(proposal: Proposal, index: int, statement: Statement, means: Means) -> None:
    """Add the measure that a statement states, or the question that stands in its way."""
    amount, question = _amount(proposal, statement, means)
    if amount is None:
        proposal.ask(question, statement)
        return
    name = f"m{index + 1}-{slug('-'.join(part for part in means if part))}"
    proposal.assumptions[name] = {
        "value": amount,
        "unit": _UNIT[means.lever],
        "because": say("asked_of_text.drafted", quote=statement.quote),
    }
    entry: dict[str, Any] = {"name": name, "lever": means.lever, "value": {"assumption": name}}
    entry |= {"service": means.service} if means.service else {}
    proposal.measures.append(entry | _years(proposal, statement))
    proposal.made[index] = f"measures.{name}"


def propose_rules(proposal: Proposal, rules: Sequence[Aim]) -> None:
    """One measure for all rules of settling in words alone; how strong it is, is asked."""
    if not rules:
        return
    quotes = "；".join(dict.fromkeys(" ".join(rule.quote.split())[:80] for rule in rules))[:800]
    question = say("asked_of_text.how_far")
    key = "measures.hukou.value.scale"
    entry: dict[str, Any] = {"name": "hukou", "lever": "hukou"}
    entry["value"] = {"scale": proposal.ask_for(key, question, _STRENGTHS, rules[0])}
    start = None if proposal.issued is None or not proposal.can_be_due(proposal.issued) else proposal.issued
    start_question = say("asked_of_text.settling_from")
    entry["start"] = start or proposal.ask_for("measures.hukou.start", start_question, (), rules[0])
    proposal.measures.append(entry | {"because": say("asked_of_text.drafted", quote=quotes)})


def _amount(proposal: Proposal, statement: Statement, means: Means) -> tuple[float | None, str]:
    """The amount in the unit a measure takes, or None with the question to ask."""
    unit, scale = unit_of(statement)
    plain, factor = _MEASURED.get("" if unit is None else unit.family, ("", 0.0))
    number = statement.value
    if unit is None or not plain or not isinstance(number, float) or statement.comparator not in _AMOUNTS:
        return None, say("asked_of_text.means")
    doubt = _doubt(proposal, statement, means, plain)
    return (None, doubt) if doubt else (number * scale * unit.plain * factor, "")


def _doubt(proposal: Proposal, statement: Statement, means: Means, unit: str) -> str:
    """The question that stands in the way of a measure in its plain unit; empty for none."""
    name, service = means
    renewed = _RENEWED.search(statement.quote) and not _BUILT.search(statement.quote)
    doubts = (
        (statement.question is not None, statement.question or ""),
        (
            len(_SUM.findall(statement.quote)) > 1,
            say("asked_of_text.sums"),
        ),
        (
            name == "investment" and service is None,
            say("asked_of_text.service", services=", ".join(SERVICES)),
        ),
        (unit != _UNIT.get(name), say("asked_of_text.unit", lever=name, unit=_UNIT.get(name))),
        (name == "dwellings" and renewed, say("asked_of_text.renewed")),
        (
            name == "land" and _STOCK.search(statement.quote),
            say("asked_of_text.land"),
        ),
        (not proposal.can_be_due(statement.target_year), say("asked_of_text.years")),
    )
    return next((question for stands, question in doubts if stands), "")


def _years(proposal: Proposal, statement: Statement) -> dict[str, int]:
    """A single year for what a report announces, all years of the period for what a plan spreads."""
    end = statement.target_year
    assert end is not None
    stated, issued = statement.baseline_year, proposal.issued
    start = stated if stated is not None and stated < end else None
    single = re.search(rf"(?<![到至]){end}年", statement.quote)
    if start is None and issued is not None and end > issued + 1 and not single:
        start = issued
    return {"start": max(start or end, (proposal.base or 0) + 1), "end": end}
