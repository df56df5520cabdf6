"""Jobs that a measure creates directly."""

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import Lever, Pull
from urbsim.policy.schedule import Schedule


class Jobs(Lever):
    """Lasting jobs a year, or growth over the industrial jobs of the base year. Firms pay for them."""

    name = "jobs"
    english = "jobs created"
    group = "jobs"
    unit = "jobs/yr"
    accepted = units.JOBS
    duration = "flow"
    low, high = 0.0, 1e9
    sign = 1
    output = "jobs"
    grows = True

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs by settlement."""
        if pull.measure.mode == "growth":
            schedule.jobs_growth[...] += pull.everywhere
        else:
            schedule.jobs[...] += pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """Plants of all new jobs, in parks or outside, whichever measure promised them."""
        return [bill.charge("plant", bill.jobs)]


LEVER = Jobs()
