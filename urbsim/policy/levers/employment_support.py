"""Support of wages and training that makes jobs last."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import Field, Lever, Pull
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import BOUGHT


class EmploymentSupport(Lever):
    """Yuan a year; one lasting job for so many yearly urban incomes.

    What one lasting job costs rests on judgement; a cost twice as high brings half as many.
    """

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
        jobs = pull.shared / (pull.number("cost", np.inf) * pull.income)
        schedule.jobs[...] += jobs
        schedule.jobs_bought[...] += jobs
        schedule.bought[:, :, BOUGHT.index(self.name)] += pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """The yuan of the measure itself."""
        return [bill.charge(self.name, bill.bought(self.name).times(1 / bill.deflator))]


LEVER = EmploymentSupport()
