"""Jobs, wages and the chance of a job (eq. 8–10)."""

from __future__ import annotations

import math

from urbsim.model.setup import Coefficients


def multiplier(year: int, p: Coefficients) -> float:
    """Non-tradable jobs per industrial job: one value up to 2010, a smaller one after."""
    return p["multiplier_before_2010"] if year <= 2010 else p["multiplier_after_2010"]


def park_filled(age: float, p: Coefficients) -> float:
    """Share of a park's jobs that exist ``age`` years after it opened: logistic, up to its occupancy."""
    return p["park_occupancy"] / (1 + math.exp(-(age - p["park_fill_midpoint"])))


def wage_effect(people_ratio: float, slack_ratio: float, p: Coefficients) -> float:
    """Eq. 9: wage relative to the nation's, from town size and labour per job relative to the base year.

    With nothing changed it is 1; one per cent more labour per job lowers it by 0.1 per cent.
    """
    return float(people_ratio ** p["agglomeration"] * slack_ratio ** p["wage_curve"])


def slack_ratio(now: tuple[float, float], before: tuple[float, float]) -> float:
    """(labour, jobs) now against before as labour per job; 1 where nobody looked for a job in either."""
    if min(*now, *before) <= 0:
        return 1.0
    return (now[0] / now[1]) / (before[0] / before[1])


def employment_probability(jobs: float, labour: float, entrants: float) -> float:
    """Eq. 10: jobs over those who look for one, at most 1."""
    return min(1.0, jobs / max(1.0, labour + entrants))


class LabourMarket:
    """Jobs and pay of one settlement, anchored to the base year's chance of a job or its known ``jobs``."""

    def __init__(
        self,
        labour: float,
        entrants: float,
        people: int,
        wage: float,
        p: Coefficients,
        jobs: float | None = None,
    ) -> None:
        self.p, self.wage_at_base = p, wage
        self.wage, self.employment = wage, p["base_employment_probability"]
        if jobs is not None:
            self.employment = employment_probability(jobs, labour, entrants)
        self.employment_at_base = self.employment
        self.labour = self.labour_at_base = labour
        self.jobs = self.jobs_at_base = self.employment * (labour + entrants)
        self.industrial_at_base = p["industry_share_of_jobs"] * self.jobs
        self.local_per_person = (self.jobs - self.industrial_at_base) / people

    def hire(self, year: tuple[int, int], policy_jobs: float, built: float, people: int) -> None:
        """Eq. 8: jobs of ``year`` (calendar year, years since the base).

        ``built`` is this year's public investment in yuan, which employs builders in the year alone.
        """
        calendar, t = year
        grown = self.industrial_at_base * ((1 + self.p["industry_job_growth"]) ** t - 1)
        added = (grown + policy_jobs) * (1 + multiplier(calendar, self.p))
        builders = self.p["construction_jobs"] * built / 1e6
        self.jobs = max(0.0, self.industrial_at_base + added + builders + self.local_per_person * people)

    def pay(self, national: float, people_ratio: float, labour: float, entrants: float) -> None:
        """Eq. 9 and 10: the settlement's share of the national pay, and the chance of a job."""
        self.labour = labour
        slack = slack_ratio((labour, self.jobs), (self.labour_at_base, self.jobs_at_base))
        self.wage = national * wage_effect(people_ratio, slack, self.p)
        self.employment = employment_probability(self.jobs, labour, entrants)
