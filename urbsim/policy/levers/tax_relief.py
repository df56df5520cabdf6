"""Taxes waived for investors, and the jobs that follow."""

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import Field, Lever, Pull
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import BOUGHT


class TaxRelief(Lever):
    """Yuan of tax waived a year, and so many jobs for a million of them. What is forgone counts as spent.

    A leverage of 0 costs the tax and brings no job. The leverage is judgement.
    """

    name = "tax_relief"
    english = "tax waived for investors"
    group = "jobs"
    unit = "yuan/yr"
    accepted = units.MONEY
    duration = "flow"
    low, high = 0.0, 1e14
    sign = 1
    output = "jobs"
    fields = (
        Field(
            "leverage", "Jobs that a million yuan of waived tax brings (jobs/million yuan).",
            required=True, accepted=units.YIELD, low=0.0, high=1000.0,
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs by settlement."""
        jobs = pull.shared * (pull.number("leverage") / 1e6)
        schedule.jobs[...] += jobs
        schedule.jobs_bought[...] += jobs
        schedule.bought[:, :, BOUGHT.index(self.name)] += pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """The taxes waived; what they bring is judgement."""
        return [bill.charge(self.name, bill.bought(self.name).times(1 / bill.deflator))]


LEVER = TaxRelief()
