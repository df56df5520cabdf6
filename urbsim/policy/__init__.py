"""What governments do: levers, measures and mixes become numbers per year and place."""

from urbsim.policy.lever import Lever
from urbsim.policy.levers import find_lever, levers, registered
from urbsim.policy.measures import Measure, strength
from urbsim.policy.mixes import Change, Mix, in_force
from urbsim.policy.schedule import Schedule

__all__ = [
    "Change", "Lever", "Measure", "Mix", "Schedule", "find_lever", "in_force", "levers", "registered",
    "strength",
]  # fmt: skip
