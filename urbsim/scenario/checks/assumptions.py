"""Checks of the assumptions, above all of those that override a coefficient of the model."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from urbsim.evidence.coefficients import coefficients
from urbsim.policy.prices import price_list
from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.file.bilingual import english
from urbsim.scenario.file.schema import AssumptionText
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.scenario.file.values import Assumption, Provenance
from urbsim.text import say
from urbsim.vocabulary.kinds import TIERS

PREFIX: Final = "coefficient."
PRICE: Final = "price."
OVERRIDING: Final = (PREFIX, PRICE)


def checked_assumptions(inspection: Inspection) -> Mapping[str, Assumption]:
    """Every assumption of the file; faults of overridden coefficients are recorded."""
    built = {}
    for name, text in inspection.text.assumptions.items():
        if name.startswith(PREFIX):
            _check_coefficient(inspection, name, text)
        if name.startswith(PRICE):
            _check_price(inspection, name, text)
        built[name] = Assumption(
            name=name,
            value=text.value,
            unit=text.unit,
            because=english(text.because),
            low=text.low,
            high=text.high,
        )
    return MappingProxyType(built)


def _check_coefficient(inspection: Inspection, name: str, text: AssumptionText) -> None:
    path = ("assumptions", name)
    known = coefficients().get(name.removeprefix(PREFIX))
    if known is None:
        problem = say("scenario.coefficient_does_not_exist", name=name.removeprefix(PREFIX))
        inspection.add(path, problem, did_you_mean(name.removeprefix(PREFIX), coefficients()))
        return
    if text.unit != known.unit:
        problem = say("scenario.is_in", name=name, unit=text.unit)
        inspection.add((*path, "unit"), problem, say("scenario.give", unit=known.unit))
    if not known.low <= text.value <= known.high:
        problem = say("scenario.outside_its_bounds", name=name, text=text.value)
        inspection.add(
            (*path, "value"), problem, say("scenario.give_value_from", low=known.low, high=known.high)
        )
    inspection.provenance.append(_trace(name, text))


def _check_price(inspection: Inspection, name: str, text: AssumptionText) -> None:
    """The price of something that measures buy, above 0 and in the unit of the table."""
    item, path = name.removeprefix(PRICE), ("assumptions", name)
    known = {key: row.unit for row in price_list() for key in (row.item, *_by_tier(row.item))}
    if item not in known:
        problem = say("scenario.price_does_not_exist", name=item)
        inspection.add(path, problem, did_you_mean(item, known))
        return
    if text.unit != known[item]:
        problem = say("scenario.is_in", name=name, unit=text.unit)
        inspection.add((*path, "unit"), problem, say("scenario.give", unit=known[item]))
    if text.value < 0:
        problem = say("scenario.outside_its_bounds", name=name, text=text.value)
        inspection.add((*path, "value"), problem, say("scenario.give_value_from", low=0.0, high=1e12))
    inspection.provenance.append(_trace(name, text))


def _by_tier(item: str) -> tuple[str, ...]:
    return tuple(f"{item}_{tier}" for tier in TIERS)


def _trace(name: str, text: AssumptionText) -> Provenance:
    return Provenance(
        path=f"assumptions.{name}",
        value=text.value,
        unit=text.unit,
        kind="assumption",
        name=name,
        because=english(text.because),
    )
