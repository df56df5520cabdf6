"""What governments can do: levers, measures in force by year, and mixes of measures."""

from urbsim.policy.levers import Lever, find_lever, levers
from urbsim.policy.measures import Measure, strength
from urbsim.policy.mixes import Change, Mix, in_force

__all__ = ["Change", "Lever", "Measure", "Mix", "find_lever", "in_force", "levers", "strength"]
