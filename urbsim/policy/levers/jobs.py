"""Jobs that a measure brings through investors."""

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import BASIS, CONTRACTS, Lever, Pull
from urbsim.policy.schedule import Schedule


class Jobs(Lever):
    """Lasting jobs a year, or growth over the industrial jobs of the base year. Firms pay for them.

    What investors promise comes in part; so it is read unless the measure rests on experience.

    Each brings μ others in local trades (eq. 8: 0.48 up to 2010, 0.125 later) and is filled by newcomers, by
    those who had no job, and by villagers who go home every day.
    """

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
    fields = (BASIS,)

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs by settlement, and of them those that are promised."""
        promised = (pull.measure.given(BASIS.name) or CONTRACTS) == CONTRACTS
        if pull.measure.mode == "growth":
            schedule.jobs_growth[...] += pull.everywhere
            schedule.jobs_growth_promised[...] += promised * pull.everywhere
        else:
            schedule.jobs[...] += pull.shared
            schedule.jobs_promised[...] += promised * pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """Plants of all new jobs, in parks or outside, whichever measure promised them."""
        return [bill.charge("plant", bill.jobs)]


LEVER = Jobs()
