"""An assumption that nothing uses is a number that its author believes to be in force."""

from __future__ import annotations

from difflib import get_close_matches

from urbsim.scenario.checks.assumptions import OVERRIDING
from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.extending.taking_away import assumptions_used
from urbsim.text import say


def check_unused(inspection: Inspection) -> None:
    """Record a fault for every assumption that no measure, mix or coefficient takes its number from.

    Where something else is at fault nothing is said: mending it may be what uses the assumption.
    """
    if inspection.faults:
        return
    used = set(assumptions_used(inspection.draft.data))
    for name in inspection.text.assumptions:
        if name in used or name.startswith(OVERRIDING):
            continue
        near = get_close_matches(name, used, n=1, cutoff=0.6)
        remedy = (
            say("scenario.did_you_mean_2", near=near[0])
            if near
            else say("scenario.point_at_with_assumption", name=name)
        )
        inspection.add(("assumptions", name), say("scenario.assumption_used_nothing", name=name), remedy)
