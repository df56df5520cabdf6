"""Cells of a row of `mixes.csv` or `chances.csv` in words, with their errors: the same on screen and page."""

from __future__ import annotations

from urbsim.analysis.targets.cells import CHANCE, NOTHING, Row, absent, chance_in, error_in
from urbsim.analysis.targets.wording import change, estimate, signed
from urbsim.text import word


def points(row: Row) -> str:
    """What a mix adds to the rate, in points."""
    return change(row["points_p50"] / 100, error_in(row, "points_error") / 100, "share")


def points_band(row: Row) -> str:
    """The 90 % band of what it adds."""
    error = error_in(row, "points_error") / 100
    low, high = (signed(row[f"points_{end}"] / 100, error, "share") for end in ("p05", "p95"))
    return word("effect.span", low=low, high=high)


def rate(row: Row) -> str:
    """The rate under a mix."""
    return estimate(row["rate"], error_in(row, "rate_error"), "share")


def people(row: Row) -> str:
    """Urban people gained or lost."""
    gained = row["urban_people"]
    return NOTHING if absent(gained) else change(gained, error_in(row, "urban_people_error"), "")


def money(row: Row, name: str) -> str:
    """Yuan under one of the heads of cost; what is nothing at all is a dash."""
    value, error = row[name], error_in(row, f"{name}_error")
    return NOTHING if absent(value) or value == 0 else estimate(value, error, "", 3)


def all_targets(row: Row, draws: int) -> str:
    """How probable it is that all targets are met."""
    return chance_in(row, ("probability_all_targets", "all_targets_low", "all_targets_high"), draws)


def chance_of(row: Row, draws: int) -> str:
    """How probable one target is."""
    return chance_in(row, CHANCE, draws)
