"""Jobs, wages and the chance of a job (eq. 8–10)."""

from __future__ import annotations

import math

from urbsim.model.setup import Coefficients


def multiplier(year: int, p: Coefficients) -> float:
    """Non-tradable jobs per industrial job: one value up to 2010, a smaller one after."""
    return p["multiplier_before_2010"] if year <= 2010 else p["multiplier_after_2010"]


def park_filled(age: float, p: Coefficients) -> float:
    """Share of an industrial park's jobs that exist ``age`` years after it opened (logistic), up to its occupancy."""
    return p["park_occupancy"] / (1 + math.exp(-(age - p["park_fill_midpoint"])))


def wage_effect(people_ratio: float, slack_ratio: float, p: Coefficients) -> float:
    """Eq. 9: wage relative to the nation's, from town size and labour per job relative to the base year.

    With nothing changed it is 1; one per cent more labour per job lowers it by 0.1 per cent.
    """
    return float(people_ratio ** p["agglomeration"] * slack_ratio ** p["wage_curve"])


def employment_probability(jobs: float, labour: float, entrants: float) -> float:
    """Eq. 10: jobs over those who look for one, at most 1."""
    return min(1.0, jobs / max(1.0, labour + entrants))
