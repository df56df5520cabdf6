"""Names in entries that the schema refused: they are looked up all the same, so that one pass tells all."""

from __future__ import annotations

from typing import Any

from urbsim.policy.levers import find_lever, levers
from urbsim.scenario.checks.inspection import Inspection, clause_remedy, clauses, document_of
from urbsim.scenario.file.draft import Draft, KeyPath
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.text import say


def check_left_out(inspection: Inspection) -> None:
    """Record every unknown lever, clause and assumption in measures and targets that were left out."""
    assumed = inspection.draft.data.get("assumptions")
    known = list(assumed) if isinstance(assumed, dict) else []
    for path in inspection.sound.left_out:
        entry = inspection.draft.data[path[0]][path[1]]
        if isinstance(entry, dict):
            _check_entry(inspection.draft, entry, path, known)


def _check_entry(draft: Draft, entry: dict[str, Any], path: KeyPath, known: list[str]) -> None:
    lever = entry.get("lever")
    if isinstance(lever, str) and find_lever(lever) is None:
        problem = say("scenario.lever_does_not_exist", lever=lever)
        draft.add((*path, "lever"), problem, did_you_mean(lever, levers()))
    for place, name, value in _references(entry):
        here = (*path, *place)
        if name == "clause" and value not in clauses(document_of(value)):
            draft.add(here, say("scenario.clause_does_not_exist", value=value), clause_remedy(value))
        if name == "assumption" and value not in known:
            problem = say("scenario.assumption_not_under_assumptions", value=value)
            draft.add(here, problem, did_you_mean(value, known))


def _references(entry: dict[str, Any]) -> list[tuple[KeyPath, str, str]]:
    """Path, kind and name of everything in the entry that points at a clause or an assumption."""
    found: list[tuple[KeyPath, str, str]] = []
    if isinstance(entry.get("clause"), str):
        found.append((("clause",), "clause", entry["clause"]))
    for key, value in entry.items():
        if isinstance(value, dict):
            names = ((kind, value.get(kind)) for kind in ("clause", "assumption"))
            found.extend(((key, kind), kind, name) for kind, name in names if isinstance(name, str))
    return found
