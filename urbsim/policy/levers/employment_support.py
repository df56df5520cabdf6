"""Support of wages and training that makes jobs last."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.lever import Field, Pull, Unpriced
from urbsim.policy.schedule import Schedule


class EmploymentSupport(Unpriced):
    """Yuan a year; one lasting job for so many yearly urban incomes. Not yet charged to a government."""

    name = "employment_support"
    english = "wage and training support for new jobs"
    group = "jobs"
    unit = "yuan/yr"
    accepted = units.MONEY
    duration = "flow"
    low, high = 0.0, 1e14
    sign = 1
    output = "jobs"
    fields = (
        Field(
            "cost", "Support for one lasting job, in yearly urban incomes (incomes/job).",
            required=True, accepted=units.COST, low=0.01, high=100.0,
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs by settlement: yuan over the cost of one."""
        schedule.jobs[...] += pull.shared / (pull.number("cost", np.inf) * pull.income)


LEVER = EmploymentSupport()
