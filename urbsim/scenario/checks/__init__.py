"""Checks of a scenario against what exists: every name is looked up, every number is weighed."""
