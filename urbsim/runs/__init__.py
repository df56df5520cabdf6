"""Scenario meets model: many runs, their tables and the folder they are written to."""
