"""From a reading to the proposal of a draft scenario, statement by statement."""

from __future__ import annotations

from urbsim.drafting.draft.amounts import indicator_of
from urbsim.drafting.draft.measure_entries import lever_of, propose_measure, propose_rules
from urbsim.drafting.draft.proposal import Proposal, opened
from urbsim.drafting.draft.target_entries import propose_target
from urbsim.drafting.reading import Aim, TextReading
from urbsim.drafting.register import register
from urbsim.drafting.statements import Statement


def proposed(reading: TextReading) -> Proposal:
    """The entries of a draft scenario that a reading supports, and what is asked."""
    proposal = opened(reading)
    for index, statement in enumerate(reading.statements):
        _propose(proposal, index, statement)
    propose_rules(proposal, [aim for aim in reading.aims if aim.kind == "measure"])
    for aim in reading.aims:
        if aim.kind == "aim" and _is_modelled(aim):
            proposal.ask("An aim in words alone: which value is meant, and in which year?", aim)
    return proposal


def _propose(proposal: Proposal, index: int, statement: Statement) -> None:
    """A lever stated is never a target, and what the text reports as done is neither."""
    if statement.kind not in {"target", "lever"}:
        return
    indicator = indicator_of(statement)
    lever = lever_of(statement, indicator)
    if lever is not None:
        propose_measure(proposal, index, statement, lever)
    elif indicator is not None and (indicator.model or indicator.flow) and statement.kind == "target":
        propose_target(proposal, index, statement, indicator)
    elif statement.question is not None:
        proposal.ask(statement.question, statement)


def _is_modelled(aim: Aim) -> bool:
    return any(each.variable == aim.variable and each.model for each in register().indicators)
