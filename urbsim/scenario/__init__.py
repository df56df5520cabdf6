"""The user's scenario file: its schema, reading it with every fault at once, and its frozen value."""

from urbsim.scenario.file.values import Assumption, Runs, Scenario, Target, Title
from urbsim.scenario.reading import read_scenario, read_text

__all__ = ["Assumption", "Runs", "Scenario", "Target", "Title", "read_scenario", "read_text"]
