"""Whether a file has the target that is asked for: told before anything is learned or loaded."""

from __future__ import annotations

from collections.abc import Sequence

from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import InputError


def refuse_unknown(scenario: Scenario, name: str) -> None:
    """InputError where a file has no target of that clause or name, before anything is run."""
    known = [target for target in scenario.targets if not target.not_modelled]
    if not any(name in (target.name, target.clause) for target in known):
        raise no_target(scenario, name, [target.name for target in known])


def no_target(scenario: Scenario, name: str, known: Sequence[str]) -> InputError:
    """That there is no target of a name, and which there are."""
    problem, remedy = say("analysis.no_target", target=name), say("analysis.use_one", known=", ".join(known))
    return InputError((scenario.fault("targets", problem, remedy),))
