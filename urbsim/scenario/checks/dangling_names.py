"""Names in entries that the schema refused: they are looked up all the same, so that one pass tells all."""

from __future__ import annotations

from typing import Any

from urbsim.policy.levers import find_lever, levers
from urbsim.scenario.checks.inspection import Inspection, clause_remedy, clauses, document_of
from urbsim.scenario.file.draft import Draft, KeyPath
from urbsim.scenario.file.schema_wording import did_you_mean


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
        problem = f"lever '{lever}' does not exist"
        draft.add((*path, "lever"), problem, did_you_mean(lever, levers()))
    for place, name, value in _references(entry):
        here = (*path, *place)
        if name == "clause" and value not in clauses(document_of(value)):
            draft.add(here, f"clause '{value}' does not exist", clause_remedy(value))
        if name == "assumption" and value not in known:
            problem = f"assumption '{value}' is not under assumptions:"
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
