"""Choices: what would be enough at least cost, what matters, which draws fail, and what to watch."""
