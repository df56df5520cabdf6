"""Why a target is not scored, and what it asks for in the words of its document."""

from __future__ import annotations

from collections.abc import Mapping

from urbsim.analysis.targets.comparators import is_bare_deadline
from urbsim.runs.results.target import RunTarget
from urbsim.scenario.checks.inspection import clauses, document_of
from urbsim.text import Message, named, say, spoken
from urbsim.vocabulary.variables import variables

_INNER_QUOTES = str.maketrans("“”", "‘’")


def why_not(target: RunTarget) -> Message:
    """Why the runs cannot score a target that its file does not set apart."""
    if is_bare_deadline(target):
        return say("asked.only_years")
    known = variables().get(target.variable)
    chinese = target.variable if known is None else known.chinese
    return say("asked.no_output", variable=named(target.variable, chinese))


def reason_text(reason: str, target: RunTarget, sayings: Mapping[str, str]) -> str:
    """The reason in the language spoken; tables on disk keep the English words.

    `sayings` are the Chinese words of the scenario by the English; plain words of a file stay as they are.
    """
    if spoken() != "zh":
        return reason
    ours = {str(each): each.text() for each in (say("asked.hukou"), why_not(target))}
    return (ours | dict(sayings)).get(reason, reason)


def quoted(target: RunTarget) -> str:
    """The clause of a target kept unscored, in its own words, which are Chinese; empty for all others."""
    if spoken() != "zh" or not target.not_modelled or target.clause is None:
        return ""
    found = clauses(document_of(target.clause)).get(target.clause)
    return "" if found is None else f"“{found.quote.translate(_INNER_QUOTES)}”"
