"""Settlements and governments: works, homes, jobs, land and money."""
