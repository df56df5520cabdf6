"""Targets: what each asks for, how probable it is, and how that is said."""
