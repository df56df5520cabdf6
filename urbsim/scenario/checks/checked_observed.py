"""Figures seen since the base year: of a variable that runs put out, in a year that they reach, once each."""

from __future__ import annotations

from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.file.draft import KeyPath
from urbsim.scenario.file.own_figures import ObservedText
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.scenario.file.values import SeenFigure
from urbsim.text import say
from urbsim.vocabulary.variables import variables


def checked_observed(inspection: Inspection) -> tuple[SeenFigure, ...]:
    """Every figure that the file has seen; faults of the others are recorded."""
    seen: dict[tuple[str, int], SeenFigure] = {}
    for index, text in enumerate(inspection.text.observed):
        path = ("observed", index)
        _check_value(inspection, text, path)
        _check_year(inspection, text, path)
        key = (text.variable, text.year)
        if key in seen:
            problem = say("scenario.observed_twice", variable=text.variable, year=text.year)
            inspection.add(path, problem, say("scenario.name_once"))
        seen[key] = SeenFigure(text.variable, text.year, text.value, text.source)
    return tuple(seen.values())


def _check_value(inspection: Inspection, text: ObservedText, path: KeyPath) -> None:
    known, value = variables().get(text.variable), text.value
    if known is None:
        problem = say("scenario.variable_does_not_exist", name=text.variable)
        inspection.add((*path, "variable"), problem, did_you_mean(text.variable, variables()))
    elif known.unit == "share" and not 0.0 <= value <= 1.0:
        remedy = say("scenario.shares_fractions_write_for", value=value / 100, value2=value)
        inspection.add((*path, "value"), say("scenario.of", variable=text.variable, value=value), remedy)
    elif value < 0.0:
        problem = say("scenario.negative", variable=text.variable, value=value)
        inspection.add((*path, "value"), problem, say("scenario.give_value_at_least"))


def _check_year(inspection: Inspection, text: ObservedText, path: KeyPath) -> None:
    first, last = inspection.text.from_ + 1, inspection.text.until
    if inspection.is_broken("from") or inspection.is_broken("until"):
        return
    if not first <= text.year <= last:
        problem = say("scenario.observed_outside", year=text.year)
        inspection.add((*path, "year"), problem, say("scenario.simulated_years", first=first, last=last))
